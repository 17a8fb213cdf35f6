package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"leadline/internal/finding"
)

// climateReport writes Code Climate's issues, one JSON list; GitLab's code
// quality widget reads it too.
type climateReport struct {
	*output
	issues []climateIssue
}

type (
	climateIssue struct {
		Type        string          `json:"type"`
		Check       string          `json:"check_name"`
		Description string          `json:"description"`
		Content     climateContent  `json:"content"`
		Categories  []string        `json:"categories"`
		Severity    string          `json:"severity"`
		Fingerprint string          `json:"fingerprint"`
		Location    climateLocation `json:"location"`
	}
	climateContent struct {
		Body string `json:"body"`
	}
	climateLocation struct {
		Path  string       `json:"path"`
		Lines climateLines `json:"lines"`
	}
	climateLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

var climateSeverity = map[finding.Severity]string{
	finding.Critical: "blocker", finding.High: "critical", finding.Medium: "major", finding.Low: "minor", finding.Info: "info"}

// climateCategories are the format's words for the categories of rules; the
// rest are risks of bugs.
var climateCategories = map[string]string{
	"security": "Security", "performance": "Performance", "style": "Style", "maintainability": "Complexity"}

// Finding keeps a finding that nothing silences.
func (r *climateReport) Finding(f *finding.Finding) {
	if f.Suppression != "" {
		return
	}
	start, _ := f.Location.File.Locate(f.Location.Span.Start)
	end, _ := f.Location.File.Locate(max(f.Location.Span.Start, f.Location.Span.End))
	category := climateCategories[f.Rule.Category]
	if category == "" {
		category = "Bug Risk"
	}
	r.issues = append(r.issues, climateIssue{"issue", f.Rule.ID, placed(f), climateContent{describe(f) + "\n\n" + f.Rule.Advice},
		[]string{category}, climateSeverity[f.Severity], f.Fingerprint,
		climateLocation{f.Location.File.Path, climateLines{start.Line, end.Line}}})
}

// Done writes the list.
func (r *climateReport) Done(*finding.Coverage) {
	if r.issues == nil {
		r.issues = []climateIssue{}
	}
	encode(r, r.issues)
	io.WriteString(r, "\n")
}

// diagnosticReport writes reviewdog's diagnostics (rdjson), with suggestions.
type diagnosticReport struct {
	*output
	list []rdDiagnostic
}

type (
	rdDocument struct {
		Source      rdSource       `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdSource struct {
		Name string `json:"name"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
)

var rdSeverity = map[finding.Severity]string{
	finding.Critical: "ERROR", finding.High: "ERROR", finding.Medium: "WARNING", finding.Low: "INFO", finding.Info: "INFO"}

// Finding keeps a finding that nothing silences.
func (r *diagnosticReport) Finding(f *finding.Finding) {
	if f.Suppression != "" {
		return
	}
	d := rdDiagnostic{Message: placed(f), Location: rdLocation{f.Location.File.Path, rangeOf(f.Location)},
		Severity: rdSeverity[f.Severity], Code: rdCode{f.Rule.ID}}
	if f.Fix != nil {
		for i := range f.Fix.Edits {
			if e := &f.Fix.Edits[i]; e.File.Path == f.Location.File.Path && !inCell(*e) {
				d.Suggestions = append(d.Suggestions, rdSuggestion{rangeOf(e.Location), e.Text})
			}
		}
	}
	for i := range f.Flow {
		s := &f.Flow[i]
		d.Related = append(d.Related, rdRelated{fmt.Sprintf("%d. %s", i+1, s.Message), rdLocation{s.Location.File.Path, rangeOf(s.Location)}})
	}
	r.list = append(r.list, d)
}

// Done writes the document.
func (r *diagnosticReport) Done(*finding.Coverage) {
	if r.list == nil {
		r.list = []rdDiagnostic{}
	}
	encode(r, rdDocument{rdSource{"leadline"}, r.list})
	io.WriteString(r, "\n")
}

// rangeOf is a span in lines and bytes, both from one.
func rangeOf(l finding.Location) rdRange {
	at := func(offset uint32) rdPosition {
		p, _ := l.File.Locate(offset)
		line := l.File.LineOf(min(offset, uint32(len(l.File.Bytes))))
		return rdPosition{p.Line, int(offset-l.File.LineSpan(line).Start) + 1}
	}
	return rdRange{at(l.Span.Start), at(max(l.Span.Start, l.Span.End))}
}

// testReport writes JUnit's XML: every finding is a test that failed.
type testReport struct {
	*output
	cases []junitCase
}

type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure,omitempty"`
		Error   *junitFailure `xml:"error,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// Finding keeps a finding that nothing silences.
func (r *testReport) Finding(f *finding.Finding) {
	if f.Suppression != "" {
		return
	}
	p, _ := f.Location.File.Locate(f.Location.Span.Start)
	r.cases = append(r.cases, junitCase{Name: fmt.Sprintf("%s %s:%d", f.Rule.ID, f.Location.File.Path, p.Line), Class: f.Rule.ID,
		File: f.Location.File.Path, Line: p.Line,
		Failure: &junitFailure{visible(placed(f)), f.Severity.String(), visibleLines(describe(f) + "\n" + f.Rule.Advice)}})
}

// Done writes the document. What was not analysed is an error; that something
// was analysed is a test that passed.
func (r *testReport) Done(c *finding.Coverage) {
	suite := junitSuite{Name: "leadline", Failures: len(r.cases), Cases: r.cases}
	for i := range c.Skipped {
		if sk := &c.Skipped[i]; !sk.Accepted {
			suite.Errors++
			suite.Cases = append(suite.Cases, junitCase{Name: "analysed " + sk.Path, Class: "coverage", File: sk.Path,
				Error: &junitFailure{"not analysed: " + visible(sk.Reason), sk.Code, ""}})
		}
	}
	if len(suite.Cases) == 0 {
		suite.Cases = []junitCase{{Name: count(c.Files, "file") + " analysed", Class: "coverage"}}
	}
	suite.Tests = len(suite.Cases)
	io.WriteString(r, xml.Header)
	e := xml.NewEncoder(r)
	e.Indent("", " ")
	if err := e.Encode(junitSuites{Suites: []junitSuite{suite}}); err != nil {
		panic(err) // the shapes above hold nothing that XML cannot say
	}
	io.WriteString(r, "\n")
}
