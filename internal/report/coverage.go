package report

import "leadline/internal/finding"

// The coverage in the JSON formats.
type (
	jsonSkipped struct {
		Path     string `json:"path"`
		Code     string `json:"code"`
		Reason   string `json:"reason"`
		Accepted bool   `json:"accepted"`
	}
	jsonSyntaxError struct {
		jsonPlace
		Message  string `json:"message"`
		Accepted bool   `json:"accepted"`
	}
	jsonBudget struct {
		Name     string `json:"name"`
		Path     string `json:"path"`
		Function string `json:"function"`
	}
	jsonUnused struct {
		jsonPlace
		Rule    string `json:"rule,omitempty"`
		Message string `json:"message"`
	}
	jsonCoverage struct {
		Complete           bool              `json:"complete"`
		Files              int               `json:"files"`
		Lines              int               `json:"lines"`
		Templates          int               `json:"templates,omitempty"`
		Texts              int               `json:"texts,omitempty"`
		Functions          int               `json:"functions"`
		Calls              int               `json:"calls"`
		Unresolved         int               `json:"unresolved"`
		Skipped            []jsonSkipped     `json:"skipped"`
		SyntaxErrors       []jsonSyntaxError `json:"syntaxErrors"`
		Budgets            []jsonBudget      `json:"budgets"`
		UnusedSuppressions []jsonUnused      `json:"unusedSuppressions"`
		BaselineGone       int               `json:"baselineGone"`
	}
)

func coverageOf(c *finding.Coverage) *jsonCoverage {
	out := &jsonCoverage{
		Complete: !c.Incomplete(), Files: c.Files, Lines: c.Lines, Templates: c.Templates, Texts: c.Texts,
		Functions: c.Functions, Calls: c.Calls, Unresolved: c.Unresolved, BaselineGone: c.BaselineGone,
		Skipped: []jsonSkipped{}, SyntaxErrors: []jsonSyntaxError{}, Budgets: []jsonBudget{}, UnusedSuppressions: []jsonUnused{},
	}
	for _, s := range c.Skipped {
		out.Skipped = append(out.Skipped, jsonSkipped{s.Path, s.Code, s.Reason, s.Accepted})
	}
	for _, e := range c.SyntaxErrors {
		out.SyntaxErrors = append(out.SyntaxErrors, jsonSyntaxError{placeOf(e.Location), e.Message, e.Accepted})
	}
	for _, b := range c.Budgets {
		out.Budgets = append(out.Budgets, jsonBudget{b.Name, b.Path, b.Function})
	}
	for _, u := range c.UnusedSuppressions {
		out.UnusedSuppressions = append(out.UnusedSuppressions, jsonUnused{placeOf(u.Location), u.Rule, u.Message})
	}
	return out
}
