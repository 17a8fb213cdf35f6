package value

import (
	"slices"

	"leadline/internal/ir"
)

// BoundTo is what a variable was given, behind the notes that it was.
func BoundTo(f *ir.Func, v ir.Value) ir.Value {
	for f.Instrs[v].Op == ir.OpBind && f.Instrs[v].B != ir.NoValue {
		v = f.Instrs[v].B
	}
	return v
}

// CallsIn are the calls that a parameter's default is, or that stand among what an
// annotation is given in brackets: Annotated[str, Depends(tenant)].
func CallsIn(f *ir.Func, v ir.Value, annotation bool) []ir.Value {
	v = BoundTo(f, v)
	switch in := &f.Instrs[v]; {
	case in.Op == ir.OpCall:
		return []ir.Value{v}
	case in.Op == ir.OpItem && annotation && f.Instrs[in.B].Op == ir.OpTuple:
		var out []ir.Value
		for _, a := range f.List(&f.Instrs[in.B]) {
			if f.Instrs[a.Value].Op == ir.OpCall {
				out = append(out, a.Value)
			}
		}
		return out
	}
	return nil
}

// AskedClasses are the classes that the annotation of a parameter names whose default a
// call is, or in whose annotation it stands: what a call means that names nothing itself
// (p: Filter = Depends()). vals are the values of the body's instructions.
func AskedClasses(f *ir.Func, vals []Value, call ir.Value) Value {
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpMakeFunc {
			continue
		}
		list := f.List(in)
		for _, a := range list {
			if !slices.Contains(CallsIn(f, a.Value, a.Name >= ir.ArgAnnotation), call) {
				continue
			}
			of := a.Name&^ir.ArgAnnotation + ir.ArgAnnotation
			at := slices.IndexFunc(list, func(x ir.Arg) bool { return x.Name == of })
			if at >= 0 {
				return classesNamed(vals[list[at].Value])
			}
		}
	}
	return nil
}

func classesNamed(v Value) (out Value) {
	for _, a := range v {
		switch a.Kind() {
		case Class, Inst:
			out = add(out, atom(Class, a.Payload()))
		}
	}
	return out
}
