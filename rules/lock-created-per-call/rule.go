// Package check finds locks that no two threads share.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func locks() []string {
	var out []string
	for _, module := range []string{"threading", "multiprocessing", "asyncio"} {
		for _, class := range []string{"Lock", "RLock", "Semaphore", "BoundedSemaphore"} {
			out = append(out, module+"."+class)
		}
	}
	return out
}

// Check looks at locks that a function makes, takes and forgets.
func Check(p *rule.Pass) {
	classes := locks()
	for _, o := range p.Objects(classes...) {
		if o.Function != nil && !outlives(p, o) && taken(o) && p.Parent(o.Call) != nil {
			p.Report(o.Call, "")
		}
	}
	for w := range rule.All[*syntax.With](p) {
		for i := range w.Items {
			if c, ok := p.CallTo(w.Items[i].Context, classes...); ok && w.Items[i].Vars == nil {
				p.Report(c, "")
			}
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "acquire" {
			if made, ok := p.CallTo(a.Value, classes...); ok {
				p.Report(made, "")
			}
		}
	}
}

// outlives tells whether somebody else may get the lock.
func outlives(p *rule.Pass, o *rule.Object) bool {
	return p.SaidGlobal(o.Name) || o.Escapes(nil) || o.In(rule.UseOther)
}

// taken tells whether the function takes the lock.
func taken(o *rule.Object) bool { return o.In(rule.UseWith) || o.Has("acquire") }
