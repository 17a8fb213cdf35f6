package report

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"leadline/internal/finding"
)

// The limits of the code hosts that read SARIF. What goes over them is
// trimmed here and said in the run's properties; a rejected upload says less.
const (
	maxResults   = 25_000
	maxPacked    = 10_000_000 // bytes, as gzip packs them
	maxFlowSteps = 10_000
	maxTags      = 20
	maxRuleName  = 255
	maxRuleText  = 1024
	rootBase     = "%SRCROOT%"
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	weaknessList = "https://cwe.mitre.org/data/definitions/"
)

// sarifReport writes SARIF 2.1.0. The run's own facts stand before the results
// and are known last, so everything is kept until Done.
type sarifReport struct {
	*output
	info     Info
	findings []*finding.Finding
	// packed is how large the log may be, as gzip packs it.
	packed int
}

// Finding keeps a finding.
func (s *sarifReport) Finding(f *finding.Finding) { s.findings = append(s.findings, f) }

// Done writes the log, with as many results as hosts accept.
func (s *sarifReport) Done(c *finding.Coverage) {
	for n := min(len(s.findings), maxResults); ; {
		log := s.log(c, n)
		size := packedSize(log, s.packed)
		if size <= s.packed || n == 0 {
			s.Write(log)
			return
		}
		n = min(n-1, int(0.95*float64(n)*float64(s.packed)/float64(size)))
	}
}

// packedSize is how large gzip makes a text; it is not tried on one that is within
// the limit as it is.
func packedSize(data []byte, limit int) int {
	if len(data) <= limit {
		return len(data)
	}
	var n counter
	z := gzip.NewWriter(&n)
	z.Write(data)
	z.Close()
	return int(n)
}

// counter counts what is written to it.
type counter int

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}

// log is the log with the n gravest results.
func (s *sarifReport) log(c *finding.Coverage, n int) []byte {
	kept := trim(s.findings, n)
	rules, index := s.rules(kept)
	taxonomy := taxonomyOf(rules)
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: "leadline", Version: s.info.Version, SemanticVersion: semantic(s.info.Version), Rules: []sarifRule{}}},
		// The category comes before the slash; the run has no id of its own.
		AutomationDetails:  sarifID{"leadline/"},
		OriginalURIBaseIDs: map[string]sarifArtifact{rootBase: {URI: fileURI(s.info.Root)}},
		Invocations:        []sarifInvocation{s.invocation(c)},
		ColumnKind:         "utf16CodeUnits",
		Results:            []sarifResult{},
	}
	if taxonomy != nil {
		run.Taxonomies = []sarifTaxonomy{*taxonomy}
		run.Tool.Driver.SupportedTaxonomies = []sarifTaxoRef{{Name: taxonomy.Name}}
	}
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(r))
	}
	for _, f := range kept {
		run.Results = append(run.Results, resultOf(f, index[f.Rule.ID]))
	}
	if dropped := len(s.findings) - len(kept); dropped > 0 {
		run.Properties = map[string]any{"resultsDropped": dropped}
	}
	var b bytes.Buffer
	encode(&b, sarifLog{Schema: sarifSchema, Version: sarifVersion, Runs: []sarifRun{run}})
	b.WriteByte('\n')
	return b.Bytes()
}

// trim keeps the n gravest findings, in their order.
func trim(findings []*finding.Finding, n int) (kept []*finding.Finding) {
	if len(findings) <= n {
		return findings
	}
	ranked := append([]*finding.Finding{}, findings...)
	sort.SliceStable(ranked, func(i, j int) bool { return rank(ranked[i]) > rank(ranked[j]) })
	in := map[*finding.Finding]bool{}
	for _, f := range ranked[:n] {
		in[f] = true
	}
	for _, f := range findings {
		if in[f] {
			kept = append(kept, f)
		}
	}
	return kept
}

// rank orders results by their weight: severity first, then confidence.
func rank(f *finding.Finding) float64 {
	r := 20 * float64(f.Severity)
	switch f.Confidence {
	case "high", "":
		r += 20
	case "medium":
		r += 10
	}
	return r
}

