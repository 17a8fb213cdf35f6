package rule

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/value"
)

// Piece is a piece of a text that code puts together: a constant, or else the
// expression whose value stands there.
type Piece struct {
	Text string
	X    syntax.Expr // nil for constants
}

// maxPieces bounds how many pieces a text is taken apart into.
const maxPieces = 64

// Pieces takes a text apart: +, %, format, join, f-strings, and what += adds to a
// variable before the place where it is read.
func (s *Sheet) Pieces(x syntax.Expr) []Piece {
	t := &parting{s: s}
	t.add(x, maxMeaning)
	return t.out
}

type parting struct {
	s   *Sheet
	out []Piece
}

func (t *parting) hole(x syntax.Expr) {
	if len(t.out) < maxPieces {
		t.out = append(t.out, Piece{X: x})
	}
}

func (t *parting) text(text string) {
	if len(t.out) < maxPieces {
		t.out = append(t.out, Piece{Text: text})
	}
}

func (t *parting) add(x syntax.Expr, depth int) {
	if depth == 0 {
		t.hole(x)
		return
	}
	switch x := x.(type) {
	case *syntax.Constant:
		text, ok := x.Text()
		if !ok {
			text = t.s.Source(x)
		}
		t.text(text)
	case *syntax.JoinedStr:
		for _, v := range x.Values {
			if f, ok := v.(*syntax.FormattedValue); ok {
				if spec, ok := f.Spec.(*syntax.JoinedStr); ok && len(spec.Values) == 1 && t.numeric(spec.Values[0]) {
					t.text(someNumber)
					continue
				}
				t.value(f.Value, depth-1)
			} else {
				t.add(v, depth-1)
			}
		}
	case *syntax.BinOp:
		t.operation(x, depth)
	case *syntax.Call:
		t.call(x, depth)
	case *syntax.Name:
		t.name(x, depth)
	case *syntax.NamedExpr:
		t.add(x.Value, depth-1)
	default:
		t.hole(x)
	}
}

// value is a part that is formatted: taken apart itself when it is a text.
func (t *parting) value(x syntax.Expr, depth int) {
	if _, ok := x.(*syntax.Name); ok && !t.s.HasType(x, "builtins.str", "builtins.bytes") {
		if _, same := t.s.Value(x).(*syntax.Name); same {
			t.hole(x)
			return
		}
	}
	t.add(x, depth)
}

func (t *parting) values(x syntax.Expr, depth int) {
	if tuple, ok := t.s.Value(x).(*syntax.Tuple); ok {
		for _, e := range tuple.Elts {
			t.value(e, depth)
		}
		return
	}
	t.value(x, depth)
}

func (t *parting) operation(x *syntax.BinOp, depth int) {
	switch x.Op {
	case syntax.Add:
		t.add(x.Left, depth-1)
		t.add(x.Right, depth-1)
	case syntax.Mod:
		if !t.percent(x, depth) {
			t.add(x.Left, depth-1)
			t.values(x.Right, depth-1)
		}
	case syntax.Mult:
		t.add(x.Left, depth-1)
	default:
		t.hole(x)
	}
}

