package main

import (
	"regexp"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// What a request reaches, told from the syntax alone. Of a body the following is
// believed and nothing else: a request is read where a value is taken from a mapping
// of the object `request` (a parameter of that name in a file of Django or the REST
// framework, `self.request`, the import of Flask), or where a parameter of a route is
// declared as a text; the value is in a local variable that is assigned once, and in
// texts that are made of it by a few operations; and in the parameter of a function
// that exactly one definition of the application can be meant by, to which it is handed.
// A value is given up as soon as anything tests, converts or checks it.

// shape is what sort of value holds request data.
type shape uint8

const (
	isText   shape = iota + 1
	isMap          // a mapping of the request: its items are texts
	isBody         // the body as a whole
	isUpload       // an uploaded file: its name is a text
)

// held is a value that holds request data.
type held struct {
	shape shape
	// texts are the expressions that it went through: none of them may be tested.
	texts []string
	// dropped is what made the value safe on the way, and is taken out.
	dropped *drop
	// chain are the functions that it went through, own the edits that bring it.
	chain []*function
	own   []edit
}

// drop is a call that makes data safe for a purpose.
type drop struct {
	purpose string
	edit    edit
	keys    []string
}

// view is a function with what some of its names hold.
type view struct {
	*function
	holds    map[string]*held
	bound    map[string]int
	tested   map[string]bool
	distance int
	depthOf  map[string]int
}

// attributes of a request that map names to what a client sent.
var mappings = []string{"args", "form", "values", "json", "GET", "POST", "COOKIES", "cookies", "query_params", "data"}

// look reads a body under what its parameters are given.
func look(fn *function, given map[string]*held) *view {
	v := &view{function: fn, holds: map[string]*held{}, bound: map[string]int{}, tested: map[string]bool{}}
	v.bindings()
	v.tests()
	for name, h := range given {
		if v.bound[name] == 1 {
			v.holds[name] = h
		}
	}
	v.routed()
	inside(fn.def.Body, func(n syntax.Node) {
		a, ok := n.(*syntax.Assign)
		if !ok || len(a.Targets) != 1 {
			return
		}
		name, ok := a.Targets[0].(*syntax.Name)
		if !ok || v.bound[name.ID] != 1 {
			return
		}
		if h := v.value(a.Value); h != nil {
			h = h.through(name.ID)
			v.holds[name.ID] = h
		}
	})
	return v
}

func (h *held) through(text string) *held {
	c := *h
	c.texts = append(slices.Clip(h.texts), text)
	return &c
}

func (h *held) as(s shape) *held {
	c := *h
	c.shape = s
	return &c
}

// bindings counts how often each name is bound.
func (v *view) bindings() {
	for _, p := range v.def.Args.Args {
		v.bound[p.Name]++
	}
	bound := func(name string) { v.bound[name]++ }
	inside(v.def.Body, func(n syntax.Node) {
		for _, t := range syntax.Targets(n) {
			syntax.EachBound(t, bound)
		}
		switch n := n.(type) {
		case *syntax.Import:
			for _, a := range n.Names {
				v.bound[a.Name] += 2
			}
		case *syntax.ExceptHandler:
			v.bound[n.Name]++
		case *syntax.Global:
			for _, name := range n.Names {
				v.bound[name] += 2
			}
		case *syntax.Delete:
			for _, t := range n.Targets {
				syntax.EachBound(t, bound)
			}
		}
	})
}

// checks are words in the names of functions that test or convert what they are given.
var checks = regexp.MustCompile(`(?i)valid|check|clean|saniti|allow|verify|parse|safe|uuid|^int$|^float$|^bool$|^len$|^isinstance$|decode_token|loads$|match|search$|slugify|normalize`)

// tests notes what is tested, converted or checked: by its text.
func (v *view) tests() {
	inside(v.def.Body, func(n syntax.Node) {
		switch n := n.(type) {
		case *syntax.If:
			v.test(n.Test)
		case *syntax.While:
			v.test(n.Test)
		case *syntax.Assert:
			v.test(n.Test)
		case *syntax.IfExp:
			v.test(n.Test)
		case *syntax.Match:
			v.mark(n.Subject)
		case *syntax.ExprStmt:
			if c, ok := n.Value.(*syntax.Call); ok { // done for its effect, perhaps to raise
				for _, a := range c.Args {
					v.note(a)
				}
			}
		case *syntax.Call:
			if _, name := v.in.callee(n); checks.MatchString(name) && !strings.HasPrefix(name, "safe_load") {
				for _, a := range n.Args {
					v.note(a)
				}
			}
		}
	})
}

// test notes what a condition tests beyond being there.
func (v *view) test(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.BoolOp:
		for _, x := range e.Values {
			v.test(x)
		}
	case *syntax.UnaryOp:
		v.test(e.Operand)
	case *syntax.Name, *syntax.Subscript:
	case *syntax.Call:
		if v.mapping(e.Func) != nil {
			return
		}
		if a, ok := e.Func.(*syntax.Attribute); ok && a.Attr == "get" {
			return
		}
		v.mark(e)
	case *syntax.Compare:
		if len(e.Ops) == 1 && (e.Ops[0] == syntax.Is || e.Ops[0] == syntax.IsNot) {
			return
		}
		if len(e.Ops) == 1 && (e.Ops[0] == syntax.In || e.Ops[0] == syntax.NotIn) {
			if _, constant := e.Left.(*syntax.Constant); constant { // "q" in request.GET
				return
			}
		}
		v.mark(e)
	default:
		v.mark(e)
	}
}

