// Package check finds programs that are run and whose exit status nobody reads.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at runs whose result is dropped, or kept in a variable that nothing reads.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.ExprStmt](p) {
		c, ok := s.Value.(*syntax.Call)
		if !ok || rule.Open(c) {
			continue
		}
		switch {
		case p.Is(c.Func, "subprocess.run"):
			if rule.Keyword(c, "check") == nil {
				p.Report(c, "").Fix(false, "raise an error when it fails", checked(c))
			}
		case p.Is(c.Func, "subprocess.call"):
			p.Report(c, "")
		case p.Is(c.Func, "os.system"):
			if text, known := p.Text(rule.ArgumentOf(c, 0, "command")); !known || !screen(text) {
				p.Report(c, "")
			}
		}
	}
	for _, o := range p.Objects("subprocess.run") {
		if rule.Keyword(o.Call, "check") == nil && !rule.Open(o.Call) && len(o.Uses) == 0 && o.Function != nil {
			p.Report(o.Call, "").Fix(false, "raise an error when it fails", checked(o.Call))
		}
	}
}

// screen tells commands that change nothing but what is shown.
func screen(command string) bool {
	switch command {
	case "", "clear", "cls", "pause", "color":
		return true
	}
	return false
}

// checked adds check=True as the last argument.
func checked(c *syntax.Call) rule.Edit {
	end := c.Func.Span().End + 1
	for _, a := range c.Args {
		end = max(end, a.Span().End)
	}
	for i := range c.Keywords {
		end = max(end, c.Keywords[i].End)
	}
	if len(c.Args)+len(c.Keywords) == 0 {
		return rule.Insert(end, "check=True")
	}
	return rule.Insert(end, ", check=True")
}
