// Package check finds calls and forms that do something else than they look like.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls, assignments, loops, comprehensions and docstrings.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		strip(p, c)
		flags(p, c)
		mode(p, c)
		environment(p, c)
		kinds(p, c)
		early(p, c)
		if len(c.Args) == 0 && len(c.Keywords) == 0 && p.Is(c.Func, "contextlib.suppress") {
			p.Report(c, "`suppress()` without exceptions suppresses none")
		}
	}
	for a := range rule.All[*syntax.Assign](p) {
		for _, t := range a.Targets {
			if _, ok := t.(*syntax.Attribute); ok && p.Is(t, "os.environ") {
				p.Report(a, "assigning `os.environ` leaves the environment of the process as it is: use `os.environ.clear()` and `update()`")
			}
		}
	}
	for a := range rule.All[*syntax.AnnAssign](p) {
		annotated(p, a)
	}
	for l := range rule.All[*syntax.For](p) {
		own(p, l)
		groups(p, l)
	}
	for d := range rule.All[*syntax.DictComp](p) {
		if still(d) {
			p.Report(d, "the key is the same in every turn: one entry is left of all")
		}
	}
	for u := range rule.All[*syntax.UnaryOp](p) {
		doubled(p, u)
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		docstring(p, f.Body)
	}
	for c := range rule.All[*syntax.ClassDef](p) {
		docstring(p, c.Body)
	}
}

// strip looks at words that are meant as a prefix or suffix.
func strip(p *rule.Pass, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || len(c.Args) != 1 || a.Attr != "strip" && a.Attr != "lstrip" && a.Attr != "rstrip" {
		return
	}
	text, ok := p.Text(c.Args[0])
	if !ok || !isWord(text) {
		return
	}
	instead := map[string]string{"lstrip": "use `removeprefix`", "rstrip": "use `removesuffix`", "strip": "use `removeprefix` and `removesuffix`"}[a.Attr]
	r := p.Report(c, "`"+a.Attr+"` takes a set of characters, not a text: "+instead)
	if a.Attr != "strip" {
		r.Fix(false, instead, rule.Edit{Span: rule.SpanOf(a.End-uint32(len(a.Attr)), a.End), Text: instead[5 : len(instead)-1]})
	}
}

// isWord tells whether characters read like a word or the end of a file's name: letters
// in no order, or one of them twice.
func isWord(text string) bool {
	letters, sorted, twice := 0, true, false
	for i, r := range text {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			letters++
		}
		sorted = sorted && (i == 0 || text[i-1] <= text[i])
		twice = twice || strings.ContainsRune(text[:i], r)
	}
	return len(text) > 2 && letters > 1 && letters*2 > len(text) && (!sorted || twice || text[0] == '.') && !strings.Contains(text, "abc") && !strings.Contains(text, "ABC")
}

// flags looks at flags of re that stand where a number is taken.
func flags(p *rule.Pass, c *syntax.Call) {
	at := -1
	switch {
	case p.Is(c.Func, "re.sub", "re.subn"):
		at = 3
	case p.Is(c.Func, "re.split"):
		at = 2
	case p.Is(c.Func, "re.Pattern.sub", "re.Pattern.subn"):
		at = 2
	case p.Is(c.Func, "re.Pattern.match", "re.Pattern.search", "re.Pattern.fullmatch", "re.Pattern.findall", "re.Pattern.finditer", "re.Pattern.split"):
		at = 1
	}
	if at < 0 || at >= len(c.Args) || rule.Open(c) || !isFlag(p, c.Args[at]) {
		return
	}
	r := p.Report(c.Args[at], "this place takes a number, not flags")
	if p.Is(c.Func, "re.*") && !p.Is(c.Func, "re.Pattern.*") {
		r.Fix(true, "name it", rule.Insert(c.Args[at].Span().Start, "flags="))
	}
}

func isFlag(p *rule.Pass, x syntax.Expr) bool {
	if b, ok := x.(*syntax.BinOp); ok {
		return b.Op == syntax.BitOr && isFlag(p, b.Left) && isFlag(p, b.Right)
	}
	return p.Is(x, "re.I", "re.IGNORECASE", "re.M", "re.MULTILINE", "re.S", "re.DOTALL", "re.X", "re.VERBOSE", "re.U", "re.UNICODE", "re.A", "re.ASCII", "re.L", "re.LOCALE")
}