// mark notes every expression within one.
func (v *view) mark(e syntax.Expr) {
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Name, *syntax.Subscript, *syntax.Call, *syntax.Attribute:
			v.tested[v.in.slice(n)] = true
		}
		return true
	})
}

// note notes an argument itself.
func (v *view) note(e syntax.Expr) {
	switch e.(type) {
	case *syntax.Name, *syntax.Subscript, *syntax.Call, *syntax.Attribute:
		v.tested[v.in.slice(e)] = true
	}
}

// free tells whether nothing tests the value.
func (v *view) free(h *held) bool {
	return !slices.ContainsFunc(h.texts, func(t string) bool { return v.tested[t] })
}

// request tells whether an expression is the request.
func (v *view) request(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Name:
		if e.ID != "request" {
			return false
		}
		if v.param("request") {
			return v.in.from("django", "rest_framework") && v.bound["request"] == 1
		}
		o := v.in.names["request"]
		return v.bound["request"] == 0 && o.module == "flask" && o.name == "request"
	case *syntax.Attribute:
		base, ok := e.Value.(*syntax.Name)
		return ok && base.ID == "self" && e.Attr == "request" && v.class != nil && v.in.from("django", "rest_framework") &&
			requestClass.MatchString(v.class.Name)
	}
	return false
}

// requestClass are names of classes whose instances belong to one request.
var requestClass = regexp.MustCompile(`View|Handler|Page|API|Mixin|Form|Wizard`)

func (v *view) param(name string) bool {
	return slices.ContainsFunc(v.def.Args.Args, func(a syntax.Arg) bool { return a.Name == name })
}

// mapping is the request's mapping that an expression is, or nil.
func (v *view) mapping(e syntax.Expr) *held {
	switch e := e.(type) {
	case *syntax.Attribute:
		switch {
		case e.Attr == "get": // of the call that reads
			return v.mapping(e.Value)
		case v.request(e.Value) && slices.Contains(mappings, e.Attr):
			return &held{shape: isMap, texts: []string{v.in.slice(e)}}
		}
	case *syntax.Call:
		base, name := v.in.callee(e)
		if a, ok := e.Func.(*syntax.Attribute); ok && name == "get_json" && v.request(a.Value) {
			return &held{shape: isMap, texts: []string{v.in.slice(e)}}
		}
		if base == "json" && name == "loads" && len(e.Args) == 1 {
			if h := v.value(e.Args[0]); h != nil && h.shape == isBody {
				return &held{shape: isMap, texts: []string{v.in.slice(e)}}
			}
		}
	case *syntax.Name:
		if h := v.holds[e.ID]; h != nil && h.shape == isMap {
			return h
		}
	}
	return nil
}

// routed are the parameters that a route declares as texts.
func (v *view) routed() {
	names := map[string]bool{}
	for _, d := range v.def.Decorators {
		call, ok := d.(*syntax.Call)
		if !ok || len(call.Args) == 0 {
			continue
		}
		base, name := v.in.callee(call)
		route, ok := call.Args[0].(*syntax.Constant)
		if !ok || route.Kind != syntax.Str {
			continue
		}
		switch {
		case name == "route" && v.in.from("flask"):
			for _, m := range angle.FindAllStringSubmatch(route.Source(), -1) {
				names[m[1]] = true
			}
		case slices.Contains([]string{"get", "post", "put", "patch", "delete"}, name) && strings.HasSuffix(base, "router"):
			for _, m := range brace.FindAllStringSubmatch(route.Source(), -1) {
				for _, p := range v.def.Args.Args {
					if p.Name == m[1] && p.Annotation != nil && v.in.slice(p.Annotation) == "str" {
						names[p.Name] = true
					}
				}
			}
			for _, p := range v.def.Args.Args {
				if p.Annotation != nil && p.Name != "self" && slices.Contains([]string{"str", "str | None", "Optional[str]"}, v.in.slice(p.Annotation)) &&
					(p.Default == nil || isPlain(p.Default)) {
					names[p.Name] = true
				}
			}
		}
	}
	for name := range names {
		if v.bound[name] == 1 && v.holds[name] == nil {
			v.holds[name] = &held{shape: isText, texts: []string{name}}
		}
	}
}

var (
	angle = regexp.MustCompile(`<(?:string:|path:)?(\w+)>`)
	brace = regexp.MustCompile(`\{(\w+)\}`)
)

func isPlain(e syntax.Expr) bool {
	_, ok := e.(*syntax.Constant)
	return ok
}

// cleaners are calls that make a text safe, and for what.
var cleaners = map[string]string{
	"secure_filename": "path", "basename": "path", "get_valid_filename": "path",
	"escape": "html", "conditional_escape": "html", "escapejs": "html", "clean": "html",
}

