package syntax

// A token is what the lexer hands to the parser. The order matters twice:
// comparison operators lie between tLt and tNotEq, keywords after kwFirst.
type token uint8

const (
	tEOF token = iota
	tNewline
	tIndent
	tDedent
	tName
	tInt
	tFloat
	tComplex
	tStr
	tBytes
	tFStart // the prefix of an f-string or t-string; the parser reads on from its quote
	tBad
	tLPar
	tRPar
	tLSqb
	tRSqb
	tLBrace
	tRBrace
	tColon
	tComma
	tSemi
	tDot
	tEllipsis
	tArrow
	tAt
	tEqual
	tWalrus
	tBang
	tQuest
	tPlus
	tMinus
	tStar
	tDoubleStar
	tSlash
	tDoubleSlash
	tPercent
	tLShift
	tRShift
	tAmp
	tPipe
	tCaret
	tTilde
	tLt
	tGt
	tLtE
	tGtE
	tEqEq
	tNotEq
	tAugAssign
	kwFirst
	kwFalse
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield
	tokenCount
)

// Bits of the byte classes below.
const (
	isIdent   = 1 // ASCII that may stand inside an identifier
	isStop    = 2 // the scan of a string literal must look at it
	isDigit   = 4
	isInitial = 8 // may begin an identifier
)

// class sorts bytes for the inner loops of the lexer. A byte of a multi-byte
// rune may begin a name, but whether the rune belongs to it is for wideName.
var class = [256]uint8{
	2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 2, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0,
	5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 0,
	0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
	9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 2, 0, 0, 9,
	0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
	9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
	8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8,
}

// keyword returns the token of a reserved word, or tName.
func keyword(s string) token {
	switch s {
	case "if":
		return kwIf
	case "in":
		return kwIn
	case "is":
		return kwIs
	case "or":
		return kwOr
	case "as":
		return kwAs
	case "and":
		return kwAnd
	case "not":
		return kwNot
	case "for":
		return kwFor
	case "def":
		return kwDef
	case "del":
		return kwDel
	case "try":
		return kwTry
	case "else":
		return kwElse
	case "elif":
		return kwElif
	case "from":
		return kwFrom
	case "None":
		return kwNone
	case "True":
		return kwTrue
	case "with":
		return kwWith
	case "pass":
		return kwPass
	case "class":
		return kwClass
	case "False":
		return kwFalse
	case "while":
		return kwWhile
	case "raise":
		return kwRaise
	case "yield":
		return kwYield
	case "break":
		return kwBreak
	case "async":
		return kwAsync
	case "await":
		return kwAwait
	case "return":
		return kwReturn
	case "import":
		return kwImport
	case "except":
		return kwExcept
	case "assert":
		return kwAssert
	case "lambda":
		return kwLambda
	case "global":
		return kwGlobal
	case "finally":
		return kwFinally
	case "continue":
		return kwContinue
	case "nonlocal":
		return kwNonlocal
	}
	return tName
}

// statementOnly holds the keywords that can never stand inside an expression:
// one of them at the start of a line proves that an open bracket was left open.
var statementOnly = [tokenCount]bool{
	kwDef: true, kwClass: true, kwReturn: true, kwImport: true, kwWhile: true,
	kwWith: true, kwTry: true, kwRaise: true, kwAssert: true, kwPass: true,
	kwBreak: true, kwContinue: true, kwGlobal: true, kwNonlocal: true,
	kwDel: true, kwElif: true, kwExcept: true, kwFinally: true,
}

// startsExpr holds the tokens an expression (starred ones and yield included)
// can begin with.
var startsExpr = [tokenCount]bool{
	tName: true, tInt: true, tFloat: true, tComplex: true, tStr: true,
	tBytes: true, tFStart: true, tLPar: true, tLSqb: true, tLBrace: true,
	tMinus: true, tPlus: true, tTilde: true, tStar: true, tEllipsis: true,
	kwNot: true, kwLambda: true, kwAwait: true, kwNone: true, kwTrue: true,
	kwFalse: true, kwYield: true,
}

// compound holds the keywords that open a statement with a block.
var compound = [tokenCount]bool{
	kwIf: true, kwFor: true, kwWhile: true, kwTry: true, kwWith: true,
	kwDef: true, kwClass: true, kwAsync: true, tAt: true, kwElif: true,
	kwElse: true, kwExcept: true, kwFinally: true,
}

// simpleStart holds the keywords that open a simple statement.
var simpleStart = [tokenCount]bool{
	kwReturn: true, kwPass: true, kwBreak: true, kwContinue: true,
	kwRaise: true, kwGlobal: true, kwNonlocal: true, kwDel: true,
	kwAssert: true, kwImport: true, kwFrom: true,
}

// closer holds the closing brackets; the value is its slot in lexState.open
// plus one.
var closer = [tokenCount]uint8{tRPar: 1, tRSqb: 2, tRBrace: 3}

// binding is a binary operator and how tightly it binds.
type binding struct {
	op    Operator
	power uint8
}

// binaryOperator lists the left-associative operators from the loosest (1).
var binaryOperator = [tokenCount]binding{
	tPipe: {BitOr, 1}, tCaret: {BitXor, 2}, tAmp: {BitAnd, 3},
	tLShift: {LShift, 4}, tRShift: {RShift, 4},
	tPlus: {Add, 5}, tMinus: {Sub, 5},
	tStar: {Mult, 6}, tSlash: {Div, 6}, tDoubleSlash: {FloorDiv, 6},
	tPercent: {Mod, 6}, tAt: {MatMult, 6},
}

// comparison maps the comparison operators of one token.
var comparison = [tokenCount]Operator{
	tLt: Lt, tGt: Gt, tLtE: LtE, tGtE: GtE, tEqEq: Eq, tNotEq: NotEq, kwIn: In,
	kwIs: Is, kwNot: NotIn,
}

// spelling names a token for messages.
var spelling = [tokenCount]string{
	tNewline: "end of line", tIndent: "indented block", tName: "name",
	tRPar: "')'", tRSqb: "']'", tRBrace: "'}'", tLPar: "'('", tColon: "':'",
	tComma: "','", tEqual: "'='", kwIn: "'in'", kwImport: "'import'",
	kwElse: "'else'", kwFor: "'for'", kwDef: "'def'",
}
