package syntax

import "leadline/internal/text"

// Bounds on nesting. Both are far beyond what people write and what CPython
// accepts; they keep every recursion over a tree within a small stack.
const (
	maxDepth = 2000  // brackets, prefixes and elif clauses inside one another
	maxChain = 10000 // operators, calls and attributes in one flat chain
)

// parser is a recursive-descent parser over one file. Every method that parses
// a construct starts at its first token and stops after its last.
type parser struct {
	lexer
	cell      bool          // IPython escapes are allowed
	deep      int           // nesting of expressions and one-line blocks
	begin     uint32        // of the cell that is read
	stmtEnd   uint32        // end of the last complete statement
	lastNamed uint32        // start of the last assignment expression
	wasted    int           // bytes read in vain by broken f-string fields, see fField
	bare      *GeneratorExp // the last generator that was read without brackets

	exprs    stack[Expr]
	stmts    stack[Stmt]
	keywords stack[Keyword]
	params   stack[Arg]
	aliases  stack[Alias]
	ops      stack[Operator]
	clauses  stack[Comprehension]
	patterns stack[Pattern]
	nodes
}

// nodes holds a slab for each kind of node that is common in real code; rare
// kinds are allocated one by one.
type nodes struct {
	name       slab[Name]
	constant   slab[Constant]
	joined     slab[JoinedStr]
	field      slab[FormattedValue]
	binOp      slab[BinOp]
	boolOp     slab[BoolOp]
	unaryOp    slab[UnaryOp]
	compare    slab[Compare]
	call       slab[Call]
	attribute  slab[Attribute]
	subscript  slab[Subscript]
	slice      slab[Slice]
	tuple      slab[Tuple]
	listNode   slab[List]
	dict       slab[Dict]
	starred    slab[Starred]
	arguments  slab[Arguments]
	exprStmt   slab[ExprStmt]
	assign     slab[Assign]
	ret        slab[Return]
	ifStmt     slab[If]
	function   slab[FunctionDef]
	importFrom slab[ImportFrom]
}

// Parse reads a module, or the cells of a notebook. It never fails: faults of
// the text are in Tree.Errors, and Bad nodes stand where something is missing.
func Parse(f *text.File) *Tree {
	if len(f.Parts) > 0 {
		return parseParts(f)
	}
	return parse(f, false)
}

// ParseCell reads a notebook cell: a module in which IPython's escapes
// (%magic, %%magic, !command, name?) are allowed.
func ParseCell(f *text.File) *Tree { return parse(f, true) }

// parseParts reads the parts of a file as cells, one by one: a fault in one
// costs no other. Parts lie at least four bytes apart.
func parseParts(f *text.File) *Tree {
	p := &parser{cell: true, lastNamed: ^uint32(0)}
	p.openText(f)
	p.separate(f.Parts)
	whole := p.eof
	for i := range f.Parts {
		p.lexState = lexState{pos: f.Parts[i].Start, end: f.Parts[i].Start, bol: true, tok: tNewline}
		p.begin, p.stmtEnd, p.eof = p.pos, p.pos, f.Parts[i].End
		p.run()
	}
	p.eof = whole
	return p.tree(f)
}

// separate puts NUL bytes behind each part, where its end is looked for.
func (p *parser) separate(parts []text.Part) {
	b := []byte(p.src)
	for i := range parts {
		clear(b[parts[i].End:min(int(parts[i].End)+len(text.Padding), len(b))])
	}
	p.src = string(b)
}

func parse(f *text.File, cell bool) *Tree {
	p := &parser{cell: cell, lastNamed: ^uint32(0)}
	p.openText(f)
	p.run()
	return p.tree(f)
}

// run reads up to the end of the text or of the cell.
func (p *parser) run() {
	if p.cell {
		p.cellMagic()
	}
	p.next()
	for p.tok != tEOF {
		p.statement()
		if p.tok == tDedent {
			p.next()
		}
	}
}

func (p *parser) tree(f *text.File) *Tree {
	t := &Tree{File: f, Body: p.stmts.cut(0), Errors: p.errs, Comments: p.comments}
	if len(t.Errors) > 0 {
		repair(t.Body)
	}
	return t
}

// mark is a place to come back to after a trial.
type mark struct {
	state                  lexState
	indents                [maxIndents + 2]int32
	errs, comments         int
	exprs, stmts, keywords int
}

func (p *parser) mark() mark {
	return mark{p.lexState, p.indents, len(p.errs), len(p.comments), p.exprs.len(), p.stmts.len(), p.keywords.len()}
}

func (p *parser) rewind(m *mark) {
	p.lexState, p.indents = m.state, m.indents
	p.errs, p.comments = p.errs[:m.errs], p.comments[:m.comments]
	p.exprs.drop(m.exprs)
	p.stmts.drop(m.stmts)
	p.keywords.drop(m.keywords)
}

// fail reports a fault at the current token, unless one is already reported
// there: the first is the cause, the rest are its echo.
func (p *parser) fail(message string) {
	if n := len(p.errs); n > 0 && p.errs[n-1].Start == p.start {
		return
	}
	end := p.end
	if p.tok == tNewline { // point at the end of the line, not at its ending
		end = p.start
	}
	p.report(p.start, end, message)
}

func (p *parser) accept(t token) bool {
	if p.tok != t {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(t token) bool {
	if p.tok == t {
		p.next()
		return true
	}
	p.fail("expected " + spelling[t])
	return false
}

// ident reads a name that binds or is looked up; it is empty where none stands.
func (p *parser) ident() string {
	if p.tok == tName {
		s := p.identifier()
		p.next()
		return s
	}
	p.fail("expected name")
	return ""
}

// atLineEnd tells whether the logical line ends here.
func (p *parser) atLineEnd() bool { return p.tok <= tDedent }

// isWord tells whether the current token is the soft keyword w.
func (p *parser) isWord(w string) bool { return p.tok == tName && p.text() == w }
