package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// matchStmt lowers a match to a sequence of tests. A capture binds as soon as
// its part of the pattern matches.
func (b *build) matchStmt(s *syntax.Match) {
	subject := b.expr(s.Subject)
	done := b.label()
	for i := range s.Cases {
		c := &s.Cases[i]
		next := b.label()
		b.pattern(c.Pattern, subject, &next)
		if c.Guard != nil {
			then := b.label()
			b.cond(c.Guard, &then, &next)
			b.start(&then)
		}
		b.stmts(c.Body)
		b.jump(&done)
		if !b.start(&next) {
			break
		}
	}
	b.jump(&done)
	b.start(&done)
}

// pattern tests a value and jumps to fail, or goes on.
func (b *build) pattern(p syntax.Pattern, v ir.Value, fail *label) {
	switch p := p.(type) {
	case *syntax.MatchValue:
		right := b.expr(p.Value)
		b.test(b.emit(ir.OpCompare, ir.Eq, v, right, 0, p.Span()), fail)
	case *syntax.MatchSingleton:
		right := b.emit(ir.OpConst, 0, b.singleton(p.Kind), 0, 0, p.Span())
		b.test(b.emit(ir.OpCompare, ir.Is, v, right, 0, p.Span()), fail)
	case *syntax.MatchSequence:
		b.matchSequence(p, v, fail)
	case *syntax.MatchMapping:
		b.matchMapping(p, v, fail)
	case *syntax.MatchClass:
		b.matchClass(p, v, fail)
	case *syntax.MatchStar:
		b.capture(p.Name, v, p.Span())
	case *syntax.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern, v, fail)
		}
		b.capture(p.Name, v, p.Span())
	case *syntax.MatchOr:
		b.matchOr(p, v, fail)
	}
}

// test goes on where a value is true.
func (b *build) test(v ir.Value, fail *label) {
	ok := b.label()
	b.branch(ir.TermBranch, v, &ok, fail)
	b.start(&ok)
}

func (b *build) singleton(k syntax.ConstKind) uint32 {
	switch k {
	case syntax.True:
		return b.l.consts.true()
	case syntax.False:
		return b.l.consts.false()
	}
	return b.l.consts.none()
}

func (b *build) capture(name string, v ir.Value, at text.Span) {
	if name != "" {
		b.write(b.name(name), v, at)
	}
}

// isWildcard tells whether a pattern takes anything and binds nothing.
func isWildcard(p syntax.Pattern) bool {
	switch p := p.(type) {
	case *syntax.MatchAs:
		return p.Pattern == nil && p.Name == ""
	case *syntax.MatchStar:
		return p.Name == ""
	}
	return false
}

func (b *build) matchSequence(p *syntax.MatchSequence, v ir.Value, fail *label) {
	star, n, sub := -1, len(p.Patterns), uint8(0)
	least := n
	for i, q := range p.Patterns {
		if _, ok := q.(*syntax.MatchStar); ok && star < 0 {
			star, sub, least = i, 1, n-1
		}
	}
	b.test(b.emit(ir.OpMatchSequence, sub, v, uint32(least), 0, p.Span()), fail)
	for i, q := range p.Patterns {
		if !isWildcard(q) {
			b.pattern(q, b.extract(v, i, star, n, q.Span()), fail)
		}
	}
}

func (b *build) matchMapping(p *syntax.MatchMapping, v ir.Value, fail *label) {
	b.test(b.emit(ir.OpMatchMapping, 0, v, 0, 0, p.Span()), fail)
	mark := len(b.stack)
	for i, k := range p.Keys {
		key := b.expr(k)
		b.push(key, 0)
		b.test(b.emit(ir.OpMatchKey, 0, v, key, 0, k.Span()), fail)
		if i < len(p.Patterns) && !isWildcard(p.Patterns[i]) {
			b.pattern(p.Patterns[i], b.emit(ir.OpItem, 0, v, key, 0, p.Patterns[i].Span()), fail)
		}
	}
	if p.Rest == "" {
		b.stack = b.stack[:mark]
		return
	}
	b.capture(p.Rest, b.list(ir.OpMatchRest, 0, v, mark, p.Span()), p.Span())
}

func (b *build) matchClass(p *syntax.MatchClass, v ir.Value, fail *label) {
	class := b.expr(p.Cls)
	b.test(b.emit(ir.OpMatchClass, 0, v, class, 0, p.Span()), fail)
	for i, q := range p.Patterns {
		if !isWildcard(q) {
			b.pattern(q, b.emit(ir.OpMatchPosition, 0, v, class, uint32(i), q.Span()), fail)
		}
	}
	for i, q := range p.KwdPatterns {
		if i < len(p.KwdAttrs) && !isWildcard(q) {
			b.pattern(q, b.emit(ir.OpAttr, 0, v, b.name(p.KwdAttrs[i]), 0, q.Span()), fail)
		}
	}
}

func (b *build) matchOr(p *syntax.MatchOr, v ir.Value, fail *label) {
	matched := b.label()
	for i, q := range p.Patterns {
		if i == len(p.Patterns)-1 {
			b.pattern(q, v, fail)
			break
		}
		next := b.label()
		b.pattern(q, v, &next)
		b.jump(&matched)
		if !b.start(&next) {
			break // an alternative that takes anything
		}
	}
	b.jump(&matched)
	b.start(&matched)
}
