package service

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store"
)

// The kinds of trials.
const (
	FixTrial  = "fix"   // a finding's fix, applied to the tree that has the finding
	RuleTrial = "rules" // a tree with other rules than now
)

// Trial is a scan that records nothing: it only says what would be.
type Trial struct {
	Kind string `json:"kind"`
	// Finding is whose fix is tried, with what it is known by in its tree.
	Finding     string `json:"finding,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`
	Rule        string `json:"rule,omitempty"`
	Path        string `json:"path,omitempty"`
	Line        int64  `json:"line,omitempty"`
	// From and To are the rules on both sides.
	From RuleChoice `json:"from"`
	To   RuleChoice `json:"to"`
}

// RuleChoice says which rules run: those named, or else those of the project's
// settings; a rule's text is laid over them.
type RuleChoice struct {
	Rules []string `json:"rules,omitempty"`
	Text  string   `json:"text,omitempty"`
}

// empty tells whether it leaves everything to the settings.
func (c *RuleChoice) empty() bool { return len(c.Rules) == 0 && c.Text == "" }

// The limits of a rule that is tried.
const (
	maxRuleText  = 64 << 10
	maxRuleNames = 1000
)

func (c *RuleChoice) check() error {
	if len(c.Text) > maxRuleText || len(c.Rules) > maxRuleNames {
		return fault(TooLarge, "a rule has at most %d bytes, and at most %d are named", maxRuleText, maxRuleNames)
	}
	for _, r := range c.Rules {
		if strings.ContainsAny(r, "/\\\x00") {
			return fault(Invalid, "%.80q names no rule", r) // the settings would take it for a file
		}
	}
	return nil
}

// Tried is what a trial came to. The lists are cut; the numbers are not.
type Tried struct {
	// Holds tells whether a fix does what it should, and Why what was seen.
	Holds bool   `json:"holds"`
	Why   string `json:"why,omitempty"`
	// Appeared and Gone are findings of the one side only.
	Appeared      []TriedFinding `json:"appeared"`
	Gone          []TriedFinding `json:"gone"`
	AppearedCount int            `json:"appearedCount"`
	GoneCount     int            `json:"goneCount"`
	Same          int            `json:"same"`
}

// TriedFinding is a finding of a trial.
type TriedFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Path     string `json:"path"`
	Line     int    `json:"line"`
	Message  string `json:"message"`
}

// TryFix applies a fix to the stored tree and scans the result, on a worker. A fix is
// named by its finding and its number there.
func (s *Service) TryFix(ctx context.Context, a *Actor, fix, ref string) (*store.Scan, error) {
	id, n, _ := strings.Cut(fix, ".")
	f, p, err := s.FindingFor(ctx, a, id, Scans, Developer)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Presences(ctx, id)
	if err != nil {
		return nil, err
	}
	here := presentOn(rows, ref, p.MainRef)
	if here == nil {
		return nil, fault(Conflict, "the finding is on no such ref any more: there is nothing to fix")
	}
	var detail struct {
		Fingerprint string          `json:"fingerprint"`
		Fix         json.RawMessage `json:"fix"`
	}
	if err := json.Unmarshal([]byte(here.Detail), &detail); err != nil {
		return nil, fmt.Errorf("the detail of %s: %w", id, err)
	}
	if n != "0" || len(detail.Fix) == 0 {
		return nil, fault(Missing, "there is no fix %q", fix)
	}
	seen, err := s.Store.Scan(ctx, here.ScanID)
	if err != nil {
		return nil, none(err, "the scan that saw the finding is not kept any more; scan %s again", here.Ref)
	}
	return s.startTrial(ctx, a, p, seen, Trial{Kind: FixTrial, Finding: f.ID, Fingerprint: detail.Fingerprint, Rule: f.Rule, Path: here.Path, Line: here.Line})
}

