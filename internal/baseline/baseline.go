// Package baseline knows which findings a project has accepted as known: a
// file of fingerprints, read, written and compared. It must not know how a
// fingerprint is made.
//
// Its window is the file itself: JSON, one finding a line, in order.
package baseline

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"

	"leadline/internal/finding"
)

// version is the format's; a file of another one is refused.
const version = 1

// Entry is one known finding. Only the fingerprint is compared; the rest is
// for people who read a change of the file.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Path        string `json:"path"`
	Message     string `json:"message"`
}

// Baseline is the content of a baseline file.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Read parses a baseline.
func Read(data []byte) (*Baseline, error) {
	var b Baseline
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, fmt.Errorf("not a baseline: %w", err)
	}
	if b.Version != version {
		return nil, fmt.Errorf("baseline has version %d; this program reads version %d: write it anew with --write-baseline", b.Version, version)
	}
	return &b, nil
}

// Of makes the baseline of some findings. Those that a comment silences need
// no entry.
func Of(findings []*finding.Finding) *Baseline {
	b := &Baseline{Version: version, Findings: []Entry{}}
	for _, f := range findings {
		if f.Suppression == "inline" {
			continue
		}
		b.Findings = append(b.Findings, Entry{f.Fingerprint, f.Rule.ID, f.Location.File.Path, f.Message})
	}
	sort.SliceStable(b.Findings, func(i, j int) bool {
		x, y := &b.Findings[i], &b.Findings[j]
		if x.Path != y.Path {
			return x.Path < y.Path
		}
		if x.Rule != y.Rule {
			return x.Rule < y.Rule
		}
		return x.Fingerprint < y.Fingerprint
	})
	return b
}

// Write prints a baseline, one finding a line so that changes read well.
func (b *Baseline) Write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "{\"version\": %d, \"findings\": [", b.Version); err != nil {
		return err
	}
	for i := range b.Findings {
		line, err := json.Marshal(&b.Findings[i])
		if err != nil {
			return err
		}
		comma := ","
		if i == 0 {
			comma = ""
		}
		if _, err := fmt.Fprintf(w, "%s\n  %s", comma, line); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n]}\n")
	return err
}

// Compare marks the findings that the baseline knows and returns the entries
// that no finding matches any more.
func Compare(findings []*finding.Finding, b *Baseline) (gone []Entry) {
	if b == nil {
		return nil
	}
	known := map[string]bool{}
	for i := range b.Findings {
		known[b.Findings[i].Fingerprint] = true
	}
	seen := map[string]bool{}
	for _, f := range findings {
		seen[f.Fingerprint] = true
		if known[f.Fingerprint] && f.Suppression == "" {
			f.Suppression, f.Suppressed = "baseline", "in the baseline"
		}
	}
	for _, e := range b.Findings {
		if !seen[e.Fingerprint] {
			gone = append(gone, e)
		}
	}
	return gone
}
