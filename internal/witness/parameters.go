package witness

import (
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/python/syntax"
)

// parameter makes a field of a parameter that somebody outside gives.
func (b *builder) parameter(c *code, r *finding.Read, source bool) bool {
	if b.driver == nil {
		return b.put(Field{In: "argument", Name: r.Parameter, Tainted: source})
	}
	arg := c.parameterNamed(c.function(r.Span), r.Parameter)
	if class := b.classOf(c, arg); class != nil {
		return b.object(c, r.Parameter, class, source)
	}
	f := Field{In: b.parameterCarrier(arg, r.Parameter), Name: r.Parameter, Tainted: source}
	f.number = arg != nil && isNumeric(arg.Annotation)
	return b.put(f)
}

// parameterNamed is a function's parameter, or nil.
func (c *code) parameterNamed(fn *syntax.FunctionDef, name string) *syntax.Arg {
	if fn == nil {
		return nil
	}
	for i := range fn.Args.Args {
		if fn.Args.Args[i].Name == name {
			return &fn.Args.Args[i]
		}
	}
	return nil
}

// parameterCarrier tells where a parameter comes from: the route names it, or its
// default or annotation says so; else it is asked for behind the address.
func (b *builder) parameterCarrier(arg *syntax.Arg, name string) string {
	if b.route == "" {
		return "path"
	}
	for _, p := range model.RouteParams(b.route, b.driver.Route) {
		if p.Name == name {
			return "path"
		}
	}
	carrier := "query"
	if arg == nil {
		return carrier
	}
	for _, x := range []syntax.Expr{arg.Default, arg.Annotation} {
		if x == nil {
			continue
		}
		syntax.Walk(x, func(n syntax.Node) bool {
			if e, ok := n.(syntax.Expr); ok && b.driver.Parameters[syntax.LastName(e)] != "" {
				carrier = b.driver.Parameters[syntax.LastName(e)]
			}
			return true
		})
	}
	return carrier
}

// classOf is the class of the project that a parameter's annotation names, where
// the framework makes objects of what is sent.
func (b *builder) classOf(c *code, arg *syntax.Arg) *syntax.ClassDef {
	if arg == nil || arg.Annotation == nil || len(b.driver.Parameters) == 0 {
		return nil
	}
	name := syntax.LastName(arg.Annotation)
	for _, f := range b.nearest(c.file.Path) {
		for _, s := range b.code(f).tree.Body {
			if class, ok := s.(*syntax.ClassDef); ok && class.Name == name && len(class.Bases) > 0 {
				return class
			}
		}
	}
	return nil
}

// object makes fields of a JSON body of the attributes of a class.
func (b *builder) object(c *code, parameter string, class *syntax.ClassDef, source bool) bool {
	found := false
	for _, s := range class.Body {
		a, ok := s.(*syntax.AnnAssign)
		if !ok {
			continue
		}
		name := syntax.LastName(a.Target)
		f := Field{In: "json", Name: name, keys: []string{name}, number: isNumeric(a.Annotation), Tainted: source && b.takes(c, parameter, name)}
		found = b.put(f) && f.Tainted || found
	}
	return found
}

// takes tells whether the data passes an attribute of a variable.
func (b *builder) takes(c *code, variable, attribute string) bool {
	for _, s := range b.passes(c.file) {
		at, ok := c.expr(s.Location.Span).(*syntax.Attribute)
		if ok && at.Attr == attribute && syntax.LastName(at.Value) == variable {
			return true
		}
	}
	return false
}

func isNumeric(annotation syntax.Expr) bool {
	return annotation != nil && (syntax.LastName(annotation) == "int" || syntax.LastName(annotation) == "float")
}
