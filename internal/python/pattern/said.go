package pattern

import (
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
)

// Said is a pattern of one dotted name, or of one call of it, as models name
// things.
type Said struct {
	// Name is the dotted name; a first component "*" is any receiver.
	Name string
	Call bool
	// Args are the arguments that the pattern names, as models do: a position, a
	// keyword, or "*" for any.
	Args []SaidArg
	// When are the keywords that must be constants, as Python writes them.
	When map[string]string
}

// SaidArg is an argument and the hole ("$X") that it binds, if it is one.
type SaidArg struct{ Key, Hole string }

// Said says a pattern that is no more than a name, an item of it, or a call; ok
// is false for anything else.
func (p *Pattern) Said() (said Said, ok bool) {
	x := p.expr
	if s, item := x.(*syntax.Subscript); item { // request.args[...] is what request.args holds
		x = s.Value
	}
	call, isCall := x.(*syntax.Call)
	if isCall {
		if _, _, typed := typed(x); typed || isDeep(x) != nil {
			return said, false
		}
		x = call.Func
	}
	said.Name, said.Call = p.saidName(x), isCall
	if said.Name == "" {
		return said, false
	}
	return said, !isCall || said.arguments(call)
}

// saidName is the dotted name of an expression: without holes, or of a method
// of anything.
func (p *Pattern) saidName(x syntax.Expr) string {
	if name := p.dotted(x); name != "" {
		return name
	}
	a, ok := x.(*syntax.Attribute)
	if !ok || strings.Contains(a.Attr, holePrefix) || a.Attr == chainName {
		return ""
	}
	if metavariable(a.Value) != "" || isDots(a.Value) {
		return "*." + a.Attr
	}
	return ""
}

// arguments notes what a call says of its arguments; false where it asks more of
// one than a model can.
func (s *Said) arguments(call *syntax.Call) bool {
	position := 0
	for _, a := range call.Args {
		hole := metavariable(a)
		switch {
		case isDots(a), manyVariable(a) != "":
			position = -1
		case hole == "":
			return false
		case position < 0:
			s.Args = append(s.Args, SaidArg{"*", hole})
		default:
			s.Args = append(s.Args, SaidArg{strconv.Itoa(position), hole})
			position++
		}
	}
	for i := range call.Keywords {
		k := &call.Keywords[i]
		if isDotsKeyword(k) {
			continue
		}
		if k.Name == "" || strings.Contains(k.Name, holePrefix) {
			return false
		}
		if hole := metavariable(k.Value); hole != "" {
			s.Args = append(s.Args, SaidArg{k.Name, hole})
			continue
		}
		c, ok := k.Value.(*syntax.Constant)
		if !ok || isDots(c) {
			return false
		}
		if s.When == nil {
			s.When = map[string]string{}
		}
		s.When[k.Name] = c.Source()
	}
	return true
}
