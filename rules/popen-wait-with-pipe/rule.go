// Package check finds waits for processes whose pipes nobody reads.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at processes that one function starts and waits for.
func Check(p *rule.Pass) {
	attributes(p)
	for _, o := range p.Objects("subprocess.Popen", "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell") {
		wait := o.First("wait", "poll")
		if wait == nil || !piped(p, o.Call) || o.Has("communicate") || readBefore(o, wait) || o.Escapes(nil) {
			continue
		}
		if rule.LastName(wait.Func) == "poll" && !loops(p, wait) {
			continue
		}
		r := p.Report(wait, "")
		if a, ok := wait.Func.(*syntax.Attribute); ok && len(wait.Args)+len(wait.Keywords) == 0 && a.Attr == "wait" && !o.Reads("stdout", "stderr") {
			if _, alone := p.Parent(wait).(*syntax.ExprStmt); alone {
				r.Fix(true, "read and wait", rule.Edit{Span: rule.SpanOf(a.End-uint32(len(a.Attr)), a.End), Text: "communicate"})
			}
		}
	}
}

// readBefore tells whether a pipe is read, or handed to something, before the wait.
func readBefore(o *rule.Object, wait *syntax.Call) bool {
	for _, u := range o.Uses {
		if u.Kind == rule.UseAttribute && (u.Method == "stdout" || u.Method == "stderr") && u.Node.Start < wait.Start {
			return true
		}
	}
	return false
}

// loops tells whether a poll is asked again and again, with nothing read between.
func loops(p *rule.Pass, poll *syntax.Call) bool {
	l, ok := p.Loop(poll).(*syntax.While)
	if !ok {
		return false
	}
	reads := false
	rule.EachOwn(l.Body, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Attribute)
		reads = reads || ok && (a.Attr == "stdout" || a.Attr == "stderr")
		return !reads
	})
	return !reads
}

// attributes looks at processes that an object keeps.
func attributes(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "wait" {
			continue
		}
		x, ok := a.Value.(*syntax.Attribute)
		if !ok {
			continue
		}
		for _, v := range p.SelfValues(x) {
			made, ok := p.CallTo(v, "subprocess.Popen")
			if ok && piped(p, made) && !mentions(p.Class(c), "communicate", "stdout", "stderr") {
				p.Report(c, "")
			}
		}
	}
}

// mentions tells whether a class has one of the attributes somewhere.
func mentions(c *syntax.ClassDef, names ...string) bool {
	found := false
	syntax.Walk(c, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Attribute)
		for _, name := range names {
			found = found || ok && a.Attr == name
		}
		return !found
	})
	return found
}

func piped(p *rule.Pass, c *syntax.Call) bool {
	for _, name := range []string{"stdout", "stderr"} {
		if x := rule.Keyword(c, name); x != nil && p.Is(x, "subprocess.PIPE", "asyncio.subprocess.PIPE") {
			return true
		}
	}
	return false
}
