package finding

import (
	"slices"
	"strings"
)

// Skipped is a file that was not analysed, or not wholly.
type Skipped struct {
	Path   string
	Reason string // a sentence for people
	Code   string // binary, too-large, unreadable, encoding, syntax, symlink-loop, not-a-file, internal-error, ignored...
	// Accepted is set when the file's absence is no gap (ignored by settings).
	Accepted bool
}

// Coverage says what a scan looked at.
type Coverage struct {
	Files, Lines int // analysed
	Templates    int // pages with holes, followed into where code renders them
	Texts        int // files that are no Python, looked at for what any text may hold
	Skipped      []Skipped
	SyntaxErrors []SyntaxError
	Functions    int
	Calls        int // call sites in reachable code
	Unresolved   int // ... that nothing resolved
	// Budgets lists functions that ran out of a budget, with the budget's name.
	Budgets []Budget
	// UnusedSuppressions are ignore comments that silenced nothing.
	UnusedSuppressions []UnusedSuppression
	// BaselineGone counts the baseline's entries that nothing matches any more.
	BaselineGone int
	// Sites are the places that rules could judge, where that was asked for.
	Sites []Site
}

// Site is a place that a rule could judge, whether it reports it or not.
type Site struct {
	Rule, Path string
	Line       int
}

// Incomplete tells whether something that should have been analysed was not.
func (c *Coverage) Incomplete() bool {
	for i := range c.Skipped {
		if !c.Skipped[i].Accepted {
			return true
		}
	}
	for i := range c.SyntaxErrors {
		if !c.SyntaxErrors[i].Accepted {
			return true
		}
	}
	return false
}

// Gaps are the paths that should have been analysed and were not, each with the
// reason. "." stands for all of them.
func (c *Coverage) Gaps() map[string]string {
	return c.missed((*Skipped).gap, func(e *SyntaxError) bool { return !e.Accepted })
}

// Missed are the gaps, and beside them what the settings accept as such: nothing
// is known of what it holds. What is ignored was not to be looked at, and is not
// among them.
func (c *Coverage) Missed() map[string]string {
	return c.missed((*Skipped).unseen, func(*SyntaxError) bool { return true })
}

func (c *Coverage) missed(skipped func(*Skipped) bool, broken func(*SyntaxError) bool) map[string]string {
	out := map[string]string{}
	for i := range c.Skipped {
		if sk := &c.Skipped[i]; skipped(sk) {
			out[sk.Path] = sk.Reason
		}
	}
	for i := range c.SyntaxErrors {
		if e := &c.SyntaxErrors[i]; broken(e) {
			out[e.Location.File.Path] = e.Message
		}
	}
	return out
}

// gap tells whether the file should have been analysed, unseen whether nothing is
// known of it.
func (s *Skipped) gap() bool    { return !s.Accepted }
func (s *Skipped) unseen() bool { return !s.Accepted || s.Code != ignored }

// Saw tells whether a place was analysed: its file was, and no budget ran out in
// its function. A finding that is gone from a place that was not seen is not known
// to be gone.
func (c *Coverage) Saw(path, function string) bool {
	for i := range c.Skipped {
		if sk := &c.Skipped[i]; sk.unseen() && (sk.Path == path || sk.Path == ".") {
			return false
		}
	}
	for i := range c.SyntaxErrors {
		if c.SyntaxErrors[i].Location.File.Path == path {
			return false
		}
	}
	return !slices.ContainsFunc(c.Budgets, func(b Budget) bool { return b.Path == path && b.Function == function })
}

// Ignores tells whether a path, or a folder above it, was left out on purpose.
func (c *Coverage) Ignores(path string) bool {
	return slices.ContainsFunc(c.Skipped, func(sk Skipped) bool {
		return sk.Accepted && sk.Code == ignored && (sk.Path == path || strings.HasPrefix(path, strings.TrimSuffix(sk.Path, "/")+"/"))
	})
}

// ignored is the code of what the settings or an ignore file leave out.
const ignored = "ignored"

// UnusedSuppression is an ignore comment, or one rule of it, that silenced
// nothing.
type UnusedSuppression struct {
	Location Location
	Rule     string // empty when the comment names none
	Message  string
}

// SyntaxError is a fault in an analysed file; the rest of it was analysed.
type SyntaxError struct {
	Location Location
	Message  string
	// Accepted is set when the settings accept the gap.
	Accepted bool
}

// Budget is a counted limit that a function ran into.
type Budget struct {
	Function string
	Path     string
	Name     string
}