// rules lists the rules that ran and whatever else the results name.
func (s *sarifReport) rules(findings []*finding.Finding) ([]*finding.Rule, map[string]int) {
	rules := append([]*finding.Rule{}, s.info.Rules...)
	index := map[string]int{}
	for i, r := range rules {
		index[r.ID] = i
	}
	for _, f := range findings {
		if _, ok := index[f.Rule.ID]; !ok {
			index[f.Rule.ID] = len(rules)
			rules = append(rules, f.Rule)
		}
	}
	return rules, index
}

func ruleOf(r *finding.Rule) sarifRule {
	what := section(r.Page, "What")
	if what == "" {
		what = r.Title
	}
	help := r.Advice
	if help == "" {
		help = what
	}
	out := sarifRule{
		ID: r.ID, Name: cut(camel(r.ID), maxRuleName),
		ShortDescription:     sarifText{Text: cut(r.Title, maxRuleText)},
		FullDescription:      sarifText{Text: cut(what, maxRuleText)},
		Help:                 sarifText{Text: help, Markdown: r.Page},
		DefaultConfiguration: sarifConfiguration{levels[r.Severity]},
		Properties: map[string]any{
			"tags":              tags(r),
			"precision":         precision(r.Precision),
			"security-severity": securitySeverity[r.Severity],
			"problem.severity":  problemSeverity[r.Severity],
		},
	}
	for _, id := range r.CWE {
		out.Relationships = append(out.Relationships, sarifRelationship{
			Target: sarifTarget{ID: strconv.Itoa(id), ToolComponent: sarifTaxoRef{Name: weaknessName}}, Kinds: []string{"superset"}})
	}
	return out
}

// weaknessName is the name of the taxonomy of weaknesses.
const weaknessName = "CWE"

// taxonomyOf lists the weaknesses that the rules are about.
func taxonomyOf(rules []*finding.Rule) *sarifTaxonomy {
	seen := map[int]bool{}
	var ids []int
	for _, r := range rules {
		for _, id := range r.CWE {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	sort.Ints(ids)
	t := &sarifTaxonomy{Name: weaknessName, Organization: "MITRE",
		ShortDescription: sarifText{Text: "Common Weakness Enumeration"}, InformationURI: "https://cwe.mitre.org/"}
	for _, id := range ids {
		t.Taxa = append(t.Taxa, sarifTaxa{strconv.Itoa(id), weaknessList + strconv.Itoa(id) + ".html"})
	}
	return t
}

// tags are the words that hosts filter by; the weaknesses come first, since a
// rule may have more tags than are read.
func tags(r *finding.Rule) []string {
	out := []string{}
	if r.Category != "" {
		out = append(out, r.Category)
	}
	for _, id := range r.CWE {
		out = append(out, fmt.Sprintf("external/cwe/cwe-%03d", id))
	}
	out = append(out, r.Tags...)
	return out[:min(len(out), maxTags)]
}

var levels = map[finding.Severity]string{
	finding.Critical: "error", finding.High: "error", finding.Medium: "warning", finding.Low: "note", finding.Info: "note"}

var problemSeverity = map[finding.Severity]string{
	finding.Critical: "error", finding.High: "error", finding.Medium: "warning", finding.Low: "recommendation", finding.Info: "recommendation"}

// securitySeverity lies in the middle of the hosts' bands: over 9 is critical,
// from 7 high, from 4 medium.
var securitySeverity = map[finding.Severity]string{
	finding.Critical: "9.5", finding.High: "8.0", finding.Medium: "5.5", finding.Low: "2.5", finding.Info: "0.1"}

func precision(p string) string {
	if p == "" {
		return "medium"
	}
	return p
}

func resultOf(f *finding.Finding, rule int) sarifResult {
	out := sarifResult{
		RuleID: f.Rule.ID, RuleIndex: rule, Level: levels[f.Severity], Rank: rank(f),
		Message:             sarifText{Text: placed(f)},
		Locations:           []sarifLocation{locationOf(f.Location, f.Function, "")},
		PartialFingerprints: f.Fingerprints,
		Suppressions:        []sarifSuppression{},
		Properties:          propertiesOf(f),
	}
	if len(f.Flow) > 0 {
		out.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{stepsOf(f.Flow)}}}}
		first := &f.Flow[0]
		out.RelatedLocations = []sarifLocation{locationOf(first.Location, first.Function, first.Message)}
	}
	if f.Suppression != "" {
		kind := map[string]string{"inline": "inSource"}[f.Suppression]
		if kind == "" {
			kind = "external"
		}
		out.Suppressions = append(out.Suppressions, sarifSuppression{kind, "accepted", f.Suppressed})
	}
	if f.Fix != nil && len(f.Fix.Edits) > 0 && !slices.ContainsFunc(f.Fix.Edits, inCell) {
		out.Fixes = []sarifFix{sarifFixOf(f.Fix)}
	}
	return out
}

