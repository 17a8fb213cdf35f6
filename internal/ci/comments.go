package ci

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/policy"
	"leadline/internal/report"
)

// Remark is a comment at a line of a change, as a forge keeps it.
type Remark struct {
	// ID and Thread are the forge's names for it; empty before it is written.
	ID, Thread string
	// Finding is the fingerprint of what it is about.
	Finding string
	Body    string
	Path    string
	// First and Line are the lines that it stands at, equal for one.
	First, Line int
	Resolved    bool
}

// Forge is a code host as comments need it. Every method speaks of one request
// for a merge.
type Forge interface {
	// Remarks lists what was written there, of anybody.
	Remarks(ctx context.Context) ([]Remark, error)
	// Write adds a remark. It fails with ErrNoPlace when the forge takes none at
	// that line.
	Write(ctx context.Context, r Remark) error
	// Rewrite changes a remark's body, Resolve closes it.
	Rewrite(ctx context.Context, r Remark) error
	Resolve(ctx context.Context, r Remark) error
	// Suggestion is how a change of the commented lines is proposed; "" when the
	// forge has no words for that.
	Suggestion(first, last int, text string) string
}

// ErrNoPlace is the error for a line that a forge takes no comment at.
var ErrNoPlace = errors.New("the forge takes no comment at that line")

// mark is what tells our remarks from those of people: a reference that
// Markdown does not show.
const mark = "[//]: # (leadline %s)"

var marked = regexp.MustCompile(`(?m)^\[//\]: # \(leadline ([0-9a-f]{8,64})\)\s*$`)

// FindingOf is the fingerprint that a remark's body names, "" for one that is
// not ours.
func FindingOf(body string) string {
	if m := marked.FindStringSubmatch(body); m != nil {
		return m[1]
	}
	return ""
}

// maxRemarks bounds how many remarks one change gets; the summary has the rest.
const maxRemarks = 50

// maxRemark bounds what a remark says, and what it proposes, in bytes. Of the code
// hosts Gerrit takes the least, 16 KiB, unless it is set up otherwise.
const maxRemark = 7_000

// shortened cuts a text of Markdown behind a line, with its last fence closed.
func shortened(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	cut := text[:strings.LastIndexByte(text[:limit], '\n')+1]
	fence := ""
	for _, line := range strings.Split(cut, "\n") {
		run := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(run) >= 3:
			fence = run
		case fence != "" && strings.TrimSpace(line) == fence:
			fence = ""
		}
	}
	if fence != "" {
		cut += fence + "\n"
	}
	return cut + "\nThe rest had no place here; the summary has it.\n"
}

// Remarks are what is to stand at the change: one for every new finding that
// the policy wants commented, the gravest first.
func (v *Verdict) Remarks(trees *identity.Trees, root string, forge Forge, link func(string, int) string) []Remark {
	var list []*finding.Finding
	for _, f := range v.New {
		if v.Actions[f] != policy.Monitor && f.Location.File.Parts == nil {
			list = append(list, f)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Severity > list[j].Severity })
	var out []Remark
	for _, f := range list[:min(len(list), maxRemarks)] {
		at := placeIn(trees, f)
		r := Remark{Finding: f.Fingerprint, Path: joined(root, at.File.Path)}
		r.First, r.Line = lines(at)
		r.Line = r.First // a remark about many lines hides them
		body := shortened("**Leadline: "+report.Plain(f.Rule.Title)+"**\n\n"+report.Markdown(finding.Redacted(f), link), maxRemark)
		if first, last, text, ok := replaced(f); ok && at.File == f.Location.File {
			if s := forge.Suggestion(first, last, text); s != "" && len(s) <= maxRemark {
				r.First, r.Line = first, last
				body = strings.TrimRight(body, "\n") + "\n\n" + s
			}
		}
		r.Body = strings.TrimRight(body, "\n") + "\n\n" + fmt.Sprintf(mark, f.Fingerprint) + "\n"
		out = append(out, r)
	}
	return out
}

func joined(root, file string) string {
	if root == "." || root == "" {
		return file
	}
	return root + "/" + file
}

func lines(l finding.Location) (first, last int) {
	return l.File.LineOf(l.Span.Start), l.File.LineOf(max(l.Span.Start, l.Span.End))
}

// placeIn is where a finding is best spoken of: its own line where the change
// wrote that, else the last step of its flow that the change wrote.
func placeIn(trees *identity.Trees, f *finding.Finding) finding.Location {
	if wrote(trees, f.Location) {
		return f.Location
	}
	for i := len(f.Flow) - 1; i >= 0; i-- {
		if l := f.Flow[i].Location; l.File.Parts == nil && wrote(trees, l) {
			return l
		}
	}
	return f.Location
}

func wrote(trees *identity.Trees, l finding.Location) bool {
	was, ok := trees.Was(l.File.Path)
	return !ok || !trees.Lines(was).Came(l.File.LineOf(l.Span.Start))
}

// replaced is a fix as whole lines of the finding's file with their new text;
// ok is false when it is more than that, or wants to be looked at first.
func replaced(f *finding.Finding) (first, last int, text string, ok bool) {
	if f.Fix == nil || f.Rule.ShowsSecret() || f.Fix.Safety != finding.Safe || len(f.Fix.Edits) != 1 {
		return 0, 0, "", false
	}
	e := &f.Fix.Edits[0]
	if e.File != f.Location.File {
		return 0, 0, "", false
	}
	first, last = lines(e.Location)
	from, to := e.File.LineSpan(first).Start, e.File.LineSpan(last).End
	end := max(e.Span.Start, e.Span.End)
	return first, last, string(e.File.Bytes[from:e.Span.Start]) + e.Text + string(e.File.Bytes[end:max(to, end)]), true
}

// Synced counts what Sync did.
type Synced struct{ Written, Rewritten, Resolved, NoPlace int }

func (s Synced) String() string {
	out := fmt.Sprintf("%d written, %d rewritten, %d resolved", s.Written, s.Rewritten, s.Resolved)
	if s.NoPlace > 0 {
		out += fmt.Sprintf(", %d outside of what the request shows", s.NoPlace)
	}
	return out
}

// Sync makes a request's remarks be the wanted ones: each is written once,
// changed when it says something else, and resolved when its finding is gone.
// What people closed stays closed.
func Sync(ctx context.Context, f Forge, wanted []Remark) (Synced, error) {
	var done Synced
	there, err := f.Remarks(ctx)
	if err != nil {
		return done, err
	}
	known := map[string]Remark{}
	for _, r := range there {
		if id := FindingOf(r.Body); id != "" {
			r.Finding = id
			if _, twice := known[id]; !twice {
				known[id] = r
			}
		}
	}
	want := map[string]bool{}
	for _, r := range wanted {
		want[r.Finding] = true
		old, ok := known[r.Finding]
		switch {
		case !ok:
			err = f.Write(ctx, r)
			if errors.Is(err, ErrNoPlace) {
				done.NoPlace++
				continue
			}
			done.Written++
		case old.Resolved || strings.TrimSpace(old.Body) == strings.TrimSpace(r.Body):
			continue
		default:
			old.Body = r.Body
			err = f.Rewrite(ctx, old)
			done.Rewritten++
		}
		if err != nil {
			return done, err
		}
	}
	for _, r := range there {
		id := FindingOf(r.Body)
		if id == "" || want[id] || r.Resolved {
			continue
		}
		if err := f.Resolve(ctx, r); err != nil {
			return done, err
		}
		done.Resolved++
	}
	return done, nil
}
