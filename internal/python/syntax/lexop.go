package syntax

// punctuation maps the bytes that are a token by themselves, or begin one.
var punctuation = [128]token{
	'(': tLPar, ')': tRPar, '[': tLSqb, ']': tRSqb, '{': tLBrace, '}': tRBrace,
	':': tColon, ',': tComma, ';': tSemi, '.': tDot, '@': tAt, '=': tEqual,
	'!': tBang, '?': tQuest, '+': tPlus, '-': tMinus, '*': tStar, '/': tSlash,
	'%': tPercent, '&': tAmp, '|': tPipe, '^': tCaret, '~': tTilde, '<': tLt,
	'>': tGt,
}

// doubled maps the operators that are a byte twice.
var doubled = [128]token{
	'*': tDoubleStar, '/': tDoubleSlash, '<': tLShift, '>': tRShift, '=': tEqEq,
}

// withEqual maps the operators that are a byte and an equals sign, where that
// is no augmented assignment.
var withEqual = [128]token{
	':': tWalrus, '=': tEqEq, '!': tNotEq, '<': tLtE, '>': tGtE,
}

// operator reads punctuation at p.
func (l *lexer) operator(p uint32) {
	c, d := l.src[p], l.src[p+1]
	if c >= 0x80 {
		c = 0
	}
	t, n := punctuation[c], uint32(1)
	switch t {
	case tLPar, tLSqb, tLBrace:
		l.depth++
	case tRPar, tRSqb, tRBrace:
		if l.depth > 0 {
			l.depth--
		}
	case tComma, tSemi, tTilde, tQuest:
	case tDot:
		if d == '.' && l.src[p+2] == '.' {
			t, n = tEllipsis, 3
		}
	case 0:
		t = tBad
		l.report(p, p+1, "invalid character in the text")
	default:
		t, n = l.longOperator(p, t)
	}
	l.tok = t
	l.end = p + n
	l.pos = p + n
}

// longOperator looks whether the operator t at p goes on.
func (l *lexer) longOperator(p uint32, t token) (token, uint32) {
	c, d := l.src[p], l.src[p+1]
	n := uint32(1)
	switch {
	case d == c && doubled[c] != 0:
		t, n = doubled[c], 2
	case d == '=' && withEqual[c] != 0:
		return withEqual[c], 2
	case c == '-' && d == '>':
		return tArrow, 2
	case c == '<' && d == '>':
		l.report(p, p+2, "'<>' is Python 2; use '!='")
		return tNotEq, 2
	}
	if op := binaryOperator[t].op; l.src[p+n] == '=' && (op != NoOp || t == tDoubleStar) {
		l.aug = op
		if t == tDoubleStar {
			l.aug = Pow
		}
		return tAugAssign, n + 1
	}
	return t, n
}
