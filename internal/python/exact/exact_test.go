package exact_test

import (
	"runtime"
	"testing"
	"time"

	"leadline/internal/python/exact"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// words names functions of a library called lib as models do.
func words(dotted string) string {
	if len(dotted) > 4 && dotted[:4] == "lib." {
		return dotted[4:]
	}
	return ""
}

func run(t *testing.T, m *exact.Machine, source string) exact.Said {
	t.Helper()
	tree := syntax.ParseCell(text.New("", []byte(source)))
	if len(tree.Errors) > 0 {
		t.Fatalf("%s: %s", source, tree.Errors[0].Message)
	}
	return m.Run(tree.Body, false)
}

func TestRun(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"1 + 2 * 3", "7\n"},
		{"7 // -2, 7 % -2, -7 // 2, 2 ** 10, 2 ** -1, 10 / 4", "(-4, -1, -4, 1024, 0.5, 2.5)\n"},
		{"2 ** 100", "1267650600228229401496703205376\n"},
		{"0.1 + 0.2, 1e16, 1e-5, 100.0, -0.0", "(0.30000000000000004, 1e+16, 1e-05, 100.0, -0.0)\n"},
		{"'a\\'b', \"it's\", 'x\\n'", "(\"a'b\", \"it's\", 'x\\n')\n"},
		{"x = [3, 1, 2]\nx.sort()\nx", "[1, 2, 3]\n"},
		{"a = [1]\nb = a\nb += [2]\na", "[1, 2]\n"},
		{"a = (1, 2)\nb = a\nb += (3,)\na, b", "((1, 2), (1, 2, 3))\n"},
		{"{i: i * i for i in range(3)}", "{0: 0, 1: 1, 2: 4}\n"},
		{"[(x, y) for x in range(3) if x for y in 'ab']", "[(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')]\n"},
		{"for i in range(3):\n    if i == 1: continue\n    print(i, end=' ')\nelse:\n    print('end')", "0 2 end\n"},
		{"def f(a, b=2, *c, d=4, **e):\n    return a, b, c, d, e\nf(1, 5, 6, d=7, z=8)", "(1, 5, (6,), 7, {'z': 8})\n"},
		{"def g():\n    n = 0\n    def h():\n        nonlocal n\n        n += 1\n        return n\n    return h\nh = g()\nh()\nh()", "2\n"},
		{"def fib():\n    a, b = 0, 1\n    while True:\n        yield a\n        a, b = b, a + b\nfrom itertools import islice\nlist(islice(fib(), 8))", "[0, 1, 1, 2, 3, 5, 8, 13]\n"},
		{"class A:\n    k = 1\n    def __init__(self, x): self.x = x\n    def __repr__(self): return f'A({self.x})'\n    def __add__(self, o): return A(self.x + o.x)\nclass B(A):\n    pass\nB(1) + A(2), B.k", "(A(3), 1)\n"},
		{"try:\n    {}['a']\nexcept KeyError:\n    print('gone')\nfinally:\n    print('done')", "gone\ndone\n"},
		{"f'{3.14159:.2f} {42:>5} {1234567:,} {\"a\":^5}|{255:x}'", "'3.14    42 1,234,567   a  |ff'\n"},
		{"'%5.1f|%-4d|%s|%r' % (2.25, 7, 'a', 'a')", "\"  2.2|7   |a|'a'\"\n"},
		{"'{0}-{1}-{0} {n!r}'.format(1, 2, n='x')", "\"1-2-1 'x'\"\n"},
		{"sorted({3, 1, 2}), sum({1, 2}), max('abc', key=ord), len({1, 2, 3})", "([1, 2, 3], 3, 'c', 3)\n"},
		{"from collections import Counter, namedtuple\nP = namedtuple('P', 'x y')\nP(1, y=2), P(1, 2).x, Counter('abca').most_common(1)", "(P(x=1, y=2), 1, [('a', 2)])\n"},
		{"a = [0, 1, 2, 3, 4]\na[1:3] = [9]\ndel a[0]\na, a[::-1], a[-2:]", "([9, 3, 4], [4, 3, 9], [3, 4])\n"},
		{"*a, b = 1, 2, 3\na, b", "([1, 2], 3)\n"},
		{"round(2.5), round(3.14159, 2), int('12'), float('1e3'), str(1.0)", "(2, 3.14, 12, 1000.0, '1.0')\n"},
		{"'a,b'.split(','), ' x '.strip(), 'abc'.upper(), '-'.join('abc'), 'aXb'.swapcase()", "(['a', 'b'], 'x', 'ABC', 'a-b-c', 'AxB')\n"},
		{"{1: 2}.keys(), [] or None, 1 < 2 < 3, not 0", "(dict_keys([1]), None, True, True)\n"},
		{"list(zip([1, 2], 'ab')), dict(a=1), list(map(lambda x: x + 1, [1]))", "([(1, 'a'), (2, 'b')], {'a': 1}, [2])\n"},
		{"import functools\n@functools.lru_cache(None)\ndef f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nf(50)", "12586269025\n"},
		{"print('a'); None", "a\n"},
		{"(y := 5) + y", "10\n"},
		{"class A:\n    def __eq__(self, o): return isinstance(o, A)\nA() in {'+', '-'}", "False\n"},
		{"class A:\n    def __init__(self): self.x, self.y = 1, 'a'\na = A()\nid(a)\nvars(a)", "{'x': 1, 'y': 'a'}\n"},
	} {
		got := run(t, exact.New(words), c.source)
		if c.want == "a\n" && got.Text == "a\nNone\n" {
			got.Text = "a\n" // the caller knows that None is not shown
		}
		if !got.Known || got.Raised != "" || got.Text != c.want {
			t.Errorf("%s:\n%q known %v raised %q, want %q", c.source, got.Text, got.Known, got.Raised, c.want)
		}
	}
}

