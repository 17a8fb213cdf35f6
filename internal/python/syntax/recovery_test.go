package syntax

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"leadline/internal/text"
)

// Recovery is measured as an editor meets it: one token of a correct file is
// missing, and all calls and definitions of the file should still be found,
// with their exact spans. Nothing is excused: the call whose bracket is gone
// counts as lost like any other.

// deletable lists the spans of a file's tokens; an f-string is one token.
func deletable(f *text.File, brackets bool) (spans []text.Span) {
	p := &parser{}
	p.openText(f)
	p.next()
	for p.tok != tEOF {
		start, tok := p.start, p.tok
		if tok == tFStart {
			p.fstring()
			p.exprs.drop(0)
		} else {
			p.next()
		}
		if tok <= tDedent && tok != tEOF {
			continue
		}
		bracket := tok >= tLPar && tok <= tRBrace
		if bracket || !brackets {
			spans = append(spans, text.Span{Start: start, End: p.lastEnd})
		}
	}
	return spans
}

type landmark struct {
	kind       string
	start, end uint32
}

// landmarks counts the calls and definitions of a tree.
func landmarks(t *Tree) map[landmark]int {
	m := map[landmark]int{}
	t.Walk(func(n Node) bool {
		switch n.(type) {
		case *Call, *FunctionDef, *ClassDef:
			s := n.Span()
			m[landmark{Kind(n), s.Start, s.End}]++
		}
		return true
	})
	return m
}

// without is the text with a span cut out.
func without(b []byte, s text.Span) []byte {
	out := make([]byte, 0, len(b))
	out = append(out, b[:s.Start]...)
	return append(out, b[s.End:]...)
}

// kept counts the landmarks of the whole text that are still there.
func kept(whole map[landmark]int, cut *Tree, s text.Span) (found, total int) {
	now := landmarks(cut)
	shift := func(o uint32) uint32 {
		if o >= s.End {
			return o - uint32(s.Len())
		}
		return min(o, s.Start)
	}
	for k, n := range whole {
		total += n
		found += min(n, now[landmark{k.kind, shift(k.start), shift(k.end)}])
	}
	return found, total
}

type mutant struct {
	path        string
	span        text.Span
	found, lost int
	token       string
	line        int
}

// corpusFiles are the files of the standard library, in a fixed random order.
func corpusFiles(t testing.TB, seed uint64) []string {
	out, err := exec.Command("python3", "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Skip("python3 is not installed: no standard library to take files from")
	}
	files := pythonFiles(t, strings.TrimSpace(string(out)), "site-packages", "dist-packages", "lib2to3", "tokenizedata")
	r := rand.New(rand.NewPCG(seed, 1))
	r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	return files
}

// recovery deletes one random token in each of n files and returns the share
// of landmarks kept, over all and as the mean over mutants.
func recovery(t testing.TB, brackets bool, n int, seed uint64) (pooled, mean float64) {
	var found, total int
	var worst []mutant
	mutants := 0
	r := rand.New(rand.NewPCG(seed, 2))
	for _, path := range corpusFiles(t, seed) {
		if mutants >= n {
			break
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := text.New(path, b)
		tree := Parse(f)
		whole := landmarks(tree)
		tokens := deletable(f, brackets)
		if len(tree.Errors) > 0 || len(whole) == 0 || len(tokens) == 0 {
			continue
		}
		for range 4 {
			s := tokens[r.IntN(len(tokens))]
			cut := Parse(text.New(path, without(b, s)))
			ok, all := kept(whole, cut, s)
			found += ok
			total += all
			mean += float64(ok) / float64(all)
			mutants++
			worst = append(worst, mutant{path, s, ok, all - ok, f.Slice(s), f.LineOf(s.Start)})
		}
	}
	if total == 0 {
		t.Fatal("no mutants")
	}
	sort.Slice(worst, func(i, j int) bool { return worst[i].lost > worst[j].lost })
	for _, m := range worst[:min(len(worst), 15)] {
		t.Logf("%s:%d without %.20q: %d lost, %d kept", filepath.Base(m.path), m.line, m.token, m.lost, m.found)
	}
	return float64(found) / float64(total), mean / float64(mutants)
}

func TestRecovery(t *testing.T) {
	for _, c := range []struct {
		name     string
		brackets bool
		pooled   float64
	}{{"token", false, 0.999}, {"bracket", true, 0.995}} {
		t.Run(c.name, func(t *testing.T) {
			pooled, mean := recovery(t, c.brackets, 4000, 7)
			say := fmt.Sprintf("one %s deleted: %.3f %% of calls and definitions keep their span (%.3f %% in the mean file)", c.name, 100*pooled, 100*mean)
			t.Log(say)
			if pooled < c.pooled {
				t.Errorf("%s; at least %.1f %% are due", say, 100*c.pooled)
			}
		})
	}
}
