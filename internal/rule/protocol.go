package rule

import (
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/typestate"
	"leadline/internal/value"
)

// Protocol is the form "an object must be used in this order": what makes it or
// begins it, its states, what moves it from one to another, and where it must not
// be in which.
type Protocol struct {
	typestate.Protocol
	// Begin are the calls that make the object, or, with Receiver, whose receiver
	// it is.
	Begin    []*Pattern
	Unless   []*Pattern
	Receiver bool
	// Lends are dotted names of calls that use the object and do not keep it.
	Lends []string
	// Says are the texts of the wrongs, in their order.
	Says []wrongText
	// NotIn are words in the names of functions that are not judged: those whose
	// purpose is to begin an object for somebody else.
	NotIn    []string
	Paths    []string
	NotPaths []string
	Fix      *FixTemplate
}

// wrongText is what is said of a wrong, and where.
type wrongText struct {
	message  string
	severity *finding.Severity
	// begin puts the finding at the call that began the object.
	begin bool
}

// protocolFile is an entry of the key protocol as written.
type protocolFile struct {
	MadeBy   []string          `yaml:"made-by"`
	BegunBy  []string          `yaml:"begun-by"`
	Unless   []string          `yaml:"unless"`
	States   []string          `yaml:"states"`
	Moves    []moveFile        `yaml:"moves"`
	Tests    map[string]string `yaml:"tests"`
	Wrong    []wrongFile       `yaml:"wrong"`
	Lends    []string          `yaml:"lends"`
	NotIn    []string          `yaml:"not-in"`
	Paths    []string          `yaml:"paths"`
	NotPaths []string          `yaml:"not-paths"`
	Fix      *fixFile          `yaml:"fix"`
}

type moveFile struct {
	On   []string `yaml:"on"`
	From []string `yaml:"from"`
	To   string   `yaml:"to"`
}

type wrongFile struct {
	At       []string `yaml:"at"`
	In       []string `yaml:"in"`
	Message  string   `yaml:"message"`
	Severity string   `yaml:"severity"`
}

// maxStates is how many states fit beside the mark for a lost object.
const maxStates = 31

func (c *checker) protocol(f protocolFile) Protocol {
	c.require((len(f.MadeBy) > 0) != (len(f.BegunBy) > 0), "a protocol has made-by or begun-by")
	c.require(len(f.States) > 0 && len(f.States) <= maxStates, "a protocol has between 1 and %d states; the first is the one it begins in", maxStates)
	c.require(len(f.Wrong) > 0, "a protocol says what is wrong")
	p := Protocol{Begin: c.patterns(append(f.MadeBy, f.BegunBy...)), Unless: c.patterns(f.Unless), Receiver: len(f.BegunBy) > 0, Lends: f.Lends, NotIn: f.NotIn,
		Paths: f.Paths, NotPaths: f.NotPaths, Fix: c.fix(f.Fix)}
	p.Names = f.States
	for _, m := range f.Moves {
		c.require(len(m.On) > 0 && m.To != "", "a move has on and to")
		p.Moves = append(p.Moves, typestate.Move{On: m.On, From: c.states(f, m.From), To: c.states(f, []string{m.To})})
	}
	for name, state := range f.Tests {
		if p.Tests == nil {
			p.Tests = map[string]typestate.States{}
		}
		p.Tests[name] = c.states(f, []string{state})
	}
	for _, w := range f.Wrong {
		c.require(len(w.At) > 0 && len(w.In) > 0, "what is wrong has at and in")
		p.Wrong = append(p.Wrong, typestate.Wrong{At: w.At, In: c.states(f, w.In)})
		ends := !slices.ContainsFunc(w.At, func(at string) bool { return at != typestate.AtReturn && at != typestate.AtRaise })
		p.Says = append(p.Says, wrongText{w.Message, c.optionalSeverity(w.Severity), ends})
	}
	return p
}

// states is the set of some of a protocol's states.
func (c *checker) states(f protocolFile, names []string) typestate.States {
	var out typestate.States
	for _, name := range names {
		i := slices.Index(f.States, name)
		c.require(i >= 0, "%q is no state of the protocol", name)
		if i >= 0 {
			out |= 1 << i
		}
	}
	return out
}

// begins tells whether a call begins an object of the protocol.
func (p *Protocol) begins(s *Site) bool {
	m := Match{Any: p.Begin, Unless: p.Unless, Paths: p.Paths, NotPaths: p.NotPaths}
	return m.Matches(s)
}

