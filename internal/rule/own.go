package rule

import (
	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Add reports findings that are made already.
func (p *Pass) Add(fs ...*finding.Finding) { *p.out = append(*p.out, fs...) }

// Candidates visits the nodes that a pattern of one expression or statement may
// match, in the order of the text for each kind of node.
func (s *Sheet) Candidates(pat *pattern.Pattern, visit func(syntax.Node)) {
	r := rootOf(pat)
	for _, k := range r.kinds {
		for _, n := range s.buckets[k] {
			if r.last == "" || k != callKind && mayBeNamed(n, r.last) || k == callKind && mayBeNamed(n.(*syntax.Call).Func, r.last) {
				visit(n)
			}
		}
	}
}

// Imports are the dotted names that imports give a name, where it is theirs.
func (s *Sheet) Imports(n *syntax.Name) []string {
	var out []string
	for _, b := range s.Bindings(n) {
		if a, ok := b.Node.(*syntax.Alias); ok && b.Kind == BindImport {
			out = append(out, s.imported(a))
		}
	}
	return out
}

// Deep tells whether a rule needs more than the text of single files.
func (r *Rule) Deep() bool { return len(r.Flows)+len(r.Matches)+len(r.Literals) > 0 }

// overText runs a rule's Go over text that is no Python: its tree is empty.
func (r *Rule) overText(file *text.File) []*finding.Finding {
	var out []*finding.Finding
	r.Code(&Pass{Sheet: NewSheet(&syntax.Tree{File: file}, "", nil), rule: r, out: &out})
	return out
}
