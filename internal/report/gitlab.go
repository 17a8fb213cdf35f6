package report

import (
	"fmt"
	"time"

	"leadline/internal/finding"
)

// gitlabReport writes GitLab's security report for static analysis, version
// 15 of its schema.
type gitlabReport struct {
	*output
	info     Info
	began    time.Time
	findings []gitlabFinding
}

type (
	gitlabDocument struct {
		Version         string          `json:"version"`
		Scan            gitlabScan      `json:"scan"`
		Vulnerabilities []gitlabFinding `json:"vulnerabilities"`
	}
	gitlabScan struct {
		Analyzer gitlabTool `json:"analyzer"`
		Scanner  gitlabTool `json:"scanner"`
		Type     string     `json:"type"`
		Status   string     `json:"status"`
		Start    string     `json:"start_time"`
		End      string     `json:"end_time"`
	}
	gitlabTool struct {
		ID      string       `json:"id"`
		Name    string       `json:"name"`
		Version string       `json:"version"`
		Vendor  gitlabVendor `json:"vendor"`
	}
	gitlabVendor struct {
		Name string `json:"name"`
	}
	gitlabFinding struct {
		ID          string             `json:"id"`
		Name        string             `json:"name"`
		Description string             `json:"description"`
		Severity    string             `json:"severity"`
		Solution    string             `json:"solution,omitempty"`
		Identifiers []gitlabIdentifier `json:"identifiers"`
		Location    gitlabLocation     `json:"location"`
		Tracking    gitlabTracking     `json:"tracking"`
		// Details has the way of the data, which GitLab shows step by step.
		Details map[string]gitlabFlows `json:"details,omitempty"`
	}
	gitlabFlows struct {
		Name  string         `json:"name"`
		Type  string         `json:"type"`
		Items [][]gitlabNode `json:"items"`
	}
	gitlabNode struct {
		Type     string      `json:"type"`
		Node     string      `json:"node_type"`
		Location gitlabPlace `json:"file_location"`
	}
	gitlabPlace struct {
		Type  string `json:"type"`
		File  string `json:"file_name"`
		Start int    `json:"line_start"`
		End   int    `json:"line_end"`
	}
	gitlabIdentifier struct {
		Type  string `json:"type"`
		Name  string `json:"name"`
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	gitlabLocation struct {
		File   string `json:"file"`
		Start  int    `json:"start_line"`
		End    int    `json:"end_line"`
		Method string `json:"method,omitempty"`
	}
	gitlabTracking struct {
		Type  string       `json:"type"`
		Items []gitlabItem `json:"items"`
	}
	gitlabItem struct {
		File       string            `json:"file"`
		Start      int               `json:"start_line"`
		End        int               `json:"end_line"`
		Signatures []gitlabSignature `json:"signatures"`
	}
	gitlabSignature struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"value"`
	}
)

// The limits of GitLab's schema and of what it shows.
const (
	gitlabVersion   = "15.2.1"
	gitlabName      = 255
	gitlabText      = 1_048_576
	gitlabSolution  = 7000
	gitlabTimestamp = "2006-01-02T15:04:05"
)

var gitlabSeverity = map[finding.Severity]string{
	finding.Critical: "Critical", finding.High: "High", finding.Medium: "Medium", finding.Low: "Low", finding.Info: "Info"}

// Finding keeps a finding; what is silenced in the code is no vulnerability.
func (g *gitlabReport) Finding(f *finding.Finding) {
	if f.Suppression != "" {
		return
	}
	start, _ := f.Location.File.Locate(f.Location.Span.Start)
	end, _ := f.Location.File.Locate(max(f.Location.Span.Start, f.Location.Span.End))
	at := gitlabLocation{File: f.Location.File.Path, Start: start.Line, End: end.Line, Method: f.Function}
	out := gitlabFinding{
		ID: asUUID(f.Fingerprint), Name: cut(f.Rule.Title, gitlabName), Description: cut(describe(f), gitlabText),
		Severity: gitlabSeverity[f.Severity], Solution: cut(f.Rule.Advice, gitlabSolution), Location: at, Details: flowsOf(f),
		Identifiers: []gitlabIdentifier{{Type: "leadline_rule_id", Name: "leadline " + f.Rule.ID, Value: f.Rule.ID}},
		Tracking: gitlabTracking{"source", []gitlabItem{{at.File, at.Start, at.End,
			[]gitlabSignature{{"scope_offset", f.Fingerprint}}}}},
	}
	for _, id := range f.Rule.CWE {
		out.Identifiers = append(out.Identifiers, gitlabIdentifier{"cwe", fmt.Sprintf("CWE-%d", id), fmt.Sprint(id), fmt.Sprintf("%s%d.html", weaknessList, id)})
	}
	g.findings = append(g.findings, out)
}

// flowsOf is the way of the data as GitLab shows it; nil for a finding without one.
func flowsOf(f *finding.Finding) map[string]gitlabFlows {
	if len(f.Flow) == 0 {
		return nil
	}
	var nodes []gitlabNode
	for i := range f.Flow {
		node := "propagation"
		switch i {
		case len(f.Flow) - 1:
			node = "sink"
		case 0:
			node = "source"
		}
		l := f.Flow[i].Location
		start, _ := l.File.Locate(l.Span.Start)
		end, _ := l.File.Locate(max(l.Span.Start, l.Span.End))
		nodes = append(nodes, gitlabNode{"code-flow-node", node, gitlabPlace{"file-location", l.File.Path, start.Line, end.Line}})
	}
	return map[string]gitlabFlows{"code_flows": {"How the data gets there", "code-flows", [][]gitlabNode{nodes}}}
}

// Done writes the document.
func (g *gitlabReport) Done(c *finding.Coverage) {
	status := "success"
	for i := range c.Skipped {
		if c.Skipped[i].Code == "internal-error" {
			status = "failure"
		}
	}
	tool := gitlabTool{ID: "leadline", Name: "Leadline", Version: g.info.Version, Vendor: gitlabVendor{"Leadline"}}
	if g.findings == nil {
		g.findings = []gitlabFinding{}
	}
	encode(g, gitlabDocument{gitlabVersion, gitlabScan{tool, tool, "sast", status,
		g.began.UTC().Format(gitlabTimestamp), g.info.now().UTC().Format(gitlabTimestamp)}, g.findings})
	fmt.Fprintln(g)
}

// describe is the message with the way of the data, one step a line.
func describe(f *finding.Finding) string {
	out := placed(f)
	for i := range f.Flow {
		s := &f.Flow[i]
		p, _ := s.Location.File.Locate(s.Location.Span.Start)
		out += fmt.Sprintf("\n%d. %s:%d %s", i+1, s.Location.File.Path, p.Line, s.Message)
	}
	return out
}

// asUUID writes a fingerprint in the form that receivers want of an id.
func asUUID(fingerprint string) string {
	hex := []byte("00000000000000000000000000000000")
	copy(hex, fingerprint)
	// Version 8 is for ids that are made by rules of one's own (RFC 9562).
	hex[12], hex[16] = '8', 'a'
	return fmt.Sprintf("%s-%s-%s-%s-%s", hex[:8], hex[8:12], hex[12:16], hex[16:20], hex[20:])
}
