package value

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"leadline/internal/ir"
)

// Print writes what a body's values are, one instruction a line, with the
// targets of calls and the blocks that cannot run: the room's window.
func Print(w io.Writer, f *Frame) {
	fmt.Fprintf(w, "body %s\n", f.Fn.Qualname())
	for b := range f.F.Blocks {
		blk := &f.F.Blocks[b]
		if !f.Reached[b] {
			fmt.Fprintf(w, " b%d never runs\n", b)
			continue
		}
		fmt.Fprintf(w, " b%d\n", b)
		for i := blk.First; i < blk.End; i++ {
			if v := f.Vals[i]; v != nil {
				fmt.Fprintf(w, "  v%d %s = %s%s\n", i, f.F.Instrs[i].Op, f.Describe(v), f.describeCall(ir.Value(i)))
			}
		}
	}
	fmt.Fprintf(w, " returns %s\n", f.Describe(f.Ret))
}

func (f *Frame) describeCall(i ir.Value) string {
	c := f.CallAt(i)
	if c == nil {
		return ""
	}
	var to []string
	for _, t := range c.Targets {
		to = append(to, f.World.Prog.Funcs[t.Fn].Qualname())
	}
	for _, n := range c.Ext {
		to = append(to, f.Text(n))
	}
	if c.Unknown {
		to = append(to, "?")
	}
	return "  -> " + strings.Join(to, ", ")
}

// Describe shows a value as stable text: alternatives sorted, joined by |.
func (f *Frame) Describe(v Value) string {
	if v == nil {
		return "nothing"
	}
	out := make([]string, len(v))
	for i, a := range v {
		out[i] = f.describeAtom(a)
	}
	sort.Strings(out)
	return strings.Join(out, " | ")
}

func (f *Frame) describeAtom(a Atom) string {
	switch a.Kind() {
	case Const:
		c := f.World.Prog.Syms.Value(a)
		return c.String()
	case Shape:
		return "text " + fmt.Sprintf("%q", f.Shapes[a.Payload()].String())
	case Object:
		return f.describeObject(uint32(a.Payload()))
	case Property, Accessor:
		get, _ := propertyParts(a)
		return "property " + f.World.Prog.Funcs[get].Qualname()
	case Member:
		cls, name := memberParts(a)
		return f.World.Prog.Funcs[cls].Qualname() + "." + f.Text(name)
	case Func, Static, ClassM, Class, Inst, Super:
		return [...]string{Func: "function ", Static: "static ", ClassM: "classmethod ", Class: "class ",
			Inst: "instance of ", Super: "super of "}[a.Kind()] + f.World.Prog.Funcs[a.Payload()].Qualname()
	case Bound:
		fn, _ := boundParts(a)
		return "method " + f.World.Prog.Funcs[fn].Qualname()
	case Module:
		return "module " + f.World.Prog.Mods[a.Payload()].IR.Name
	case Ext:
		return f.Text(NameID(a.Payload()))
	case ExtInst:
		return "some " + f.Text(NameID(a.Payload()))
	}
	return "anything"
}

func (f *Frame) describeObject(id uint32) string {
	o := &f.Objects[id]
	if o.Kind != ObjPath {
		name := f.TypeName(atom(Object, uint64(id)))
		return fmt.Sprintf("%s#%d", strings.TrimPrefix(name, "builtins."), id)
	}
	param, keys := f.PathOf(id)
	s := "outer"
	if param >= 0 {
		s = f.Fn.Mod.IR.Names[f.F.Params[param].Name]
	}
	for _, k := range keys {
		s += f.KeyName(k)
	}
	return s
}
