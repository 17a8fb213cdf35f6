package main

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/model"
)

// afterEdits analyses forms that a program might have had before, and the program as an
// edit of them. What is said then must be what is said of the program by itself, which is
// given: a fault says what differs.
func (b *bench) afterEdits(p *program, fresh *claims) string {
	r := rand.New(rand.NewPCG(b.o.seed, uint64(p.ID)))
	one := p.otherForm(r)
	after := analyseForms(b.kinds, []*program{one.otherForm(r), one, p})
	if after.Fault != "" {
		return "after an edit: " + after.Fault
	}
	want, got := fresh.sorted(), after.sorted()
	for i := range want {
		if i >= len(got) || want[i] != got[i] {
			return "after an edit it says " + strings.Join(got[i:min(i+1, len(got))], "") + ", and of the program by itself " + want[i]
		}
	}
	if len(got) > len(want) {
		return "after an edit it says " + got[len(want)] + " as well"
	}
	return ""
}

// sorted are the things said, a text each, in an order that hangs on them alone.
func (c *claims) sorted() []string {
	var out []string
	text := func(x any) string {
		data, err := json.Marshal(x)
		if err != nil {
			panic(err)
		}
		return string(data)
	}
	for _, cl := range c.Claims {
		own := *cl
		own.Atoms = slices.SortedFunc(slices.Values(cl.Atoms), slices.Compare)
		own.Atoms = slices.CompactFunc(own.Atoms, slices.Equal)
		if cl.Targets != nil {
			t := slices.Compact(slices.Sorted(slices.Values(*cl.Targets)))
			own.Targets = &t
		}
		out = append(out, text(own))
	}
	for _, f := range c.Flows {
		out = append(out, text(f))
	}
	slices.Sort(out)
	return out
}

// analyseForms says of the last of some forms of a program what the analyser does when
// it has seen the others before, one as an edit of the other. A panic is a fault.
func analyseForms(kinds *model.Set, forms []*program) (out claims) {
	defer faults(&out)
	a := start(kinds, forms[0], true)
	a.solve(nil, nil)
	for _, p := range forms[1:] {
		a.claims()
		if !a.edit(p) {
			return analyse(kinds, forms[len(forms)-1])
		}
	}
	return a.claims()
}

var (
	defLine  = regexp.MustCompile(`^( *)((?:async )?def \w+\()(.*\):)$`)
	anyText  = regexp.MustCompile(`"[^"]*"`)
	anyBlock = regexp.MustCompile(`^(?:def|class|@)`)
)

// otherForm is the program with one module edited; it need not run.
func (p *program) otherForm(r *rand.Rand) *program {
	q := &program{ID: p.ID, Mods: slices.Clone(p.Mods), Uses: p.Uses}
	for range 20 {
		m := &q.Mods[r.IntN(len(q.Mods))]
		if text := editText(m.Text, r); text != m.Text {
			m.Text = text
			break
		}
	}
	return q
}

// editText makes one edit as people make them, if it fits where chance points.
func editText(text string, r *rand.Rand) string {
	lines := strings.Split(text, "\n")
	at := r.IntN(len(lines))
	line := lines[at]
	def := at
	for def > 0 && !defLine.MatchString(lines[def]) {
		def--
	}
	head := defLine.FindStringSubmatch(lines[def])
	inner := ""
	if head != nil {
		inner = head[1] + "    "
	}
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	switch kind := r.IntN(10); {
	case kind == 0 && indent != "" && !strings.HasSuffix(line, ":"):
		lines[at] = indent + "pass"
	case kind == 1 && anyText.MatchString(line):
		lines[at] = anyText.ReplaceAllLiteralString(line, `"other"`)
	case kind == 2 && strings.HasPrefix(line, "import ") || kind == 2 && strings.HasPrefix(line, "from "):
		lines[at] = "import json"
	case kind == 3:
		end := at + 1
		for end < len(lines) && (lines[end] == "" || lines[end][0] == ' ') {
			end++
		}
		if anyBlock.MatchString(line) {
			lines = slices.Delete(lines, at, end)
		}
	case head == nil:
	case kind == 4:
		lines = slices.Insert(lines, def+1, inner+"return "+`"early"`)
	case kind == 5:
		lines[def] = head[1] + head[2] + strings.TrimSuffix(head[3], "):") + strings.Repeat(", ", min(1, len(head[3])-2)) + "extra=1):"
	case kind == 6 && head[1] == "" && (def == 0 || !strings.HasPrefix(lines[def-1], "@")):
		lines = slices.Insert(lines, def, "def extra(a, b="+`"b"`+"):", "    return a + b", "")
	case kind == 7:
		lines = slices.Insert(lines, def+1, inner+"class Inner:", inner+"    x = "+`"x"`, inner+"held = lambda q: q + "+`"l"`)
	case kind == 8:
		lines = slices.Insert(lines, def+1, inner+"global G9", inner+"G9 = "+`"g"`)
	case kind == 9 && len(lines) > def+2 && strings.HasPrefix(lines[def+1], inner):
		lines = append(lines, "import json", `extra = json.dumps(["a"])`)
	}
	return strings.Join(lines, "\n")
}
