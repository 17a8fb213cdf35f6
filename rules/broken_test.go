package rules

import (
	"io/fs"
	"strings"
	"testing"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// TestBroken runs every rule that looks at texts over the testdata of all, cut
// off and with pieces missing: a tree with gaps makes none of them panic.
func TestBroken(t *testing.T) {
	set, kinds := loadAll(t)
	texts := rule.NewTexts(set.Rules)
	files, err := fs.Glob(testFS, "*/testdata/*.py")
	if err != nil {
		t.Fatal(err)
	}
	for k, name := range files {
		t.Run(name, func(t *testing.T) {
			data, err := fs.ReadFile(testFS, name)
			if err != nil {
				t.Fatal(err)
			}
			for cut := 40 + k%17; cut < len(data); cut += 97 {
				for _, code := range [][]byte{data[:cut], append(append([]byte{}, data[:cut-20]...), data[cut:]...)} {
					run(t, texts, name, code, func(tree *syntax.Tree) *rule.Sheet { return rule.NewSheet(tree, "x", kinds) })
				}
			}
		})
	}
}

// zoo has a node of every kind.
const zoo = `from __future__ import annotations
import a.b as c, d
from . import e
x: int = 1; y: str
@d
async def f[T: int](a, /, b=1, *args, k: T = 2, **kw) -> int:
    global g; nonlocal_ = 1
    async with a as (b, *c), d: pass
    async for i, in z: await i
    else: del i, z[1:2, ::3]
    yield; yield from a; y = yield b
    return [*a, (yield)], {**b, 1: 2}, {1, *c}, lambda *a, b=1: (a := b)
class C(B, metaclass=M):
    __slots__ = ()
    def m(self): return super().m()
type A[T] = list[T]
match x:
    case [1, *r] | {"a": 1, **k} | P(1, a=2) | None | a.b as q if q: pass
    case _: ...
try: raise E from None
except* (A, B) as e: raise
else: assert (x, y), "m"
finally:
    while True:
        break
    for i in range(3): continue
print(f"{x!r:>{w}} {y=}", x if y else z, not x, -x, a < b <= c is not d, "a" "b" % x, b"c", 1j, 2.5, ...)
[i async for i in x if i for j in i]; {i: j for i, j in x}; {i for i in x}; (i for i in x)
a += 1; a @= b; a = b = c, d = e
`

// TestZoo runs every rule that looks at texts over one file with every kind of
// node, whole and without each of its lines.
func TestZoo(t *testing.T) {
	set, kinds := loadAll(t)
	texts := rule.NewTexts(set.Rules)
	lines := strings.SplitAfter(zoo, "\n")
	for k := range len(lines) + 1 {
		code := zoo
		if k < len(lines) {
			code = strings.Join(append(append([]string{}, lines[:k]...), lines[k+1:]...), "")
		}
		run(t, texts, "zoo.py", []byte(code), func(tree *syntax.Tree) *rule.Sheet { return rule.NewSheet(tree, "x", kinds) })
	}
}

func run(t *testing.T, texts *rule.Texts, name string, code []byte, sheet func(*syntax.Tree) *rule.Sheet) {
	t.Helper()
	defer func() {
		if fault := recover(); fault != nil {
			t.Fatalf("%s: %v\n%s", name, fault, code)
		}
	}()
	tree := syntax.Parse(text.New("x.py", code))
	texts.Check(rule.Look{Content: code, Sheet: func() *rule.Sheet { return sheet(tree) }})
}