// protocol follows the object that a call begins.
func (s *Sites) protocol(fr *value.Frame, i ir.Value, f *siteForm) []*finding.Finding {
	p := f.protocol
	name := strings.ToLower(fr.Fn.Name())
	if fr.F.Instrs[i].Sub != ir.CallPlain || slices.ContainsFunc(p.NotIn, func(w string) bool { return strings.Contains(name, w) }) {
		return nil
	}
	object := s.objectName(fr, i, p.Receiver)
	if object == "" { // nothing keeps it: it is gone with the expression
		return nil
	}
	var out []*finding.Finding
	said := false
	for _, e := range typestate.Track(&p.Protocol, fr.F, fr.Fn.Mod.IR, i, p.Receiver, &surroundings{fr, p.Lends}) {
		says := &p.Says[e.Wrong]
		if says.begin && said {
			continue // one word about how the body is left is enough
		}
		at := e.At
		if says.begin {
			at, said = i, true
		}
		x := s.finding(f.rule, says.severity, says.message, fr, at)
		x.Message = fill(x.Message, map[string]string{"name": object, "sink": siteText(&Site{Names: s.namesOf(fr, i)})})
		if t := p.Fix; t != nil {
			x.Fix = t.fix(x.Location.File, x.Location.Span)
		} else if f.rule.Fix != nil {
			x.Fix = f.rule.Fix.fix(x.Location.File, x.Location.Span)
		}
		out = append(out, x)
	}
	return out
}

// namesOf are the dotted names of what a call calls.
func (s *Sites) namesOf(fr *value.Frame, i ir.Value) []string {
	var names []string
	if c := fr.CallAt(i); c != nil {
		for _, n := range c.Ext {
			names = append(names, fr.Text(n))
		}
	}
	return names
}

// objectName is what the code calls an object: the variable that it is kept in, or
// the receiver; "" when it has no name.
func (s *Sites) objectName(fr *value.Frame, i ir.Value, receiver bool) string {
	if receiver {
		if a := &fr.F.Instrs[fr.F.Instrs[i].A]; a.Op == ir.OpAttr {
			file := s.j.File(fr.Fn)
			if file == nil {
				return "it"
			}
			return strings.Join(strings.Fields(file.Slice(fr.Fn.IR.SpanOf(uint32(fr.Written(a.A))))), " ")
		}
	}
	for n := range fr.F.Instrs {
		if in := &fr.F.Instrs[n]; in.Op == ir.OpBind && in.A != 0 && (in.B == i || fr.F.Instrs[in.B].Op == ir.OpAwait && fr.F.Instrs[in.B].A == i) {
			return fr.Fn.Mod.IR.Names[in.A]
		}
	}
	return ""
}

// surroundings answer what a protocol asks of a body's calls.
type surroundings struct {
	fr    *value.Frame
	lends []string
}

// Runs tells whether a block is ever reached.
func (s *surroundings) Runs(b uint32) bool { return s.fr.Reached[b] }

// Lends tells whether all that a call may call only uses its arguments.
func (s *surroundings) Lends(call ir.Value) bool {
	c := s.fr.CallAt(call)
	if c == nil || len(c.Ext) == 0 || len(c.Targets) > 0 || c.Unknown {
		return false
	}
	for _, n := range c.Ext {
		if !slices.Contains(s.lends, s.fr.Text(n)) {
			return false
		}
	}
	return true
}

// Enters are the project's bodies that a call enters with the object.
func (s *surroundings) Enters(call ir.Value, is func(ir.Value) bool) (bodies []typestate.Inner, all bool) {
	c := s.fr.CallAt(call)
	if c == nil || c.Unknown || len(c.Ext) > 0 {
		return nil, false
	}
	for k := range c.Targets {
		t := &c.Targets[k]
		fn := s.fr.World.Prog.Funcs[t.Fn]
		if fn.IR.Generator || fn.IR.Async {
			return nil, false
		}
		for n := range t.Params {
			if slices.ContainsFunc(t.Params[n].Defs, func(d value.Def) bool { return int(d) < len(s.fr.F.Instrs) && is(d) }) {
				if n >= len(fn.IR.Params) || fn.IR.Params[n].Kind == ir.ParamVarPositional || fn.IR.Params[n].Kind == ir.ParamVarKeyword {
					return nil, false
				}
				bodies = append(bodies, typestate.Inner{Body: fn.IR, Mod: fn.Mod.IR, Param: n})
			}
		}
	}
	return bodies, len(bodies) > 0
}
