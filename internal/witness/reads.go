package witness

import (
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// use is one place at which a piece of what is read is taken by its key.
type use struct {
	node syntax.Expr
	keys []string
}

// readAll makes a field of everything that the bodies on the way read: the
// source's carries the payload.
func (b *builder) readAll() {
	found := b.readOne(&b.detail.Source, true)
	for k := range b.detail.Reads {
		b.readOne(&b.detail.Reads[k], false)
	}
	if found {
		return
	}
	if b.detail.Source.File != nil {
		c := b.code(b.detail.Source.File)
		if x := c.expr(b.detail.Source.Span); x != nil {
			b.missing("which part of %s (line %d), that a client can send, carries the data", c.written(x), c.lineOf(x))
			return
		}
	}
	b.missing("where the data comes in")
}

// readOne makes the fields of one read. It tells whether one of them carries
// the payload.
func (b *builder) readOne(r *finding.Read, source bool) bool {
	if r.File == nil {
		return false
	}
	c := b.code(r.File)
	if r.Parameter != "" {
		return b.parameter(c, r, source)
	}
	x := c.expr(r.Span)
	carrier := b.carrier(x, r)
	if carrier == "" {
		if source {
			b.missing("how data gets into %s (a row of %s)", r.Row, r.Model)
		}
		return false
	}
	switch carrier {
	case "body", "address", "stdin":
		b.put(Field{In: carrier, Tainted: source})
		return source
	}
	uses := b.uses(c, x)
	if carrier == "argv" && len(uses) == 0 {
		uses = []use{{x, []string{"1"}}}
	}
	found := false
	for _, u := range uses {
		if carrier != "argv" && slices.ContainsFunc(u.keys, isNumber) {
			continue // an item of a list: how long it must be is not known
		}
		tainted := source && b.passed(c, u.node)
		found = b.put(b.field(carrier, u, tainted, c)) && tainted || found
	}
	switch {
	case found || !source:
	case len(uses) == 1 && !slices.ContainsFunc(uses[0].keys, isNumber):
		found = b.put(b.field(carrier, uses[0], true, c))
	case len(uses) == 0 && carrier == "json" && b.passed(c, x):
		b.put(Field{In: "json", Tainted: true}) // the body is the text
		found = true
	}
	return found
}

func isNumber(key string) bool { return key != "" && strings.Trim(key, "0123456789") == "" }

// field is one piece by its carrier and keys.
func (b *builder) field(carrier string, u use, tainted bool, c *code) Field {
	f := Field{In: carrier, Tainted: tainted, number: c.converted(u.node), keys: u.keys}
	f.Name = strings.Join(u.keys, ".")
	if carrier == "cgi" {
		f.In, f.Name = "header", cgiHeader(f.Name)
	}
	return f
}

// cgiHeader is the header that CGI knows under a name; "" for what the server
// says.
func cgiHeader(name string) string {
	name, ok := strings.CutPrefix(name, "HTTP_")
	if !ok {
		return ""
	}
	parts := strings.Split(strings.ToLower(name), "_")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// put adds a field, once; the payload stays where it is. It tells whether a client
// can send that.
func (b *builder) put(f Field) bool {
	if f.Name == "" && f.In != "body" && f.In != "address" && f.In != "stdin" && (f.In != "json" || !f.Tainted) {
		return false
	}
	for i := range b.fields {
		if o := &b.fields[i]; o.In == f.In && o.Name == f.Name {
			o.Tainted = o.Tainted || f.Tainted
			return true
		}
	}
	b.fields = append(b.fields, f)
	return true
}

// carrier is where in the input the data of a read lies.
func (b *builder) carrier(x syntax.Expr, r *finding.Read) string {
	names := b.table.carriers[modelName(r.Model)]
	switch x := x.(type) {
	case *syntax.Call:
		return names[syntax.LastName(x.Func)]
	case nil:
		return ""
	default:
		return names[syntax.LastName(x)]
	}
}

// uses are the places at which what an expression gives is read by keys: at
// once, or by the variable that it is kept in.
func (b *builder) uses(c *code, x syntax.Expr) []use {
	if x == nil {
		return nil
	}
	out, known := c.used[x]
	if !known {
		out = c.usesOf(x)
		c.used[x] = out
	}
	return out
}

func (c *code) usesOf(x syntax.Expr) []use {
	if call, ok := x.(*syntax.Call); ok && len(call.Args) > 0 {
		if key, ok := constant(call.Args[0]); ok { // getenv("X"), get_header("X")
			return []use{{x, []string{key}}}
		}
	}
	top := c.carried(x)
	if u, ok := c.keyed(top, nil); ok {
		return []use{u}
	}
	name := c.keptIn(top)
	fn := c.function(x.Span())
	if name == "" || fn == nil {
		return nil
	}
	var out []use
	syntax.Walk(fn, func(n syntax.Node) bool {
		if v, ok := n.(*syntax.Name); ok && v.ID == name && v.Start > x.Span().End {
			if u, ok := c.keyed(v, nil); ok {
				out = append(out, u)
			}
		}
		return true
	})
	return out
}

// carried climbs from an expression to what still is all of it: await x, x or {}.
func (c *code) carried(x syntax.Expr) syntax.Expr {
	for {
		switch p := c.parents[x].(type) {
		case *syntax.Await:
			x = p
		case *syntax.BoolOp:
			if p.Values[0] != x {
				return x
			}
			x = p
		default:
			return x
		}
	}
}

// keptIn is the variable that an expression is assigned to, or "".
func (c *code) keptIn(x syntax.Expr) string {
	switch p := c.parents[x].(type) {
	case *syntax.Assign:
		if len(p.Targets) == 1 && p.Value == x {
			return syntax.LastName(p.Targets[0])
		}
	case *syntax.AnnAssign:
		return syntax.LastName(p.Target)
	case *syntax.NamedExpr:
		return syntax.LastName(p.Target)
	}
	return ""
}

// keyed is the use of an expression by a constant key, and those of what that
// gives: x["a"]["b"], x.get("a"), "a" in x.
func (c *code) keyed(x syntax.Expr, keys []string) (use, bool) {
	switch p := c.parents[x].(type) {
	case *syntax.Subscript:
		if key, ok := constant(p.Slice); ok && p.Value == x {
			return c.deeper(p, append(slices.Clone(keys), key)), true
		}
		if k, ok := p.Slice.(*syntax.Constant); ok && k.Kind == syntax.Int && p.Value == x {
			return use{p, append(slices.Clone(keys), k.Source())}, true
		}
	case *syntax.Attribute:
		call, ok := c.parents[p].(*syntax.Call)
		if !ok || call.Func != syntax.Expr(p) || len(call.Args) == 0 || !strings.HasPrefix(p.Attr, "get") && p.Attr != "pop" {
			return use{}, false
		}
		if key, ok := constant(call.Args[0]); ok {
			return c.deeper(call, append(slices.Clone(keys), key)), true
		}
	case *syntax.Compare:
		if key, ok := constant(p.Left); ok && len(p.Ops) == 1 && (p.Ops[0] == syntax.In || p.Ops[0] == syntax.NotIn) && p.Comparators[0] == x {
			return use{p, append(slices.Clone(keys), key)}, true
		}
	}
	return use{}, false
}

func (c *code) deeper(x syntax.Expr, keys []string) use {
	if u, ok := c.keyed(x, keys); ok {
		return u
	}
	return use{x, keys}
}

// converted tells whether a number is made of an expression.
func (c *code) converted(x syntax.Expr) bool {
	call, ok := c.parents[x].(*syntax.Call)
	return ok && len(call.Args) > 0 && call.Args[0] == x && (syntax.LastName(call.Func) == "int" || syntax.LastName(call.Func) == "float")
}

// fieldOf is the field that an expression reads: directly, or by the variable
// that it was kept in before.
func (b *builder) fieldOf(c *code, x syntax.Expr, depth int) *Field {
	if depth > 4 {
		return nil
	}
	for k := range b.detail.Reads {
		r := &b.detail.Reads[k]
		if r.File != c.file || r.Parameter != "" {
			continue
		}
		read := c.expr(r.Span)
		for _, u := range b.uses(c, read) {
			if u.node == x {
				f := b.field(b.carrier(read, r), u, false, c)
				return b.find(f.In, f.Name)
			}
		}
	}
	if f := b.sessionField(c, x); f != nil {
		return f
	}
	switch x := x.(type) {
	case *syntax.Call:
		if at, ok := x.Func.(*syntax.Attribute); ok && (len(x.Args) == 0 || slices.Contains(keeping, at.Attr)) {
			return b.fieldOf(c, at.Value, depth+1) // .strip(), .lower()
		}
	case *syntax.Subscript:
		if k, ok := x.Slice.(*syntax.Constant); ok && k.Kind == syntax.Int {
			if call, ok := x.Value.(*syntax.Call); ok {
				return b.fieldOf(c, call, depth+1) // .split(",")[0]
			}
		}
	case *syntax.Name:
		if v := c.assigned(x); v != nil {
			return b.fieldOf(c, v, depth+1)
		}
		if at, arg := b.argumentOf(c, x); arg != nil {
			return b.fieldOf(at, arg, depth+1)
		}
		return b.find("path", x.ID)
	}
	return nil
}

// sessionField is the field of the client's session that an expression reads:
// session["k"], session.get("k"), "k" in session. It is sent from then on.
func (b *builder) sessionField(c *code, x syntax.Expr) *Field {
	if b.driver == nil {
		return nil
	}
	var of syntax.Expr
	switch x := x.(type) {
	case *syntax.Subscript:
		of = x.Value
	case *syntax.Call:
		if at, ok := x.Func.(*syntax.Attribute); ok {
			of = at.Value
		}
	case *syntax.Compare:
		of = x.Comparators[0]
	}
	if of == nil || !slices.Contains(b.driver.Session, syntax.Dotted(of)) {
		return nil
	}
	u, ok := c.keyed(of, nil)
	if !ok || u.node != x || len(u.keys) != 1 || isNumber(u.keys[0]) {
		return nil
	}
	b.put(Field{In: "session", Name: u.keys[0]})
	return b.find("session", u.keys[0])
}

// readSession sends what a body takes from the session before a place.
func (b *builder) readSession(c *code, fn *syntax.FunctionDef, until uint32) {
	syntax.Walk(fn, func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Subscript); ok && x.Start <= until && !c.stored(x) {
			b.sessionField(c, x)
		}
		return true
	})
}

