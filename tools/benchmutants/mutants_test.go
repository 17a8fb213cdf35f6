package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const code = `package p

func f(x any, n int) int {
	if n > 3 && x != nil {
		return 1
	}
	if n > 4 {
		panic("no")
	}
	if n > 5 {
		return 2
	} else {
		n++
	}
	switch x.(type) {
	case int, string:
		n = 7
	case error:
	default:
		n = 8
	}
	for {
		if n == 9 {
			break
		}
		n++
	}
	return n
}

func Print(n int) {
	if n > 1 {
		return
	}
}
`

// TestMutants lists what may be taken out, and every change is still Go.
func TestMutants(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "p.go")
	if err := os.WriteFile(name, []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	list, err := mutants([]string{dir}, 1)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, m := range list {
		got[m.kind+" "+m.text] = m.content
		if _, err := parser.ParseFile(token.NewFileSet(), "p.go", m.content, 0); err != nil {
			t.Errorf("%s %s: %v", m.kind, m.text, err)
		}
		if strings.Count(m.content, "\n") != strings.Count(code, "\n") {
			t.Errorf("%s %s: the lines moved", m.kind, m.text)
		}
	}
	for _, want := range []string{"guard if n > 3 && x != nil", "case case int, string:", "guard if n == 9"} {
		if got[want] == "" {
			t.Errorf("no mutant %q", want)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d mutants: %v", len(got), got)
	}
	if !strings.Contains(got["guard if n > 3 && x != nil"], "if (n > 3 && x != nil) && false {") {
		t.Error("the guard still holds")
	}
	again, err := mutants([]string{dir}, 1)
	if err != nil || again[0].text != list[0].text {
		t.Error("one seed gives two orders")
	}
}

// TestRan asks only those who come by: what a profile says of what a mutant takes out.
func TestRan(t *testing.T) {
	c := readCoverage([]byte("mode: set\nm/a/b.go:3.2,5.10 4 1\nm/a/b.go:7.2,9.3 1 0\n"), "m")
	for line, want := range map[int]bool{4: true, 8: false} {
		if got := c.ran(&mutant{file: "a/b.go", bodyLine: line, bodyColumn: 3}); got != want {
			t.Errorf("line %d: %v", line, got)
		}
	}
	if !c.ran(&mutant{file: "a/b.go", bodyLine: 8, bodyColumn: 3, acts: true}) {
		t.Error("a condition that calls something is no longer asked, which may be seen")
	}
}

// TestWorse compares the oracle's figures.
func TestWorse(t *testing.T) {
	b := &bench{baseline: map[string]int{"missed": 2, "spurious": 50, "constants": 0}}
	for want, got := range map[string]map[string]int{
		"survived":                     {"missed": 2, "spurious": 49},
		"killed by missed 3, not 2":    {"missed": 3, "spurious": 50},
		"killed by constants 1, not 0": {"missed": 9, "constants": 1},
	} {
		if said := b.worse(got, nil); said != want {
			t.Errorf("%v: %s", got, said)
		}
	}
}

// TestFigures reads what the oracle prints.
func TestFigures(t *testing.T) {
	text := "finally  3 4 5 6 70.00% 80.00%\nall                        1000      531        1       35   99.81%    93.81%\n" +
		"constants            checked  1030000, wrong places     7\ncall edges           checked      999, wrong places     8\nfaults 4, not accepted by CPython 0, too slow 0, ended by map[]\n"
	var got []string
	for _, m := range wrongs.FindAllStringSubmatch(text, -1) {
		got = append(got, strings.Join(m[1:], ";"))
	}
	if s := strings.Join(got, " "); s != ";;all;1;35; constants;7;;;; call edges;8;;;; ;;;;;4" {
		t.Errorf("read %s", s)
	}
}

// TestTable keeps results and tells them by what they are of.
func TestTable(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.csv")
	m := &mutant{file: "a/b.go", kind: "guard", text: "if x", function: "f", line: 3}
	first := &table{}
	first.put(&result{mutant: m, tests: "survived", oracle: "killed by missed 3, not 2", reason: "same"}, nil)
	first.put(&result{mutant: &mutant{file: "a/c.go", kind: "case", text: "case x:", function: "g", line: 4}, tests: "killed by rules", oracle: "survived"}, nil)
	if err := first.write(name); err != nil {
		t.Fatal(err)
	}
	back, err := readTable(name)
	if err != nil || len(back.rows) != 2 || back.of(m) == nil || back.of(m).reason != "same" || back.of(&mutant{file: "a/b.go"}) != nil {
		t.Fatalf("%+v, %v", back, err)
	}
	var b strings.Builder
	if err := back.print(&b, 2); err == nil || !strings.Contains(b.String(), "| all | 2 | 1 (50 %) | 1 (50 %) | 1 |") {
		t.Errorf("%v\n%s", err, b.String())
	}
	old := back.of(m)
	if back.put(&result{mutant: m, tests: "survived", oracle: "survived"}, old); len(back.rows) != 2 || back.of(m).reason != "same" || back.of(m).oracle != "survived" {
		t.Errorf("put anew: %+v", back.of(m))
	}
	if back.put(&result{mutant: m, tests: "killed by rules"}, back.of(m)); back.of(m).reason != "" {
		t.Error("what is killed now keeps the reason why it survived")
	}
	if none, err := readTable(name + ".none"); err != nil || len(none.rows) != 0 {
		t.Error("a table that is not there yet is no fault", err)
	}
	moved := &mutant{file: "a/b.go", kind: "guard", text: "if x", function: "f", line: 9}
	other := &result{mutant: &mutant{file: "a/d.go", kind: "guard", text: "if y", function: "g", line: 1}, tests: "killed by rules", oracle: "survived"}
	back.put(other, nil)
	if again := back.survivors([]*mutant{moved, other.mutant}); len(again) != 2 || len(back.rows) != 2 {
		t.Errorf("%d are to be run again, %d rows are left", len(again), len(back.rows))
	}
}
