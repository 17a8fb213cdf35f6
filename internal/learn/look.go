package learn

import (
	"regexp"
	"slices"
	"strings"

	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// look is one look at one file.
type look struct {
	*rule.Pass
	n    *Notes
	test bool
}

func (n *Notes) look(p *rule.Pass) {
	if strings.HasSuffix(p.File.Path, ".proof.py") { // it proves rows, and shows nothing
		return
	}
	l := &look{p, n, rule.IsTest(p.File.Path)}
	if root, _, _ := strings.Cut(p.Module, "."); root != "" {
		n.mu.Lock()
		n.roots[root] = true
		n.mu.Unlock()
	}
	for f := range rule.All[*syntax.FunctionDef](p) {
		if !l.test {
			l.function(f)
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		l.call(c)
	}
	if !l.test {
		return
	}
	for a := range rule.All[*syntax.Assert](p) {
		if c, ok := a.Test.(*syntax.Compare); ok && len(c.Ops) == 1 && c.Ops[0] == syntax.Eq {
			l.equal(c.Left, c.Comparators[0])
			l.equal(c.Comparators[0], c.Left)
		}
	}
	for w := range rule.All[*syntax.With](p) {
		l.raises(w)
	}
}

// at is a place of the file, with what it says.
func (l *look) at(n syntax.Node, says string) Evidence {
	return Evidence{l.File.Path, int(l.File.LineOf(n.Span().Start)), says}
}

// name is the one dotted name of an expression, as the models call it, or "".
func (l *look) name(x syntax.Expr) string {
	names := l.Names(x)
	if len(names) == 0 {
		return ""
	}
	return names[len(names)-1]
}

// function notes a function at the top of a module, and its decorators.
func (l *look) function(f *syntax.FunctionDef) {
	for _, d := range f.Decorators {
		l.decorator(d, f)
	}
	if l.Parent(f) != nil || l.Module == "" {
		return
	}
	note := &function{name: l.Module + "." + f.Name}
	if f.Args != nil {
		for i := range f.Args.Args {
			note.params = append(note.params, f.Args.Args[i].Name)
		}
	}
	note.body = l.body(f)
	l.n.mu.Lock()
	l.n.functions[note.name] = note
	l.n.mu.Unlock()
}

// body are the places of a function's body that take something away from a text, or
// refuse it.
func (l *look) body(f *syntax.FunctionDef) []observation {
	var out []observation
	note := func(n syntax.Node, says, text string) {
		if marks := marksIn(text); len(marks) > 0 {
			out = append(out, observation{l.at(n, says), marks})
		}
	}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			a, ok := n.Func.(*syntax.Attribute)
			if !ok || len(n.Args) < 2 {
				break
			}
			text, constant := l.Text(n.Args[0])
			switch {
			case !constant:
			case a.Attr == "replace":
				note(n, "replaces "+quote(text), text)
			case (a.Attr == "sub" || a.Attr == "subn") && l.Is(n.Func, "re.sub", "re.subn"):
				note(n, "replaces what matches "+quote(text), taken(text))
			}
		case *syntax.If:
			if raises(n.Body) {
				l.refused(n, note)
			}
		}
		return true
	})
	return out
}

// refused looks at a test behind which a function raises.
func (l *look) refused(n *syntax.If, note func(syntax.Node, string, string)) {
	syntax.Walk(n.Test, func(c syntax.Node) bool {
		if k, ok := c.(*syntax.Constant); ok && k.Kind == syntax.Str {
			if text, ok := k.Text(); ok {
				note(n, "raises where "+quote(strings.Join(strings.Fields(l.Source(n.Test)), " ")), text)
			}
		}
		return true
	})
}

func raises(body []syntax.Stmt) bool {
	return slices.ContainsFunc(body, func(s syntax.Stmt) bool { _, ok := s.(*syntax.Raise); return ok })
}

// taken is what a replaced expression takes away: all of the marks, where it names
// what is kept.
func taken(expression string) string {
	if strings.HasPrefix(expression, "[^") {
		kept := expression
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(kept, r) {
				return -1
			}
			return r
		}, allMarks)
	}
	return expression
}

const allMarks = "<>&'\"/\\\n\r;|$`()"

// marksIn are the characters of a text that mean something to somebody.
func marksIn(text string) []string {
	var out []string
	for _, m := range strings.Split(allMarks, "") {
		if strings.Contains(text, m) {
			out = append(out, m)
		}
	}
	if strings.Contains(text, "..") {
		out = append(out, "..")
	}
	if strings.Contains(text, "://") {
		out = append(out, "://")
	}
	return out
}

