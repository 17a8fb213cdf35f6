package model

import (
	"strings"
	"testing"
	"testing/fstest"
)

func loadSummaries(t *testing.T, lines map[string]string) *Set {
	t.Helper()
	pack, err := PackSummaries(lines)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Load(fstest.MapFS{
		"kinds.yaml":          {Data: []byte(typedKinds)},
		"acme.yaml":           {Data: []byte("library: acme\nclean: [acme.safe()]\nclasses:\n  acme.Base:\nsinks:\n  acme.Base.send(0): sql-text\n")},
		"auto/summaries.pack": {Data: pack},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const summaryLines = ".Client\tCacme.Base\n.Client\tS0:address\n.Client.send\tS0\n.Client.ask\tS0:text>self;0:text?\n.f\tS0:x +numeric;1:y?;*?;2:q!sql-text@argv0;0:x=no-exception +numeric\n.safe\tS0\n._impl.f\tAacme.f\n.none\tS\n"

func TestSummaries(t *testing.T) {
	s := loadSummaries(t, map[string]string{"acme": summaryLines, "other": ".f\tS0\n"})
	f := s.Entry(s.Canonical("acme._impl.f"))
	if f == nil || !f.Found || f.Clean || len(f.Propagators) != 3 || len(f.Sinks) != 1 || len(f.Guards) != 1 {
		t.Fatalf("f is %+v", f)
	}
	if p := f.Propagators[0]; p.Unsure || p.From.String() != "0:x" || !p.To.Return || p.Cleans == 0 {
		t.Errorf("what is sure does not come first: %+v", p)
	}
	if k := f.Sinks[0]; s.Kinds[k.Kind].Name != "sql-text" || k.Position != "argv0" || k.Arg.String() != "2:q" {
		t.Errorf("the sink is %+v", k)
	}
	if g := f.Guards[0]; g.Outcome != OutcomeNoException || g.Cleans == 0 {
		t.Errorf("the guard is %+v", g)
	}
	if got := s.WriteSummary(f); got != "*?;0:x +numeric;0:x=no-exception +numeric;1:y?;2:q!sql-text@argv0" {
		t.Errorf("written again: %s", got)
	}
	if e := s.Entry("acme.none"); e == nil || !e.Clean {
		t.Error("a call that carries nothing")
	}
	if s.Entry("acme.f") != f {
		t.Error("read twice")
	}
	if s.Entry("acme.g") != nil || s.Entry("nobody.f") != nil {
		t.Error("something is said of what nothing is known of")
	}
}

// TestRowsGoBeforeSummaries: a row of the name, and one of a base on the method.
func TestRowsGoBeforeSummaries(t *testing.T) {
	s := loadSummaries(t, map[string]string{"acme": summaryLines})
	if e := s.Entry("acme.safe"); e.Found || !e.Clean {
		t.Errorf("%+v", e)
	}
	if e := s.Member("acme.Client", "send"); e == nil || e.Found || len(e.Sinks) != 1 {
		t.Errorf("%+v", e)
	}
	if e := s.Member("acme.Client", "ask"); e == nil || !e.Found {
		t.Errorf("%+v", e)
	}
}

// TestSummariesAreUnpackedWhenAskedFor: a library of which nobody asks costs nothing.
func TestSummariesAreUnpackedWhenAskedFor(t *testing.T) {
	s := loadSummaries(t, map[string]string{"acme": summaryLines, "other": ".f\tS0\n"})
	unpacked := func(name string) bool { return s.types.blocks[name].facts.Load() != nil }
	s.Entry("third.f")
	s.Entry("other.f")
	if unpacked("acme") || !unpacked("other") {
		t.Errorf("acme: %v, other: %v", unpacked("acme"), unpacked("other"))
	}
	if sum := s.types.library("acme").summaries[".f"]; sum.entry.Load() != nil {
		t.Error("a line was read that nobody asked for")
	}
}

func TestBrokenSummaries(t *testing.T) {
	for _, pack := range []string{"", "leadline types 1 0 0\n", "leadline summaries 9 0 0\n", "leadline summaries 1 -1 0\n", "leadline summaries 1 1 0\nacme 99999999999999999999\n",
		"leadline summaries 1 1 0\nacme 5\nabc", "leadline summaries 1 1000000000 0\n", "leadline summaries 1 2 0\na 9223372036854775807\nb 9223372036854775807\n"} {
		if _, err := Load(fstest.MapFS{"kinds.yaml": {Data: []byte(typedKinds)}, "auto/summaries.pack": {Data: []byte(pack)}}); err == nil || !strings.Contains(err.Error(), "summaries.pack") {
			t.Errorf("%q: %v", pack, err)
		}
	}
	damaged, err := Load(fstest.MapFS{"kinds.yaml": {Data: []byte(typedKinds)}, "auto/summaries.pack": {Data: []byte("leadline summaries 1 1 0\nacme 3\nabc")}})
	if err != nil || damaged.Entry("acme.f") != nil {
		t.Errorf("of a damaged block something is known: %v", err)
	}
	s := loadSummaries(t, map[string]string{"acme": ".f\tS0!nothing\n"})
	if s.Entry("acme.f") != nil {
		t.Error("a line that says nothing is believed")
	}
	for _, said := range []string{"0!no-kind", "0=maybe", "0>return", "x y", "0 +no-clean", "0 numeric", "-1", "0:x y", "?", " ", "0??", "0:a-b"} {
		if e, err := s.ReadSummary("acme.f", said); err == nil {
			t.Errorf("%q is read: %+v", said, e)
		}
	}
}
