// Package check finds names that nothing defines.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at every name that is read.
func Check(p *rule.Pass) {
	if len(p.Tree.Errors) > 0 || opaque(p) {
		return
	}
	exported(p)
	seen := typeParameters(p)
	for n := range rule.All[*syntax.Name](p) {
		if seen[n.ID] || p.Bound(n) || p.IsBuiltin(n.ID) || known(n.ID) || written(p, n) || tried(p, n) || annotation(p, n) {
			continue
		}
		seen[n.ID] = true
		p.Report(n, "`"+n.ID+"` is not defined")
	}
}

// typeParameters are the names that definitions put in brackets.
func typeParameters(p *rule.Pass) map[string]bool {
	out := map[string]bool{}
	add := func(list []syntax.TypeParam) {
		for i := range list {
			out[list[i].Name] = true
		}
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		add(f.TypeParams)
	}
	for c := range rule.All[*syntax.ClassDef](p) {
		add(c.TypeParams)
	}
	for a := range rule.All[*syntax.TypeAlias](p) {
		add(a.TypeParams)
	}
	return out
}

// opaque tells whether names may come from elsewhere.
func opaque(p *rule.Pass) bool {
	for s := range rule.All[*syntax.ImportFrom](p) {
		for i := range s.Names {
			if s.Names[i].Name == "*" {
				return true
			}
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		switch f := c.Func.(type) {
		case *syntax.Name:
			if f.ID == "exec" || f.ID == "globals" || f.ID == "execfile" || f.ID == "get_ipython" {
				return true
			}
		case *syntax.Attribute:
			if f.Attr == "inject_globals" {
				return true
			}
		}
	}
	for m := range rule.All[*syntax.MagicStmt](p) {
		if !harmless(m.Text) {
			return true
		}
	}
	return strings.HasSuffix(p.File.Path, ".pyi") || p.Mentions("__builtin__", "SConscript", "sage: ")
}

// harmless tells whether an IPython escape certainly binds no names: %run, %load,
// %pylab, %store and extensions may bind any.
func harmless(text string) bool {
	text = strings.TrimLeft(text, " \t")
	if strings.HasPrefix(text, "!") || strings.HasPrefix(text, "?") || strings.HasSuffix(text, "?") {
		return true
	}
	name, _, _ := strings.Cut(strings.TrimLeft(text, "%"), " ")
	name, _, _ = strings.Cut(name, "\n")
	switch name {
	case "matplotlib", "time", "timeit", "config", "pip", "conda", "cd", "ls", "pwd", "who", "whos", "autoreload", "capture", "precision", "prun", "html", "bash", "sh", "latex", "markdown", "svg", "javascript", "js", "writefile", "mkdir", "cat", "env", "debug", "pdb", "xmode":
		return true
	}
	return false
}

// known are names that Python gives to modules and classes, or that tools give.
func known(name string) bool {
	switch name {
	case "__file__", "__name__", "__doc__", "__package__", "__spec__", "__loader__", "__path__", "__builtins__", "__dict__", "__class__", "__annotations__",
		"__module__", "__qualname__", "__cached__", "__debug__", "__type_params__", "__classdict__", "WindowsError", "reveal_type", "reveal_locals", "_", "__IPYTHON__",
		"unicode", "basestring", "long", "xrange", "raw_input", "unichr", "reduce", "cmp", "file", "execfile", "buffer", "apply", "coerce", "intern", "reload", "Exception", "Warning",
		"BaseException", "KeyboardInterrupt", "SystemExit", "GeneratorExit", "StopIteration", "StopAsyncIteration", "ExceptionGroup", "BaseExceptionGroup", "spark", "dbutils", "display", "sc":
		return true
	}
	return strings.HasSuffix(name, "Error") && builtinError(name) || strings.HasSuffix(name, "Warning") && builtinError(name)
}

func builtinError(name string) bool {
	for _, n := range strings.Fields(`ArithmeticError AssertionError AttributeError BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError
		ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError FileExistsError FileNotFoundError FloatingPointError
		FutureWarning IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError LookupError MemoryError ModuleNotFoundError NameError
		NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
		ResourceWarning RuntimeError RuntimeWarning SyntaxError SyntaxWarning SystemError TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError
		UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError ZeroDivisionError`) {
		if n == name {
			return true
		}
	}
	return false
}

// written tells whether the name is bound here, or deleted.
func written(p *rule.Pass, n *syntax.Name) bool {
	_, del := p.Parent(n).(*syntax.Delete)
	return del
}

// tried tells whether the code asks whether the name is there.
func tried(p *rule.Pass, n syntax.Node) bool {
	for up := p.Parent(n); up != nil; up = p.Parent(up) {
		t, ok := up.(*syntax.Try)
		if !ok {
			continue
		}
		for i := range t.Handlers {
			x := t.Handlers[i].Type
			if x == nil || strings.Contains(p.Source(x), "NameError") || strings.Contains(p.Source(x), "Exception") {
				return true
			}
		}
	}
	return false
}

// annotation tells whether the name stands in an annotation of a file that
// postpones them.
func annotation(p *rule.Pass, n syntax.Node) bool {
	if !p.Mentions("from __future__ import annotations") {
		return false
	}
	for child, up := n, p.Parent(n); up != nil; child, up = up, p.Parent(up) {
		switch u := up.(type) {
		case *syntax.Arg:
			return u.Annotation != nil && syntax.Node(u.Annotation) == child
		case *syntax.AnnAssign:
			return syntax.Node(u.Annotation) == child
		case *syntax.FunctionDef:
			return u.Returns != nil && syntax.Node(u.Returns) == child
		case syntax.Stmt:
			return false
		}
	}
	return false
}

// exported looks at the names that a module's __all__ lists; a package may name
// its modules there.
func exported(p *rule.Pass) {
	if strings.HasSuffix(p.File.Path, "__init__.py") {
		return
	}
	for _, st := range p.Tree.Body {
		a, ok := st.(*syntax.Assign)
		if f, isFunction := st.(*syntax.FunctionDef); isFunction && f.Name == "__getattr__" {
			return
		}
		if !ok || len(a.Targets) != 1 || rule.Dotted(a.Targets[0]) != "__all__" {
			continue
		}
		var elements []syntax.Expr
		switch v := a.Value.(type) {
		case *syntax.List:
			elements = v.Elts
		case *syntax.Tuple:
			elements = v.Elts
		}
		for _, e := range elements {
			if c, ok := e.(*syntax.Constant); ok && c.Kind == syntax.Str {
				if name, ok := c.Text(); ok && !p.BoundIn(name) && !p.Mentions("def __getattr__", "globals()[") {
					p.Report(c, "`"+name+"` is in __all__ and is not defined")
				}
			}
		}
	}
}
