package rule

import (
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
// found, with the text around it, and tells whether it is a finding.
type Keep func(*Pass, syntax.Node) bool

// Found is the finding that Keep looks at.
func (p *Pass) Found() *finding.Finding { return p.again }

// Reconsider asks the rules that want a second look. Trees are gone by now: the
// files of their findings are parsed once more, one after the other.
func Reconsider(findings []*finding.Finding, rules []*Rule, models *model.Set, moduleOf map[*text.File]string) []*finding.Finding {
	asking := map[string]*Rule{}
	for _, r := range rules {
		if r.Keep != nil {
			asking[r.ID] = r
		}
	}
	byFile := map[*text.File][]*finding.Finding{}
	for _, f := range findings {
		if asking[f.Rule.ID] != nil && f.Location.File != nil {
			byFile[f.Location.File] = append(byFile[f.Location.File], f)
		}
	}
	if len(byFile) == 0 {
		return findings
	}
	dropped := map[*finding.Finding]bool{}
	for file, list := range byFile {
		sheet := NewSheet(syntax.Parse(file), moduleOf[file], models)
		for _, f := range list {
			r := asking[f.Rule.ID]
			p := &Pass{Sheet: sheet, rule: r, out: &[]*finding.Finding{}, again: f}
			if n := p.nodeOf(f.Location.Span); n != nil && !r.Keep(p, n) {
				dropped[f] = true
			}
		}
	}
	return slices.DeleteFunc(findings, func(f *finding.Finding) bool { return dropped[f] })
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
