// Package check finds special methods that do not keep to their contract.
package check

import (
	"fmt"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// parameters are how many a method is called with, self included.
func parameters() map[string]int {
	return map[string]int{
		"__len__": 1, "__bool__": 1, "__str__": 1, "__repr__": 1, "__hash__": 1, "__iter__": 1, "__next__": 1, "__enter__": 1, "__exit__": 4, "__aenter__": 1,
		"__aexit__": 4, "__getitem__": 2, "__setitem__": 3, "__delitem__": 2, "__contains__": 2, "__eq__": 2, "__ne__": 2, "__lt__": 2, "__le__": 2, "__gt__": 2, "__ge__": 2,
		"__add__": 2, "__sub__": 2, "__mul__": 2, "__getattr__": 2, "__getattribute__": 2, "__setattr__": 3, "__delattr__": 2, "__reversed__": 1, "__int__": 1, "__float__": 1,
		"__bytes__": 1, "__format__": 2, "__missing__": 2, "__copy__": 1, "__deepcopy__": 2, "__index__": 1, "__aiter__": 1, "__anext__": 1, "__fspath__": 1,
	}
}

// results are the classes that Python accepts from a method.
func results() map[string]string {
	return map[string]string{
		"__len__": "builtins.int", "__bool__": "builtins.bool", "__str__": "builtins.str", "__repr__": "builtins.str", "__hash__": "builtins.int",
		"__int__": "builtins.int", "__float__": "builtins.float", "__bytes__": "builtins.bytes", "__format__": "builtins.str", "__index__": "builtins.int",
	}
}

// Check looks at the methods of every class.
func Check(p *rule.Pass) {
	wants, gives := parameters(), results()
	for c := range rule.All[*syntax.ClassDef](p) {
		if p.Subclasses(c, "zope.interface.Interface") || isInterface(c) {
			continue
		}
		for _, s := range c.Body {
			f, ok := s.(*syntax.FunctionDef)
			if !ok || len(f.Decorators) > 0 {
				continue
			}
			if n, ok := wants[f.Name]; ok {
				signature(p, f, n)
			}
			if class, ok := gives[f.Name]; ok {
				result(p, f, class)
			}
			if f.Name == "__iter__" {
				iterator(p, f)
			}
			switch f.Name {
			case "__init__":
				initializer(p, f)
			case "__exit__":
			default:
				receiver(p, c, f)
			}
		}
	}
}

func isInterface(c *syntax.ClassDef) bool {
	for _, b := range c.Bases {
		if n := rule.LastName(b); n == "Interface" || n == "Protocol" {
			return true
		}
	}
	return false
}

func signature(p *rule.Pass, f *syntax.FunctionDef, n int) {
	least, most := 0, 0
	for i := range f.Args.Args {
		switch a := &f.Args.Args[i]; a.Kind {
		case syntax.VarPositional:
			most = 100
		case syntax.PositionalOnly, syntax.PositionalOrKeyword:
			most++
			if a.Default == nil {
				least++
			}
		case syntax.KeywordOnly:
			if a.Default == nil {
				least = 100
			}
		}
	}
	if n < least || n > most {
		p.ReportSpan(f.NamePos.Span(), f, fmt.Sprintf("Python calls `%s` with %d arguments, self included", f.Name, n))
	}
}

func result(p *rule.Pass, f *syntax.FunctionDef, class string) {
	if f.Async {
		p.ReportSpan(f.NamePos.Span(), f, "Python does not await the result of `"+f.Name+"`")
		return
	}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		r, ok := n.(*syntax.Return)
		if !ok || r.Value == nil {
			return true
		}
		if n, known := p.Number(r.Value); known && n < 0 && f.Name == "__len__" {
			p.Report(r, "`__len__` must not be negative")
			return true
		}
		types := p.Types(r.Value)
		if len(types) != 1 || types[0] == class || class == "builtins.int" && types[0] == "builtins.bool" || f.Name == "__bool__" && types[0] == "builtins.int" && false {
			return true
		}
		switch types[0] {
		case "builtins.str", "builtins.bytes", "builtins.int", "builtins.float", "builtins.bool", "builtins.list", "builtins.dict", "builtins.tuple", "builtins.set":
			p.Report(r, "`"+f.Name+"` must give "+class[len("builtins."):])
		}
		return true
	})
}

func initializer(p *rule.Pass, f *syntax.FunctionDef) {
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Return:
			if n.Value != nil && !rule.IsConst(n.Value, syntax.None) && certain(n.Value) {
				p.Report(n, "__init__ must not return a value")
			}
		case *syntax.Yield:
			p.Report(n, "__init__ must not be a generator")
		}
		return true
	})
	if f.Async {
		p.ReportSpan(f.NamePos.Span(), f, "__init__ must not be a coroutine")
	}
}

// certain leaves out calls, which may give None.
func certain(x syntax.Expr) bool {
	switch x.(type) {
	case *syntax.Call, *syntax.Await, *syntax.IfExp, *syntax.BoolOp:
		return false
	}
	return true
}

// receiver finds methods without self or cls.
func receiver(p *rule.Pass, c *syntax.ClassDef, f *syntax.FunctionDef) {
	if len(f.Args.Args) > 0 || f.Name == "__new__" || f.Name == "__init_subclass__" || f.Name == "__class_getitem__" {
		return
	}
	if p.Subclasses(c, "builtins.type") || usedInClass(c, f) {
		return
	}
	p.ReportSpan(f.NamePos.Span(), f, "the method has no self: calling it on an instance fails")
}

// usedInClass tells whether the class body itself calls the function, or makes
// it static later.
func usedInClass(c *syntax.ClassDef, f *syntax.FunctionDef) bool {
	found := false
	rule.EachOwn(c.Body, func(n syntax.Node) bool {
		x, ok := n.(*syntax.Name)
		found = found || ok && x.ID == f.Name
		return !found
	})
	for _, s := range c.Body {
		if d, ok := s.(*syntax.FunctionDef); ok && d != f {
			for _, x := range d.Decorators {
				found = found || rule.Dotted(x) == f.Name
			}
		}
	}
	return found
}

// iterator finds results of __iter__ that are no iterators.
func iterator(p *rule.Pass, f *syntax.FunctionDef) {
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		r, ok := n.(*syntax.Return)
		if !ok || r.Value == nil {
			return true
		}
		if types := p.Types(r.Value); len(types) == 1 {
			switch types[0] {
			case "builtins.str", "builtins.bytes", "builtins.int", "builtins.float", "builtins.bool", "builtins.list", "builtins.dict", "builtins.tuple", "builtins.set":
				p.Report(r, "`__iter__` must give an iterator: wrap it in iter()")
			}
		}
		return true
	})
}
