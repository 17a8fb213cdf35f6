package witness

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
	"leadline/models"
)

func TestPlaces(t *testing.T) {
	for before, want := range map[string][2]string{
		"<p>Hello ":                       {"text", ""},
		"<p class='":                      {"attribute", "'"},
		`<a href="`:                       {"attribute", `"`},
		"<a href=":                        {"unquoted", ""},
		"<script>\nvar a = 1;\nvar b = '": {"script", "'"},
		"<script>var it's = \n":           {"script", ""},
		"<script></script><p>":            {"text", ""},
		"Hello ":                          {"text", ""},
	} {
		place := htmlPlace(before)
		if quote := htmlQuote(before, place); place != want[0] || quote != want[1] {
			t.Errorf("%q: %s %q, want %v", before, place, quote, want)
		}
	}
	for before, want := range map[string]string{"where a = '": "'", "where a = 'b' and c = ": "", `where "it's" = `: "", `lp -d "`: `"`} {
		if got := openQuote(before); got != want {
			t.Errorf("%q: %q, want %q", before, got, want)
		}
	}
	if got := withoutTags(`{% if a %}<p title="{{ b }}">{# c #}{{ `); got != `<p title="">` {
		t.Errorf("%q", got)
	}
}

// TestWants: what the code demands before it comes to a place.
func TestWants(t *testing.T) {
	for name, c := range map[string]struct{ code, want string }{
		"inside":         {"if a:\n    here()\n", "a=true"},
		"beside":         {"if a:\n    return\nhere()\n", "a=false"},
		"else":           {"if a:\n    pass\nelse:\n    here()\n", "a=false"},
		"elif":           {"if a:\n    pass\nelif b:\n    here()\n", "a=false b=true"},
		"else leaves":    {"if a:\n    pass\nelse:\n    raise X\nhere()\n", "a=true"},
		"perhaps":        {"if a:\n    if b:\n        return\nhere()\n", "a=false?"},
		"aborts":         {"if a:\n    abort(404)\nhere()\n", "a=false"},
		"assert":         {"assert a\nhere()\n", "a=true"},
		"in a try":       {"try:\n    if a:\n        return\n    here()\nexcept X:\n    pass\n", "a=false"},
		"after a try":    {"try:\n    if a:\n        return\nexcept X:\n    pass\nhere()\n", "a=false"},
		"in a loop":      {"while a:\n    if b:\n        continue\n    here()\n", "a=true b=false"},
		"not beside":     {"if a:\n    b()\nhere()\n", ""},
		"behind it":      {"here()\nif a:\n    return\n", ""},
		"in a with":      {"with a:\n    if not b:\n        return\n    here()\n", "not b=false"},
		"in the handler": {"try:\n    a()\nexcept X:\n    if b:\n        here()\n", "raised b=true"},
	} {
		file := text.New("a.py", []byte("def f():\n    "+strings.ReplaceAll(strings.TrimSpace(c.code), "\n", "\n    ")+"\n"))
		p := New(&Table{}, []*text.File{file})
		at := p.code(file)
		start := uint32(strings.Index(string(file.Bytes), "here"))
		fn := at.function(text.Span{Start: start, End: start + 4})
		var wants []want
		wantsOf(fn.Body, text.Span{Start: start, End: start + 6}, &wants)
		var got []string
		for _, w := range wants {
			if w.raised != nil {
				got = append(got, "raised")
				continue
			}
			s := at.written(w.expr) + "=" + map[bool]string{true: "true", false: "false"}[w.truth]
			if w.soft {
				s += "?"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

// TestUses: the keys by which what is read is taken apart.
func TestUses(t *testing.T) {
	for code, want := range map[string]string{
		`a = read["k"]`:                                "k",
		`a = read.get("k", 1)`:                         "k",
		`a = read["k"]["l"]`:                           "k.l",
		"b = read\n    a = b['k']\n    c = b.get('l')": "k l",
		`a = "k" in read`:                              "k",
		"b = await read or {}\n    a = b['k']":         "k",
		`a = read.items()`:                             "",
		`a = read[k]`:                                  "",
	} {
		file := text.New("a.py", []byte("async def f(read):\n    "+code+"\n"))
		b := &builder{Project: New(&Table{}, []*text.File{file})}
		c := b.code(file)
		var x syntax.Expr
		c.tree.Walk(func(n syntax.Node) bool {
			if v, ok := n.(*syntax.Name); ok && v.ID == "read" && x == nil {
				x = v
			}
			return true
		})
		var got []string
		for _, u := range b.uses(c, x) {
			got = append(got, strings.Join(u.keys, "."))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", code, got, want)
		}
	}
}

func TestJSONBody(t *testing.T) {
	r := &Request{Fields: []Field{
		{In: "json", Name: "a.b", keys: []string{"a", "b"}, Value: "x\"<", Tainted: true},
		{In: "json", Name: "a.c", keys: []string{"a", "c"}, Value: "1", number: true},
		{In: "json", Name: "d", keys: []string{"d"}, Value: "y"},
	}}
	if got, _ := r.body(); got != `{"a": {"b": "x\"<", "c": 1}, "d": "y"}` {
		t.Error(got)
	}
}

// TestTables: the tables of the models are whole, and a broken one is named.
func TestTables(t *testing.T) {
	if _, err := Load(models.FS); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, data, want string }{
		{"witness/payloads.yaml", "sql-text: {watch: sql, payloads: []}", "watch-sql.py"},
		{"witness/payloads.yaml", "sql-text: {look: sql}", "payloads.yaml"},
		{"witness/flask.yaml", "client: flask", "client-flask.py"},
		{"witness/carriers.yaml", "flask: [form]", "carriers.yaml"},
	} {
		if _, err := Load(fstest.MapFS{c.name: {Data: []byte(c.data)}}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.data, err, c.want)
		}
	}
}

func TestPythonText(t *testing.T) {
	if got := pythonText("a\"\\\n\r\x00é"); got != `"a\"\\\n\r\x00é"` {
		t.Error(got)
	}
	if got := value("../.." + Outside + ".txt"); got != `"../.." + OUTSIDE + ".txt"` {
		t.Error(got)
	}
	if got := value(Outside); got != "OUTSIDE" {
		t.Error(got)
	}
}

// TestFilters: a payload that the code's own filter takes apart is not sent where
// another one of the place survives.
func TestFilters(t *testing.T) {
	for code, want := range map[string]string{
		"re.sub('[a-z]', '', x)":   "(1)",
		"re.sub('[0-9]', '', x)":   "run()",
		"re.sub('(?<=a)b', '', x)": "run()", // not known
		"re.sub(pattern, '', x)":   "run()",
		"x.replace('run', '')":     "(1)",
		"x.replace('script', '')":  "run()",
		"re.sub('[a-z()]', '', x)": "run()", // none survives
	} {
		file := text.New("a.py", []byte("import re\ndef f(x):\n    return "+code+"\n"))
		table := &Table{sinks: map[string]*sinkRow{"page-code": {Watch: "html", Payloads: []payloadRow{{Text: "run()"}, {Text: "(1)"}}}}}
		for k := range table.sinks["page-code"].Payloads {
			p := &table.sinks["page-code"].Payloads[k]
			p.after, p.api = regexp.MustCompile(""), regexp.MustCompile("")
		}
		start := uint32(strings.Index(string(file.Bytes), code))
		at := finding.Location{File: file, Span: text.Span{Start: start, End: start + uint32(len(code))}}
		b := &builder{Project: New(table, []*text.File{file}), Witness: &Witness{}, finding: &finding.Finding{Location: at},
			detail: &finding.Detail{Sink: finding.Arrival{Kind: "page-code"}, Passes: []finding.Step{{Location: at}}}}
		if b.pickPayload(); b.Payload != want {
			t.Errorf("%s: %s, want %s", code, b.Payload, want)
		}
	}
}