func quote(s string) string {
	if len(s) > 40 {
		s = strings.ToValidUTF8(s[:37], "") + "..."
	}
	return "`" + strings.ReplaceAll(s, "\n", `\n`) + "`"
}

// decorator notes a decorator that no model knows.
func (l *look) decorator(d syntax.Expr, f *syntax.FunctionDef) {
	x, route := d, ""
	if c, ok := d.(*syntax.Call); ok {
		x = c.Func
		if len(c.Args) > 0 {
			route, _ = l.Text(c.Args[0])
		}
	}
	name := l.name(x)
	if name == "" || quiet(name) || l.Module == "" {
		return
	}
	if e := l.n.models.Entry(name); e != nil && e.Decorates != nil {
		return
	}
	says := "decorates " + f.Name
	if route != "" {
		says += " with " + quote(route)
	}
	l.n.use(l.n.decorators, name, l.at(d, says), routeMark(route), l.Module+"."+f.Name)
}

// routeMark says how a decorator's text writes the parameters of an address.
func routeMark(route string) string {
	switch {
	case !strings.HasPrefix(route, "/"):
		return ""
	case strings.Contains(route, "<"):
		return "angle"
	case strings.Contains(route, "{"):
		return "brace"
	}
	return "route"
}

// quiet tells names of Python itself, and of what tests functions: nothing from
// outside comes through them.
func quiet(name string) bool {
	root, _, _ := strings.Cut(name, ".")
	return slices.Contains([]string{"builtins", "functools", "contextlib", "abc", "dataclasses", "typing", "typing_extensions", "pytest", "unittest",
		"enum", "atexit", "staticmethod", "overrides", "six", "numba", "attr", "attrs", "warnings", "asyncio", "types", "collections", "logging", "os", "sys", "re", "json", "io"}, root)
}

var (
	statement = regexp.MustCompile(`(?is)^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s.+\sset\s|delete\s+from\s|create\s+(table|index|view)\s|alter\s+table\s|drop\s+table\s)`)
	command   = regexp.MustCompile(`^\s*(sudo|git|ls|rm|cp|mv|tar|curl|ssh|scp|apt-get|pip|chmod|chown|mkdir|cat|systemctl|ffmpeg|rsync|kubectl)\s+\S`)
)

// call notes calls that are given a statement or a command, those whose result is
// cleaned, and, in tests, comparisons.
func (l *look) call(c *syntax.Call) {
	names := l.Names(c.Func)
	l.n.mu.Lock()
	for _, name := range names {
		l.n.called[name]++
	}
	l.n.mu.Unlock()
	if l.test {
		l.assertion(c)
		return
	}
	if l.known(names) {
		l.cleaned(c, names)
		return
	}
	for i, a := range c.Args {
		if kind := l.language(a); kind != "" {
			if key := l.callee(c, names); key != "" {
				l.n.use(l.n.sinks, key+"|"+itoa(i)+"|"+kind, l.at(c, "is given "+quote(firstWords(l.head(a)))), "", "")
			}
			return
		}
	}
}

func itoa(i int) string { return string(rune('0' + min(i, 9))) }

func firstWords(s string) string { return strings.Join(strings.Fields(s), " ") }

// head is the constant text that an expression begins with.
func (l *look) head(x syntax.Expr) string {
	pieces := l.Pieces(x)
	if len(pieces) == 0 || pieces[0].X != nil {
		return ""
	}
	return pieces[0].Text
}

// language is the sink kind of what a text looks like.
func (l *look) language(x syntax.Expr) string {
	switch x.(type) {
	case *syntax.Constant, *syntax.JoinedStr, *syntax.BinOp, *syntax.Name, *syntax.Call:
	default:
		return ""
	}
	whole := ""
	for _, p := range l.Pieces(x) {
		if p.X != nil {
			whole += " x "
		} else {
			whole += p.Text
		}
	}
	switch {
	case statement.MatchString(whole):
		return "sql-text"
	case command.MatchString(whole) && !strings.HasSuffix(strings.TrimSpace(whole), "."):
		return "shell-command"
	}
	return ""
}

// known tells whether a row says something of what is called.
func (l *look) known(names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return l.n.models.Row(n) != nil })
}

// spoken are methods that only talk about a text, or put it together.
var spoken = []string{"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "format", "join", "append", "extend", "add", "write", "startswith",
	"endswith", "replace", "split", "strip", "dedent", "search", "match", "compile", "assertEqual", "assertIn", "encode", "lower", "upper", "get", "setdefault", "update", "insert", "help", "echo", "text"}

