package rule

import (
	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Add reports findings that are made already.
func (p *Pass) Add(fs ...*finding.Finding) { *p.out = append(*p.out, fs...) }

// Root is where a pattern of one expression or statement may match.
type Root struct{ root }

// RootOf tells where a pattern may match.
func RootOf(pat *pattern.Pattern) Root { return Root{rootOf(pat)} }

// Last is the word that ends what the pattern calls or reads, or "".
func (r *Root) Last() string { return r.last }

// Candidates visits the nodes that a pattern with that root may match, in the order
// of the text for each kind of node.
func (s *Sheet) Candidates(r *Root, visit func(syntax.Node)) {
	word, indexed := s.lasts[r.last]
	if r.last != "" && indexed && !s.found.Has(word) {
		return
	}
	for _, k := range r.kinds {
		nodes := s.buckets[k]
		if k == callKind && r.last != "" && indexed {
			nodes = s.callsOf(r.last)
		}
		for _, n := range nodes {
			if r.last == "" || k != callKind && mayBeNamed(n, r.last) || k == callKind && (indexed || mayBeNamed(n.(*syntax.Call).Func, r.last)) {
				visit(n)
			}
		}
	}
}

// Lists are all the lists of statements of the file.
func (s *Sheet) Lists() [][]syntax.Stmt {
	if s.lists == nil {
		s.lists = [][]syntax.Stmt{s.Tree.Body}
		s.Tree.Walk(func(n syntax.Node) bool {
			s.lists = append(s.lists, syntax.Bodies(n)...)
			return true
		})
	}
	return s.lists
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
func (r *Rule) Deep() bool { return len(r.Flows)+len(r.Matches)+len(r.Literals)+len(r.Protocols) > 0 }

// OverText runs a rule over text that is no Python: its tree is empty. Gap is
// told what of it could not be judged.
func (r *Rule) OverText(file *text.File, gap func(reason string)) []*finding.Finding {
	var out []*finding.Finding
	r.Plain(&Pass{Sheet: NewSheet(&syntax.Tree{File: file}, "", nil), rule: r, out: &out, gap: gap})
	return out
}

// Gap says that the rule could not judge this file to its end, and why.
func (p *Pass) Gap(reason string) {
	if p.gap != nil {
		p.gap(reason)
	}
}
