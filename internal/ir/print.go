package ir

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Print writes a module as stable text: a header, then each body with its
// blocks and instructions. v3 is the value of instruction 3, b2 is block 2.
func Print(w io.Writer, m *Module) {
	p := &printer{m: m}
	p.header()
	for i := range m.Funcs {
		p.fn(uint32(i))
	}
	io.WriteString(w, p.String())
}

type printer struct {
	strings.Builder
	m *Module
	f *Func
}

func (p *printer) header() {
	kind := "module"
	if p.m.Package {
		kind = "package"
	}
	fmt.Fprintf(p, "%s %s\n", kind, strconv.Quote(p.m.Name))
	if len(p.m.Imports) > 0 {
		fmt.Fprintf(p, "imports %s\n", strings.Join(p.m.Imports, " "))
	}
	if len(p.m.Stars) > 0 {
		fmt.Fprintf(p, "stars %s\n", strings.Join(p.m.Stars, " "))
	}
	if p.m.HasAll {
		fmt.Fprintf(p, "all %s\n", strings.Join(p.m.All, " "))
	}
}

func (p *printer) fn(i uint32) {
	p.f = &p.m.Funcs[i]
	f := p.f
	kind := [...]string{"body", "class", "def", "lambda"}[f.Kind]
	if f.Async {
		kind = "async " + kind
	}
	fmt.Fprintf(p, "\nf%d %s %s", i, kind, p.name(f.Qualname))
	if f.Kind >= FuncDef {
		p.params()
	}
	if i != 0 {
		fmt.Fprintf(p, " in f%d", f.Parent)
	}
	if f.Generator {
		p.WriteString(" generator")
	}
	if f.Captured {
		p.WriteString(" captured")
	}
	if f.Cut {
		p.WriteString(" cut")
	}
	if f.Doc != 0 {
		fmt.Fprintf(p, " doc %s", p.constant(f.Doc-1))
	}
	p.WriteString("\n")
	for b := range f.Blocks {
		p.block(uint32(b))
	}
}

func (p *printer) params() {
	marks := [...]string{ParamPositionalOnly: "/", ParamNormal: "", ParamVarPositional: "*", ParamKeywordOnly: "kw ", ParamVarKeyword: "**"}
	p.WriteString("(")
	for i, a := range p.f.Params {
		if i > 0 {
			p.WriteString(", ")
		}
		p.WriteString(marks[a.Kind] + p.name(a.Name))
		if a.HasDefault {
			p.WriteString("=")
		}
	}
	p.WriteString(")")
}

func (p *printer) block(i uint32) {
	b := &p.f.Blocks[i]
	fmt.Fprintf(p, " b%d", i)
	if preds := p.f.Preds(b); len(preds) > 0 {
		p.WriteString(" from" + blocks(preds))
	}
	if b.LoopHeader {
		p.WriteString(" loop")
	}
	if b.Catch {
		p.WriteString(" catch")
	}
	if b.Handler != 0 {
		fmt.Fprintf(p, " handler b%d", b.Handler-1)
	}
	p.WriteString("\n")
	for v := b.First; v < b.End; v++ {
		p.instr(v)
	}
	p.term(b)
}

func blocks(list []uint32) string {
	var s strings.Builder
	for _, b := range list {
		fmt.Fprintf(&s, " b%d", b)
	}
	return s.String()
}

func (p *printer) term(b *Block) {
	succs := blocks(p.f.Succs(b))
	switch b.Term {
	case TermJump:
		p.WriteString("  jump" + succs + "\n")
	case TermBranch:
		fmt.Fprintf(p, "  branch %s%s\n", value(b.Cond), succs)
	case TermFor:
		fmt.Fprintf(p, "  for %s%s\n", value(b.Cond), succs)
	case TermReturn:
		fmt.Fprintf(p, "  return %s\n", value(b.Cond))
	case TermRaise:
		fmt.Fprintf(p, "  raise %s%s\n", value(b.Cond), succs)
	case TermLoop:
		p.WriteString("  loop" + succs + "\n")
	}
}

func value(v Value) string {
	if v == NoValue {
		return "-"
	}
	return "v" + strconv.Itoa(int(v))
}

func (p *printer) name(n Name) string {
	if int(n) >= len(p.m.Names) {
		return "?"
	}
	if s := p.m.Names[n]; s != "" {
		return s
	}
	return `""`
}

func (p *printer) constant(i uint32) string {
	if int(i) >= len(p.m.Consts) {
		return "?"
	}
	return p.m.Consts[i].String()
}

// String is a literal as Python would write it, nearly.
func (c Const) String() string {
	switch c.Kind {
	case ConstNone:
		return "None"
	case ConstBool:
		if c.Int != 0 {
			return "True"
		}
		return "False"
	case ConstInt:
		if c.Big != nil {
			return c.Big.String()
		}
		return strconv.FormatInt(c.Int, 10)
	case ConstFloat:
		return strconv.FormatFloat(c.Float, 'g', -1, 64)
	case ConstComplex:
		return strconv.FormatFloat(c.Float, 'g', -1, 64) + "j"
	case ConstStr:
		return strconv.Quote(c.Str)
	case ConstBytes:
		return "b" + strconv.Quote(c.Str)
	}
	return "..."
}
