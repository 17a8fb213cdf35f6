// Package finding knows the words of a result: rules as people see them,
// findings with their flow and fix, the coverage of a scan, and the stream
// that carries them. It must not know how a finding is decided.
package finding

import "leadline/internal/text"

// Severity is the harm a finding does if it is true.
type Severity uint8

// The severities, least first.
const (
	Info Severity = iota
	Low
	Medium
	High
	Critical
)

var severityNames = [...]string{"info", "low", "medium", "high", "critical"}

func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of String.
func ParseSeverity(name string) (Severity, bool) {
	for i, n := range severityNames {
		if n == name {
			return Severity(i), true
		}
	}
	return 0, false
}

// Rule is a rule as reports, editors and the service show it.
type Rule struct {
	ID        string
	Title     string
	Category  string
	Severity  Severity
	Precision string // low, medium, high, very-high: the share expected to be true
	CWE       []int
	Tags      []string
	// Default tells whether the rule runs in the default profile, Security whether
	// that of its subject has it although the default one has not.
	Default  bool
	Security bool
	// Page is rule.md: What, Why, Bad, Good, Fix, Limits.
	Page string
	// Advice is the first paragraph of the page's Fix section.
	Advice string
}

// Tags that mean something to those who show findings: what is found is code that
// nothing needs, or that uses what is on its way out.
const (
	TagUnnecessary = "unnecessary"
	TagDeprecated  = "deprecated"
)

// Location is a span in a file.
type Location struct {
	File *text.File
	Span text.Span
}

// StepKind says what a step of a flow is.
type StepKind uint8

// The kinds of steps.
const (
	StepSource  StepKind = iota
	StepFlow             // assignment, operation, container
	StepCall             // into a function
	StepReturn           // back from one
	StepLibrary          // through a modelled library call
	StepUnknown          // through a call that nothing resolves
	StepSink
)

// Step is one element of a codeFlow. Message is in code terms and explains why
// the data gets from the step before to this one.
type Step struct {
	Kind     StepKind
	Location Location
	Message  string
	Function string // qualified name of the function it stands in
	Depth    int    // nesting of calls, 0 where the flow starts
}

// Safety says whether a fix may be applied unseen.
type Safety uint8

// The safeties of a fix.
const (
	NeedsReview Safety = iota
	Safe
)

// Edit replaces a span of one file.
type Edit struct {
	Location
	Text string
}

// Fix is a proposed change.
type Fix struct {
	Description string
	Safety      Safety
	Edits       []Edit
}

// Finding is one result.
type Finding struct {
	Rule     *Rule
	Severity Severity // the rule's, unless the finding says otherwise
	Location Location
	Message  string
	Function string // qualified name of the function that holds Location
	Flow     []Step // source first, sink last; empty for findings without a flow
	Fix      *Fix
	// Confidence is high, medium or low, from counted facts.
	Confidence string
	// Guessed: its data leaves its function and crosses two calls or more of which
	// nothing is known.
	Guessed bool
	// Supposed: its data comes from a caller that nobody has seen, as that of a
	// library's public function.
	Supposed bool
	// Fingerprint identifies the finding across edits (identity); Fingerprints
	// holds it and others by kind and version.
	Fingerprint  string
	Fingerprints map[string]string
	// Suppressed holds the reason when a comment in the file or the baseline
	// silences it; Suppression says which ("inline", "baseline").
	Suppressed  string
	Suppression string
	// Extra are machine-readable properties (certainty, source kind...).
	Extra map[string]string
	// Detail is nil unless the scan was asked for it.
	Detail *Detail
}

// Progress is how far a scan is.
type Progress struct {
	Stage       string // discover, parse, solve, taint, rules
	Done, Total int
}

// Handler receives a scan as a stream. Finding is called in the final order;
// Done ends the stream.
type Handler interface {
	Progress(Progress)
	Finding(*Finding)
	Done(*Coverage)
}

// ConfidenceRank orders confidences: high is 2, medium 1, anything else 0.
func ConfidenceRank(confidence string) int {
	switch confidence {
	case "high":
		return 2
	case "medium":
		return 1
	}
	return 0
}