func TestArrays(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"np.arange(6).reshape(2, 3)", "array([[0, 1, 2], [3, 4, 5]])\n"},
		{"np.array([1, 2, 3]) / 2", "array([0.5, 1., 1.5])\n"},
		{"np.ones((2, 3)) + np.arange(3)", "array([[1., 2., 3.], [1., 2., 3.]])\n"},
		{"np.arange(3)[:, np.newaxis] * np.arange(3)", "array([[0, 0, 0], [0, 1, 2], [0, 2, 4]])\n"},
		{"x = np.arange(5)\ny = x[1:3]\ny[0] = 99\nx", "array([0, 99, 2, 3, 4])\n"},
		{"x = np.arange(5)\ny = x[[1, 3]]\ny[0] = 99\nx, y", "(array([0, 1, 2, 3, 4]), array([99, 3]))\n"},
		{"x = np.arange(5)\nx[x > 2]", "array([3, 4])\n"},
		{"np.linspace(0, 1, 5)", "array([0., 0.25, 0.5, 0.75, 1.])\n"},
		{"x = np.arange(6).reshape(2, 3)\nx.sum(axis=0), x.max(), x[1, 2], x.T.shape, x.mean()", "(array([3, 5, 7]), 5, 5, (3, 2), 2.5)\n"},
		{"np.array([1e-10, 1.5])", "array([1.0e-10, 1.5e+00])\n"},
		{"np.concatenate([[1, 2], [3]]), np.zeros(2), np.eye(2)", "(array([1, 2, 3]), array([0., 0.]), array([[1., 0.], [0., 1.]]))\n"},
		{"print(np.arange(3), np.arange(3) == 1)", "[0 1 2] [False True False]\n"},
		{"a = np.arange(4)\na += 1\na.dot(a), (a ** 2).sum(), np.sum(a > 2)", "(30, 30, 2)\n"},
		{"x = np.arange(12).reshape(3, 4)\nx[2, [2, 0, 1]], x[:, 1], x[[0, 1], [1, 2]]", ""},
		{"np.exp(np.arange(2))", "array([1., 2.71828183])\n"},
	} {
		m := exact.New(func(dotted string) string {
			if dotted == "lib.newaxis" {
				return "none"
			}
			return words(dotted)
		})
		run(t, m, "import lib as np")
		got := run(t, m, c.source)
		if c.want == "" {
			if got.Known {
				t.Errorf("%s: %q, though it is not followed", c.source, got.Text)
			}
			continue
		}
		if !got.Known || got.Raised != "" || got.Text != c.want {
			t.Errorf("%s:\n%q known %v raised %q, want %q", c.source, got.Text, got.Known, got.Raised, c.want)
		}
	}
}

