// Package policy knows what is done about a new finding: which of several lines
// that fit decides, and what holds without any. It must not know where the lines
// come from, nor how anything is done.
//
// Its window is Decide.
package policy

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

// Actions are all of them.
var Actions = []Action{Monitor, Comment, Block}

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

// Decide is what is done about a finding of a rule at a path.
func (p Policy) Decide(rule, at string, severity finding.Severity) Action {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].fits(rule, at, severity) {
			return p[i].Action
		}
	}
	return Monitor
}

func (r *Rule) fits(rule, at string, severity finding.Severity) bool {
	return severity >= r.Severity && (r.Paths == nil || r.Paths(at)) && Named(r.Rules, rule)
}

// Named tells whether one of some patterns names something; none name all.
func Named(patterns []string, name string) bool {
	if len(patterns) == 0 {
		return true
	}
	for _, pattern := range patterns {
		if ok, err := path.Match(pattern, name); err == nil && ok {
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