// mode looks at modes that open refuses.
func mode(p *rule.Pass, c *syntax.Call) {
	at := 1
	switch {
	case p.Is(c.Func, "builtins.open", "io.open"):
	case p.Is(c.Func, "pathlib.Path.open"):
		at = 0
	default:
		return
	}
	if m := rule.ArgumentOf(c, at, "mode"); m != nil {
		if text, ok := p.Text(m); ok && !valid(text) {
			p.Report(m, "`open` has no such mode")
		}
	}
}

func valid(mode string) bool {
	for i := range mode {
		if !strings.ContainsRune("rwaxbt+U", rune(mode[i])) || strings.IndexByte(mode[i+1:], mode[i]) >= 0 {
			return false
		}
	}
	how := 0
	for _, r := range "rwax" {
		how += strings.Count(mode, string(r))
	}
	return (how == 1 || how == 0 && strings.Contains(mode, "U")) && !(strings.Contains(mode, "b") && strings.Contains(mode, "t"))
}

// environment looks at copies of the environment, and at defaults that are no text.
func environment(p *rule.Pass, c *syntax.Call) {
	if len(c.Args) == 1 && p.Is(c.Func, "copy.copy") && p.Is(c.Args[0], "os.environ") {
		p.Report(c, "a copy of `os.environ` by `copy.copy` still changes the environment").Fix(true, "use its own copy()", rule.Replace(c, p.Source(c.Args[0])+".copy()"))
	}
	if !p.Is(c.Func, "os.environ.get", "os.getenv") || !rule.IsConst(rule.ArgumentOf(c, 1, "default"), syntax.True, syntax.False) {
		return
	}
	up, ok := p.Parent(c).(*syntax.Call)
	if ok && p.Is(up.Func, "builtins.bool") {
		p.Report(up, "what is set is a text, and \"0\" and \"false\" are true: compare it")
	}
}

// kinds looks at lists where only a tuple is taken.
func kinds(p *rule.Pass, c *syntax.Call) {
	at := -1
	switch {
	case p.Is(c.Func, "builtins.isinstance", "builtins.issubclass"):
		at = 1
	case rule.LastName(c.Func) == "startswith" || rule.LastName(c.Func) == "endswith":
		at = 0
	}
	if at < 0 || at >= len(c.Args) {
		return
	}
	switch p.Value(c.Args[at]).(type) {
	case *syntax.List, *syntax.Set:
		p.Report(c.Args[at], "`"+rule.LastName(c.Func)+"` takes a tuple here, and raises a TypeError for this")
	}
}

// early looks at functions that are called where they should be handed over.
func early(p *rule.Pass, c *syntax.Call) {
	var given syntax.Expr
	switch {
	case p.Is(c.Func, "threading.Thread", "multiprocessing.Process"):
		given = rule.ArgumentOf(c, 1, "target")
	case p.Is(c.Func, "atexit.register", "threading.Timer", "signal.signal"):
		if given = rule.ArgumentOf(c, 0, "func"); !p.Is(c.Func, "atexit.register") {
			given = rule.ArgumentOf(c, 1, "function")
		}
	case rule.LastName(c.Func) == "submit" && p.HasType(receiver(c), "concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor"):
		given = rule.ArgumentOf(c, 0, "fn")
	}
	call, ok := given.(*syntax.Call)
	if !ok {
		return
	}
	if f := p.Called(call); f != nil && !gives(f) && len(f.Decorators) == 0 {
		p.Report(call, "`"+f.Name+"` runs here and now, and its result is handed over: leave out the parentheses")
	}
}

func receiver(c *syntax.Call) syntax.Expr {
	if a, ok := c.Func.(*syntax.Attribute); ok {
		return a.Value
	}
	return nil
}

// gives tells whether a function returns anything.
func gives(f *syntax.FunctionDef) bool {
	found := rule.IsGenerator(f)
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		r, ok := n.(*syntax.Return)
		found = found || ok && r.Value != nil
		return !found
	})
	return found
}