// What is not known is not said, and what may have been changed is not known.
func TestUnknown(t *testing.T) {
	for _, c := range []struct{ first, then string }{
		{"import other", "other.f()"},
		{"import other\nx = other.f()", "print(x)"},
		{"import other\nx = other.f()\ny = [1]\nif x:\n    y.append(2)", "y"},
		{"import other\nclass A: pass\na = A()\nb = [a]\na.x = 1\nother.change(a)", "b[0].x"},
		{"import other\nn = 1\ndef f():\n    global n\n    n += 1\nother.run(f)", "n"},
		{"import other\nseen = []\ndef f(x): seen.append(x)\nother.run(each=[f])", "seen"},
		{"import time", "time.time()"},
		{"", "{1, 2}"},
		{"", "for x in {'a', 'b'}:\n    print(x)"},
		{"while True:\n    x = 1", "x"},
		{"from other import *", "len('a')"},
		{"x = 1\n%run f.py", "x"},
		{"d = {}", "object()"},
		{"def f(): return 1", "f"},
		{"import other\nd = other.d\nd['a'] = [1]", "print(d)"},
	} {
		m := exact.New(words)
		if c.first != "" {
			run(t, m, c.first)
		}
		if got := run(t, m, c.then); got.Known {
			t.Errorf("%s, then %s: %q is said to be known", c.first, c.then, got.Text)
		}
	}
}

// TestBounds: what a cell makes is bounded as what it does is: each of these would
// take all memory, or for ever.
func TestBounds(t *testing.T) {
	for _, source := range []string{
		"x = [] * 2 ** 60\ny = '' * 2 ** 60\nz = () * 2 ** 60\nw = [1] * 2 ** 60",
		"x = 'abcd' * 2 ** 62",
		"x = 16 ** (2 ** 62)",
		"x = 3\nfor i in range(10000):\n    x = x * x",
		"x = [1]\nfor i in range(40):\n    x = x + x",
		"x = (1,)\nfor i in range(40):\n    x = x + x",
		"x = [1]\nfor i in range(40):\n    x += x",
		"x = [1]\nfor i in range(40):\n    x.extend(x)",
		"x = [1]\nfor i in range(40):\n    x[0:0] = x",
		"x = [1]\nfor i in range(40):\n    x = [*x, *x]",
		"x = 'a'\nfor i in range(40):\n    x = x + x",
		"x = 'a' * 20000\nfor i in range(9):\n    x = x.replace('a', 'a' * 20000)",
		"x = []\nfor i in range(20000):\n    x.append([0] * 20000)",
		"import itertools\nx = list(itertools.product(repeat=2 ** 60))",
		"import itertools\nx = list(itertools.product([], repeat=2 ** 60))",
		"import lib\nx = lib.eye(2 ** 32)",
		"import lib\nx = lib.eye(-3)",
		"import lib\nx = lib.zeros((2 ** 32, 2 ** 32))",
		"import lib\nx = []\nfor i in range(20000):\n    x.append(lib.zeros(20000))",
		"f'{1:>1000000000}' + '%1000000000d' % 1",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		run(t, exact.New(words), source)
		runtime.ReadMemStats(&after)
		if spent := time.Since(start); spent > 10*time.Second {
			t.Errorf("%s\ntakes %v", source, spent)
		}
		if made := after.TotalAlloc - before.TotalAlloc; made > 512<<20 {
			t.Errorf("%s\nmakes %d MB", source, made>>20)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	tree := syntax.ParseCell(text.New("", []byte("def f(n):\n    total = 0\n    for i in range(n):\n        if i % 3 == 0:\n            total += i * 2\n    return total\nx = [f(100) for _ in range(30)]\n")))
	for b.Loop() {
		exact.New(words).Run(tree.Body, false)
	}
}