// placed is the message, with the cell named: viewers show lines of the file,
// and those of a notebook's JSON say nothing.
func placed(f *finding.Finding) string {
	if part := f.Location.File.PartOf(f.Location.Span.Start); part != nil {
		return part.Label + ": " + f.Message
	}
	return f.Message
}

// inCell tells whether an edit's place is counted in a cell, which SARIF has no
// words for.
func inCell(e finding.Edit) bool { return e.File.PartOf(e.Span.Start) != nil }

func propertiesOf(f *finding.Finding) map[string]any {
	out := map[string]any{"severity": f.Severity.String()}
	if f.Confidence != "" {
		out["confidence"] = f.Confidence
	}
	for k, v := range f.Extra {
		out[k] = v
	}
	return out
}

// stepsOf keeps the ends of a flow that is longer than hosts accept.
func stepsOf(flow []finding.Step) []sarifStep {
	if len(flow) > maxFlowSteps {
		half := maxFlowSteps / 2
		flow = append(append([]finding.Step{}, flow[:half]...), flow[len(flow)-half:]...)
	}
	out := make([]sarifStep, len(flow))
	for i := range flow {
		s := &flow[i]
		out[i] = sarifStep{Location: locationOf(s.Location, s.Function, s.Message), NestingLevel: s.Depth,
			ExecutionOrder: i + 1, Kinds: []string{stepKinds[s.Kind]}, Importance: "important"}
		if i == 0 || i == len(flow)-1 {
			out[i].Importance = "essential"
		}
	}
	return out
}

func sarifFixOf(fix *finding.Fix) sarifFix {
	description := fix.Description
	if description == "" {
		description = "Proposed change"
	}
	out := sarifFix{Description: sarifText{Text: description}}
	byPath := map[string]int{}
	for i := range fix.Edits {
		e := &fix.Edits[i]
		n, ok := byPath[e.File.Path]
		if !ok {
			n = len(out.ArtifactChanges)
			byPath[e.File.Path] = n
			out.ArtifactChanges = append(out.ArtifactChanges, sarifChange{ArtifactLocation: artifactOf(e.File.Path)})
		}
		region := regionOf(e.Location)
		region.Snippet = nil
		out.ArtifactChanges[n].Replacements = append(out.ArtifactChanges[n].Replacements,
			sarifReplacement{DeletedRegion: region, InsertedContent: &sarifSnippet{e.Text}})
	}
	return out
}

func locationOf(l finding.Location, function, message string) sarifLocation {
	region := regionOf(l)
	out := sarifLocation{PhysicalLocation: sarifPhysical{ArtifactLocation: artifactOf(l.File.Path), Region: &region}}
	if function != "" {
		out.LogicalLocations = []sarifLogical{{FullyQualifiedName: function, Kind: "function"}}
	}
	if part := l.File.PartOf(l.Span.Start); part != nil {
		out.LogicalLocations = append(out.LogicalLocations, sarifLogical{Name: part.Name, FullyQualifiedName: part.Label, Kind: "cell"})
	}
	if message != "" {
		out.Message = &sarifText{Text: message}
	}
	return out
}

func regionOf(l finding.Location) sarifRegion {
	start, _ := l.File.Locate(l.Span.Start)
	end, _ := l.File.Locate(max(l.Span.Start, l.Span.End))
	return sarifRegion{StartLine: start.Line, StartColumn: start.UTF16, EndLine: end.Line, EndColumn: end.UTF16,
		Snippet: &sarifSnippet{snippetOf(l)}}
}

// artifactOf is a path relative to the scan's root, percent-encoded.
func artifactOf(rel string) sarifArtifact {
	return sarifArtifact{URI: (&url.URL{Path: rel}).String(), URIBaseID: rootBase}
}

// fileURI is the root directory's URI; the standard wants a slash at its end.
func fileURI(dir string) string {
	p := filepath.ToSlash(dir)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/x
	}
	return (&url.URL{Scheme: "file", Path: strings.TrimSuffix(p, "/") + "/"}).String()
}