// presentOn is a finding on the ref that is named, or else on the main ref, or on any
// that has it.
func presentOn(rows []store.Presence, ref, main string) (here *store.Presence) {
	for i := range rows {
		r := &rows[i]
		if !lifecycle.Presence(r.State).Here() || ref != "" && r.Ref != ref {
			continue
		}
		if here == nil || r.Ref == main {
			here = r
		}
	}
	return here
}

// TryRules scans what a ref shows with two choices of rules, on a worker, and compares.
func (s *Service) TryRules(ctx context.Context, a *Actor, project, ref string, from, to RuleChoice) (*store.Scan, error) {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return nil, err
	}
	for _, c := range []*RuleChoice{&from, &to} {
		if err := c.check(); err != nil {
			return nil, err
		}
	}
	if to.empty() && from.empty() {
		return nil, fault(Invalid, "say which rules to try: to has neither rules nor text")
	}
	if ref == "" {
		ref = p.MainRef
	}
	shown, err := s.Store.Ref(ctx, p.ID, ref)
	if err != nil {
		return nil, none(err, "the project has no ref %q that was scanned", ref)
	}
	seen, err := s.Store.Scan(ctx, shown.ScanID)
	if err != nil {
		return nil, none(err, "the ref %q has no scan yet", ref)
	}
	return s.startTrial(ctx, a, p, seen, Trial{Kind: RuleTrial, From: from, To: to})
}

// startTrial queues a trial over the tree of a scan, with that scan's settings.
func (s *Service) startTrial(ctx context.Context, a *Actor, p *store.Project, seen *store.Scan, t Trial) (*store.Scan, error) {
	if _, err := s.Store.Tree(ctx, p.ID, seen.TreeID); err != nil {
		return nil, none(err, "the tree is not kept any more; scan %s again", seen.Ref)
	}
	what, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	scan := store.Scan{ID: store.NewID(), ProjectID: p.ID, TreeID: seen.TreeID, Ref: seen.Ref, Commit: seen.Commit, CommittedAt: seen.CommittedAt, Tier: seen.Tier,
		Priority: 1, Paths: seen.Paths, Settings: seen.Settings, CreatedBy: a.Name(), State: Queued, Stage: Queued, Rules: "{}", Coverage: "{}", Results: "{}",
		CreatedAt: s.Now(), Trial: string(what)}
	return &scan, s.queue(ctx, &scan)
}

// trialResult is the name of the result that holds what a trial came to.
const trialResult = "trial"

// RecordTrial ends a trial; nothing else changes by it.
func (s *Service) RecordTrial(ctx context.Context, job *store.Job, scan *store.Scan, t *Tried) error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	hash := hashOf(string(data))
	if err := s.Blobs.Put(ctx, hash, bytes.NewReader(data)); err != nil {
		return err
	}
	end := *scan
	end.State, end.Stage, end.FinishedAt, end.Results = Succeeded, "done", s.Now(), fmt.Sprintf(`{"%s":"%s"}`, trialResult, hash)
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.EndScan(ctx, &end); err != nil {
			return err
		}
		return complete(ctx, tx, job)
	})
}

// TriedBy is what a scan tries, and what it came to when it has ended well.
func (s *Service) TriedBy(ctx context.Context, scan *store.Scan) (*Trial, *Tried, error) {
	if scan.Trial == "" {
		return nil, nil, fault(Missing, "there is no trial %q", scan.ID)
	}
	var trial Trial
	if err := json.Unmarshal([]byte(scan.Trial), &trial); err != nil {
		return nil, nil, fmt.Errorf("the trial %s: %w", scan.ID, err)
	}
	if scan.State != Succeeded {
		return &trial, nil, nil
	}
	r, err := s.Result(ctx, scan, trialResult)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, nil, fmt.Errorf("read the trial %s: %w", scan.ID, err)
	}
	var tried Tried
	if err := json.Unmarshal(data, &tried); err != nil {
		return nil, nil, fmt.Errorf("the trial %s: %w", scan.ID, err)
	}
	return &trial, &tried, nil
}

