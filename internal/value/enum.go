package value

import (
	"slices"
	"strings"

	"leadline/internal/ir"
)

// isEnumLike tells whether the metaclass of a class makes members of what its
// body assigns (the library reference, enum).
func (f *Frame) isEnumLike(cls FuncID) bool {
	ci := f.class(cls)
	if ci == nil {
		return true
	}
	for _, m := range ci.MRO {
		if m.Kind() == Ext {
			switch f.World.Prog.Syms.Text(NameID(m.Payload())) {
			case "enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag":
				return true
			}
		}
	}
	return false
}

// enumMember tells whether what a body of an enumeration gives a name is the value
// of a member: no function, nor anything of the enumeration's own.
func (f *Frame) enumMember(name NameID, v Value) bool {
	if strings.HasPrefix(f.World.Prog.Syms.Text(name), "_") || len(v) == 0 {
		return false
	}
	for _, a := range v {
		switch a.Kind() {
		case Const, Shape, Object, ExtInst, Unknown:
		case Ext:
			if !strings.HasSuffix(f.Text(NameID(a.Payload())), "()") {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// memberOf is a member of an enumeration: equal to itself alone, or, where the
// enumeration says itself what its members are, any of them. 0 of one whose members
// are texts or numbers as well: they count as these.
func (f *Frame) memberOf(cls FuncID, name NameID) Atom {
	ci := f.class(cls)
	switch {
	case ci == nil || !f.isEnumLike(cls):
		return 0
	case f.enumSpecial(cls):
		return atom(Inst, uint64(cls))
	}
	member := memberAtom(cls, name)
	for _, m := range ci.MRO {
		switch m.Kind() {
		case Class:
		case Ext:
			switch f.Text(NameID(m.Payload())) {
			case "enum.Enum", "builtins.object":
			case "enum.Flag":
				member = atom(Inst, uint64(cls)) // its members are put together of others
			default:
				return 0
			}
		default:
			return 0
		}
	}
	return member
}

func memberAtom(cls FuncID, name NameID) Atom { return atom(Member, uint64(cls)<<32|uint64(name)) }

func memberParts(a Atom) (FuncID, NameID) { return memberClass(a), NameID(uint32(a.Payload())) }

func memberClass(a Atom) FuncID { return FuncID(a.Payload() >> 32) }

// memberValue is what the body gives a member.
func (f *Frame) memberValue(a Atom) Value {
	cls, name := memberParts(a)
	v, _, _ := f.classAttr(cls, name)
	if v == nil {
		return top
	}
	return v
}

// memberAttr reads an attribute of a member.
func (f *Frame) memberAttr(i ir.Value, a Atom, name NameID) Value {
	cls, own := memberParts(a)
	switch f.World.Prog.Syms.Text(name) {
	case "value", "_value_":
		return f.memberValue(a)
	case "name", "_name_":
		return f.memberName(cls, a, own)
	}
	return f.instAttr(i, a, cls, name)
}

// memberName is the name of a member: of those with one value it is that of the first.
func (f *Frame) memberName(cls FuncID, a Atom, own NameID) Value {
	out := f.Str(f.Text(own))
	for n, v := range f.class(cls).Attrs {
		if n == own || !f.enumMember(n, v) {
			continue
		}
		if same, known := f.SameMember(a, memberAtom(cls, n)); same && known {
			out = join(out, f.Str(f.Text(n)))
		}
	}
	return out
}

// SameMember tells whether two things one of which is a member of an enumeration
// are equal, and the same: names with equal values are one member.
func (f *Frame) SameMember(x, y Atom) (same, known bool) {
	if x.Kind() != Member {
		x, y = y, x
	}
	switch {
	case x.Kind() != Member:
		return false, false
	case x == y:
		return true, true
	case y.Kind() == Member && memberClass(x) != memberClass(y):
		return false, true
	case y.Kind() == Member:
		v, ok1 := f.Only(f.memberValue(x))
		w, ok2 := f.Only(f.memberValue(y))
		return v == w, ok1 && ok2 && v.Kind == w.Kind
	}
	return false, y.Kind() == Const || y.Kind() == Shape
}

// assumeMember refines v by its being, or not being, a member of an enumeration.
func (f *Frame) assumeMember(v ir.Value, m Atom, equal bool) bool {
	old := f.val(v)
	var out Value
	for _, a := range old {
		switch same, known := f.SameMember(a, m); {
		case !known && equal && (a.Kind() == Inst || a.Kind() == Unknown):
			out = add(out, m)
		case !known || same == equal:
			out = add(out, a)
		}
	}
	return f.narrowed(v, old, out)
}

// enumSpecial tells whether an enumeration says itself what its members are.
func (f *Frame) enumSpecial(cls FuncID) bool {
	for _, m := range []string{"__init__", "__new__", "__getattr__", "value", "name", "_generate_next_value_"} {
		if _, owner, ok := f.classAttr(cls, f.World.Prog.Syms.Name(m)); ok && owner.Kind() == Class {
			return true
		}
	}
	return false
}

// enumAttr is what any member of an enumeration has for its value or name.
func (f *Frame) enumAttr(cls FuncID, name NameID) (Value, bool) {
	of := f.World.Prog.Syms.Text(name)
	names := of == "name" || of == "_name_"
	if !names && of != "value" && of != "_value_" || !f.isEnumLike(cls) || f.enumSpecial(cls) {
		return nil, false
	}
	ci := f.class(cls)
	if ci == nil {
		return nil, false
	}
	var members []NameID
	for n := range ci.Attrs {
		members = append(members, n)
	}
	slices.Sort(members)
	var out Value
	for _, n := range members {
		v, _ := f.classOwn(ci, n)
		if !f.enumMember(n, v) {
			continue
		}
		if names {
			v = f.Str(f.World.Prog.Syms.Text(n))
		}
		out = join(out, f.localize(v))
	}
	return out, out != nil
}
