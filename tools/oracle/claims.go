package main

import (
	_ "embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing/fstest"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
	"leadline/models"
)

// oracleModel is what the analyser is told of the library that generated programs import.
//
//go:embed library.yaml
var oracleModel string

// withOracle is the models and oracle.
type withOracle struct{ fs.FS }

func (w withOracle) Open(name string) (fs.File, error) {
	if name == "oracle.yaml" {
		return fstest.MapFS{name: {Data: []byte(oracleModel)}}.Open(name)
	}
	return w.FS.Open(name)
}

func (w withOracle) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(w.FS, pattern)
	if pattern == "*.yaml" {
		names = append(names, "oracle.yaml")
	}
	return names, err
}

func loadModels() (*model.Set, error) { return model.Load(withOracle{models.FS}) }

// claim is one thing that the analyser says of an expression.
type claim struct {
	Mod     int        `json:"m"`
	Node    string     `json:"n"`
	Start   uint32     `json:"s"`
	End     uint32     `json:"e"`
	Role    string     `json:"r,omitempty"` // of which operand; "": the expression itself
	Never   bool       `json:"x,omitempty"`
	Atoms   [][]string `json:"a,omitempty"`
	Targets *[]string  `json:"t,omitempty"`
	Unknown bool       `json:"u,omitempty"`
	open    bool       // some copy of it may be anything
	reached bool
}

type claimKey struct {
	mod        int
	node, role string
	start, end uint32
}

// site is where a source or sink stands: module, start and end.
type site [3]int

// flow is a way from a source to a sink, and the places that are told of it. It is clean
// when the analyser sees it and says that it is harmless: the length of a text, a number
// made of it.
type flow struct {
	From  site   `json:"from"`
	To    site   `json:"to"`
	Steps []site `json:"steps"`
	Clean bool   `json:"clean"`
	Admin bool   `json:"admin"` // only administrators come to where it begins
}

// claims are what the analyser says of a program.
type claims struct {
	Claims []*claim
	Flows  []flow
	Fault  string
	Said   tally
}

type claimer struct {
	index map[claimKey]*claim
	order []*claim
	mods  map[*value.Mod]int
	fr    *value.Frame
}

func (c *claimer) site(fn *value.Fn, at ir.Value) site {
	s := fn.IR.SpanOf(at)
	return site{c.mods[fn.Mod], int(s.Start), int(s.End)}
}

// nodes are the syntax that an instruction stands for when their spans agree.
var nodes = map[ir.Op]string{
	ir.OpCall: "Call", ir.OpAttr: "Attribute", ir.OpItem: "Subscript", ir.OpBinary: "BinOp", ir.OpUnary: "UnaryOp",
	ir.OpCompare: "Compare", ir.OpJoinStr: "JoinedStr", ir.OpTuple: "Tuple", ir.OpList: "List", ir.OpSet: "Set",
	ir.OpDict: "Dict", ir.OpGlobal: "Name", ir.OpFree: "Name", ir.OpPhi: "Phi", ir.OpConst: "Constant", ir.OpYield: "Yield",
	ir.OpMakeFunc: "Lambda",
}

// frame collects what a body's analysis claims.
func (c *claimer) frame(fr *value.Frame) {
	c.fr = fr
	for i := range fr.F.Instrs {
		in := &fr.F.Instrs[i]
		node, ok := nodes[in.Op]
		if !ok || in.Op == ir.OpCall && in.Sub != ir.CallPlain {
			continue
		}
		v := ir.Value(i)
		c.say(v, node, "", fr.Vals[i])
		if fr.Vals[i] == nil {
			if f := fr.Calls[v]; f == nil || !f.NoReturn {
				continue
			}
		}
		switch in.Op {
		case ir.OpCall:
			c.call(v)
		case ir.OpBinary, ir.OpCompare, ir.OpItem:
			c.operand(v, node, "L", in.A)
			c.operand(v, node, "R", in.B)
		case ir.OpAttr:
			c.operand(v, node, "L", in.A)
		}
	}
}

func (c *claimer) operand(v ir.Value, node, role string, arg ir.Value) {
	if x := c.fr.Vals[arg]; x != nil {
		c.say(v, node, role, x)
	}
}

func (c *claimer) entry(v ir.Value, node, role string) *claim {
	s := c.fr.F.SpanOf(v)
	k := claimKey{c.mods[c.fr.Fn.Mod], node, role, s.Start, s.End}
	cl := c.index[k]
	if cl == nil {
		cl = &claim{Mod: k.mod, Node: node, Start: s.Start, End: s.End, Role: role}
		c.index[k] = cl
		c.order = append(c.order, cl)
	}
	return cl
}

// say joins a value into the claim: several instructions may stand for one
// expression (copies of a finally block).
func (c *claimer) say(v ir.Value, node, role string, val value.Value) {
	cl := c.entry(v, node, role)
	if val == nil {
		return
	}
	cl.reached = true
	for _, a := range val {
		at, ok := c.atom(a)
		if !ok {
			cl.open = true
			continue
		}
		cl.Atoms = append(cl.Atoms, at)
	}
}

