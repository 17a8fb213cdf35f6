package learn

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
)

// cleansOf are the clean kinds that taking a mark away may stand for, the most
// telling first.
func cleansOf(mark string) []string {
	switch mark {
	case "<", ">":
		return []string{"html-escaped", "xml-escaped"}
	case "&":
		return []string{"html-escaped", "xml-escaped", "shell-quoted"}
	case "'", `"`:
		return []string{"sql-quoted", "html-escaped"}
	case "..", "/", `\`:
		return []string{"traversal-checked", "path-base-name"}
	case "\n", "\r":
		return []string{"newline-free"}
	case ";", "|", "$", "`":
		return []string{"shell-quoted", "sql-quoted"}
	case "(", ")":
		return []string{"regex-escaped"}
	case "://":
		return []string{"host-checked", "relative-url"}
	}
	return nil
}

// telling are words in the name of a function that cleans.
var telling = []string{"sanitize", "sanitise", "escape", "clean", "quote", "validate", "safe", "secure", "check", "strip", "normalize", "normalise", "filter", "verify", "ensure"}

// sanitizers proposes functions of the project that flows pass through, and of which
// a test says what they take away, or which their name and body tell of.
func (n *Notes) sanitizers(findings []*finding.Finding, rules []*rule.Rule) []*Proposal {
	byRule := map[string]*rule.Rule{}
	for _, r := range rules {
		byRule[r.ID] = r
	}
	byKey := map[string]*Proposal{}
	for _, f := range findings {
		r := byRule[f.Rule.ID]
		if r == nil || f.Suppression != "" {
			continue
		}
		for _, name := range passed(f) {
			note := n.functions[name]
			if note == nil || len(note.params) == 0 {
				continue
			}
			seen := slices.Concat(n.tested[name], note.body)
			if len(n.tested[name]) == 0 && !tells(name) {
				continue
			}
			kind := n.clears(r, seen)
			if kind == "" {
				continue
			}
			key := name + "(0:" + note.params[0] + ")"
			p := byKey[key+kind]
			if p == nil {
				p = &Proposal{Section: "sanitizers", Key: key, Value: "[" + kind + "]", imports: module(name),
					proof: []string{fmt.Sprintf("sink(%s(source()))  # clean: %s", name, kind)}}
				byKey[key+kind] = p
			}
			for _, o := range seen {
				p.Evidence = append(p.Evidence, o.Evidence)
			}
		}
	}
	var out []*Proposal
	for _, key := range sortedKeys(byKey) {
		out = append(out, byKey[key])
	}
	return out
}

// passed are the functions that the data of a finding goes into and comes back from.
func passed(f *finding.Finding) []string {
	if len(f.Flow) < 2 {
		return nil
	}
	var out []string
	sink := f.Flow[len(f.Flow)-1]
	for i := range f.Flow {
		s := &f.Flow[i]
		if s.Function != "" && (s.Function != sink.Function || s.Depth != sink.Depth) && !slices.Contains(out, s.Function) {
			out = append(out, s.Function)
		}
	}
	return out
}

// tells says whether a function's name is one of something that cleans.
func tells(name string) bool {
	words := rule.SplitWords(name[strings.LastIndexByte(name, '.')+1:])
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(telling, w) })
}

// clears is the clean kind that the observations stand for and that a rule asks
// about, or "".
func (n *Notes) clears(r *rule.Rule, seen []observation) string {
	var asked model.Bits
	for i := range r.Flows {
		asked |= r.Flows[i].Unless &^ n.models.Always
	}
	for _, o := range seen {
		for _, m := range o.marks {
			for _, kind := range cleansOf(m) {
				if bit, ok := n.models.CleanBit(kind); ok && asked&bit != 0 {
					return kind
				}
			}
		}
	}
	return ""
}

// minimal is how many uses make a habit.
const minimal = 2

