package rule

import (
	"slices"
	"strings"

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
// of the text for each kind of node. With wide, a name may also stand for what is
// assigned to it.
func (s *Sheet) Candidates(r *Root, wide bool, visit func(syntax.Node)) {
	word, indexed := s.lasts[r.last]
	indexed = indexed && !wide
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

// Memo keeps what somebody computes of the file, under a name of theirs.
func (s *Sheet) Memo(name string, compute func() any) any {
	v, ok := s.memo[name]
	if !ok {
		v = compute()
		if s.memo == nil {
			s.memo = map[string]any{}
		}
		s.memo[name] = v
	}
	return v
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

// Calling lists the calls whose callee may be called by a name that ends so; false
// where nobody asked for that word.
func (s *Sheet) Calling(last string) ([]syntax.Node, bool) {
	if _, asked := s.lasts[last]; !asked {
		return nil, false
	}
	return s.callsOf(last), true
}

// May tells whether a node is of a kind that a pattern with that root may match.
func (r *Root) May(n syntax.Node) bool { return slices.Contains(r.kinds, kindOf(n)) }

// SameKind tells whether two statements are of one kind, as patterns see them: an
// annotated assignment is an assignment, and there is one kind of import.
func SameKind(a, b syntax.Stmt) bool {
	x, y := kindOf(a), kindOf(b)
	return x == y || x == assignKind && y == annAssignKind || (x == importKind || x == importFromKind) && (y == importKind || y == importFromKind)
}

// Functions are the functions of the file, in the order of the text.
func (s *Sheet) Functions() []syntax.Node { return s.buckets[functionKind] }

// Renamed are the ends of names that an import of the file gives another name.
func (s *Sheet) Renamed() map[string]bool {
	s.readImports()
	return s.renamed
}

func (s *Sheet) readImports() {
	if s.importing != nil {
		return
	}
	s.importing, s.renamed = map[string]bool{}, map[string]bool{}
	for _, n := range s.buckets[aliasKind] {
		a := n.(*syntax.Alias)
		if a.AsName == "" {
			first, _, _ := strings.Cut(a.Name, ".")
			s.importing[first] = true
			continue
		}
		s.importing[a.AsName] = true
		if last := a.Name[strings.LastIndexByte(a.Name, '.')+1:]; last != a.AsName {
			s.renamed[last] = true
		}
	}
}

// Imports are the dotted names that imports give a name, where it is theirs.
func (s *Sheet) Imports(n *syntax.Name) []string {
	if s.readImports(); !s.importing[n.ID] {
		return nil
	}
	if out, ok := s.imports[n]; ok {
		return out
	}
	var out []string
	for _, b := range s.Bindings(n) {
		if a, ok := b.Node.(*syntax.Alias); ok && b.Kind == BindImport {
			out = append(out, s.imported(a))
		}
	}
	if s.imports == nil {
		s.imports = map[*syntax.Name][]string{}
	}
	s.imports[n] = slices.Clip(out)
	return s.imports[n]
}

// Deep tells whether a rule needs more than the text of single files.
func (r *Rule) Deep() bool {
	return r.Signatures || len(r.Flows)+len(r.Matches)+len(r.Literals)+len(r.Protocols) > 0
}

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
