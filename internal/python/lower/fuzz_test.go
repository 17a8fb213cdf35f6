package lower_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// sound fails the test if a text does not lower to sound IR.
func sound(t testing.TB, src string) {
	t.Helper()
	for _, parse := range []func(*text.File) *syntax.Tree{syntax.Parse, syntax.ParseCell} {
		m := lower.LowerStrictly(t, parse(text.New("f.py", []byte(src))))
		if faults := ir.Verify(m); len(faults) > 0 {
			t.Fatalf("%s\n%q", strings.Join(faults, "\n"), src)
		}
	}
}

// FuzzLower: any text lowers to sound IR.
func FuzzLower(f *testing.F) {
	for _, page := range []string{"names", "expressions", "assignment", "control", "exceptions", "definitions", "match"} {
		content, err := os.ReadFile("testdata/" + page + ".md")
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(content), "```py\n")[1:] {
			code, _, _ := strings.Cut(part, "```\n")
			f.Add(code)
		}
	}
	f.Fuzz(func(t *testing.T, src string) { sound(t, src) })
}

// TestBroken lowers files with lines taken out or swapped: trees with gaps,
// odd nesting and jumps outside of loops.
func TestBroken(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i, path := range library(t) {
		if i%40 != 7 {
			continue
		}
		content, _ := os.ReadFile(path)
		lines := strings.SplitAfter(string(content), "\n")
		for range 20 {
			a, b := r.IntN(len(lines)), r.IntN(len(lines))
			lines[a], lines[b] = lines[b], lines[a]
		}
		sound(t, strings.Join(lines, ""))
	}
}

// TestGenerated lowers random programs of jumps, loops, handlers and captures:
// what people write rarely nests them as wildly.
func TestGenerated(t *testing.T) {
	n := 3000
	if testing.Short() {
		n = 500
	}
	for seed := range n {
		g := generator{r: rand.New(rand.NewPCG(uint64(seed), 7))}
		g.body(0, 0)
		sound(t, g.String())
	}
}

// generator writes random programs.
type generator struct {
	strings.Builder
	r *rand.Rand
}

func (g *generator) line(depth int, s string) {
	g.WriteString(strings.Repeat(" ", depth) + s + "\n")
}

func (g *generator) name() string { return string(rune('a' + g.r.IntN(5))) }

func (g *generator) body(depth, level int) {
	for range 1 + g.r.IntN(4) {
		g.stmt(depth, level)
	}
}

func (g *generator) stmt(depth, level int) {
	x, y := g.name(), g.name()
	simple := []string{
		x + " = " + y, x + " += 1", "del " + x, "return " + x, "break", "continue", "raise " + x, "raise",
		x + " = [" + y + " for " + y + " in " + x + " if (" + g.name() + " := " + y + ")]",
		x + " = lambda " + y + ": " + g.name(), "global " + x, "nonlocal " + x, "assert " + x + " or " + y,
		x + ", *" + y + " = " + x, "import " + x + "." + y, "from . import " + x, x + " = yield " + y,
		x + ": " + y, x + " = " + y + " if " + x + " else " + g.name() + " and " + y, x + ".m = {**" + y + "}",
		x + " = {lambda: " + y + " for " + y + " in " + x + " for " + x + " in " + y + "}",
	}
	blocks := [][]string{
		{"if " + x + " and not " + y + ":", "else:"}, {"if " + x + ":", "elif " + y + ":", "else:"},
		{"for " + x + " in " + y + ":"}, {"for " + x + ", " + y + " in " + y + ":", "else:"},
		{"while " + x + ":"}, {"while " + x + " < " + y + " < 3:", "else:"}, {"while True:"},
		{"try:", "finally:"}, {"try:", "except " + x + " as " + y + ":"}, {"try:", "except:", "else:", "finally:"},
		{"try:", "except* " + x + " as " + y + ":", "except* " + y + ":"}, {"try:", "except " + x + ":", "finally:"},
		{"with " + x + " as " + y + ":"}, {"with " + x + " as " + y + ", " + y + ":"},
		{"def " + x + "(" + y + "=" + x + "):"}, {"class " + x + "(" + y + "):"}, {"async def " + x + "[" + y + "]():"},
	}
	if level > 4 || g.r.IntN(2) == 0 {
		g.line(depth, simple[g.r.IntN(len(simple))])
		return
	}
	if g.r.IntN(8) == 0 {
		g.line(depth, "match "+x+":")
		g.line(depth+1, "case ["+x+", *"+y+"] | {'k': "+y+", **"+x+"} if "+y+":")
		g.body(depth+2, level+1)
		g.line(depth+1, "case "+x+":")
		g.body(depth+2, level+1)
		return
	}
	for _, head := range blocks[g.r.IntN(len(blocks))] {
		g.line(depth, head)
		g.body(depth+1, level+1)
	}
}
