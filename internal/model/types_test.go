package model

import (
	"testing"
	"testing/fstest"
)

const typedKinds = "sources:\n  untrusted: {meaning: x, trust: remote}\nsinks:\n  sql-text: x\ncleans:\n  numeric: {meaning: x, always: true}\n"

func loadTyped(t *testing.T) *Set {
	t.Helper()
	pack, err := PackTypes(map[string]string{
		"acme":  ".Client\tCacme._impl._Base\n.Client.size\tVbuiltins.int\n.Client.ask\tFbuiltins.str\n.Client.told\tFbuiltins.str\n._impl._Base\tC\n._impl._Base.walk\tF,builtins.str\n._impl.Client\tAacme.Client\n._impl.own\tAacme.other\n",
		"other": ".f\tFacme.Client?\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Load(fstest.MapFS{
		"kinds.yaml":      {Data: []byte(typedKinds)},
		"acme.yaml":       {Data: []byte("library: acme\nreturns:\n  acme.Client.told(): acme.Told\nsinks:\n  acme._impl._Base.send(0): sql-text\n  acme._impl.own(0): sql-text\n")},
		"auto/types.pack": {Data: pack},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTypes(t *testing.T) {
	s := loadTyped(t)
	for _, c := range []struct{ name, class, yields string }{
		{"acme.Client", "acme.Client", ""},
		{"acme.Client.ask", "builtins.str", ""},
		{"acme.Client.told", "acme.Told", ""}, // the row
		{"acme._impl._Base.walk", "", "builtins.str"},
		{"acme.Client.walk", "", "builtins.str"}, // of its base
		{"other.f", "acme.Client?", ""},
		{"acme.Client.none", "", ""},
		{"acme.Client.size", "", ""}, // no call
		{"nothing.f", "", ""},
	} {
		if class, yields := s.Result(c.name); class != c.class || yields != c.yields {
			t.Errorf("%s(): %q, %q, want %q, %q", c.name, class, yields, c.class, c.yields)
		}
	}
	if got := s.ValueClass("acme.Client.size"); got != "builtins.int" {
		t.Errorf("size is a %q", got)
	}
	if e := s.Member("acme.Client", "send"); e == nil || len(e.Sinks) != 1 {
		t.Error("a row on a base that only stubs tell is not found")
	}
	if !s.IsSubclass("acme.Client", "acme._impl._Base") {
		t.Error("no base")
	}
}

func TestTypesAliases(t *testing.T) {
	s := loadTyped(t)
	for name, want := range map[string]string{
		"acme._impl.Client":     "acme.Client",
		"acme._impl.Client.ask": "acme.Client.ask",
		"acme._impl.own":        "acme._impl.own", // a row speaks of it
		"acme._impl.other":      "acme._impl.other",
		"acme":                  "acme",
	} {
		if got := s.Canonical(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestBrokenPack(t *testing.T) {
	for _, pack := range []string{"", "nonsense\n", "leadline types 9 1 0\n", "leadline types 1 1 0\nacme x\n", "leadline types 1 1 0\nacme 5\nabc"} {
		if _, err := Load(fstest.MapFS{"kinds.yaml": {Data: []byte(typedKinds)}, "auto/types.pack": {Data: []byte(pack)}}); err == nil {
			t.Errorf("%q is read", pack)
		}
	}
}