// callee is the key of what is called: the name of a library or of the project, or a
// method of anything.
func (l *look) callee(c *syntax.Call, names []string) string {
	last := rule.LastName(c.Func)
	if last == "" || slices.Contains(spoken, last) || len(l.n.models.Method(last)) > 0 || last[0] >= 'A' && last[0] <= 'Z' {
		return ""
	}
	for i := len(names) - 1; i >= 0; i-- {
		if !quiet(names[i]) && strings.Contains(names[i], ".") {
			return names[i]
		}
	}
	if _, method := c.Func.(*syntax.Attribute); method && len(names) == 0 {
		return "*." + last
	}
	return ""
}

// cleaned notes what the project itself makes safe: it comes from outside.
func (l *look) cleaned(c *syntax.Call, names []string) {
	var by *model.Entry
	for _, n := range names {
		if e := l.n.models.Entry(n); e != nil && len(e.Sanitizers) > 0 && e.Sanitizers[0].Cleans&l.n.models.Always == 0 {
			by = e
		}
	}
	if by == nil || len(c.Args) == 0 {
		return
	}
	x := l.Value(c.Args[0])
	if s, ok := x.(*syntax.Subscript); ok {
		x = s.Value
	}
	suffix := ""
	if call, ok := x.(*syntax.Call); ok {
		x, suffix = call.Func, "()"
	}
	inner := l.Names(x)
	if len(inner) == 0 || l.known(inner) {
		return
	}
	name := inner[len(inner)-1]
	if !strings.Contains(name, ".") || quiet(name) {
		return
	}
	l.n.use(l.n.sources, name+suffix, l.at(c, "cleans what it gives with "+by.Name), "", "")
}

// equal notes what a test says that a function makes of a text.
func (l *look) equal(call, result syntax.Expr) {
	c, ok := call.(*syntax.Call)
	if !ok || len(c.Args) == 0 {
		return
	}
	given, ok1 := l.Text(c.Args[0])
	gives, ok2 := l.Text(result)
	name := l.name(c.Func)
	if !ok1 || !ok2 || name == "" {
		return
	}
	gone := slices.DeleteFunc(marksIn(given), func(m string) bool { return strings.Contains(gives, m) && !escapes(given, gives, m) })
	if len(gone) > 0 {
		l.testimony(name, observation{l.at(c, "a test says that "+quote(given)+" becomes "+quote(gives)), gone})
	}
}

// escapes tells whether a mark that is still there belongs to what stands for it.
func escapes(given, gives, m string) bool {
	return m == "&" && strings.Contains(gives, "&lt;") || m == `\` && strings.Contains(gives, `\'`)
}

func (l *look) testimony(name string, o observation) {
	l.n.mu.Lock()
	l.n.tested[name] = append(l.n.tested[name], o)
	l.n.mu.Unlock()
}

// assertion notes assertEqual(f(text), text) and assertRaises(Error, f, text).
func (l *look) assertion(c *syntax.Call) {
	switch rule.LastName(c.Func) {
	case "assertEqual", "assertEquals":
		if len(c.Args) >= 2 {
			l.equal(c.Args[0], c.Args[1])
			l.equal(c.Args[1], c.Args[0])
		}
	case "assertRaises", "raises":
		if len(c.Args) >= 3 {
			l.refuses(c, c.Args[1], c.Args[2])
		}
	}
}

// raises notes what a test expects to be refused: the calls below a with statement
// that expects an exception.
func (l *look) raises(w *syntax.With) {
	expects := slices.ContainsFunc(w.Items, func(i syntax.WithItem) bool {
		c, ok := i.Context.(*syntax.Call)
		return ok && slices.Contains([]string{"raises", "assertRaises", "assertRaisesRegex"}, rule.LastName(c.Func))
	})
	if !expects || len(w.Body) != 1 {
		return
	}
	rule.EachOwn(w.Body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok && len(c.Args) > 0 {
			l.refuses(c, c.Func, c.Args[0])
		}
		return true
	})
}

func (l *look) refuses(at syntax.Node, f, given syntax.Expr) {
	text, ok := l.Text(given)
	name := l.name(f)
	if marks := marksIn(text); ok && name != "" && len(marks) > 0 {
		l.testimony(name, observation{l.at(at, "a test says that "+quote(text)+" is refused"), marks})
	}
}
