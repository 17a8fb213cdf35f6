package rule

import (
	"strings"
	"testing"
	"testing/fstest"

	"leadline/internal/model"
)

func konst(text string, truthy bool) Operand {
	return Operand{Known: true, Consts: []Constant{{Text: text, Truthy: truthy, IsText: text != "True" && text != "False"}}}
}

func TestPatterns(t *testing.T) {
	call := func(names string, args ...Argument) *Site { return &Site{Names: strings.Fields(names), Args: args} }
	kw := func(name string, o Operand) Argument { return Argument{Name: name, Operand: o} }
	pos := func(o Operand) Argument { return Argument{Operand: o} }
	for _, c := range []struct {
		pattern string
		site    *Site
		want    bool
	}{
		{"hashlib.{md5,sha1}(...)", call("hashlib.sha1", pos(Operand{})), true},
		{"hashlib.{md5,sha1}(...)", call("hashlib.sha256"), false},
		{`hashlib.new("=~/^md/", ...)`, call("hashlib.new", pos(konst("md5", true)), pos(Operand{})), true},
		{`hashlib.new("md5")`, call("hashlib.new", pos(konst("md5", true)), pos(Operand{})), false},
		{"$X.set_cookie(..., secure=$FALSE)", call("lib.Response.set_cookie", kw("secure", konst("False", false))), true},
		{"$X.set_cookie(..., secure=$FALSE)", &Site{Method: "set_cookie", Args: []Argument{kw("secure", konst("True", true))}}, false},
		{"subprocess.$F(..., shell=True)", call("subprocess.run", kw("shell", konst("True", true))), true},
		{"f(..., x=$X)", call("f", kw("x", Operand{})), true},
		{"f(..., x=a.b)", call("f", kw("x", Operand{Names: []string{"a.b"}})), true},
		{"DEBUG = True", &Site{Store: StoreName, Names: []string{"DEBUG"}, Value: konst("True", true)}, true},
		{`lib.App.config["DEBUG"] = $TRUE`, &Site{Store: StoreItem, Names: []string{"lib.App.config"}, Key: konst("DEBUG", true), Value: konst("1", true)}, true},
		{`$X.debug = True`, &Site{Store: StoreAttribute, Names: []string{"lib.App.debug"}, Value: konst("False", false)}, false},
	} {
		p, err := ParsePattern(c.pattern)
		if err != nil {
			t.Fatalf("%s: %v", c.pattern, err)
		}
		if got := p.Matches(c.site); got != c.want {
			t.Errorf("%s on %+v: %v", c.pattern, c.site, got)
		}
	}
	for _, bad := range []string{"f", "f(", "f(..., $X)", "f(x=)", `f("a)`} {
		if _, err := ParsePattern(bad); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

func TestUnlessDoubt(t *testing.T) {
	any, _ := ParsePattern("f(...)")
	unless, _ := ParsePattern("f(..., filter=$X)")
	m := Match{Any: []*Pattern{any}, Unless: []*Pattern{unless}}
	if !m.Matches(&Site{Names: []string{"f"}}) || m.Matches(&Site{Names: []string{"f"}, MoreArgs: true}) {
		t.Error("hidden arguments may hold the exception")
	}
}

func TestNames(t *testing.T) {
	n := &Names{Words: []string{"password", "api key", "otp"}, NotWords: []string{"hash"}}
	for name, want := range map[string]bool{
		"db_password": true, "dbPassword": true, "PASSWORD1": true, "passwordHash": false, "api_key": true, "apikey": true,
		"APIKey": true, "X-Api-Key": true, "compass": false, "otpN": true, "laptop": false,
	} {
		if got := n.Match(PlaceVariable, name); got != want {
			t.Errorf("%s: %v (%v)", name, got, SplitWords(name))
		}
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"**/settings*.py", "a/b/settings_dev.py", true}, {"**/settings*.py", "settings.py", true},
		{"settings.py", "a/settings.py", true}, {"**/settings/*.py", "a/settings/prod.py", true}, {"a/*.py", "a/b/c.py", false},
	} {
		if Glob(c.pattern, c.path) != c.want {
			t.Errorf("%+v", c)
		}
	}
	if !IsTest("a/tests/x.py") || IsTest("latest/x.py") || !IsTest("test_x.py") || IsTest("contest.py") {
		t.Error("IsTest")
	}
	if !IsTest(".ci/compose.yaml") || !IsTest("app/settings_testing.py") || IsTest("ci/a.py") {
		t.Error("IsTest of configuration")
	}
	if !IsExample("a/examples/b.py") || !IsExample("app/migrations/0001_initial.py") || IsExample("example.py") || IsExample("myexamples/a.py") {
		t.Error("IsExample")
	}
}

func TestLoad(t *testing.T) {
	kinds := "sources: {a: {meaning: x, trust: remote}}\nsinks: {b: y}\ncleans: {n: {meaning: m, always: true}, q: z}\n"
	models, err := model.Load(fstest.MapFS{"kinds.yaml": {Data: []byte(kinds)}})
	if err != nil {
		t.Fatal(err)
	}
	rule := "id: r\ntitle: T\ncategory: security\nseverity: high\nprecision: high\ncwe: [1]\nmessage: m\n"
	load := func(rest string) (*Set, error) {
		return Load(fstest.MapFS{"r/rule.yaml": {Data: []byte(rule + rest)}, "r/rule.md": {Data: []byte("# T\n\n## Fix\nDo\nthis.\n\nMore.\n")}}, models, nil)
	}
	s, err := load("flow: {from: [a], to: b, unless: [q]}\nmatch:\n  - any: f(...)\n    severity: low\n  - {any: [\"g(...)\"]}\n")
	if err != nil {
		t.Fatal(err)
	}
	r := s.Rule("r")
	if r.Flows[0].Unless != 3 || len(r.Matches) != 2 || r.Advice != "Do this." || !r.Default {
		t.Errorf("%+v", r)
	}
	for rest, want := range map[string]string{
		"flow: {from: [a], to: [c]}\n":             `"c" is no kind`,
		"flow: {from: [a], to: [b], unles: [q]}\n": "unles",
		"match: {any: [\"f(\"]}\n":                 "pattern",
		"":                                         "a rule has",
		"match: {any: [f()]}\nsilent-with: [other]": "unknown rule other",
	} {
		if _, err := load(rest); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", rest, err)
		}
	}
}