// value is what an expression holds of a request, or nil.
func (v *view) value(e syntax.Expr) *held {
	switch e := e.(type) {
	case *syntax.Name:
		if h := v.holds[e.ID]; h != nil && v.free(h) {
			return h
		}
	case *syntax.Await:
		return v.value(e.Value)
	case *syntax.Subscript:
		if key, ok := e.Slice.(*syntax.Constant); ok && key.Kind == syntax.Str {
			return v.item(e.Value, e)
		}
	case *syntax.Attribute:
		return v.attribute(e)
	case *syntax.BoolOp:
		if e.Op == syntax.Or {
			return v.value(e.Values[0])
		}
	case *syntax.BinOp:
		if e.Op == syntax.Add {
			if h := v.text(e.Left); h != nil {
				return h
			}
			return v.text(e.Right)
		}
	case *syntax.JoinedStr:
		for _, p := range e.Values {
			if f, ok := p.(*syntax.FormattedValue); ok && f.Spec == nil {
				if h := v.text(f.Value); h != nil {
					return h
				}
			}
		}
	case *syntax.Call:
		return v.result(e)
	}
	return nil
}

func (v *view) text(e syntax.Expr) *held {
	if h := v.value(e); h != nil && h.shape == isText {
		return h
	}
	return nil
}

// item is what an item of a mapping of the request holds.
func (v *view) item(m syntax.Expr, whole syntax.Expr) *held {
	if a, ok := m.(*syntax.Attribute); ok && (a.Attr == "files" || a.Attr == "FILES") && v.request(a.Value) {
		return &held{shape: isUpload, texts: []string{v.in.slice(whole)}}
	}
	h := v.mapping(m)
	if h == nil || !v.free(h) || v.tested[v.in.slice(whole)] {
		return nil
	}
	return h.as(isText).through(v.in.slice(whole))
}

// attribute is what an attribute holds: the mapping, the body, the name of an upload.
func (v *view) attribute(e *syntax.Attribute) *held {
	if m := v.mapping(e); m != nil && e.Attr != "get" {
		return m
	}
	if v.request(e.Value) && e.Attr == "body" {
		return &held{shape: isBody, texts: []string{v.in.slice(e)}}
	}
	if h := v.value(e.Value); h != nil && h.shape == isUpload && (e.Attr == "filename" || e.Attr == "name") && !v.tested[v.in.slice(e)] {
		return h.as(isText).through(v.in.slice(e))
	}
	return nil
}

// result is what the result of a call holds.
func (v *view) result(e *syntax.Call) *held {
	if m := v.mapping(e); m != nil {
		return m
	}
	_, name := v.in.callee(e)
	a, method := e.Func.(*syntax.Attribute)
	switch {
	case method && name == "get" && len(e.Args) >= 1 && !slices.ContainsFunc(e.Keywords, func(k syntax.Keyword) bool { return k.Name == "type" }):
		if key, ok := e.Args[0].(*syntax.Constant); ok && key.Kind == syntax.Str {
			return v.item(a.Value, e)
		}
	case method && name == "get_data" && v.request(a.Value):
		return &held{shape: isBody, texts: []string{v.in.slice(e)}}
	case method && name == "decode":
		if h := v.value(a.Value); h != nil && h.shape == isBody {
			return h
		}
	case method && slices.Contains([]string{"strip", "lower", "upper", "lstrip", "rstrip", "title"}, name):
		return v.text(a.Value)
	case !method && name == "str" && len(e.Args) == 1:
		return v.text(e.Args[0])
	case cleaners[name] != "" && len(e.Args) >= 1:
		if h := v.text(e.Args[0]); h != nil && h.dropped == nil {
			c := *h
			s := e.Span()
			c.dropped = &drop{cleaners[name], edit{v.in.path, s.Start, s.End, "(" + v.in.slice(e.Args[0]) + ")"}, []string{v.key}}
			return &c
		}
	}
	return nil
}

// inHand is how the function reads a request that it has in hand, or "".
func (v *view) inHand(key string) string {
	if v.param("request") && v.in.from("django", "rest_framework") && v.bound["request"] == 1 && len(v.def.Args.Args) > 0 &&
		(v.def.Args.Args[0].Name == "request" || v.class != nil && len(v.def.Args.Args) > 1 && v.def.Args.Args[1].Name == "request") {
		return `request.GET["` + key + `"]`
	}
	if o := v.in.names["request"]; v.bound["request"] == 0 && o.module == "flask" && o.name == "request" && v.uses("request") {
		return `request.args["` + key + `"]`
	}
	if v.class != nil && v.in.from("django", "rest_framework") && requestClass.MatchString(v.class.Name) && v.uses("self.request") {
		return `self.request.GET["` + key + `"]`
	}
	return ""
}

// uses tells whether the body itself speaks of an expression.
func (v *view) uses(expr string) bool {
	found := false
	inside(v.def.Body, func(n syntax.Node) {
		switch n.(type) {
		case *syntax.Name, *syntax.Attribute:
			found = found || v.in.slice(n) == expr
		}
	})
	return found
}
