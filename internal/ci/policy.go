package ci

import (
	"fmt"
	"path"

	"leadline/internal/finding"
)

// Action is what is done about a new finding.
type Action string

// The actions, mildest first.
const (
	Monitor Action = "monitor" // it is counted and listed
	Comment Action = "comment" // it is also written at the change
	Block   Action = "block"   // it also makes the run fail
)

// Rule is one line of a policy: what it is about, and what is done.
type Rule struct {
	// Paths tells whether a path is meant; nil means all.
	Paths func(path string) bool
	// Rules are ids or patterns; none means all.
	Rules []string
	// Severity is the least one that is meant.
	Severity finding.Severity
	Action   Action
}

// Policy is a list of rules of which the last that fits decides.
type Policy []Rule

// Default blocks what is high or critical, comments on the rest and only counts
// what is for information.
var Default = Policy{
	{Severity: finding.Info, Action: Monitor},
	{Severity: finding.Low, Action: Comment},
	{Severity: finding.High, Action: Block},
}

// Decide is what is done about a finding.
func (p Policy) Decide(f *finding.Finding) Action {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].fits(f) {
			return p[i].Action
		}
	}
	return Monitor
}

func (r *Rule) fits(f *finding.Finding) bool {
	if f.Severity < r.Severity || r.Paths != nil && !r.Paths(f.Location.File.Path) {
		return false
	}
	if len(r.Rules) == 0 {
		return true
	}
	for _, pattern := range r.Rules {
		if ok, err := path.Match(pattern, f.Rule.ID); err == nil && ok {
			return true
		}
	}
	return false
}

// ParseAction reads the name of an action.
func ParseAction(name string) (Action, error) {
	switch a := Action(name); a {
	case Monitor, Comment, Block:
		return a, nil
	}
	return "", fmt.Errorf("%q is not one of monitor, comment, block", name)
}