// entries proposes decorators of functions that nothing in the project calls.
func (n *Notes) entries() []*Proposal {
	var out []*Proposal
	for _, name := range sortedKeys(n.decorators) {
		u := n.decorators[name]
		kind := n.entryKind(name, u)
		if kind == "" || len(u.places) < minimal {
			continue
		}
		if slices.ContainsFunc(u.inner, func(f string) bool { return n.called[f] > 0 }) {
			continue // the project calls them itself
		}
		value, route := "params: "+kind, ""
		if slices.Contains(u.marks, "angle") || slices.Contains(u.marks, "brace") {
			route = u.marks[slices.IndexFunc(u.marks, func(m string) bool { return m == "angle" || m == "brace" })]
			value += ", route: " + route
		}
		p := &Proposal{Section: "entrypoints", Key: "@" + name, Value: "{" + value + "}", Evidence: slices.Clone(u.places), imports: module(name)}
		if class := classIn(name); class != "" {
			p.classes, p.imports = append(p.classes, class), module(class)
			p.proof = []string{"@" + class + "()." + name[len(class)+1:] + "(\"/\")", "def entry%d(value):", "    sink(value)  # source: " + kind}
		} else {
			p.proof = []string{"@" + name + "(\"/\")", "def entry%d(value):", "    sink(value)  # source: " + kind}
		}
		out = append(out, p)
	}
	return out
}

// classIn is the class whose method a dotted name is, by its capital letter, or "".
func classIn(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts[:len(parts)-1] {
		if i > 0 && p[0] >= 'A' && p[0] <= 'Z' {
			return strings.Join(parts[:i+1], ".")
		}
	}
	return ""
}

// entryKind is what a decorator's functions are given, by its routes or its name.
func (n *Notes) entryKind(name string, u *uses) string {
	if len(u.marks) > 0 {
		return "http-input"
	}
	words := rule.SplitWords(name[strings.LastIndexByte(name, '.')+1:])
	has := func(list ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
	}
	switch {
	case has("route", "endpoint", "webhook", "rpc", "api"):
		return "http-input"
	case has("subscribe", "subscriber", "consumer", "consume", "listener", "listen", "handler", "event", "message", "task", "job", "receiver"):
		return "message-input"
	case has("command"):
		return "argument-input"
	}
	return ""
}

// wrappers proposes calls that no model knows and that get statements or commands.
func (n *Notes) wrappers() []*Proposal {
	var out []*Proposal
	for _, id := range sortedKeys(n.sinks) {
		u := n.sinks[id]
		parts := strings.Split(id, "|")
		name, position, kind := parts[0], parts[1], parts[2]
		if len(u.places) < minimal || n.own(name) && n.functions[name] == nil {
			continue
		}
		p := &Proposal{Section: "sinks", Key: name + "(" + position + ")", Value: kind, Evidence: slices.Clone(u.places)}
		before := ""
		for i := range int(position[0] - '0') {
			before += fmt.Sprintf("%d, ", i)
		}
		method, anything := strings.CutPrefix(name, "*.")
		class := classIn(name)
		switch {
		case anything:
			p.proof = []string{"def use%d(anything):", fmt.Sprintf("    anything.%s(%ssource())  # sink: %s", method, before, kind)}
		case class != "":
			p.classes, p.imports = append(p.classes, class), module(class)
			p.proof = []string{fmt.Sprintf("%s().%s(%ssource())  # sink: %s", class, name[len(class)+1:], before, kind)}
		default:
			p.imports = module(name)
			p.proof = []string{fmt.Sprintf("%s(%ssource())  # sink: %s", name, before, kind)}
		}
		out = append(out, p)
	}
	return out
}

// foreign proposes library calls whose results the project cleans.
func (n *Notes) foreign() []*Proposal {
	var out []*Proposal
	for _, key := range sortedKeys(n.sources) {
		name := strings.TrimSuffix(key, "()")
		if n.own(name) || classIn(name) != "" {
			continue
		}
		out = append(out, &Proposal{Section: "sources", Key: key, Value: "untrusted", Evidence: slices.Clone(n.sources[key].places), imports: module(name),
			proof: []string{fmt.Sprintf("sink(%s)  # source: untrusted", key)}})
	}
	return out
}

func module(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[:i]
	}
	return name
}
