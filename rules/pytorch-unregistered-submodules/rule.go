// Package check finds layers that PyTorch does not see.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at __init__ of modules.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.ClassDef](p) {
		init := rule.Method(c, "__init__")
		if init == nil || !p.Subclasses(c, "torch.nn.Module", "torch.nn.modules.module.Module", "lightning.LightningModule", "pytorch_lightning.LightningModule") {
			continue
		}
		class(p, init)
	}
}

func class(p *rule.Pass, init *syntax.FunctionDef) {
	super := superCall(p, init)
	rule.EachOwn(init.Body, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Assign)
		if !ok || len(a.Targets) != 1 {
			return true
		}
		t, ok := a.Targets[0].(*syntax.Attribute)
		if !ok || rule.Dotted(t.Value) != "self" {
			return true
		}
		switch {
		case (hidden(p, a.Value) || filled(p, init, a.Value, t.Attr)) && !wrapped(p, init, t.Attr):
			r := p.Report(a, "")
			if head := prefix(p, a.Value); head != "" {
				switch a.Value.(type) {
				case *syntax.List, *syntax.ListComp:
					r.Fix(true, "register them", rule.Replace(a.Value, head+"ModuleList("+p.Source(a.Value)+")"))
				case *syntax.Dict, *syntax.DictComp:
					r.Fix(true, "register them", rule.Replace(a.Value, head+"ModuleDict("+p.Source(a.Value)+")"))
				}
			}
		case layer(p, a.Value) && (super == nil || a.Start < super.Span().Start):
			p.Report(a, "set before super().__init__(), the layer raises an error")
		}
		return true
	})
}

func superCall(p *rule.Pass, init *syntax.FunctionDef) syntax.Node {
	var found syntax.Node
	rule.EachOwn(init.Body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok && rule.LastName(c.Func) == "__init__" && found == nil {
			found = c
		}
		return true
	})
	return found
}

// hidden tells whether a display holds layers.
func hidden(p *rule.Pass, x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.List:
		return any_(p, x.Elts)
	case *syntax.Tuple:
		return any_(p, x.Elts)
	case *syntax.ListComp:
		return layer(p, x.Elt)
	case *syntax.Dict:
		return any_(p, x.Values)
	case *syntax.DictComp:
		return layer(p, x.Value)
	}
	return false
}

func any_(p *rule.Pass, list []syntax.Expr) bool {
	for _, e := range list {
		if layer(p, e) {
			return true
		}
	}
	return false
}

// layer tells whether an expression makes a module or parameter.
func layer(p *rule.Pass, x syntax.Expr) bool {
	c, ok := x.(*syntax.Call)
	if !ok {
		return false
	}
	for _, n := range p.Names(c.Func) {
		last := n[strings.LastIndexByte(n, '.')+1:]
		if strings.HasPrefix(n, "torch.nn.") && last[0] >= 'A' && last[0] <= 'Z' && !strings.HasSuffix(last, "Loss") || p.Inherits(n, "torch.nn.Module") {
			return true
		}
	}
	return false
}

// wrapped tells whether the attribute is handed to a container later.
func wrapped(p *rule.Pass, init *syntax.FunctionDef, name string) bool {
	found := false
	rule.EachOwn(init.Body, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		if !ok {
			return true
		}
		switch rule.LastName(c.Func) {
		case "ModuleList", "ModuleDict", "Sequential", "ParameterList", "add_module", "register_module":
			found = found || strings.Contains(p.Source(c), "self."+name)
		}
		return true
	})
	return found
}

// prefix is how the file writes torch.nn, with a dot, or "".
func prefix(p *rule.Pass, x syntax.Expr) (out string) {
	syntax.Walk(x, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok && out == "" {
			if a, ok := c.Func.(*syntax.Attribute); ok && p.Is(a.Value, "torch.nn") {
				out = p.Source(a.Value) + "."
			}
		}
		return out == ""
	})
	return out
}

// filled tells whether an empty list gets layers appended.
func filled(p *rule.Pass, init *syntax.FunctionDef, x syntax.Expr, name string) bool {
	if l, ok := x.(*syntax.List); !ok || len(l.Elts) > 0 {
		return false
	}
	found := false
	for _, c := range rule.CallsIn(init.Body, "append", "insert") {
		if a, ok := c.Func.(*syntax.Attribute); ok && rule.Dotted(a.Value) == "self."+name && len(c.Args) > 0 {
			found = found || layer(p, c.Args[len(c.Args)-1])
		}
	}
	return found
}
