package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
)

// summary is the line that says what a call of a library's function does with data, as
// the engine found it in the function's code. Rows go before it. The line is a list of
// facts, separated by semicolons; what none of them names flows nowhere:
//
//	0:text                 the argument flows to the result
//	0:text?                perhaps it does: a call on the way is unknown
//	0:text +html-escaped   ... and is made safe on the way
//	0:text -html-escaped   ... and is no longer safe
//	0:item>self            the argument is kept in the receiver
//	0:path!file-path       the argument reaches a sink
//	0:url!url@url-host     ... in a position
//	0:x=true +numeric      a result that is true proves something of the argument:
//	                       true, false, no-exception and allowed, as guards have it
type summary struct {
	said  string
	entry atomic.Pointer[Entry]
}

// outcomeWords are the outcomes as summaries write them.
var outcomeWords = map[Outcome]string{OutcomeTrue: "true", OutcomeFalse: "false", OutcomeNoException: "no-exception", OutcomeAllowed: "allowed"}

// summarized is what was found in the code of a canonical dotted name, or nil.
func (s *Set) summarized(name string) *Entry {
	library, _, _ := strings.Cut(name, ".")
	f := s.types.library(library)
	if f == nil {
		return nil
	}
	sum := f.summaries[name[len(library):]]
	if sum == nil {
		return nil
	}
	if e := sum.entry.Load(); e != nil {
		return e
	}
	e, err := s.ReadSummary(name, sum.said)
	if err != nil { // the tests read all that there are
		return nil
	}
	sum.entry.CompareAndSwap(nil, e)
	return sum.entry.Load()
}

// summarizedMember is what was found in the code of a method of a class, its own or the
// nearest inherited one, or nil.
func (s *Set) summarizedMember(class, name string, depth int) *Entry {
	if e := s.summarized(class + "." + name); e != nil || depth == 0 {
		return e
	}
	for _, base := range s.Bases(class) {
		if e := s.summarizedMember(base, name, depth-1); e != nil {
			return e
		}
	}
	return nil
}

// WriteSummary writes what was found of a function as a line of a pack says it.
func (s *Set) WriteSummary(e *Entry) string {
	var facts []string
	for i := range e.Propagators {
		p := &e.Propagators[i]
		fact := p.From.String()
		if p.To.Self {
			fact += ">self"
		}
		if p.Unsure {
			fact += "?"
		}
		facts = append(facts, fact+s.kindWords("+", p.Cleans)+s.kindWords("-", p.Resets))
	}
	for i := range e.Sinks {
		k := &e.Sinks[i]
		fact := k.Arg.String() + "!" + s.Kinds[k.Kind].Name
		if k.Position != "" {
			fact += "@" + k.Position
		}
		facts = append(facts, fact)
	}
	for i := range e.Guards {
		g := &e.Guards[i]
		facts = append(facts, g.Arg.String()+"="+outcomeWords[g.Outcome]+s.kindWords("+", g.Cleans))
	}
	slices.Sort(facts)
	return strings.Join(slices.Compact(facts), ";")
}

// kindWords names clean kinds, each behind a sign.
func (s *Set) kindWords(sign string, bits Bits) string {
	var out strings.Builder
	for _, name := range s.CleanNames(bits) {
		out.WriteString(" " + sign + name)
	}
	return out.String()
}

// ReadSummary reads such a line; an error where it says what no line may.
func (s *Set) ReadSummary(name, said string) (*Entry, error) {
	e := &Entry{Name: name, Found: true}
	from := Origin{File: "models/" + summariesFile, Key: name + "()"}
	for _, fact := range strings.Split(said, ";") {
		if fact == "" {
			continue
		}
		if err := s.readFact(e, from, fact); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", name, fact, err)
		}
	}
	// What is sure of an argument goes before what is said of any.
	slices.SortStableFunc(e.Propagators, func(a, b Propagator) int {
		switch {
		case a.Unsure == b.Unsure:
			return 0
		case b.Unsure:
			return -1
		}
		return 1
	})
	e.Clean = len(e.Propagators) == 0
	return e, nil
}

func (s *Set) readFact(e *Entry, from Origin, fact string) error {
	words := strings.Fields(fact)
	if len(words) == 0 {
		return errors.New("no fact")
	}
	cleans, resets, err := s.readKinds(words[1:])
	if err != nil {
		return err
	}
	what := words[0]
	at := strings.IndexAny(what, "?>!=")
	if at < 0 {
		at = len(what)
	}
	arg, err := parseArg(what[:at])
	if err != nil {
		return err
	}
	switch said := what[at:]; {
	case said == "", said == "?":
		e.Propagators = append(e.Propagators, Propagator{From: arg, To: Arg{Return: true, Pos: -1, From: -1}, Cleans: cleans, Resets: resets, Unsure: said != "", Origin: from})
	case said == ">self":
		e.Propagators = append(e.Propagators, Propagator{From: arg, To: Arg{Self: true, Pos: -1, From: -1}, Origin: from})
	case said[0] == '!':
		kind, position, _ := strings.Cut(said[1:], "@")
		k, ok := s.KindByName[kind]
		if !ok {
			return fmt.Errorf("there is no kind %q", kind)
		}
		e.Sinks = append(e.Sinks, Sink{Kind: k, Arg: arg, Position: position, Origin: from})
	case said[0] == '=':
		for outcome, word := range outcomeWords {
			if word == said[1:] {
				e.Guards = append(e.Guards, Guard{Arg: arg, Outcome: outcome, Cleans: cleans, Origin: from})
				return nil
			}
		}
		return fmt.Errorf("there is no outcome %q", said[1:])
	default:
		return errors.New("no fact")
	}
	return nil
}

func (s *Set) readKinds(words []string) (cleans, resets Bits, err error) {
	for _, w := range words {
		bit, ok := s.CleanBit(w[1:])
		switch {
		case ok && w[0] == '+':
			cleans |= bit
		case ok && w[0] == '-':
			resets |= bit
		default:
			return 0, 0, fmt.Errorf("there is no clean kind %q", w)
		}
	}
	return cleans, resets, nil
}

// Lines visits every line of the packs; only tests and tools read them all.
func (s *Set) Lines(visit func(library, line string)) {
	for name, b := range s.types.blocks {
		for _, packed := range b.packed {
			for line := range strings.Lines(unpack(packed)) {
				visit(name, strings.TrimSuffix(line, "\n"))
			}
		}
	}
}
