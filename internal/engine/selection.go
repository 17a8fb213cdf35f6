package engine

import (
	"fmt"
	"path"
	"slices"

	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/rule"
	"leadline/internal/workspace"
)

// selection knows which rules run, and which findings are reported where.
type selection struct {
	rules    []*rule.Rule
	active   map[string]bool
	all      map[string]bool
	severity finding.Severity
	// confidence is the rank of the least confidence that is reported.
	confidence int
	// sure is the rank of the least confidence by rule, and within the rules whose
	// data stays in one function, where the profile asks for that.
	sure     map[string]int
	within   map[string]bool
	narrowed []narrowed
}

// narrowed is one per-path entry of the settings.
type narrowed struct {
	paths         workspace.Matcher
	rules, ignore []string
	severity      finding.Severity
}

// Select is the rules that run under some settings, in order. A rule or
// pattern that names none is an error, with a suggestion.
func Select(known *rule.Set, s *config.Settings) ([]*rule.Rule, error) {
	names := s.RuleNames()
	for _, list := range [][]string{names, s.Ignore} {
		if err := CheckNames(known, list); err != nil {
			return nil, err
		}
	}
	var out []*rule.Rule
	for _, r := range known.Rules {
		runs := inProfile(r, s.Profile) || r.Own
		if len(names) > 0 {
			runs = named(names, r.ID) || r.Own && len(s.RuleFiles()) > 0
		}
		if runs && !named(s.Ignore, r.ID) {
			out = append(out, r)
		}
	}
	return out, nil
}

// inProfile tells whether a rule runs in a profile: default holds the rules of
// measured precision, security and ml those of it that are about their subject (and
// security those that are for people who read every place where data arrives),
// strict is default with every rule of correctness and concurrency, all is all.
func inProfile(r *rule.Rule, profile string) bool {
	switch profile {
	case "all":
		return true
	case "security":
		return r.Security || r.Default && slices.Contains([]string{"security", "secrets", "aws", "iac"}, r.Category)
	case "ml":
		return r.Default && slices.Contains([]string{"ml", "notebook"}, r.Category)
	case "strict":
		return r.Default || slices.Contains([]string{"correctness", "concurrency", "resources"}, r.Category)
	}
	return r.Default
}

// CheckNames tests that rule ids and patterns of the settings name rules; an
// *UnknownRule is the error for one that names none.
func CheckNames(known *rule.Set, patterns []string) error {
	ids := make([]string, len(known.Rules))
	for i, r := range known.Rules {
		ids[i] = r.ID
	}
	for _, p := range patterns {
		if slices.ContainsFunc(ids, func(id string) bool { return named([]string{p}, id) }) {
			continue
		}
		hint := ""
		if near := config.Nearest(p, ids); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return &UnknownRule{fmt.Sprintf("there is no rule %q%s", p, hint)}
	}
	return nil
}

// UnknownRule is a rule id or pattern that names no rule: a mistake of whoever
// wrote it, not of the scan.
type UnknownRule struct{ message string }

func (u *UnknownRule) Error() string { return u.message }

// named tells whether one of the patterns (ids with *, ? or [...]) is the id's.
func named(patterns []string, id string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, id)
		return ok && err == nil
	})
}

func newSelection(o Options, tree *workspace.Tree) (*selection, error) {
	s := &o.Project.Settings
	active, err := Select(o.Rules, s)
	if err != nil {
		return nil, err
	}
	sel := &selection{rules: active, active: map[string]bool{}, all: map[string]bool{}}
	for _, r := range o.Rules.Rules {
		sel.all[r.ID] = true
	}
	for _, r := range active {
		sel.active[r.ID] = true
	}
	if (s.Profile == "" || s.Profile == "default") && len(s.RuleNames()) == 0 {
		sel.sure, sel.within = map[string]int{}, map[string]bool{}
		for _, r := range active {
			sel.within[r.ID] = r.DefaultWithin
			if r.DefaultConfidence != "" {
				sel.sure[r.ID] = finding.ConfidenceRank(r.DefaultConfidence)
			}
		}
	}
	sel.severity, _ = finding.ParseSeverity(s.Severity)
	sel.confidence = finding.ConfidenceRank(s.MinConfidence)
	for i := range s.PerPath {
		p := &s.PerPath[i]
		for _, list := range [][]string{p.Rules, p.Ignore} {
			if err := CheckNames(o.Rules, list); err != nil {
				return nil, fmt.Errorf("per-path: %w", err)
			}
		}
		severity, _ := finding.ParseSeverity(p.Severity)
		sel.narrowed = append(sel.narrowed, narrowed{tree.Matcher(p.Paths), p.Rules, p.Ignore, severity})
	}
	return sel, nil
}

// judges tells whether a rule runs in this scan.
func (s *selection) judges(rule string) bool { return s.active[rule] }

// known tells whether there is such a rule.
func (s *selection) known(rule string) bool { return s.all[rule] }

// wanders tells whether the data of a finding crosses functions.
func wanders(f *finding.Finding) bool {
	return slices.ContainsFunc(f.Flow, func(s finding.Step) bool { return s.Function != f.Flow[0].Function })
}

// wants tells whether the settings ask for a finding to be shown.
func (s *selection) wants(f *finding.Finding) bool {
	if f.Severity < s.severity || finding.ConfidenceRank(f.Confidence) < max(s.confidence, s.sure[f.Rule.ID]) || s.within[f.Rule.ID] && wanders(f) || s.sure != nil && f.Guessed {
		return false
	}
	wanted := true
	for i := range s.narrowed {
		n := &s.narrowed[i]
		if !n.paths.Match(f.Location.File.Path) {
			continue
		}
		wanted = f.Severity >= n.severity && !named(n.ignore, f.Rule.ID) &&
			(len(n.rules) == 0 || named(n.rules, f.Rule.ID))
	}
	return wanted
}
