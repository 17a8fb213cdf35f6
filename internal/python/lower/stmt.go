package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// stmts lowers statements as long as anything reaches them.
func (b *build) stmts(list []syntax.Stmt) {
	for _, s := range list {
		if !b.live() || b.exhausted() {
			return
		}
		b.stmt(s)
	}
}

// exhausted tells whether the body has grown out of proportion to its text, as
// deeply nested loops or finally blocks can make it. The rest is left out then.
func (b *build) exhausted() bool {
	if b.spent+len(b.instrs) > b.budget {
		b.l.out.Funcs[b.self].Cut = true
		return true
	}
	return false
}

func (b *build) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.ExprStmt:
		b.expr(s.Value)
	case *syntax.Assign:
		v := b.expr(s.Value)
		for _, t := range s.Targets {
			b.assignTo(t, v)
		}
	case *syntax.AugAssign:
		b.augAssign(s)
	case *syntax.AnnAssign:
		b.annAssign(s)
	case *syntax.Return:
		b.returns(s)
	case *syntax.If:
		b.ifStmt(s)
	case *syntax.For:
		b.forStmt(s)
	case *syntax.While:
		b.whileStmt(s)
	case *syntax.Raise:
		b.raiseStmt(s)
	case *syntax.Try:
		b.tryStmt(s)
	case *syntax.With:
		b.withItem(s, 0)
	case *syntax.FunctionDef:
		b.functionDef(s)
	case *syntax.ClassDef:
		b.classDef(s)
	default:
		b.rareStmt(s)
	}
}

func (b *build) rareStmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.Import:
		b.importStmt(s)
	case *syntax.ImportFrom:
		b.importFrom(s)
	case *syntax.Assert:
		b.assert(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			b.del(t)
		}
	case *syntax.Match:
		b.matchStmt(s)
	case *syntax.TypeAlias:
		b.typeAlias(s)
	case *syntax.Break:
		b.leaveLoop(exitBreak)
	case *syntax.Continue:
		b.leaveLoop(exitContinue)
	case *syntax.MagicStmt:
		b.magic(s.Text, s.Span())
	}
}

// assignTo stores a value in a target.
func (b *build) assignTo(t syntax.Expr, v ir.Value) {
	switch t := t.(type) {
	case *syntax.Name:
		b.writeName(t, v)
	case *syntax.Attribute:
		b.emit(ir.OpStoreAttr, 0, b.expr(t.Value), b.name(t.Attr), v, t.Span())
	case *syntax.Subscript:
		if o, name, ok := inDict(t); ok {
			b.emit(ir.OpStoreAttr, 0, b.expr(o), b.name(name), v, t.Span())
			return
		}
		o := b.expr(t.Value)
		b.emit(ir.OpStoreItem, 0, o, b.expr(t.Slice), v, t.Span())
	case *syntax.Tuple:
		b.unpack(t.Elts, v)
	case *syntax.List:
		b.unpack(t.Elts, v)
	case *syntax.Starred:
		b.assignTo(t.Value, v)
	default:
		b.expr(t) // no target, but names and calls in it still count
	}
}

// inDict tells whether a subscript is an attribute by its name:
// o.__dict__["name"] is o.name, but for what computes attributes.
func inDict(e *syntax.Subscript) (o syntax.Expr, name string, ok bool) {
	dict, is := e.Value.(*syntax.Attribute)
	if !is || dict.Attr != "__dict__" {
		return nil, "", false
	}
	key, is := e.Slice.(*syntax.Constant)
	if !is || key.Kind != syntax.Str {
		return nil, "", false
	}
	name, ok = key.Text()
	return dict.Value, name, ok
}

// unpack gives each target its element.
func (b *build) unpack(elts []syntax.Expr, v ir.Value) {
	star := -1
	for i, t := range elts {
		if _, ok := t.(*syntax.Starred); ok && star < 0 {
			star = i
		}
	}
	for i, t := range elts {
		b.assignTo(t, b.extract(v, i, star, len(elts), t.Span()))
	}
}

// extract is the i-th of n elements; star is the index of the one that takes
// the rest, or -1.
func (b *build) extract(v ir.Value, i, star, n int, at text.Span) ir.Value {
	switch {
	case star < 0 || i < star:
		return b.emit(ir.OpExtract, ir.ExtractItem, v, uint32(i), uint32(n), at)
	case i == star:
		return b.emit(ir.OpExtract, ir.ExtractRest, v, uint32(i), uint32(n), at)
	}
	return b.emit(ir.OpExtract, ir.ExtractAfter, v, uint32(n-i), uint32(n), at)
}

