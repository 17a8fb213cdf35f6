package main

import "strings"

// maxTries bounds the attempts to make one failure smaller.
const maxTries = 600

// shrink takes statements out of a failing program as long as it still fails
// in the same way.
func (b *bench) shrink(f failure) *program {
	p := f.P
	tries := 0
	for changed := true; changed && tries < maxTries; {
		changed = false
		for m := len(p.Mods) - 1; m >= 0; m-- {
			for k := 0; tries < maxTries; k++ {
				cuts := b.cuts(p.Mods[m].Text)
				if k >= len(cuts) {
					break
				}
				tries++
				if q := p.without(m, &cuts[k]); q.Mods[m].Text != p.Mods[m].Text && b.fails(q, f.Kind) {
					p, changed = q, true
					k--
				}
			}
		}
	}
	return p.withoutUnused()
}

// withoutUnused drops the modules of which nothing is left.
func (p *program) withoutUnused() *program {
	q := &program{ID: p.ID, Uses: p.Uses}
	for i, m := range p.Mods {
		if t := strings.TrimSpace(m.Text); t != "pass" && t != "" || i == len(p.Mods)-1 {
			q.Mods = append(q.Mods, m)
		}
	}
	return q
}

func (b *bench) cuts(text string) []cut {
	py := <-b.pool
	defer func() { b.pool <- py }()
	a, err := py.ask(&job{Statements: text})
	if err != nil {
		return nil
	}
	return a.Statements
}

func (b *bench) fails(p *program, kind string) bool {
	a, err := b.judge(p)
	if err != nil {
		return false
	}
	for _, f := range p.failures(a) {
		if f.Kind == kind {
			return true
		}
	}
	return false
}

// without is the program without a piece of one module.
func (p *program) without(m int, c *cut) *program {
	q := &program{ID: p.ID, Mods: append([]module(nil), p.Mods...), Uses: p.Uses}
	lines := strings.Split(p.Mods[m].Text, "\n")
	out := append([]string(nil), lines[:c.First-1]...)
	switch {
	case len(c.Lift) == 3:
		for _, l := range lines[c.Lift[0]-1 : c.Lift[1]] {
			out = append(out, l[min(c.Lift[2], len(l)-len(strings.TrimLeft(l, " "))):])
		}
	case c.With != "":
		out = append(out, c.With)
	}
	q.Mods[m].Text = strings.Join(append(out, lines[c.Last:]...), "\n")
	return q
}