func (c *claimer) call(v ir.Value) {
	f := c.fr.Calls[v]
	if f == nil {
		return
	}
	plain := true
	for _, a := range c.fr.F.List(&c.fr.F.Instrs[v]) {
		plain = plain && a.Name != ir.ArgStar && a.Name != ir.ArgStarStar
	}
	if plain && f.Call != nil && len(f.Call.Args) == len(c.fr.F.List(&c.fr.F.Instrs[v])) { // partial adds some
		n := 0
		for k := range f.Call.Args {
			a := &f.Call.Args[k]
			role := fmt.Sprint(n)
			if a.Name != 0 {
				role = "k:" + c.fr.Text(a.Name)
			} else {
				n++
			}
			if a.Val != nil {
				c.say(v, "Call", role, a.Val)
			}
		}
	}
	t := c.entry(v, "Call", "targets")
	t.reached = true
	if t.Targets == nil {
		t.Targets = &[]string{}
	}
	for k := range f.Targets {
		*t.Targets = append(*t.Targets, funcID(c.fr.World.Prog.Funcs[f.Targets[k].Fn]))
	}
	t.Unknown = t.Unknown || f.Unknown
}

func (c *claimer) list() []*claim {
	var out []*claim
	for _, cl := range c.order {
		switch {
		case cl.Targets != nil:
			cl.Role = ""
			out = append(out, cl)
		case !cl.reached && cl.Role == "" && cl.Node == "Phi":
			// It says nothing: of a copy that runs and whose ways give one value there
			// is no instruction, only of the other copies of a finally block.
		case !cl.reached && cl.Role == "":
			cl.Never = true
			out = append(out, cl)
		case cl.reached && !cl.open && cl.Node != "Constant":
			out = append(out, cl)
		}
	}
	return out
}

func funcID(fn *value.Fn) string {
	return fn.Mod.IR.Name + ":" + fn.Mod.IR.Names[fn.IR.Qualname]
}

// atom says an atom in terms of the running program; ok is false when it may
// be anything.
func (c *claimer) atom(a value.Atom) (out []string, ok bool) {
	funcs := c.fr.World.Prog.Funcs
	switch a.Kind() {
	case value.Const:
		k, _ := c.fr.Constant(a)
		return constantAtom(&k), true
	case value.Shape:
		return []string{"s", pattern(c.fr.Shapes[a.Payload()].Parts)}, true
	case value.ExtInst:
		return typeAtom(c.fr.TypeName(a))
	case value.Inst:
		return []string{"i", funcID(funcs[a.Payload()])}, true
	case value.Member:
		return []string{"i", funcID(funcs[a.Payload()>>32])}, true
	case value.Func:
		return []string{"F", funcID(funcs[a.Payload()])}, true
	case value.Bound:
		return []string{"F", funcID(funcs[a.Payload()>>26])}, true
	case value.Class:
		return []string{"C", funcID(funcs[a.Payload()])}, true
	case value.Module:
		return []string{"M", c.fr.World.Prog.Mods[a.Payload()].IR.Name}, true
	case value.Object:
		return c.object(a)
	}
	return nil, false
}

func (c *claimer) object(a value.Atom) ([]string, bool) {
	o := &c.fr.Objects[a.Payload()]
	switch o.Kind {
	case value.ObjClosure, value.ObjBound:
		if o.Fn != value.NoFunc {
			return []string{"F", funcID(c.fr.World.Prog.Funcs[o.Fn])}, true
		}
		return nil, false
	case value.ObjInst:
		if o.Class.Kind() == value.Class && o.Class != 0 {
			return []string{"o", funcID(c.fr.World.Prog.Funcs[o.Class.Payload()])}, true
		}
	case value.ObjPath, value.ObjFrame, value.ObjSlice:
		return nil, false
	}
	return typeAtom(c.fr.TypeName(a))
}

func typeAtom(name string) ([]string, bool) {
	n, ok := strings.CutPrefix(name, "builtins.")
	if !ok || strings.Contains(n, ".") {
		return nil, false
	}
	return []string{"x", n}, true
}

func constantAtom(k *value.Constant) []string {
	switch k.Kind {
	case ir.ConstStr:
		return []string{"c", "str", k.Text}
	case ir.ConstBytes:
		r := make([]rune, len(k.Text)) // JSON has no bytes: one character each
		for i := range r {
			r[i] = rune(k.Text[i])
		}
		return []string{"c", "bytes", string(r)}
	case ir.ConstInt:
		return []string{"c", "int", k.String()}
	case ir.ConstFloat:
		return []string{"c", "float", k.String()}
	case ir.ConstComplex:
		return []string{"c", "complex", strings.TrimSuffix(k.String(), "j")}
	}
	return []string{"c", "", k.String()}
}

// pattern is a regular expression of the strings of a shape.
func pattern(parts []value.Part) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Hole != 0 {
			b.WriteString(".*")
		} else {
			b.WriteString(regexp.QuoteMeta(p.Text))
		}
	}
	return b.String()
}
