package template

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// called lists what the tree of a template calls, each as "function(arguments)"
// by the words of the template, and the names that it takes from its context.
func called(t *testing.T, page string) (calls []string, params string) {
	t.Helper()
	f := text.New("page.html", []byte(page))
	tree := Parse(f)
	if tree == nil {
		return nil, ""
	}
	for _, s := range tree.Body {
		if d, ok := s.(*syntax.FunctionDef); ok {
			var names []string
			for _, a := range d.Args.Args {
				names = append(names, a.Name)
			}
			params = strings.Join(names, " ")
		}
	}
	tree.Walk(func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok {
			return true
		}
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			return true
		}
		if m, ok := a.Value.(*syntax.Name); !ok || m.ID != Module {
			return true
		}
		var args []string
		for _, x := range c.Args {
			args = append(args, f.Slice(x.Span()))
		}
		for _, k := range c.Keywords {
			if k.Name != "" {
				args = append(args, k.Name+"="+f.Slice(k.Value.Span()))
			}
		}
		calls = append(calls, a.Attr+"("+strings.Join(args, ", ")+")")
		return true
	})
	return calls, params
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ page, calls, params string }{
		{"<p>no template</p>", "", ""},
		{"<p>{{ name }}</p>", "write(name)", "name context"},
		{"{{ a|safe }}", "write(a|safe); safe(a)", "a context"},
		{"{{ a|default('x')|upper }}", "write(a|default('x')|upper); upper(a|default('x')); default(a, 'x')", "a context"},
		{"{{ a|default:\"x\" }}", "write(a|default:\"x\"); default(a, \"x\")", "a context"},
		{"{{ a ~ b|e }}", "write(a ~ b|e); e(b)", "a b context"},
		{"{{ (a ~ b)|e }}", "write((a ~ b)|e); e(a ~ b)", "a b context"},
		{"{{ f(a|safe) }}", "write(f(a|safe)); safe(a)", "f a context"},
		{"{{ a.b['c'].d }}", "write(a.b['c'].d)", "a context"},
		{"{{ 'a' if b else c|safe }}", "write('a' if b else c|safe); safe(c)", "b c context"},
		{"{{ true }} {{ None }}", "write(true); write(None)", "context"},
		{"{{ a!b }}", "write(a)", "a context"},
		{"{{ }}", "", "context"},
		{"{{ '}}' ~ a }}", "write('}}' ~ a)", "a context"},
		{"{# {{ a }} #}{{ b }}", "write(b)", "b context"},
		{"{% raw %}{{ a }}{% endraw %}{{ b }}", "write(b)", "b context"},
		{"{% comment %}{{ a }}{% endcomment %}{{ b }}", "write(b)", "b context"},
		{"{%- for x in xs -%}{{ x }}{%- endfor -%}", "write(x)", "xs x context"},
		{"{% for k, v in d.items %}{{ v }}{% empty %}{{ e }}{% endfor %}", "write(v); write(e)", "d v e context"},
		{"{% if a is defined and b %}{{ b }}{% elif c %}{{ c }}{% else %}{{ d }}{% endif %}", "test(a); write(b); write(c); write(d)", "a b c d context"},
		{"{% set a = b|e %}{{ a }}", "e(b); write(a)", "b a context"},
		{"{% with a=b c=d|e %}{{ a }}{% endwith %}", "e(d); write(a)", "b d a context"},
		{"{% with b as a %}{{ a }}{% endwith %}", "write(a)", "b a context"},
		{"{% include 'b.html' %}", "include('b.html')", "context"},
		{"{% include 'b.html' with x=y only %}", "include('b.html', x=y)", "y context"},
		{"{% autoescape off %}{{ a }}{% endautoescape %}{{ a }}", "raw(a); write(a)", "a context"},
		{"{% macro f(x, y=1) %}{{ x|safe }}{% endmacro %}{{ f(a) }}", "write(x|safe); safe(x); write(f(a))", "f a context"},
		{"{% tag 1 as a %}{{ a }}", "tag(); write(a)", "a context"},
		{"{% if a %}{{ b }}", "write(b)", "a b context"},
		{"{% endif %}{{ b }}{% endfor %}", "write(b)", "b context"},
		{"{{ it's }} {{ a }}", "write(it); write(a)", "it a context"},
		{"{{ a", "", ""},
		{"{{ context }}", "write(context)", "context **"},
	} {
		calls, params := called(t, c.page)
		if got := strings.Join(calls, "; "); got != c.calls {
			t.Errorf("%s\n have %s\n want %s", c.page, got, c.calls)
		}
		if params != c.params {
			t.Errorf("%s takes %q, want %q", c.page, params, c.params)
		}
	}
}

