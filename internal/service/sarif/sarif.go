// Package sarif knows the reports of other tools in SARIF 2.1.0: which tool said
// what of which place. It must not know what becomes of it, or whether the place
// exists.
//
// Its window is the Results that Read gives.
package sarif

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Result is one finding of another tool.
type Result struct {
	Tool, Version string // the tool's name as a word, and its version
	Rule, Title   string
	Message, Help string
	Severity      int    // 0 info to 4 critical
	Path          string // as the tool says it: relative, with slashes, or absolute
	Scope         string // the function or class around it
	// Lines and columns count from 1; 0 says nothing. Columns are UTF-16 units
	// unless Points is set.
	StartLine, StartColumn, EndLine, EndColumn int
	Points                                     bool
	Suppressed                                 string // why the tool was told to be silent
}

type log struct {
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool struct {
		Driver     component   `json:"driver"`
		Extensions []component `json:"extensions"`
	} `json:"tool"`
	ColumnKind string   `json:"columnKind"`
	Results    []result `json:"results"`
}

type component struct {
	Name, Version, SemanticVersion string
	Rules                          []descriptor `json:"rules"`
}

type message struct{ Text, Markdown string }

type descriptor struct {
	ID                   string  `json:"id"`
	Name                 string  `json:"name"`
	ShortDescription     message `json:"shortDescription"`
	FullDescription      message `json:"fullDescription"`
	Help                 message `json:"help"`
	DefaultConfiguration struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
	Properties map[string]any     `json:"properties"`
	Messages   map[string]message `json:"messageStrings"`
}

type result struct {
	RuleID    string `json:"ruleId"`
	RuleIndex *int   `json:"ruleIndex"`
	Rule      struct {
		ID            string `json:"id"`
		Index         *int   `json:"index"`
		ToolComponent struct {
			Index *int `json:"index"`
		} `json:"toolComponent"`
	} `json:"rule"`
	Kind    string `json:"kind"`
	Level   string `json:"level"`
	Message struct {
		message
		ID        string   `json:"id"`
		Arguments []string `json:"arguments"`
	} `json:"message"`
	Locations []struct {
		PhysicalLocation struct {
			ArtifactLocation struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region struct {
				StartLine, StartColumn, EndLine, EndColumn int
			} `json:"region"`
		} `json:"physicalLocation"`
		LogicalLocations []struct {
			FullyQualifiedName, Name string
		} `json:"logicalLocations"`
	} `json:"locations"`
	Suppressions []struct {
		Status, Justification string
	} `json:"suppressions"`
	BaselineState string         `json:"baselineState"`
	Properties    map[string]any `json:"properties"`
}

// Tool is a tool and its version, whether it found something or not.
type Tool struct{ Name, Version string }

// Read reads a report. A result without a place in a file, one that says that
// something passed, and one that is there no longer are left out.
func Read(data []byte) (tools []Tool, results []Result, err error) {
	var l log
	if err := json.Unmarshal(data, &l); err != nil {
		return nil, nil, fmt.Errorf("the report is no SARIF: %w", err)
	}
	if !strings.HasPrefix(l.Version, "2.") {
		return nil, nil, fmt.Errorf("the report says version %q; SARIF 2.1.0 is read", l.Version)
	}
	if len(l.Runs) == 0 {
		return nil, nil, errors.New("the report has no run")
	}
	for i := range l.Runs {
		r := &l.Runs[i]
		name := word(r.Tool.Driver.Name)
		if name == "" {
			return nil, nil, fmt.Errorf("run %d does not name its tool", i+1)
		}
		version := r.Tool.Driver.SemanticVersion
		if version == "" {
			version = r.Tool.Driver.Version
		}
		tools = append(tools, Tool{name, version})
		for k := range r.Results {
			if f, ok := r.read(&r.Results[k]); ok {
				f.Tool, f.Version = name, version
				results = append(results, f)
			}
		}
	}
	return tools, results, nil
}

var notWord = regexp.MustCompile(`[^a-z0-9._-]+`)

// word is a name as part of an id.
func word(name string) string {
	return strings.Trim(notWord.ReplaceAllString(strings.ToLower(name), "-"), "-")
}

func (r *run) read(s *result) (f Result, ok bool) {
	if len(s.Locations) == 0 || s.BaselineState == "absent" || s.Kind != "" && s.Kind != "fail" && s.Kind != "review" && s.Kind != "open" {
		return f, false
	}
	d := r.descriptor(s)
	at := &s.Locations[0].PhysicalLocation
	f = Result{Rule: d.ID, Title: first(d.ShortDescription.Text, d.Name, d.ID), Help: first(d.Help.Text, d.FullDescription.Text), Path: path(at.ArtifactLocation.URI),
		StartLine: at.Region.StartLine, StartColumn: at.Region.StartColumn, EndLine: at.Region.EndLine, EndColumn: at.Region.EndColumn, Points: r.ColumnKind == "unicodeCodePoints"}
	f.Message = s.Message.Text
	if f.Message == "" {
		f.Message = fill(d.Messages[s.Message.ID].Text, s.Message.Arguments)
	}
	f.Message = first(f.Message, f.Title)
	for _, l := range s.Locations[0].LogicalLocations {
		f.Scope = first(f.Scope, l.FullyQualifiedName, l.Name)
	}
	for _, x := range s.Suppressions {
		if x.Status == "" || x.Status == "accepted" {
			f.Suppressed = first(x.Justification, "silenced in the tool")
		}
	}
	f.Severity = severity(first(s.Level, d.DefaultConfiguration.Level, "warning"), number(s.Properties), number(d.Properties))
	return f, f.Path != "" && f.Rule != ""
}

// descriptor is what a run says of a result's rule.
func (r *run) descriptor(s *result) descriptor {
	from := r.Tool.Driver.Rules
	if i := s.Rule.ToolComponent.Index; i != nil && *i >= 0 && *i < len(r.Tool.Extensions) {
		from = r.Tool.Extensions[*i].Rules
	}
	id := first(s.RuleID, s.Rule.ID)
	index := s.RuleIndex
	if index == nil {
		index = s.Rule.Index
	}
	if index != nil && *index >= 0 && *index < len(from) {
		d := from[*index]
		d.ID = first(id, d.ID)
		return d
	}
	for _, d := range from {
		if d.ID == id {
			return d
		}
	}
	return descriptor{ID: id}
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

func fill(text string, arguments []string) string {
	for i, a := range arguments {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", a)
	}
	return text
}

// number is the score of a rule or a result as code hosts read it; -1 for none.
func number(properties map[string]any) float64 {
	switch v := properties["security-severity"].(type) {
	case string:
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			return n
		}
	case float64:
		return v
	}
	return -1
}

func severity(level string, scores ...float64) int {
	for _, n := range scores {
		switch {
		case n >= 9:
			return 4
		case n >= 7:
			return 3
		case n >= 4:
			return 2
		case n > 0:
			return 1
		}
	}
	return map[string]int{"error": 3, "warning": 2, "note": 1}[level]
}

// path is a file as a URI names it.
func path(uri string) string {
	if u, err := url.Parse(uri); err == nil && (u.Scheme == "" || u.Scheme == "file") {
		uri = u.Path
	}
	return strings.TrimPrefix(strings.ReplaceAll(uri, `\`, "/"), "./")
}
