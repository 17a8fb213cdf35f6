// Package check finds except clauses that never run.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// tree is the built-in hierarchy: each line is a class and those below it.
const tree = `BaseException: SystemExit KeyboardInterrupt GeneratorExit Exception BaseExceptionGroup
Exception: StopIteration StopAsyncIteration ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError MemoryError NameError OSError IOError EnvironmentError ReferenceError RuntimeError SyntaxError SystemError TypeError ValueError Warning ExceptionGroup
ArithmeticError: FloatingPointError OverflowError ZeroDivisionError
ImportError: ModuleNotFoundError
LookupError: IndexError KeyError
NameError: UnboundLocalError
OSError: BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError
ConnectionError: BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError
RuntimeError: NotImplementedError RecursionError
SyntaxError: IndentationError
ValueError: UnicodeError
UnicodeError: UnicodeDecodeError UnicodeEncodeError`

func parents() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(tree, "\n") {
		above, below, _ := strings.Cut(line, ": ")
		for _, b := range strings.Fields(below) {
			out["builtins."+b] = "builtins." + above
		}
	}
	return out
}

// Check compares each clause with those before it.
func Check(p *rule.Pass) {
	var above map[string]string
	for t := range rule.All[*syntax.Try](p) {
		if len(t.Handlers) < 2 {
			continue
		}
		if above == nil {
			above = parents()
		}
		var seen []string
		for i := range t.Handlers {
			h := &t.Handlers[i]
			types := members(h.Type)
			caught := len(types) > 0
			var names []string
			for _, x := range types {
				n := p.Names(x)
				names = append(names, n...)
				caught = caught && len(n) == 1 && covered(p, n[0], seen, above)
			}
			if caught {
				p.Report(h.Type, "").Fix(false, "delete the clause", rule.Edit{Span: p.Lines(h)})
			}
			seen = append(seen, names...)
		}
	}
}

func members(x syntax.Expr) []syntax.Expr {
	switch x := x.(type) {
	case nil:
		return nil
	case *syntax.Tuple:
		return x.Elts
	}
	return []syntax.Expr{x}
}

// covered tells whether a type, or one above it, was caught before.
func covered(p *rule.Pass, name string, seen []string, above map[string]string) bool {
	for _, s := range seen {
		if alias(s) == alias(name) || p.Inherits(name, s) {
			return true
		}
		for n := alias(name); n != ""; n = above[n] {
			if n == alias(s) {
				return true
			}
		}
	}
	return false
}

// alias maps the old names of OSError.
func alias(name string) string {
	if name == "builtins.IOError" || name == "builtins.EnvironmentError" {
		return "builtins.OSError"
	}
	return name
}
