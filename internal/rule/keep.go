package rule

import (
	"maps"
	"slices"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Go is what of a rule is written in Go: either may be nil.
type Go struct {
	Check Check
	Keep  Keep
}

// Keep looks once more at the call or assignment that another form of the rule
// found, with the text around it, and tells whether it is a finding. It may depend
// on the place and the severity of what was found and on the text of its file, and
// change the severity or silence it.
type Keep func(*Pass, syntax.Node) bool

// Found is the finding that Keep looks at.
func (p *Pass) Found() *finding.Finding { return p.again }

// Seconds are what second looks said, by file: while a file is the same, so are
// they.
type Seconds map[*text.File]map[secondKey]second

type secondKey struct {
	rule     string
	at       text.Span
	severity finding.Severity
}

type second struct {
	keep                    bool
	severity                finding.Severity
	suppression, suppressed string
}

// Reconsider asks the rules that want a second look. Trees are gone by now: the
// files of their findings are parsed once more, one after the other. What is said
// of files without such findings is forgotten.
func (s Seconds) Reconsider(findings []*finding.Finding, rules []*Rule, models *model.Set, moduleOf func(*text.File) string) []*finding.Finding {
	asking := map[string]*Rule{}
	for _, r := range rules {
		if r.Keep != nil {
			asking[r.ID] = r
		}
	}
	sheets := map[*text.File]*Sheet{}
	said := Seconds{}
	findings = slices.DeleteFunc(findings, func(f *finding.Finding) bool {
		r, file := asking[f.Rule.ID], f.Location.File
		if r == nil || file == nil {
			return false
		}
		k := secondKey{r.ID, f.Location.Span, f.Severity}
		v, known := s[file][k]
		if !known {
			if sheets[file] == nil {
				sheets[file] = NewSheet(syntax.Parse(file), moduleOf(file), models)
			}
			v = look(r, sheets[file], *f)
		}
		if said[file] == nil {
			said[file] = map[secondKey]second{}
		}
		said[file][k] = v
		f.Severity, f.Suppression, f.Suppressed = v.severity, v.suppression, v.suppressed
		return !v.keep
	})
	if s != nil { // nil: nobody looks again
		clear(s)
		maps.Copy(s, said)
	}
	return findings
}

// look has a rule look at a finding once more.
func look(r *Rule, sheet *Sheet, f finding.Finding) second {
	p := &Pass{Sheet: sheet, rule: r, out: &[]*finding.Finding{}, again: &f}
	n := p.nodeOf(f.Location.Span)
	keep := n == nil || r.Keep(p, n)
	return second{keep, f.Severity, f.Suppression, f.Suppressed}
}

// nodeOf is the node that takes exactly a span, or the statement around it; of
// several, the innermost.
func (p *Pass) nodeOf(at text.Span) syntax.Node {
	var found syntax.Node
	exact := false
	p.Tree.Walk(func(n syntax.Node) bool {
		s := n.Span()
		if s == at {
			found, exact = n, true
		} else if _, ok := n.(syntax.Stmt); ok && !exact && s.Start <= at.Start && at.End <= s.End {
			found = n
		}
		return p.Opens(n) || s.Start <= at.Start && at.End <= s.End // decorators stand before a definition's span
	})
	return found
}
