package syntax

import "leadline/internal/text"

// The tree has the shape of CPython's ast module: same node names where both
// have the node, same children, same order. A node's span is the span that
// ast reports for it. Names and literals are slices of the file's text.

// Pos is embedded in every node and gives it its span.
type Pos struct{ Start, End uint32 }

// Span is the half-open range of bytes that the node covers.
func (p *Pos) Span() text.Span { return text.Span{Start: p.Start, End: p.End} }

// Node is anything with a span.
type Node interface{ Span() text.Span }

// Expr is an expression node: one of the pointer types below.
type Expr interface {
	Node
	expr()
}

// Stmt is a statement node: one of the pointer types below.
type Stmt interface {
	Node
	stmt()
}

// Pattern is a pattern of a case clause.
type Pattern interface {
	Node
	pattern()
}

// Operators, as they stand in BinOp, AugAssign, UnaryOp, BoolOp and Compare.
type Operator uint8

// The operators of the language.
const (
	NoOp Operator = iota
	Add
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
	Invert
	Not
	UAdd
	USub
	And
	Or
	Eq
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

// ConstKind says which sort of literal a Constant is.
type ConstKind uint8

// The kinds of literals.
const (
	Str ConstKind = iota
	Bytes
	Int
	Float
	Complex
	None
	True
	False
	Ellipsis
)

// Expressions.
type (
	// Name is an identifier in load, store or delete position.
	Name struct {
		Pos
		ID string // NFKC-normalised
	}
	// Constant is a literal; adjacent string literals are one Constant.
	// Its value is decoded on demand by Constant.Value and Constant.Text.
	Constant struct {
		Pos
		Kind ConstKind
		// Parts is the number of adjacent literals (strings only).
		Parts uint16
		flags uint8  // isPiece, isRaw
		src   string // source text of the span
	}
	// JoinedStr is an f-string or (Template) a t-string; plain literals next
	// to it are among Values as *Constant nodes, replacement fields as
	// *FormattedValue nodes.
	JoinedStr struct {
		Pos
		Values   []Expr
		Template bool
	}
	// FormattedValue is {Value!Conv:Spec} in an f-string. Conv is 's', 'r',
	// 'a' or 0. Spec is nil or a *JoinedStr. Debug is the `=` form.
	FormattedValue struct {
		Pos
		Value Expr
		Conv  byte
		Debug bool
		Spec  Expr
	}
	BinOp struct {
		Pos
		Op          Operator
		Left, Right Expr
	}
	// BoolOp is And or Or over two or more values.
	BoolOp struct {
		Pos
		Op     Operator
		Values []Expr
	}
	UnaryOp struct {
		Pos
		Op      Operator
		Operand Expr
	}
	Compare struct {
		Pos
		Left        Expr
		Ops         []Operator
		Comparators []Expr
	}
	// Call keeps positional arguments (*Starred among them) in Args and
	// keywords in Keywords, each in source order.
	Call struct {
		Pos
		Func     Expr
		Args     []Expr
		Keywords []Keyword
	}
	// Keyword is name=value, or **value when Name is empty.
	Keyword struct {
		Pos
		Name  string
		Value Expr
	}
	Attribute struct {
		Pos
		Value Expr
		Attr  string
	}
	Subscript struct {
		Pos
		Value, Slice Expr
	}
	Slice struct {
		Pos
		Lower, Upper, Step Expr // each may be nil
	}
	Tuple struct {
		Pos
		Elts []Expr
	}
	List struct {
		Pos
		Elts []Expr
	}
	Set struct {
		Pos
		Elts []Expr
	}
	// Dict has a nil key where a value is **unpacked.
	Dict struct {
		Pos
		Keys, Values []Expr
	}
	ListComp struct {
		Pos
		Elt        Expr
		Generators []Comprehension
	}
	SetComp struct {
		Pos
		Elt        Expr
		Generators []Comprehension
	}
	GeneratorExp struct {
		Pos
		Elt        Expr
		Generators []Comprehension
	}
	DictComp struct {
		Pos
		Key, Value Expr
		Generators []Comprehension
	}
	// Comprehension is one `for Target in Iter if Ifs...` clause.
	Comprehension struct {
		Target, Iter Expr
		Ifs          []Expr
		Async        bool
	}
	Lambda struct {
		Pos
		Args *Arguments
		Body Expr
	}
	IfExp struct {
		Pos
		Test, Body, Orelse Expr
	}
	Await struct {
		Pos
		Value Expr
	}
	Yield struct {
		Pos
		Value Expr // may be nil
	}
	YieldFrom struct {
		Pos
		Value Expr
	}
	Starred struct {
		Pos
		Value Expr
	}
	// NamedExpr is Target := Value.
	NamedExpr struct {
		Pos
		Target, Value Expr
	}
	// Magic is an IPython escape used as an expression (x = !cmd, x = %magic);
	// Text is the escape without its line ending.
	Magic struct {
		Pos
		Text string
	}
	// BadExpr marks a gap where an expression was expected.
	BadExpr struct{ Pos }
)

// ParamKind says how a parameter binds.
type ParamKind uint8

// The kinds of parameters.
const (
	PositionalOnly ParamKind = iota
	PositionalOrKeyword
	VarPositional // *args
	KeywordOnly
	VarKeyword // **kwargs
)

// Arg is one parameter of a function or lambda.
type Arg struct {
	Pos                 // of name and annotation, as ast.arg has it
	Name                string
	Annotation, Default Expr // each may be nil
	Kind                ParamKind
}

// Arguments is a parameter list in source order (the separators / and * are
// folded into the kinds).
type Arguments struct{ Args []Arg }

// TypeParam is a PEP 695 type parameter. Stars is 0, 1 (*Ts) or 2 (**P).
type TypeParam struct {
	Pos
	Name           string
	Bound, Default Expr
	Stars          uint8
}

// Alias is one name of an import; AsName is empty without `as`. Name is "*"
// for a star import.
type Alias struct {
	Pos
	Name, AsName string
}

// WithItem is one `Context as Vars` of a with statement; Vars may be nil.
type WithItem struct{ Context, Vars Expr }

// ExceptHandler is one except clause; Type may be nil, Name empty.
type ExceptHandler struct {
	Pos
	Type Expr
	Name string
	Body []Stmt
}

// MatchCase is one case clause; Guard may be nil.
type MatchCase struct {
	Pattern Pattern
	Guard   Expr
	Body    []Stmt
}

// Statements.
type (
	FunctionDef struct {
		Pos        // from def or async, as ast has it (decorators before)
		Name       string
		NamePos    Pos
		TypeParams []TypeParam
		Args       *Arguments
		Returns    Expr
		Body       []Stmt
		Decorators []Expr
		Async      bool
	}
	ClassDef struct {
		Pos
		Name       string
		NamePos    Pos
		TypeParams []TypeParam
		Bases      []Expr
		Keywords   []Keyword
		Body       []Stmt
		Decorators []Expr
	}
	Return struct {
		Pos
		Value Expr
	}
	Delete struct {
		Pos
		Targets []Expr
	}
	Assign struct {
		Pos
		Targets []Expr
		Value   Expr
	}
	AugAssign struct {
		Pos
		Op            Operator
		Target, Value Expr
	}
	AnnAssign struct {
		Pos
		Target, Annotation, Value Expr
		// Simple is true for a bare, unparenthesised name.
		Simple bool
	}
	TypeAlias struct {
		Pos
		Name       Expr
		TypeParams []TypeParam
		Value      Expr
	}
	For struct {
		Pos
		Target, Iter Expr
		Body, Orelse []Stmt
		Async        bool
	}
	While struct {
		Pos
		Test         Expr
		Body, Orelse []Stmt
	}
	// If keeps an elif as a single *If in Orelse, as ast does.
	If struct {
		Pos
		Test         Expr
		Body, Orelse []Stmt
	}
	With struct {
		Pos
		Items []WithItem
		Body  []Stmt
		Async bool
	}
	Match struct {
		Pos
		Subject Expr
		Cases   []MatchCase
	}
	Raise struct {
		Pos
		Exc, Cause Expr
	}
	// Try is try/except, or try/except* when Star.
	Try struct {
		Pos
		Body      []Stmt
		Handlers  []ExceptHandler
		Orelse    []Stmt
		Finalbody []Stmt
		Star      bool
	}
	Assert struct {
		Pos
		Test, Msg Expr
	}
	Import struct {
		Pos
		Names []Alias
	}
	// ImportFrom is `from Module import Names` with Level leading dots.
	ImportFrom struct {
		Pos
		Module string
		Names  []Alias
		Level  int
	}
	// Global is a global or (Nonlocal) a nonlocal statement.
	Global struct {
		Pos
		Names    []string
		Nonlocal bool
	}
	ExprStmt struct {
		Pos
		Value Expr
	}
	Pass     struct{ Pos }
	Break    struct{ Pos }
	Continue struct{ Pos }
	// MagicStmt is an IPython escape that stands as a statement (%magic,
	// !cmd, name?); only ParseCell produces it.
	MagicStmt struct {
		Pos
		Text string
	}
	// BadStmt marks text that no statement could be made of.
	BadStmt struct{ Pos }
)

// Patterns.
type (
	MatchValue struct {
		Pos
		Value Expr
	}
	// MatchSingleton is None, True or False.
	MatchSingleton struct {
		Pos
		Kind ConstKind
	}
	MatchSequence struct {
		Pos
		Patterns []Pattern
	}
	MatchMapping struct {
		Pos
		Keys     []Expr
		Patterns []Pattern
		Rest     string
	}
	MatchClass struct {
		Pos
		Cls         Expr
		Patterns    []Pattern
		KwdAttrs    []string
		KwdPatterns []Pattern
	}
	MatchStar struct {
		Pos
		Name string // empty for *_
	}
	// MatchAs is `Pattern as Name`, a capture (nil Pattern) or _ (both empty).
	MatchAs struct {
		Pos
		Pattern Pattern
		Name    string
	}
	MatchOr struct {
		Pos
		Patterns []Pattern
	}
)

// Comment is a comment with its span, from the hash to the end of the line.
type Comment struct{ Pos }

// Error is one fault of the text, at a byte offset. Errors are data: a tree is
// always returned.
type Error struct {
	Pos
	Message string
}

// Tree is a parsed module or notebook cell.
type Tree struct {
	File     *text.File
	Body     []Stmt
	Errors   []Error
	Comments []Comment
}

// Size is about how many bytes of the file the body takes: of a part of a file, its
// own.
func (t *Tree) Size() int {
	if len(t.Body) == 0 {
		return 0
	}
	own := t.Body[0].Span()
	for _, s := range t.Body[1:] {
		at := s.Span()
		own.Start, own.End = min(own.Start, at.Start), max(own.End, at.End)
	}
	return int(own.End - own.Start)
}

func (*Name) expr()           {}
func (*Constant) expr()       {}
func (*JoinedStr) expr()      {}
func (*FormattedValue) expr() {}
func (*BinOp) expr()          {}
func (*BoolOp) expr()         {}
func (*UnaryOp) expr()        {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Slice) expr()          {}
func (*Tuple) expr()          {}
func (*List) expr()           {}
func (*Set) expr()            {}
func (*Dict) expr()           {}
func (*ListComp) expr()       {}
func (*SetComp) expr()        {}
func (*GeneratorExp) expr()   {}
func (*DictComp) expr()       {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Await) expr()          {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Starred) expr()        {}
func (*NamedExpr) expr()      {}
func (*Magic) expr()          {}
func (*BadExpr) expr()        {}

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*TypeAlias) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Match) stmt()       {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}
func (*MagicStmt) stmt()   {}
func (*BadStmt) stmt()     {}

func (*MatchValue) pattern()     {}
func (*MatchSingleton) pattern() {}
func (*MatchSequence) pattern()  {}
func (*MatchMapping) pattern()   {}
func (*MatchClass) pattern()     {}
func (*MatchStar) pattern()      {}
func (*MatchAs) pattern()        {}
func (*MatchOr) pattern()        {}
