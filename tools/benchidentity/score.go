package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// score is what was decided in a history, and what git says of it.
type score struct {
	commits, findings    int // findings summed over the commits
	kept, fresh, gone    int
	falseNew, falseFixed int
	wrong                int // taken for another one
	judged               int // findings whose line git follows
}

func (s *score) add(o *score) {
	s.commits += o.commits
	s.findings += o.findings
	s.kept += o.kept
	s.fresh += o.fresh
	s.gone += o.gone
	s.falseNew += o.falseNew
	s.falseFixed += o.falseFixed
	s.wrong += o.wrong
	s.judged += o.judged
}

func (s *score) print(name, what string) {
	if s.commits == 0 {
		return
	}
	mean := float64(s.findings) / float64(s.commits)
	bad := float64(s.falseNew + s.falseFixed)
	thousand := 1000 / float64(s.commits)
	fmt.Printf("%-14s %-7s %5d commits, %7.0f findings a commit; kept %d, new %d, gone %d; git follows %d: false new %d, false fixed %d, taken for another %d; churn %.2f per 1,000 commits, %.5f for each finding\n",
		name, what, s.commits, mean, s.kept, s.fresh, s.gone, s.judged, s.falseNew, s.falseFixed, s.wrong, bad*thousand, bad*thousand/max(mean, 1))
}

// spot is a rule at a line of the later revision.
type spot struct {
	rule, path string
	line       int
}

// judge compares the pairs of one step with the way that lines went. Of several
// findings of a rule on one line as many as there are on both sides are the same. It
// gives what is wrong.
func (s *score) judge(old, now []identity.Subject, pairs []identity.Pair, w *way) (bad []string) {
	s.commits++
	s.findings += len(now)
	s.kept += len(pairs)
	s.fresh += len(now) - len(pairs)
	s.gone += len(old) - len(pairs)
	partner, back := make([]int, len(old)), make([]int, len(now))
	for i := range partner {
		partner[i] = -1
	}
	for i := range back {
		back[i] = -1
	}
	for _, p := range pairs {
		partner[p.Old], back[p.New] = p.New, p.Old
	}
	olds, news := map[spot][]int{}, map[spot][]int{}
	for i := range old {
		if path, line, ok := w.line(old[i].Path, old[i].Line); ok {
			at := spot{old[i].Rule, path, line}
			olds[at] = append(olds[at], i)
		}
	}
	for i := range now {
		at := spot{now[i].Rule, now[i].Path, now[i].Line}
		news[at] = append(news[at], i)
	}
	for at, a := range olds {
		b := news[at]
		same := min(len(a), len(b))
		s.judged += same
		for _, i := range a {
			if partner[i] >= 0 && slices.Contains(b, partner[i]) {
				same--
			}
		}
		lost, found := same, same
		for _, i := range a {
			if j := partner[i]; lost > 0 && (j < 0 || !slices.Contains(b, j)) {
				lost--
				if j < 0 {
					s.falseFixed++
					bad = append(bad, fmt.Sprintf("lost: %s %s:%d, now %s:%d", old[i].Rule, old[i].Path, old[i].Line, at.path, at.line))
				} else {
					s.wrong++
					bad = append(bad, fmt.Sprintf("mistaken: %s %s:%d, now %s:%d, for %s:%d", old[i].Rule, old[i].Path, old[i].Line, at.path, at.line, now[j].Path, now[j].Line))
				}
			}
		}
		for _, j := range b {
			if i := back[j]; found > 0 && i < 0 {
				found--
				s.falseNew++
			}
		}
	}
	return bad
}

// doubt is a decision that only a reader can judge.
type doubt struct {
	repo, commit, decision, rule string
	was, is                      string
}

// doubtful are the decisions of a step that git cannot judge and that may be wrong:
// pairs whose line was rewritten, and findings that are gone or new while one of the
// same rule is new or gone, in the same step.
func doubtful(repo, commit string, old, now []identity.Subject, pairs []identity.Pair, w *way) (out []doubt) {
	goneOf, newOf := map[string][]int{}, map[string][]int{}
	usedOld, usedNew := map[int]bool{}, map[int]bool{}
	at := func(s *identity.Subject) string { return fmt.Sprintf("%s:%d", s.Path, s.Line) }
	for _, p := range pairs {
		usedOld[p.Old], usedNew[p.New] = true, true
		if _, _, ok := w.line(old[p.Old].Path, old[p.Old].Line); !ok {
			out = append(out, doubt{repo, commit, "same", old[p.Old].Rule, at(&old[p.Old]), at(&now[p.New])})
		}
	}
	for i := range old {
		if !usedOld[i] {
			goneOf[old[i].Rule] = append(goneOf[old[i].Rule], i)
		}
	}
	for i := range now {
		if !usedNew[i] {
			newOf[now[i].Rule] = append(newOf[now[i].Rule], i)
		}
	}
	list := func(all []identity.Subject, of []int) string {
		var names []string
		for _, i := range of[:min(len(of), 6)] {
			names = append(names, at(&all[i]))
		}
		return strings.Join(names, " ")
	}
	for rule, gone := range goneOf {
		if fresh := newOf[rule]; len(fresh) > 0 {
			out = append(out, doubt{repo, commit, "other", rule, list(old, gone), list(now, fresh)})
		}
	}
	slices.SortFunc(out, func(a, b doubt) int {
		return strings.Compare(a.decision+a.rule+a.was+a.is, b.decision+b.rule+b.was+b.is)
	})
	return out
}

// sample is how many decisions are written down for reading.
const sample = 100

// write writes an even sample of the doubts, with a column for the verdict.
func (b *bench) write(name string) error {
	var out strings.Builder
	out.WriteString("repository,commit,decision,rule,was,is,verdict,reason\n")
	n := len(b.doubts)
	for k := range min(sample, n) {
		d := b.doubts[k*n/min(sample, n)]
		fmt.Fprintf(&out, "%s,%s,%s,%s,%s,%s,,\n", d.repo, d.commit[:12], d.decision, d.rule, d.was, d.is)
	}
	fmt.Printf("%d decisions that only a reader can judge, %d of them in %s\n", n, min(sample, n), name)
	return os.WriteFile(name, []byte(out.String()), 0o644)
}

// places are all calls of a file, each as if a rule about what is called had
// reported it.
func places(file *text.File) []identity.Subject {
	p := &placer{file: file}
	for _, s := range syntax.Parse(file).Body {
		p.visit(s, "")
	}
	return p.out
}

type placer struct {
	file *text.File
	out  []identity.Subject
}

func (p *placer) visit(n syntax.Node, scope string) {
	switch n := n.(type) {
	case *syntax.FunctionDef:
		scope = join(scope, n.Name)
	case *syntax.ClassDef:
		scope = join(scope, n.Name)
	case *syntax.Call:
		if name := called(n.Func); name != "" {
			p.out = append(p.out, identity.Of(&finding.Finding{Rule: &finding.Rule{ID: name}, Function: scope, Location: finding.Location{File: p.file, Span: n.Span()}}))
		}
	}
	syntax.Children(n, func(c syntax.Node) bool {
		p.visit(c, scope)
		return true
	})
}

func join(scope, name string) string {
	if scope == "" {
		return name
	}
	return scope + "." + name
}

func called(f syntax.Expr) string {
	switch f := f.(type) {
	case *syntax.Name:
		return f.ID
	case *syntax.Attribute:
		return f.Attr
	}
	return ""
}