// stored tells whether an expression is what an assignment or del changes.
func (c *code) stored(x syntax.Expr) bool {
	switch p := c.parents[x].(type) {
	case *syntax.Assign:
		return p.Value != x
	case *syntax.AugAssign:
		return p.Value != x
	case *syntax.Delete:
		return true
	}
	return false
}

// keeping are methods that leave a plain word as it is.
var keeping = []string{"split", "rsplit", "strip", "lstrip", "rstrip", "replace", "removeprefix", "removesuffix", "encode", "decode"}

// argumentOf is what the way's call of a function gives the parameter that a name
// means.
func (b *builder) argumentOf(c *code, x *syntax.Name) (*code, syntax.Expr) {
	fn := c.function(x.Span())
	if fn == nil {
		return nil, nil
	}
	position := slices.IndexFunc(fn.Args.Args, func(a syntax.Arg) bool { return a.Name == x.ID })
	if position < 0 {
		return nil, nil
	}
	if _, method := c.parents[fn].(*syntax.ClassDef); method {
		position--
	}
	for _, s := range b.detail.Passes {
		if s.Kind != finding.StepCall || s.Location.File == nil {
			continue
		}
		at := b.code(s.Location.File)
		if call, ok := at.expr(s.Location.Span).(*syntax.Call); ok && syntax.LastName(call.Func) == fn.Name {
			return at, argument(call, position, x.ID)
		}
	}
	return nil, nil
}

func (b *builder) find(in, name string) *Field {
	for i := range b.fields {
		if f := &b.fields[i]; f.In == in && f.Name == name {
			return f
		}
	}
	return nil
}

// assigned is the value that a variable was given last before a place, in the
// same function.
func (c *code) assigned(x *syntax.Name) syntax.Expr {
	fn := c.function(x.Span())
	if fn == nil {
		return nil
	}
	var out syntax.Expr
	syntax.Walk(fn, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok && len(a.Targets) == 1 && a.End <= x.Start && syntax.LastName(a.Targets[0]) == x.ID {
			if _, plain := a.Targets[0].(*syntax.Name); plain {
				out = a.Value
			}
		}
		return true
	})
	return out
}

// overlap tells whether two places have text in common.
func overlap(a, b text.Span) bool { return a.Start < b.End && b.Start < a.End }
