// Package rule knows what a rule is: its texts, its levels and the declarative
// forms that say what it looks for. It loads rules from their folders and
// judges sites against patterns. It must not know any single rule or library,
// nor how flows are found.
package rule

import (
	"sort"

	"leadline/internal/finding"
	"leadline/internal/model"
)

// Rule is one rule: what reports show and what the engine looks for.
type Rule struct {
	finding.Rule
	Flows    []Flow
	Matches  []Match
	Literals []Literal
	// Protocols say in which order an object must be used.
	Protocols []Protocol
	// Signatures is set when calls that do not fit what they call are looked for.
	Signatures bool
	// Written are forms over the text of a file, Code the rule's own Go.
	Written []Written
	// Deprecated is a table of names that are gone or will go; it may be nil.
	Deprecated *Deprecated
	Code       Check
	// Keep looks once more at what the other forms found; it may be nil.
	Keep Keep
	// Plain looks at files that are no Python; nil for rules about Python.
	Plain Check
	// Own is set for rules that the project, or the command line, brings along.
	Own bool
	// Needs are words of which one stands in every file that the forms over the
	// text could judge.
	Needs []string
	// Words are what the rule's Go asks for: ends of names that are called (see
	// Candidates), and what May and Pass.Marks speak of.
	Words []string
	// May tells by the words of a file whether the rule's Go could report anything
	// there; nil for always.
	May func(Marks) bool
	// ByImport is set when the rule's Go asks for calls by the names that imports
	// give, and not for what else a name may stand for.
	ByImport bool
	// SilentWith names more specific rules: where one of them reports on the
	// same call, this one is silent.
	SilentWith []string
	// SilentWhereSafe names rules of flows: where all that is given to what one of them
	// calls a sink is shown to be safe for it, wherever it comes from, this one is silent.
	SilentWhereSafe []string
	// OncePerSource keeps, of the findings that start at one source, the one
	// with the shortest flow.
	OncePerSource bool
	// OncePerParameter keeps one of the findings whose data comes into a function
	// through one of its parameters, and makes findings of lower severity give way
	// to those of the same data in the same function.
	OncePerParameter bool
	// DefaultConfidence is the least confidence of the findings that the profile
	// default shows; "" is any.
	DefaultConfidence string
	// DefaultWithin is set when the profile default shows the findings only whose
	// data stays in one function.
	DefaultWithin bool
	// OffInTests is set when test code is not judged at all.
	OffInTests bool
	// InTests caps the severity in test code; nil when tests are as others, save that flows into them are low.
	InTests *finding.Severity
	// Message is the template of the finding's message; see Expand.
	Message string
	Fix     *FixTemplate
	// Applies are the sites that the rule could judge.
	Applies []*Pattern
}

// Flow is the form "data of kind From reaches To unless cleaned".
type Flow struct {
	From   []model.Kind
	To     []model.Kind
	Unless model.Bits // any of these bits on the label that arrives clears it
	// Together are sets of bits that clear it where all of one are there.
	Together []model.Bits
	// Names are destinations by name, besides To.
	Names *Names
	// Severity and Message override the rule's.
	Severity *finding.Severity
	Message  string
	// Positions, when there are any, limit the flow to holes at these
	// positions of the sink's text ("url-host", "path-prefix", ...); NotAt
	// excludes positions.
	At, NotAt []string
	// NotBeside are words; the flow is not reported in a function whose text
	// holds one of them.
	NotBeside []string
}

// Match is the form "a call or assignment looks like this".
type Match struct {
	Any, Unless []*Pattern
	Severity    *finding.Severity
	Message     string
	// Paths and NotPaths are globs over the file's path; ** spans folders.
	Paths, NotPaths []string
	Fix             *FixTemplate
}

// Literal is the form "a constant text reaches a sink or a telling name".
type Literal struct {
	To       []model.Kind
	Names    *Names
	Values   *Values
	Severity *finding.Severity
	Message  string
}

// Names recognise targets by the words of their name.
type Names struct {
	// Words: one of them is among the name's words (a_b, aB and a-b are two
	// words each); a word with a space is a run of words.
	Words []string
	// NotWords: none of these is among them.
	NotWords []string
	// Places where a name counts: variable, attribute, key, keyword, compare,
	// default, return (a function of that name returns it).
	Places []string
}

// Values limits which constants count, for targets known by name alone.
type Values struct {
	MinLength int
	Not       []string // regular expressions, case-insensitive, unanchored
	not       []matcher
}

// FixTemplate proposes a change of the call or assignment.
type FixTemplate struct {
	Description string
	// Replace is the whole new text, with {callee}, {0}, {name=...}.
	Replace string
	// Callee replaces the called expression by a dotted name.
	Callee string
	// Set gives keyword arguments a value, adding them when absent; Drop
	// removes them.
	Set  map[string]string
	Drop []string
	// Import is a module that the new text needs; its import is added when the
	// file has none.
	Import string
	// Value replaces the assigned value.
	Value  string
	Safety finding.Safety
}

// Set is every rule, sorted by id.
type Set struct {
	Rules []*Rule
	byID  map[string]*Rule
}

// Rule finds a rule by id, or nil.
func (s *Set) Rule(id string) *Rule { return s.byID[id] }

// With is the set with more rules; one with the id of another takes its place.
func (s *Set) With(more []*Rule) *Set {
	fresh := map[string]*Rule{}
	for _, r := range more {
		fresh[r.ID] = r
	}
	var out []*Rule
	for _, r := range s.Rules {
		if fresh[r.ID] == nil {
			out = append(out, r)
		}
	}
	for _, r := range fresh {
		out = append(out, r)
	}
	return newSet(out)
}

func newSet(rules []*Rule) *Set {
	sort.Slice(rules, func(i, j int) bool { return rules[i].ID < rules[j].ID })
	s := &Set{Rules: rules, byID: map[string]*Rule{}}
	for _, r := range rules {
		s.byID[r.ID] = r
	}
	return s
}
