package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"leadline/tools/histories"
)

// views is an application of two files: places that a request reaches, places where it
// is tested or converted first, and places that it does not reach.
var views = map[string]string{
	"shop/views.py": `from django.http import HttpResponse, JsonResponse, HttpResponseRedirect
from django.shortcuts import render
from shop.models import Item
from shop.store import named, tested


def plain(request):
    name = request.GET["name"].strip()
    return render(request, "a.html", {"items": Item.objects.filter(name=name)})


def converted(request):
    number = int(request.GET["number"])
    return render(request, "a.html", {"items": Item.objects.filter(pk=number)})


def compared(request):
    name = request.GET["name"]
    if name not in ("a", "b"):
        return HttpResponse("no")
    return render(request, "a.html", {"items": Item.objects.filter(name=name)})


def twice(request):
    name = request.GET["name"]
    name = "a"
    return render(request, "a.html", {"items": Item.objects.filter(name=name)})


def away(request):
    return named(request.GET.get("name"))


def checked(request):
    return tested(request.GET.get("name"))


def answered(request):
    return JsonResponse({
        "q": request.GET["q"],
    })
`,
	"shop/store.py": `from django.db.models import Q
from shop.models import Item


def named(name):
    return Item.objects.get(name=name)


def tested(name):
    if not name.isalnum():
        raise ValueError(name)
    return Item.objects.get(name=name)


def unreached(name):
    return Item.objects.get(name=name)
`,
	"shop/tests/test_views.py": "from django.test import TestCase\n\n\ndef view(request):\n    return Item.objects.filter(name=request.GET[\"a\"])\n",
}

// found lists the faults of some kinds as function and kind.
func faultsOf(t *testing.T, files map[string]string, seed uint64, kinds ...string) (list []*fault, names []string) {
	t.Helper()
	for _, x := range all(read(files), rand.New(rand.NewPCG(seed, 0))) {
		if !stillParses(files, x) {
			t.Errorf("%s %s: broken, it is no Python any more, or has other lines: %v", x.function, x.kind, x.edits)
		}
		for _, k := range kinds {
			if x.kind == k {
				list, names = append(list, x), append(names, strings.TrimPrefix(x.function, "shop/"))
			}
		}
	}
	return list, names
}

// TestReach finds what a request reaches, and nothing that is tested, converted, bound
// twice, of a test, or reached by no call.
func TestReach(t *testing.T) {
	for seed := range uint64(12) { // every way to write the text
		list, names := faultsOf(t, views, seed, "formatted", "json-to-html")
		if got, want := strings.Join(names, " "), "views.py:plain views.py:answered store.py:named"; got != want {
			t.Fatalf("found %s, want %s", got, want)
		}
		if x := list[2]; x.distance != 1 || len(x.touched) != 2 || x.from != 6 || x.own {
			t.Errorf("the place one call away is %+v", x)
		}
	}
}

// TestBroken breaks the places, and the text that comes out formats the value.
func TestBroken(t *testing.T) {
	list, _ := faultsOf(t, views, 1, "formatted", "json-to-html")
	for _, x := range list {
		after, err := broken(views, x.edits)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Split(after[x.file], "\n")[x.from-1]
		if x.kind == "formatted" && (strings.Contains(text, "name=name") || !strings.Contains(text, "name = '")) {
			t.Errorf("%s: %s", x.function, text)
		}
		if x.kind == "json-to-html" && !strings.Contains(text, "HttpResponse(") {
			t.Errorf("%s: %s", x.function, text)
		}
	}
	if _, err := broken(views, []edit{{"shop/views.py", 4, 9, "x"}, {"shop/views.py", 6, 7, "y"}}); err == nil {
		t.Error("two edits that lie over one another were done")
	}
	if _, err := broken(views, []edit{{"gone.py", 0, 0, "x"}}); err == nil {
		t.Error("a file that is not there was broken")
	}
}

// TestPick takes no function twice, whatever the seed, and bounds a kind.
func TestPick(t *testing.T) {
	var pool []*site
	for i := range 60 {
		kind := []string{"formatted", "formatted", "formatted", "markup", "loader"}[i%5]
		fn := "f" + string(rune('a'+i%20))
		pool = append(pool, &site{Application: histories.Application{Name: "a/" + string(rune('a'+i%3))},
			fault: fault{kind: kind, function: fn, touched: []string{fn}}})
	}
	for seed := range uint64(20) {
		got := pick(append([]*site{}, pool...), 30, rand.New(rand.NewPCG(seed, 0)), map[string]bool{})
		used, kinds := map[string]bool{}, map[string]int{}
		for _, x := range got {
			key := x.Name + x.touched[0]
			if used[key] {
				t.Fatalf("seed %d: %s twice", seed, key)
			}
			used[key] = true
			kinds[x.kind]++
		}
		if kinds["formatted"] > 10 || len(got) < 25 {
			t.Errorf("seed %d: %d sites, %v", seed, len(got), kinds)
		}
	}
}

// TestCredit gives a finding to a site only where its flow does not go through what
// another site changed.
func TestCredit(t *testing.T) {
	at := func(path string, line int) (p place) {
		p.Path, p.Start.Line = path, line
		return p
	}
	x := &site{fault: fault{file: "a.py", from: 10, to: 12, class: "xss"}, lines: []string{"a.py:11"}}
	changed := map[string]bool{"a.py:11": true, "b.py:3": true}
	for _, c := range []struct {
		f            found
		clean, mixed bool
	}{
		{found{"xss", []place{at("a.py", 8), at("a.py", 12)}}, true, false},
		{found{"xss", []place{at("a.py", 11), at("c.py", 1)}}, true, false},
		{found{"xss", []place{at("b.py", 3), at("a.py", 12)}}, false, true},
		{found{"ssrf", []place{at("a.py", 12)}}, false, false},
		{found{"xss", []place{at("a.py", 13)}}, false, false},
	} {
		if clean, mixed := credit([]found{c.f}, x, changed); clean != c.clean || mixed != c.mixed {
			t.Errorf("%+v: clean %v, mixed %v", c.f, clean, mixed)
		}
	}
}

// TestTable reads what it wrote.
func TestTable(t *testing.T) {
	list, _ := faultsOf(t, views, 3, "formatted")
	var sites []*site
	for _, x := range list {
		sites = append(sites, &site{Application: histories.Application{Name: "a/b", Commit: "c"}, fault: *x, twin: "silent", result: "missed", reason: "type"})
	}
	name := t.TempDir() + "/t.csv"
	if err := writeTable(name, sites); err != nil {
		t.Fatal(err)
	}
	back, err := readTable(name)
	if err != nil || len(back) != len(sites) {
		t.Fatalf("%d rows, %v", len(back), err)
	}
	for i := range back {
		a, b := back[i], sites[i]
		if a.Name != b.Name || a.from != b.from || a.kind != b.kind || a.reason != "type" || len(a.edits) != len(b.edits) || a.edits[0] != b.edits[0] || len(a.touched) != len(b.touched) {
			t.Errorf("read %+v, wrote %+v", a, b)
		}
	}
}