// unchanged are methods whose result holds no more than their text.
var unchanged = []string{"strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "title", "splitlines", "split"}

func (t *parting) call(x *syntax.Call, depth int) {
	a, ok := x.Func.(*syntax.Attribute)
	if !ok || !t.isText(a.Value) {
		if t.s.Is(x.Func, "builtins.str", "builtins.bytes", "textwrap.dedent", "inspect.cleandoc") && len(x.Args) > 0 {
			t.value(x.Args[0], depth-1)
			return
		}
		t.hole(x)
		return
	}
	switch {
	case a.Attr == "format" && t.braces(a.Value, x, depth):
	case a.Attr == "format":
		t.add(a.Value, depth-1)
		for _, arg := range x.Args {
			t.value(arg, depth-1)
		}
		for i := range x.Keywords {
			t.value(x.Keywords[i].Value, depth-1)
		}
	case a.Attr == "join" && len(x.Args) == 1:
		t.joined(a.Value, x.Args[0], depth-1)
	case a.Attr == "replace" && len(x.Args) >= 2:
		t.add(a.Value, depth-1)
		t.value(x.Args[1], depth-1)
	case slices.Contains(unchanged, a.Attr):
		t.add(a.Value, depth-1)
	default:
		t.hole(x)
	}
}

// isText tells whether an expression is certainly a text.
func (t *parting) isText(x syntax.Expr) bool {
	return t.s.HasType(x, "builtins.str", "builtins.bytes")
}

var (
	percents = regexp.MustCompile(`%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]`)
	fields   = regexp.MustCompile(`\{(\w*)[^{}]*\}`)
)

// percent writes the values of % where the format has them. It is false for what
// it cannot tell.
func (t *parting) percent(x *syntax.BinOp, depth int) bool {
	format, ok := t.s.Text(x.Left)
	if !ok || strings.Contains(format, "%%") {
		return false
	}
	right := t.s.Value(x.Right)
	values := []syntax.Expr{x.Right}
	if tuple, ok := right.(*syntax.Tuple); ok {
		values = tuple.Elts
	}
	named := map[string]syntax.Expr{}
	if d, ok := right.(*syntax.Dict); ok {
		for i, k := range d.Keys {
			if key, ok := t.s.Text(k); ok {
				named[key] = d.Values[i]
			}
		}
	}
	return t.fill(format, percents, values, named, depth)
}

// braces does so for str.format.
func (t *parting) braces(text syntax.Expr, c *syntax.Call, depth int) bool {
	format, ok := t.s.Text(text)
	if !ok || Open(c) || strings.Contains(format, "{{") {
		return false
	}
	named := map[string]syntax.Expr{}
	for i := range c.Keywords {
		named[c.Keywords[i].Name] = c.Keywords[i].Value
	}
	return t.fill(format, fields, c.Args, named, depth)
}

func (t *parting) fill(format string, place *regexp.Regexp, values []syntax.Expr, named map[string]syntax.Expr, depth int) bool {
	type piece struct {
		text string
		x    syntax.Expr
	}
	var pieces []piece
	at, next := 0, 0
	for _, m := range place.FindAllStringSubmatchIndex(format, -1) {
		name := ""
		if m[2] >= 0 {
			name = format[m[2]:m[3]]
		}
		n, err := strconv.Atoi(name)
		var x syntax.Expr
		switch {
		case name == "":
			n = next
			next++
			fallthrough
		case err == nil:
			if n >= len(values) {
				return false
			}
			x = values[n]
		default:
			if x = named[name]; x == nil {
				return false
			}
		}
		if writesNumber(place, format[m[0]:m[1]]) {
			pieces = append(pieces, piece{format[at:m[0]] + someNumber, nil})
		} else {
			pieces = append(pieces, piece{format[at:m[0]], x})
		}
		at = m[1]
	}
	if len(pieces) == 0 {
		return false
	}
	for _, p := range pieces {
		t.text(p.text)
		if p.x != nil {
			t.value(p.x, depth-1)
		}
	}
	t.text(format[at:])
	return true
}

// someNumber stands for what is written as a number.
const someNumber = "0"

// numeric tells whether the specification of an f-string's field is one of numbers.
func (t *parting) numeric(spec syntax.Expr) bool {
	text, ok := t.s.Text(spec)
	return ok && value.NumberSpec(text)
}

// writesNumber tells whether a field of a format, the whole of it, takes a number alone.
func writesNumber(place *regexp.Regexp, field string) bool {
	if place == percents {
		return value.Number(field[len(field)-1])
	}
	_, spec, _ := strings.Cut(strings.TrimSuffix(field, "}"), ":")
	return value.NumberSpec(spec)
}

// joined are the elements of what join gets.
func (t *parting) joined(separator, list syntax.Expr, depth int) {
	switch v := t.s.Value(list).(type) {
	case *syntax.List:
		for i, e := range v.Elts {
			if i > 0 {
				t.add(separator, depth)
			}
			t.add(e, depth)
		}
	case *syntax.Tuple:
		for i, e := range v.Elts {
			if i > 0 {
				t.add(separator, depth)
			}
			t.add(e, depth)
		}
	case *syntax.ListComp:
		t.value(v.Elt, depth)
	case *syntax.GeneratorExp:
		t.value(v.Elt, depth)
	case *syntax.BinOp:
		if v.Op == syntax.Mult { // "?" or ["?"] as often as there are values
			t.joined(separator, v.Left, depth)
			return
		}
		t.hole(list)
	case *syntax.Constant:
		t.add(v, depth)
	default:
		t.hole(list)
	}
}

// name follows a variable: to its one value, or to the first value and all that
// is added to it before.
func (t *parting) name(x *syntax.Name, depth int) {
	if v := t.s.Value(x); v != syntax.Expr(x) {
		t.add(v, depth-1)
		return
	}
	var from []syntax.Expr
	for _, b := range t.s.Bindings(x) {
		switch up := t.s.Parent(b.Node).(type) {
		case *syntax.AugAssign:
			if up.Op != syntax.Add {
				t.hole(x)
				return
			}
			if up.Start < x.Start {
				from = append(from, up.Value)
			}
		default:
			if b.Kind != BindAssign || b.Value == nil || t.s.Function(b.Node) != t.s.Function(x) {
				t.hole(x)
				return
			}
			if b.Value.Span().End <= x.Start {
				from = append(from, b.Value)
			}
		}
	}
	if len(from) == 0 || depth < 2 {
		t.hole(x)
		return
	}
	slices.SortFunc(from, func(a, b syntax.Expr) int { return int(a.Span().Start) - int(b.Span().Start) })
	for _, v := range from {
		t.add(v, depth-2)
	}
}

// Tame tells whether a value cannot hold a text of somebody's choice: constants,
// numbers, choices between constants, and names that are written like constants
// of a class or module.
func (s *Sheet) Tame(x syntax.Expr) bool { return s.tame(x, maxMeaning) }

var numbers = []string{"builtins.int", "builtins.float", "builtins.bool", "builtins.len", "builtins.ord", "builtins.round", "builtins.sum", "builtins.hash", "builtins.id",
	"os.getpid", "os.getuid", "os.getgid", "time.time", "uuid.uuid4", "random.randint"}

func (s *Sheet) tame(x syntax.Expr, depth int) bool {
	if depth == 0 || x == nil {
		return false
	}
	switch v := s.Value(x).(type) {
	case *syntax.Constant:
		return true
	case *syntax.JoinedStr, *syntax.BinOp:
		return !slices.ContainsFunc(s.Pieces(v), func(p Piece) bool { return p.X != nil && (p.X == v || !s.tame(p.X, depth-1)) })
	case *syntax.UnaryOp, *syntax.Compare:
		return true
	case *syntax.IfExp:
		return s.tame(v.Body, depth-1) && s.tame(v.Orelse, depth-1)
	case *syntax.Call:
		if a, ok := v.Func.(*syntax.Attribute); ok && a.Attr == "get" && s.constants(a.Value, depth-1) {
			return len(v.Args) == 1 || len(v.Args) == 2 && s.tame(v.Args[1], depth-1)
		}
		if a, ok := v.Func.(*syntax.Attribute); ok && (a.Attr == "join" || a.Attr == "format") {
			return !slices.ContainsFunc(s.Pieces(v), func(p Piece) bool { return p.X != nil && (p.X == syntax.Expr(v) || !s.tame(p.X, depth-1)) })
		}
		return s.Is(v.Func, numbers...) || s.Is(v.Func, "builtins.str") && len(v.Args) == 1 && s.tame(v.Args[0], depth-1) || s.tameResults(s.called(v), depth-1)
	case *syntax.Subscript:
		return s.constants(v.Value, depth-1)
	case *syntax.Name:
		return s.tameName(v, depth)
	case *syntax.Attribute:
		if values := s.SelfValues(v); len(values) > 0 {
			return !slices.ContainsFunc(values, func(e syntax.Expr) bool { return !s.tame(e, depth-1) })
		}
	}
	return s.HasType(x, "builtins.int", "builtins.float", "builtins.bool")
}

// tameResults tells whether all that a function of the file returns is tame, whatever it is
// called with.
func (s *Sheet) tameResults(f *syntax.FunctionDef, depth int) bool {
	if f == nil || len(f.Decorators) > 0 || IsGenerator(f) {
		return false
	}
	some, all := false, true
	EachOwn(f.Body, func(n syntax.Node) bool {
		if r, ok := n.(*syntax.Return); ok {
			some, all = true, all && s.tame(r.Value, depth)
		}
		return all
	})
	return some && all
}

// tameName looks at what a loop brings, and at all that is assigned.
func (s *Sheet) tameName(x *syntax.Name, depth int) bool {
	if s.HasType(x, "builtins.int", "builtins.float", "builtins.bool") {
		return true
	}
	list := s.Bindings(x)
	for _, b := range list {
		switch b.Kind {
		case BindAssign:
			if !s.tame(b.Value, depth-1) {
				return false
			}
		case BindLoop:
			if _, ok := s.CallTo(b.Value, "builtins.range"); !ok && !s.constants(b.Value, depth-1) {
				return false
			}
		default:
			return false
		}
	}
	return len(list) > 0
}

// constants is a display of tame values: a list, tuple, set, or the values of a
// mapping.
func (s *Sheet) constants(x syntax.Expr, depth int) bool {
	var values []syntax.Expr
	switch v := s.Value(x).(type) {
	case *syntax.Dict:
		values = v.Values
	case *syntax.List:
		values = v.Elts
	case *syntax.Tuple:
		values = v.Elts
	case *syntax.Set:
		values = v.Elts
	}
	return len(values) > 0 && !slices.ContainsFunc(values, func(e syntax.Expr) bool { return !s.tame(e, depth-1) })
}

// Upper tells names of constants, by how they are written.
func Upper(x syntax.Expr) bool {
	name := LastName(x)
	return name != "" && strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// Reads tells whether a node reads one of some variables.
func (s *Sheet) Reads(n syntax.Node, targets ...syntax.Expr) bool {
	names := map[string]bool{}
	for _, t := range targets {
		syntax.Walk(t, func(x syntax.Node) bool {
			if name, ok := x.(*syntax.Name); ok {
				names[name.ID] = true
			}
			return true
		})
	}
	found := false
	syntax.Walk(n, func(x syntax.Node) bool {
		if name, ok := x.(*syntax.Name); ok && names[name.ID] {
			found = true
		}
		return !found
	})
	return found
}
