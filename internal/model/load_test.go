package model

import (
	"strings"
	"testing"
	"testing/fstest"
)

const testKinds = `
sources:
  untrusted: {meaning: anything, trust: remote}
  http-input: {meaning: request, is: untrusted, trust: remote}
  form: {meaning: form, is: http-input, trust: remote}
sinks:
  sql-text: statement
cleans:
  numeric: {meaning: number, always: true}
  html-escaped: escaped
`

func load(t *testing.T, library string) (*Set, error) {
	t.Helper()
	return Load(fstest.MapFS{
		"kinds.yaml": {Data: []byte(testKinds)},
		"lib.yaml":   {Data: []byte("library: lib\n" + library)},
	})
}

func TestLoad(t *testing.T) {
	s, err := load(t, `
aliases: {lib.core.request: lib.request, lib.impl: lib}
classes:
  lib.Base:
  lib.Request: {bases: lib.Base}
values: {lib.request: lib.Request}
returns: {"lib.connect()": lib.Connection}
sources:
  lib.Base.{form,args}: form
sinks:
  "lib.Connection.execute(0:sql|query)": sql-text
  "*.execute(0)": {kind: sql-text, when: {0: {match: "(?i)select"}}}
sanitizers:
  "lib.escape(0)": html-escaped
propagators:
  "lib.unescape(0)": {to: return, resets: html-escaped}
guards:
  "lib.is_safe(0:url, 1[])": {outcome: true, cleans: [numeric, html-escaped]}
calls:
  "lib.Thread(target)": {args: args, keywords: kwargs}
  "lib.map(0)": {passes: ["1..[]"], returns: true}
entrypoints:
  "@lib.App.route": {params: form, route: angle}
clean: ["lib.size()"]
`)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Canonical("lib.impl.core.request.form"); got != "lib.request.form" {
		t.Errorf("Canonical: %s", got)
	}
	if e := s.Member("lib.Request", "args"); e == nil || len(e.Sources) != 1 {
		t.Errorf("inherited member: %+v", e)
	}
	if !s.IsA(s.KindByName["form"], s.KindByName["untrusted"]) || s.IsA(s.KindByName["untrusted"], s.KindByName["form"]) {
		t.Error("IsA")
	}
	e := s.Entry("lib.Connection.execute")
	if a := e.Sinks[0].Arg; a.Pos != 0 || strings.Join(a.Names, " ") != "sql query" {
		t.Errorf("argument: %+v", a)
	}
	if m := s.Method("execute"); len(m) != 1 || m[0].Sinks[0].When[0].Op != CondMatch {
		t.Errorf("method: %+v", m)
	}
	if g := s.Entry("lib.is_safe").Guards; len(g) != 2 || !g[1].Arg.Elements || g[0].Cleans != 3 {
		t.Errorf("guards: %+v", g)
	}
	if c := s.Entry("lib.map").Callbacks[0]; c.Passes[0].From != 1 || !c.Passes[0].Elements || !c.Returns {
		t.Errorf("callback: %+v", c)
	}
	if s.Always != 1 {
		t.Errorf("always: %b", s.Always)
	}
}

func TestLoadComplains(t *testing.T) {
	for _, c := range []struct{ library, want string }{
		{"sinkz: {}", `lib.yaml:2: unknown key "sinkz"`},
		{"sinks:\n  lib.f(0): sql-txt", `lib.yaml:3: "sql-txt" is no kind`},
		{"sinks:\n  lib.f(0): {kind: sql-text, wen: {}}", `unknown key "wen"`},
		{"sinks:\n  lib.f(0: sql-text", `:3:`},
		{"sinks:\n  lib.f(x-y): sql-text", `"x-y" is no name`},
		{"returns:\n  lib.f: lib.C", `want a call`},
		{"sanitizers:\n  lib.f(0): safe", `"safe" is no clean kind`},
		{"aliases: {lib.a: lib.b, lib.b: lib.a}", `circle`},
		{"aliases: {lib.a: lib.b}\nclasses: {lib.a.C: }", `canonical name is "lib.b.C"`},
		{"clean: [lib.f()]\nclean: [lib.g()]", `lib.yaml`},
	} {
		_, err := load(t, c.library)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.library, err, c.want)
		}
	}
}
