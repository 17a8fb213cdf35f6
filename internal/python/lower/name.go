package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// meant is what a name meant before an inner scope was pushed.
type meant struct{ name, symbol uint32 }

func slotOf(y *scope.Symbol) uint32 { return y.Slot + 1 }

// pushScope lets names mean what they mean in a scope.
func (l *lowerer) pushScope(id uint32) {
	b := &l.b
	s := &l.table.Scopes[id]
	for i := s.First; i < s.End; i++ {
		y := &l.table.Symbols[i]
		for int(y.Name) >= len(l.meaning) {
			l.meaning = append(l.meaning, scope.NoSymbol)
		}
		b.meant = append(b.meant, meant{y.Name, l.meaning[y.Name]})
		l.meaning[y.Name] = i
		switch {
		case y.Meaning != scope.Local:
		case s.Body == id:
			b.slotName[slotOf(y)] = y.Name
		default:
			b.env[slotOf(y)] = ir.NoValue
		}
	}
	b.scope = id
}

// popScope takes back a pushScope; mark is the length of meant before it.
func (b *build) popScope(mark int, outer uint32) {
	for len(b.meant) > mark {
		m := b.meant[len(b.meant)-1]
		b.meant = b.meant[:len(b.meant)-1]
		b.l.meaning[m.name] = m.symbol
	}
	b.scope = outer
}

func (b *build) unmean() { b.popScope(0, 0) }

// owner is the symbol of the variable, if it is one of this body.
func (b *build) owner(symbol uint32) *scope.Symbol {
	t := b.l.table
	o := t.Symbols[symbol].Owner
	if o == scope.NoSymbol || t.Symbols[o].Meaning != scope.Local {
		return nil
	}
	if t.Scopes[t.Symbols[o].Scope].Body != t.Scopes[b.scope].Body {
		return nil
	}
	return &t.Symbols[o]
}

// symbol is what a name means here; NoSymbol for one that scope did not see
// (in a string annotation).
func (b *build) symbol(name uint32) uint32 {
	if int(name) < len(b.l.meaning) {
		return b.l.meaning[name]
	}
	return scope.NoSymbol
}

// read loads a variable.
func (b *build) read(name uint32, at text.Span) ir.Value {
	i := b.symbol(name)
	if i == scope.NoSymbol {
		return b.emit(ir.OpGlobal, 0, name, 0, 0, at)
	}
	if o := b.owner(i); o != nil {
		return b.readLocal(o, name, at)
	}
	y := &b.l.table.Symbols[i]
	if y.Meaning == scope.Free {
		return b.emit(ir.OpFree, b.hops(y.Owner), name, 0, 0, at)
	}
	return b.emit(ir.OpGlobal, 0, name, 0, 0, at)
}

func (b *build) readLocal(o *scope.Symbol, name uint32, at text.Span) ir.Value {
	slot := slotOf(o)
	switch {
	case o.Flags&scope.GlobalStored != 0:
		return b.emit(ir.OpGlobal, 0, name, 0, 0, at)
	case o.Flags&scope.Shared != 0:
		return b.emit(ir.OpFree, b.hopsTo(o.Scope), name, 0, 0, at)
	}
	v := b.env[slot]
	if v != ir.NoValue && !b.isUnbound(v, slot) {
		if op := b.instrs[v].Op; op == ir.OpPhi || op == ir.OpExcPhi { // it may be unbound on one of the ways
			b.risks(b.cur)
		}
		return v
	}
	if b.slotName[slot] != 0 && b.l.out.Funcs[b.self].Kind <= ir.FuncClass {
		return b.emit(ir.OpGlobal, 0, name, 0, 0, at)
	}
	b.risks(b.cur)
	return b.unboundValue(slot)
}

// write stores a variable.
func (b *build) write(name uint32, v ir.Value, at text.Span) {
	i := b.symbol(name)
	if i == scope.NoSymbol {
		return
	}
	if o := b.owner(i); o != nil {
		if o.Flags&scope.GlobalStored != 0 {
			b.emit(ir.OpStoreGlobal, 0, name, v, 0, at)
		}
		if o.Flags&scope.Cell != 0 {
			b.emit(ir.OpStoreFree, b.hopsTo(o.Scope), name, v, 0, at)
		}
		b.note(name, v, at)
		b.set(slotOf(o), v)
		return
	}
	y := &b.l.table.Symbols[i]
	if y.Meaning == scope.Free {
		b.emit(ir.OpStoreFree, b.hops(y.Owner), name, v, 0, at)
	} else {
		b.emit(ir.OpStoreGlobal, 0, name, v, 0, at)
	}
}

// note records that a variable was given a value, where a rule may care.
func (b *build) note(name uint32, v ir.Value, at text.Span) {
	switch b.instrs[v].Op {
	case ir.OpParam, ir.OpMakeFunc, ir.OpMakeClass, ir.OpImport, ir.OpImportFrom, ir.OpUndef, ir.OpBind:
		return
	}
	b.emit(ir.OpBind, 0, name, v, 0, at)
}

// hops counts the frames to the one that keeps a symbol's variable.
func (b *build) hops(owner uint32) uint8 { return b.hopsTo(b.l.table.Symbols[owner].Scope) }

func (b *build) hopsTo(owner uint32) uint8 {
	return uint8(min(b.l.table.Hops(b.scope, owner), 255))
}

func (b *build) writeName(n *syntax.Name, v ir.Value) { b.write(b.name(n.ID), v, n.Span()) }