// RuleVersion is a version of a rule that scans used, and when.
type RuleVersion struct {
	Version     string
	First, Last int64
	Scans       int
}

// mostLooked is how many scans are looked through for versions of rules.
const mostLooked = 1000

// RuleVersions are those that the last scans of projects used, the latest first.
func (s *Service) RuleVersions(ctx context.Context, a *Actor, rule, project string) ([]RuleVersion, error) {
	if _, err := s.RuleByID(a, rule); err != nil {
		return nil, err
	}
	chosen, err := s.Chosen(ctx, a, project)
	if err != nil {
		return nil, err
	}
	used, err := s.Store.RulesUsed(ctx, IDs(chosen), mostLooked)
	if err != nil {
		return nil, err
	}
	out := []RuleVersion{}
	at := map[string]int{}
	for i := range used {
		var versions map[string]string
		if json.Unmarshal([]byte(used[i].Rules), &versions) != nil || versions[rule] == "" {
			continue
		}
		v := versions[rule]
		k, known := at[v]
		if !known {
			k = len(out)
			at[v] = k
			out = append(out, RuleVersion{Version: v, First: used[i].First, Last: used[i].Last})
		}
		out[k].First = min(out[k].First, used[i].First)
		out[k].Scans += int(used[i].Scans)
	}
	return out, nil
}

// RuleTest is a rule with code to run it over.
type RuleTest struct {
	// Rule is one that this build knows, unless there is a text.
	Rule string
	// Text is another definition to run instead; it may be new.
	Text string
	// Files are the code; without any, the examples of the rule's page are run.
	Files []TestFile
}

// TestFile is a file that a rule is tested on.
type TestFile struct{ Path, Text string }

// Tested is what a rule says of code, case by case.
type Tested struct {
	Agrees bool
	Cases  []TestedCase
}

// TestedCase is one of them. Problems are lines on which what is found and what the
// marks (# want) say differ.
type TestedCase struct {
	Name     string
	Findings []TriedFinding
	Problems []string
}

// Tester runs a rule over some code, here and now.
type Tester interface {
	Test(ctx context.Context, t *RuleTest) (*Tested, error)
}

// The limits of such a test: somebody waits for it.
const (
	maxTestFiles = 20
	maxTestText  = 200 << 10
	testTime     = 10 * time.Second
	testsAtOnce  = 2
)

// TestRule runs a rule over some code.
func (s *Service) TestRule(ctx context.Context, a *Actor, t *RuleTest) (*Tested, error) {
	if err := a.may(Scans); err != nil {
		return nil, err
	}
	r := s.rule(t.Rule)
	switch {
	case r == nil && t.Text == "":
		return nil, fault(Missing, "there is no rule %q", t.Rule)
	case r == nil && len(t.Files) == 0:
		return nil, fault(Invalid, "a new rule has no page with examples: send files to run it over")
	case len(t.Files) > maxTestFiles || len(t.Text) > maxRuleText:
		return nil, fault(TooLarge, "a test has at most %d files, and a rule %d bytes", maxTestFiles, maxRuleText)
	}
	size := 0
	seen := map[string]bool{}
	for i := range t.Files {
		f := &t.Files[i]
		if err := checkPath(f.Path); err != nil {
			return nil, err
		}
		if size += len(f.Text); seen[f.Path] || size > maxTestText {
			return nil, fault(Invalid, "%q is named twice, or the files have more than %d bytes", f.Path, maxTestText)
		}
		seen[f.Path] = true
	}
	if err := noClash(seen); err != nil {
		return nil, err
	}
	if s.testing.Add(1) > testsAtOnce {
		s.testing.Add(-1)
		return nil, fault(TooOften, "others test rules right now; try again in a moment")
	}
	defer s.testing.Add(-1)
	limited, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	out, err := s.Tester.Test(limited, t)
	if err != nil && limited.Err() != nil && ctx.Err() == nil {
		return nil, fault(TooLarge, "the test takes longer than %s", testTime)
	}
	return out, err
}
