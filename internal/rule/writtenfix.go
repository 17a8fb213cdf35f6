package rule

import (
	"bytes"

	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// template proposes what a form's fix says: a new text for the whole match with
// the holes filled in, or a change of the arguments of the call that matched.
func (r *Report) template(t *FixTemplate, n syntax.Node, b *pattern.Bindings) {
	p := r.pass
	if t.Replace != "" {
		edit := Edit{n.Span(), expandHoles(p, t.Replace, b)}
		if t.Replace == "delete" {
			edit = p.Removal(n)
		}
		edits := []Edit{edit}
		if need := p.ImportOf(t.Import); need != nil {
			edits = append(edits, *need)
		}
		r.Fix(t.Safety == finding.Safe, t.Description, edits...)
		return
	}
	e := &editor{file: p.File}
	switch n := n.(type) {
	case *syntax.Call:
		e.call(n, t)
	case *syntax.Assign:
		if t.Value != "" {
			e.assign(n, t.Value)
		}
	}
	if e.failed {
		return
	}
	for _, x := range e.edits {
		r.Fix(t.Safety == finding.Safe, t.Description, append(r.edits(), Edit{x.Span, x.Text})...)
	}
	if need := p.ImportOf(t.Import); need != nil && len(e.edits) > 0 {
		r.Fix(t.Safety == finding.Safe, t.Description, append(r.edits(), *need)...)
	}
}

// ImportOf is the edit that imports a module, or nil when the file does so at
// its top already. It stands before the first import that is no promise about
// the future, or before the first statement that is no docstring.
func (s *Sheet) ImportOf(module string) *Edit {
	if module == "" {
		return nil
	}
	var at *syntax.Stmt
	for i := range s.Tree.Body {
		switch st := s.Tree.Body[i].(type) {
		case *syntax.Import:
			for k := range st.Names {
				if st.Names[k].Name == module && st.Names[k].AsName == "" {
					return nil
				}
			}
		case *syntax.ImportFrom:
			if st.Module == "__future__" {
				continue
			}
		case *syntax.ExprStmt:
			if IsConst(st.Value, syntax.Str) {
				continue
			}
		}
		if at == nil {
			at = &s.Tree.Body[i]
		}
	}
	if at == nil {
		return nil
	}
	start := s.File.LineSpan(s.File.LineOf((*at).Span().Start)).Start
	e := Insert(start, "import "+module+"\n")
	return &e
}

// edits are those of the fix so far.
func (r *Report) edits() []Edit {
	if r.f.Fix == nil {
		return nil
	}
	var out []Edit
	for _, e := range r.f.Fix.Edits {
		out = append(out, Edit{e.Span, e.Text})
	}
	return out
}

// expandHoles writes the code of holes into a template, in full.
func expandHoles(p *Pass, template string, b *pattern.Bindings) string {
	return holeName.ReplaceAllStringFunc(template, func(name string) string {
		if n := b.Get(name); n != nil {
			return holeText(p, n)
		}
		return name
	})
}

func textBetween(a, b syntax.Node) text.Span {
	return text.Span{Start: a.Span().Start, End: b.Span().End}
}

func containsAny(content []byte, words []string) bool {
	for _, w := range words {
		if bytes.Contains(content, []byte(w)) {
			return true
		}
	}
	return false
}