// TestPlaces: what a hole writes to depends on where in the page it stands.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ page, calls string }{
		{`<p title="{{ a }}" id='{{ b }}'>{{ c }}</p>`, "write write write"},
		{`<p title={{ a }}>`, "code"},
		{`<p title = {{ a }} id="{{ b }}">`, "code write"},
		{`<p title=x{{ a }}>`, "code"},
		{`<p {{ a }}>`, "write"},
		{`<a href="{{ a }}">`, "link"},
		{`<a href="/x/{{ a }}">`, "write"},
		{`<a href="{{ a }}{{ b }}">`, "link write"},
		{`<link href="{{ a }}">`, "write"},
		{`<img src="{{ a }}">`, "write"},
		{`<iframe src='{{ a }}'>`, "link"},
		{`<button onclick="f('{{ a }}')">{{ b }}`, "code write"},
		{`<script>var a = {{ a }}; var b = "{{ b }}"; // {{ c }}` + "\n" + `f({{ d }})</script>{{ e }}`, "code write write code write"},
		{`<script>/* ' */ f({{ a }})</script>`, "code"},
		{`<script>"a\"" + {{ a }}</script>`, "code"},
		{"<script>`${ {{ a }} }`</script>", "write"},
		{`<script src="{{ a }}"></script>`, "link"},
		{`<style>a { color: {{ a }} }</style>{{ b }}`, "write write"},
		{`<!-- <script> -->{{ a }}`, "write"},
		{`a < b {{ a }}`, "write"},
		{`<SCRIPT>{{ a }}</SCRIPT>`, "code"},
	} {
		calls, _ := called(t, c.page)
		for i := range calls {
			calls[i], _, _ = strings.Cut(calls[i], "(")
		}
		if got := strings.Join(calls, " "); got != c.calls {
			t.Errorf("%s\n have %s\n want %s", c.page, got, c.calls)
		}
	}
}

// TestDeep: blocks within blocks end the reading of a page and nothing else.
func TestDeep(t *testing.T) {
	page := strings.Repeat("{% if a %}", 5000) + "{{ b }}" + strings.Repeat("{% if a %}{% elif b %}", 5000)
	if Parse(text.New("a.html", []byte(page))) == nil {
		t.Error("nothing is read")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"{{ a|b:c }}", "{% for a in b if c %}{% else %}{% endfor %}", "<a href={{ x }}", "{% include 'a' with b=c %}{% set x %}{% endset %}", "{% macro a(b=c) %}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		file := text.New("a.html", b)
		tree := Parse(file)
		if tree == nil {
			return
		}
		tree.Walk(func(n syntax.Node) bool {
			if s := n.Span(); s.Start > s.End || int(s.End) > len(b) {
				t.Fatalf("%T lies at %v of %d bytes", n, s, len(b))
			}
			return true
		})
		lower.Lower(tree, "", false)
	})
}

// TestHostile: a page of a megabyte that begins what it never ends, or names more
// than any page does, is read in a time that grows with its length.
func TestHostile(t *testing.T) {
	const size = 1 << 20
	repeated := func(s string) string { return strings.Repeat(s, size/len(s)) }
	names := func(format string, n int) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, format, i)
		}
		return out.String()
	}
	for name, page := range map[string]string{
		"braces":     repeated("{"),
		"holes":      repeated("{{ "),
		"quotes":     repeated("{{ '"),
		"comments":   repeated("{#"),
		"tags":       repeated("{%"),
		"raw":        repeated("{% raw %}"),
		"trans":      repeated("{% trans a %}"),
		"attribute":  "{{ a }}<p " + repeated("a"),
		"blanks":     "{{ a }}<p a" + repeated(" "),
		"tag":        "{{ a }}<" + repeated("a"),
		"filters":    "{{ a" + strings.Repeat("|b", 4000) + " }}",
		"brackets":   "{{ " + strings.Repeat("(", 4000) + " }}",
		"inclusions": names("{{ a%d }}", 9000) + names("{%% include 'b%d' %%}", 9000),
	} {
		start := time.Now()
		tree := Parse(text.New("a.html", []byte(page)))
		if spent := time.Since(start); spent > 10*time.Second {
			t.Errorf("%s: %v", name, spent)
		}
		nodes := 0
		if tree != nil {
			tree.Walk(func(syntax.Node) bool { nodes++; return true })
		}
		if nodes > 5<<20 {
			t.Errorf("%s: %d nodes", name, nodes)
		}
	}
}
