package template

import (
	"path"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// parser makes a tree of the tokens of one template.
type parser struct {
	file   *text.File
	b      []byte
	tokens []token
	at     int
	deep   int
	exprs  syntax.Exprs
	shift  uint32 // where the fragment that is converted begins

	escapes bool // autoescape is on here
	params  []syntax.Arg
	known   map[string]bool // names that are parameters already
	inner   []map[string]bool
	set     map[string]bool // names that the template itself gives a value
	order   []string        // ... in the order in which it does

	// lastTrans is the last end of a translated block: a tag without one has its
	// text itself.
	lastTrans int

	quiet    bool // what is read uses nothing of the context
	includes []inclusion
	passed   int // names that inclusions were given so far
}

// maxPassed bounds the names that all inclusions of a page together are given one
// by one: what was not used here reaches them all the same.
const maxPassed = 50_000

// inclusion is a call that includes a page with all that is known where it
// stands: set counts the names of order.
type inclusion struct {
	call *syntax.Call
	set  int
}

// maxDeep bounds blocks within blocks.
const maxDeep = 100

func newParser(f *text.File, tokens []token) *parser {
	p := &parser{file: f, b: f.Bytes, tokens: tokens, escapes: true, known: map[string]bool{}, set: map[string]bool{}, lastTrans: -1}
	for i := range tokens {
		if tokens[i].kind == tagToken && tokens[i].word == "endtrans" {
			p.lastTrans = i
		}
	}
	return p
}

// tree is `import Module` and the function of the page.
func (p *parser) tree() *syntax.Tree {
	body := p.body()
	for p.at < len(p.tokens) { // behind an end of nothing
		p.at++
		body = append(body, p.body()...)
	}
	whole := syntax.Pos{Start: 0, End: uint32(len(p.b))}
	rest := syntax.Arg{Pos: syntax.Pos{Start: p.tokens[0].whole.Start, End: p.tokens[0].whole.Start}, Name: "context", Kind: syntax.VarKeyword}
	if p.known[rest.Name] {
		rest.Name = "**" // no name that a page can use
	}
	if len(body) == 0 {
		body = []syntax.Stmt{&syntax.Pass{Pos: rest.Pos}}
	}
	for _, in := range p.includes {
		p.passContext(in, rest.Name)
	}
	page := &syntax.FunctionDef{
		Pos: whole, Name: path.Base(p.file.Path), NamePos: syntax.Pos{}, Args: &syntax.Arguments{Args: append(p.params, rest)}, Body: body,
	}
	start := syntax.Pos{}
	return &syntax.Tree{File: p.file, Body: []syntax.Stmt{&syntax.Import{Pos: start, Names: []syntax.Alias{{Pos: start, Name: Module}}}, page}}
}

// uses notes a name that the page takes from its context.
func (p *parser) uses(id string, at syntax.Pos) {
	for _, names := range p.inner {
		if names[id] {
			return
		}
	}
	if p.quiet || p.known[id] || id == Module {
		return
	}
	p.known[id] = true
	p.params = append(p.params, syntax.Arg{Pos: at, Name: id, Default: p.member(id, at), Kind: syntax.KeywordOnly})
}

// gives notes a name that the template itself gives a value.
func (p *parser) gives(target syntax.Expr) {
	switch x := target.(type) {
	case *syntax.Name:
		if !p.set[x.ID] {
			p.set[x.ID] = true
			p.order = append(p.order, x.ID)
		}
	case *syntax.Tuple:
		for _, e := range x.Elts {
			p.gives(e)
		}
	}
}

// body reads up to a tag that ends or divides the block around.
func (p *parser) body() []syntax.Stmt {
	var out []syntax.Stmt
	if p.deep++; p.deep > maxDeep {
		p.at = len(p.tokens)
	}
	for p.at < len(p.tokens) {
		t := &p.tokens[p.at]
		if t.kind == holeToken {
			p.at++
			if s := p.output(t); s != nil {
				out = append(out, s)
			}
			continue
		}
		if ends(t.word) {
			break
		}
		p.at++
		out = append(out, p.tag(t)...)
	}
	p.deep--
	return out
}

// ends tells whether a tag ends or divides a block.
func ends(word string) bool {
	switch word {
	case "else", "elif", "empty", "plural", "pluralize":
		return true
	}
	return len(word) > 3 && word[:3] == "end"
}

// skip goes past a tag that ends a block, if it is that one.
func (p *parser) skip(words ...string) bool {
	if p.at < len(p.tokens) {
		for _, w := range words {
			if p.tokens[p.at].word == w && p.tokens[p.at].kind == tagToken {
				p.at++
				return true
			}
		}
	}
	return false
}

// output writes what a hole holds into the page.
func (p *parser) output(t *token) syntax.Stmt {
	x := p.expr(t.inside)
	if x == nil {
		return nil
	}
	to := Write
	switch {
	case t.place == inScript, t.place == handler, t.place == bareAttr:
		to = Code
	case !p.escapes:
		to = Raw
	case t.place == linkAttr && isName(x):
		to = Link
	}
	at := syntax.Pos(t.whole)
	return &syntax.ExprStmt{Pos: at, Value: &syntax.Call{Pos: at, Func: p.member(to, at), Args: []syntax.Expr{x}}}
}

// isName tells whether a hole holds something that the context has under its own
// name, with filters or without: addresses that objects know of themselves
// are seldom anybody's choice.
func isName(x syntax.Expr) bool {
	for {
		c, ok := x.(*syntax.Call)
		if !ok || len(c.Args) == 0 {
			break
		}
		if _, ok := c.Func.(*syntax.Attribute); !ok {
			break
		}
		x = c.Args[0]
	}
	_, ok := x.(*syntax.Name)
	return ok
}

// tag reads a tag, and the block that it begins.
func (p *parser) tag(t *token) []syntax.Stmt {
	switch t.word {
	case "if":
		return p.branch(t)
	case "for":
		return p.loop(t)
	case "set":
		return p.assign(t)
	case "with":
		out := p.with(t)
		out = append(out, p.body()...)
		p.skip("endwith")
		return out
	case "include", "extends":
		return p.include(t)
	case "macro":
		return p.macro(t)
	case "autoescape":
		was := p.escapes
		word, _ := firstWord(p.b, t.rest)
		p.escapes = word != "off" && word != "false" && word != "False"
		out := p.body()
		p.skip("endautoescape")
		p.escapes = was
		return out
	case "filter", "block", "call", "trans", "blocktrans", "blocktranslate", "spaceless", "ifchanged", "cache":
		if t.word == "trans" && p.at > p.lastTrans {
			return nil
		}
		return p.block("end" + t.word)
	}
	return p.named(t)
}

// named is a tag of somebody's own that gives a name a value: {% tag ... as x %}.
func (p *parser) named(t *token) []syntax.Stmt {
	words := p.split(t.rest, ' ')
	if n := len(words); n > 2 && p.slice(words[n-2]) == "as" {
		at := syntax.Pos(t.whole)
		return p.bind(p.target(words[n-1]), &syntax.Call{Pos: at, Func: p.member(t.word, at)}, at)
	}
	return nil
}

// block reads a block that changes nothing about what it holds.
func (p *parser) block(end string) []syntax.Stmt {
	out := p.body()
	for p.skip("plural", "pluralize", "else") {
		out = append(out, p.body()...)
	}
	p.skip(end)
	return out
}

func (p *parser) branch(t *token) []syntax.Stmt {
	at := syntax.Pos(t.whole)
	test := p.expr(t.rest)
	if test == nil {
		test = p.member(Test, at)
	}
	s := &syntax.If{Pos: at, Test: test, Body: some(p.body(), at)}
	switch {
	case p.at < len(p.tokens) && p.tokens[p.at].word == "elif" && p.deep < maxDeep:
		next := &p.tokens[p.at]
		p.at++
		p.deep++
		s.Orelse = p.branch(next)
		p.deep--
		return []syntax.Stmt{p.cover(s)}
	case p.skip("else"):
		s.Orelse = some(p.body(), at)
	}
	p.skip("endif")
	return []syntax.Stmt{p.cover(s)}
}

// cover ends a statement where its block ends.
func (p *parser) cover(s *syntax.If) syntax.Stmt {
	s.End = p.end(s.End)
	return s
}

// end is where the last token that was read ends.
func (p *parser) end(least uint32) uint32 {
	if p.at > 0 {
		return max(least, p.tokens[p.at-1].whole.End)
	}
	return least
}

// some is a body that holds something.
func some(body []syntax.Stmt, at syntax.Pos) []syntax.Stmt {
	if len(body) == 0 {
		return []syntax.Stmt{&syntax.Pass{Pos: at}}
	}
	return body
}

func (p *parser) loop(t *token) []syntax.Stmt {
	at := syntax.Pos(t.whole)
	words := p.split(t.rest, ' ')
	in := -1
	for i, w := range words {
		if p.slice(w) == "in" {
			in = i
			break
		}
	}
	var target, iter syntax.Expr
	var test syntax.Expr
	if in > 0 && in+1 < len(words) {
		target = p.target(text.Span{Start: words[0].Start, End: words[in-1].End})
		last := len(words)
		for i := in + 2; i < last; i++ {
			switch p.slice(words[i]) {
			case "if":
				tail := text.Span{Start: words[i].End, End: words[len(words)-1].End}
				test, last = p.expr(trimmed(p.b, int(tail.Start), int(tail.End))), i
			case "recursive", "reversed":
				last = i
			}
		}
		iter = p.iterated(p.expr(text.Span{Start: words[in+1].Start, End: words[last-1].End}))
	}
	if target != nil {
		p.gives(target)
	}
	body := p.body()
	var orelse []syntax.Stmt
	if p.skip("else", "empty") {
		orelse = p.body()
	}
	p.skip("endfor")
	if target == nil || iter == nil {
		return append(body, orelse...)
	}
	at.End = p.end(at.End)
	if test != nil {
		body = []syntax.Stmt{&syntax.If{Pos: at, Test: test, Body: some(body, at)}}
	}
	return []syntax.Stmt{&syntax.For{Pos: at, Target: target, Iter: iter, Body: some(body, at), Orelse: orelse}}
}

// iterated calls what is iterated by the name of a method, as Django does.
func (p *parser) iterated(x syntax.Expr) syntax.Expr {
	if a, ok := x.(*syntax.Attribute); ok && (a.Attr == "items" || a.Attr == "values" || a.Attr == "keys") {
		return &syntax.Call{Pos: a.Pos, Func: a}
	}
	return x
}

func (p *parser) slice(s text.Span) string { return string(p.b[s.Start:s.End]) }

// assign is {% set x = 1 %}, or {% set x %} with a block.
func (p *parser) assign(t *token) []syntax.Stmt {
	sides := p.split(t.rest, '=')
	if len(sides) < 2 {
		out := p.body()
		p.skip("endset")
		return out
	}
	value := text.Span{Start: sides[1].Start, End: t.rest.End}
	return p.bind(p.target(sides[0]), p.expr(value), syntax.Pos(t.whole))
}

func (p *parser) bind(target, value syntax.Expr, at syntax.Pos) []syntax.Stmt {
	if target == nil || value == nil {
		return nil
	}
	switch target.(type) {
	case *syntax.Name, *syntax.Tuple, *syntax.Attribute:
		p.gives(target)
		return []syntax.Stmt{&syntax.Assign{Pos: at, Targets: []syntax.Expr{target}, Value: value}}
	}
	return nil
}

// with is {% with a=1 b=2 %}, {% with a = 1, b = 2 %} or {% with x as a %}.
func (p *parser) with(t *token) []syntax.Stmt {
	at := syntax.Pos(t.whole)
	words := p.split(t.rest, ' ')
	if len(words) == 3 && p.slice(words[1]) == "as" {
		return p.bind(p.target(words[2]), p.expr(words[0]), at)
	}
	var out []syntax.Stmt
	for _, piece := range p.split(t.rest, ',') {
		for _, w := range p.pairs(piece) {
			if sides := p.split(w, '='); len(sides) == 2 {
				out = append(out, p.bind(p.target(sides[0]), p.expr(sides[1]), at)...)
			}
		}
	}
	return out
}

// pairs are the a=b of a span: those that blanks divide, or the span itself where
// blanks stand around its only sign.
func (p *parser) pairs(s text.Span) []text.Span {
	if sides := p.split(s, '='); len(sides) == 2 {
		return []text.Span{s}
	}
	return p.split(s, ' ')
}

// include renders another template with what is known here: include, or extends,
// whose page holds the blocks that stand here.
func (p *parser) include(t *token) []syntax.Stmt {
	words := p.split(t.rest, ' ')
	at := syntax.Pos(t.whole)
	name := p.expr(words[0])
	if name == nil {
		return nil
	}
	call := &syntax.Call{Pos: at, Func: p.member(Include, at), Args: []syntax.Expr{name}}
	all := true
	for _, w := range words[1:] {
		all = all && p.slice(w) != "only"
		if sides := p.split(w, '='); len(sides) == 2 {
			if v := p.expr(sides[1]); v != nil {
				call.Keywords = append(call.Keywords, syntax.Keyword{Pos: at, Name: p.slice(sides[0]), Value: v})
			}
		}
	}
	if all {
		p.includes = append(p.includes, inclusion{call, len(p.order)})
	}
	return []syntax.Stmt{&syntax.ExprStmt{Pos: at, Value: call}}
}

// macro is a function within the page's.
func (p *parser) macro(t *token) []syntax.Stmt {
	at := syntax.Pos(t.whole)
	names := map[string]bool{}
	c, _ := p.target(t.rest).(*syntax.Call)
	var args []syntax.Arg
	name := ""
	if c != nil {
		if n, ok := c.Func.(*syntax.Name); ok {
			name = n.ID
		}
		for _, a := range c.Args {
			if n, ok := a.(*syntax.Name); ok {
				args = append(args, syntax.Arg{Pos: n.Pos, Name: n.ID, Default: &syntax.Constant{Pos: n.Pos, Kind: syntax.None}, Kind: syntax.PositionalOrKeyword})
			}
		}
		for _, k := range c.Keywords {
			args = append(args, syntax.Arg{Pos: k.Pos, Name: k.Name, Default: k.Value, Kind: syntax.PositionalOrKeyword})
		}
	}
	for _, a := range args {
		names[a.Name] = true
	}
	p.inner = append(p.inner, names)
	body := p.body()
	p.skip("endmacro")
	p.inner = p.inner[:len(p.inner)-1]
	if name == "" {
		return body
	}
	at.End = p.end(at.End)
	return []syntax.Stmt{&syntax.FunctionDef{Pos: at, Name: name, NamePos: at, Args: &syntax.Arguments{Args: args}, Body: some(body, at)}}
}

// passContext gives an inclusion all that the page knows: what it was given,
// and what it has given values itself up to there.
func (p *parser) passContext(in inclusion, rest string) {
	c := in.call
	own := map[string]bool{}
	for _, k := range c.Keywords {
		own[k.Name] = true
	}
	add := func(name string) {
		if !own[name] && p.passed < maxPassed {
			p.passed++
			own[name] = true
			c.Keywords = append(c.Keywords, syntax.Keyword{Pos: c.Pos, Name: name, Value: &syntax.Name{Pos: c.Pos, ID: name}})
		}
	}
	for i := range p.params {
		add(p.params[i].Name)
	}
	for _, name := range p.order[:in.set] {
		add(name)
	}
	c.Keywords = append(c.Keywords, syntax.Keyword{Pos: c.Pos, Value: &syntax.Name{Pos: c.Pos, ID: rest}})
}
