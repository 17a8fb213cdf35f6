// Package check finds processes that do not get what is made for them.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func shared() []string {
	var out []string
	for _, n := range []string{"Queue", "JoinableQueue", "SimpleQueue", "Pipe", "Lock", "RLock", "Semaphore", "Event", "Condition", "Value", "Array", "Manager"} {
		out = append(out, "multiprocessing."+n)
	}
	return out
}

// Check looks at functions that make both a shared object and a process.
func Check(p *rule.Pass) {
	made := shared()
	for f := range rule.All[*syntax.FunctionDef](p) {
		names := map[string]bool{}
		var processes []*syntax.Call
		rule.EachOwn(f.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Assign:
				if c, ok := n.Value.(*syntax.Call); ok && p.Is(c.Func, made...) {
					for _, t := range n.Targets {
						syntax.Walk(t, func(x syntax.Node) bool {
							if v, ok := x.(*syntax.Name); ok {
								names[v.ID] = true
							}
							return true
						})
					}
				}
			case *syntax.Call:
				if p.Is(n.Func, "multiprocessing.Process", "multiprocessing.context.Process") {
					processes = append(processes, n)
				}
			}
			return true
		})
		if len(names) == 0 || len(processes) == 0 || handed(f, processes, names) {
			continue
		}
		p.Report(processes[0], "")
	}
}

// handed tells whether one of the names reaches a process or anything else.
func handed(f *syntax.FunctionDef, processes []*syntax.Call, names map[string]bool) bool {
	found := false
	for _, c := range processes {
		found = found || rule.Open(c)
		syntax.Walk(c, func(n syntax.Node) bool {
			x, ok := n.(*syntax.Name)
			found = found || ok && names[x.ID]
			_, lambda := n.(*syntax.Lambda)
			found = found || lambda
			return !found
		})
		if a, ok := rule.Keyword(c, "target").(*syntax.Attribute); ok && a != nil {
			found = true // the bound object may hold it
		}
		if x := rule.Keyword(c, "args"); x != nil {
			if _, literal := x.(*syntax.Tuple); !literal {
				found = true
			}
		}
	}
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			for _, a := range n.Args {
				x, ok := a.(*syntax.Name)
				found = found || ok && names[x.ID]
			}
		case *syntax.Assign:
			x, ok := n.Value.(*syntax.Name)
			found = found || ok && names[x.ID]
		}
		return !found
	})
	return found
}
