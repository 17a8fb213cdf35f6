package scope_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

var update = flag.Bool("update", false, "write the scope fences of the spec anew")

// TestSpec binds the Python fences of the page and compares with the fence
// behind each.
func TestSpec(t *testing.T) {
	const page = "testdata/scope.md"
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	parts := strings.Split(string(content), "```py\n")
	out.WriteString(parts[0])
	for _, part := range parts[1:] {
		code, rest, _ := strings.Cut(part, "```\n")
		between, rest, ok := strings.Cut(rest, "```scope\n")
		if !ok {
			t.Fatal("a Python fence without a scope fence")
		}
		_, after, _ := strings.Cut(rest, "```\n")
		out.WriteString("```py\n" + code + "```\n" + between + "```scope\n" + printed(t, code) + "```\n" + after)
	}
	switch {
	case out.String() == string(content):
	case *update:
		os.WriteFile(page, []byte(out.String()), 0o644)
	default:
		t.Errorf("%s differs: go test -update shows how", page)
	}
}

func printed(t *testing.T, code string) string {
	tree := syntax.Parse(text.New("p.py", []byte(code)))
	for _, e := range tree.Errors {
		t.Errorf("%q: %s", code, e.Message)
	}
	var b strings.Builder
	scope.Print(&b, scope.Bind(tree))
	return b.String()
}

// TestAll: __all__ is known only where it is a list of literals.
func TestAll(t *testing.T) {
	tests := []struct {
		code string
		want string
		has  bool
	}{
		{`__all__ = ["a", "b"]`, "a b", true},
		{`__all__ = ("a",) + ("b",)`, "a b", true},
		{"__all__ = ['a']\n__all__ += ['b']\n__all__.extend(('c', 'd'))\n__all__.append('e')", "a b c d e", true},
		{"__all__ = ['a']\n__all__ = __all__ + ['b']", "a b", true},
		{"__all__: list = ['a']", "a", true},
		{"__all__ = other.__all__", "", false},
		{"__all__ = ['a']\n__all__ += other.__all__", "a", false},
		{"__all__ = ['a', name]", "a", false},
		{"def f():\n __all__ = ['a']", "", false},
		{"x = 1", "", false},
	}
	for _, x := range tests {
		b := scope.Bind(syntax.Parse(text.New("p.py", []byte(x.code))))
		if b.HasAll != x.has || x.has && strings.Join(b.All, " ") != x.want {
			t.Errorf("%q: %v %v", x.code, b.All, b.HasAll)
		}
	}
}

func TestMangle(t *testing.T) {
	for _, x := range [][3]string{
		{"C", "__a", "_C__a"}, {"_C", "__a", "_C__a"}, {"C", "__a__", "__a__"}, {"C", "_a", "_a"},
		{"", "__a", "__a"}, {"__", "__a", "__a"}, {"C", "__", "__"},
	} {
		if got := scope.Mangle(x[0], x[1]); got != x[2] {
			t.Errorf("%s in %s is %s", x[1], x[0], got)
		}
	}
}