// augAssign evaluates the object and the key of its target once.
func (b *build) augAssign(s *syntax.AugAssign) {
	op, at := operator(s.Op), s.Span()
	switch t := s.Target.(type) {
	case *syntax.Attribute:
		o, name := b.expr(t.Value), b.name(t.Attr)
		old := b.emit(ir.OpAttr, 0, o, name, 0, t.Span())
		v := b.emit(ir.OpInplace, op, old, b.expr(s.Value), 0, at)
		b.emit(ir.OpStoreAttr, 0, o, name, v, t.Span())
	case *syntax.Subscript:
		o := b.expr(t.Value)
		key := b.expr(t.Slice)
		old := b.emit(ir.OpItem, 0, o, key, 0, t.Span())
		v := b.emit(ir.OpInplace, op, old, b.expr(s.Value), 0, at)
		b.emit(ir.OpStoreItem, 0, o, key, v, t.Span())
	default:
		old := b.expr(s.Target)
		v := b.emit(ir.OpInplace, op, old, b.expr(s.Value), 0, at)
		b.assignTo(s.Target, v)
	}
}

// annAssign declares a type. A bare declaration of a name gives it a value
// only while it has none, and only in a module or class, where it says what an
// instance will have.
func (b *build) annAssign(s *syntax.AnnAssign) {
	if s.Value != nil {
		v := b.expr(s.Value)
		t := b.annotation(s.Annotation)
		b.assignTo(s.Target, b.emit(ir.OpAnnotated, 0, v, t, 0, s.Span()))
		return
	}
	v := b.emit(ir.OpAnnotated, 0, ir.NoValue, b.annotation(s.Annotation), 0, s.Span())
	switch t := s.Target.(type) {
	case *syntax.Name:
		b.declare(b.name(t.ID), v, t.Span())
	case *syntax.Attribute:
		b.assignTo(t, v)
	}
}

func (b *build) declare(name uint32, v ir.Value, at text.Span) {
	if b.l.out.Funcs[b.self].Kind > ir.FuncClass {
		return
	}
	if i := b.symbol(name); i != noSymbol {
		if o := b.owner(i); o != nil && b.env[slotOf(o)] == ir.NoValue {
			b.write(name, v, at)
		}
	}
}

func (b *build) raiseStmt(s *syntax.Raise) {
	v := b.optional(s.Exc)
	if s.Cause != nil {
		b.expr(s.Cause)
	}
	b.raise(v)
}

// assert raises AssertionError where its test fails.
func (b *build) assert(s *syntax.Assert) {
	ok, fails := b.label(), b.label()
	b.cond(s.Test, &ok, &fails)
	if b.start(&fails) {
		f := b.emit(ir.OpGlobal, 0, b.l.names.ID("AssertionError"), 0, 0, s.Span())
		mark := len(b.stack)
		if s.Msg != nil {
			b.push(b.expr(s.Msg), 0)
		}
		b.raise(b.list(ir.OpCall, ir.CallImplicit, f, mark, s.Span()))
	}
	b.start(&ok)
}

func (b *build) del(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		b.writeName(t, b.emit(ir.OpUndef, 0, 0, 0, 0, t.Span()))
	case *syntax.Attribute:
		b.emit(ir.OpDelAttr, 0, b.expr(t.Value), b.name(t.Attr), 0, t.Span())
	case *syntax.Subscript:
		o := b.expr(t.Value)
		b.emit(ir.OpDelItem, 0, o, b.expr(t.Slice), 0, t.Span())
	case *syntax.Tuple:
		for _, x := range t.Elts {
			b.del(x)
		}
	case *syntax.List:
		for _, x := range t.Elts {
			b.del(x)
		}
	default:
		b.expr(t)
	}
}

// ifStmt lowers an if with all its elifs to one join.
func (b *build) ifStmt(s *syntax.If) {
	done := b.label()
	for {
		then, other := b.label(), b.label()
		b.cond(s.Test, &then, &other)
		if b.start(&then) {
			b.stmts(s.Body)
		}
		b.jump(&done)
		if !b.start(&other) {
			break
		}
		next, ok := elif(s)
		if !ok {
			b.stmts(s.Orelse)
			break
		}
		s = next
	}
	b.jump(&done)
	b.start(&done)
}

func elif(s *syntax.If) (*syntax.If, bool) {
	if len(s.Orelse) != 1 {
		return nil, false
	}
	next, ok := s.Orelse[0].(*syntax.If)
	return next, ok
}
