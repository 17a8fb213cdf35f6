package ci

import (
	"encoding/json"
	"fmt"
	"path"
	"sort"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/policy"
	"leadline/internal/report"
)

// Verdict is an outcome with what is done about each new finding.
type Verdict struct {
	*Outcome
	Revisions *Revisions
	Actions   map[*finding.Finding]policy.Action
	Coverage  *finding.Coverage
}

// Judge decides what is done about the new findings. What is unclear is only
// listed.
func Judge(o *Outcome, r *Revisions, p policy.Policy, c *finding.Coverage) *Verdict {
	v := &Verdict{Outcome: o, Revisions: r, Actions: map[*finding.Finding]policy.Action{}, Coverage: c}
	for _, f := range o.New {
		v.Actions[f] = p.Decide(f.Rule.ID, f.Location.File.Path, f.Severity)
	}
	for _, f := range o.Unclear {
		v.Actions[f] = policy.Monitor
	}
	return v
}

// Reported are the findings that outputs carry, in their order, each marked
// with what it is to the change and what is done about it.
func (v *Verdict) Reported() []*finding.Finding {
	mark := func(f *finding.Finding, change string) *finding.Finding {
		g := *finding.Redacted(f)
		g.Extra = map[string]string{"change": change, "action": string(v.Actions[f])}
		for k, x := range f.Extra {
			g.Extra[k] = x
		}
		return &g
	}
	var out []*finding.Finding
	for _, f := range v.New {
		out = append(out, mark(f, "new"))
	}
	for _, f := range v.Unclear {
		out = append(out, mark(f, "unclear"))
	}
	return out
}

// Count is how many new findings an action is taken on.
func (v *Verdict) Count(a policy.Action) int {
	n := 0
	for _, f := range v.New {
		if v.Actions[f] == a {
			n++
		}
	}
	return n
}

// Line says it all in one line.
func (v *Verdict) Line() string {
	parts := []string{counted(len(v.New), "new finding")}
	if n := v.Count(policy.Block); n > 0 {
		parts[0] += fmt.Sprintf(" (%d blocking)", n)
	}
	for _, p := range []struct {
		n    int
		what string
	}{{len(v.Unclear), "unclear"}, {len(v.Known), "known"}, {len(v.Gone), "gone"}, {len(v.Unseen), "not looked at now"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return fmt.Sprintf("%s; %s compared with %s", strings.Join(parts, ", "), v.Revisions.HeadName, v.Revisions.BaseName)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Markdown is the summary page, of at most limit bytes: the gravest findings
// first, and at the end how many had no place.
func (v *Verdict) Markdown(link func(string, int) string, limit int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Leadline: %s\n\n", counted(len(v.New), "new finding"))
	fmt.Fprintf(&b, "%s.\n\n", v.Line())
	for _, at := range Paths(v.Gaps) {
		fmt.Fprintf(&b, "- not analysed since this change: %s (%s)\n", report.Code(at), report.Plain(v.Gaps[at]))
	}
	list := append([]*finding.Finding{}, v.New...)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Severity > list[j].Severity })
	tail := "\n" + report.CoverageMarkdown(v.Coverage)
	for i, f := range list {
		piece := fmt.Sprintf("### %s%s\n\n%s\n", report.Heading(f, link), map[bool]string{true: " (blocking)"}[v.Actions[f] == policy.Block], report.Markdown(finding.Redacted(f), link))
		rest := fmt.Sprintf("\n%d more findings had no place here; the other outputs have all.\n", len(list)-i)
		if b.Len()+len(piece)+len(rest)+len(tail) > limit {
			b.WriteString(rest)
			break
		}
		b.WriteString(piece)
	}
	if b.Len()+len(tail) <= limit {
		b.WriteString(tail)
	}
	return b.String()
}

// JSON is all of it for programs; its shape is schemas/change.schema.json.
func (v *Verdict) JSON() []byte {
	type gone struct {
		Rule        string `json:"rule"`
		Path        string `json:"path"`
		Line        int    `json:"line"`
		Severity    string `json:"severity"`
		Message     string `json:"message"`
		Fingerprint string `json:"fingerprint"`
	}
	list := func(in []Found) []gone {
		out := []gone{}
		for i := range in {
			f := &in[i]
			out = append(out, gone{f.Rule, f.Path, f.Line, f.Severity, f.Message, f.Fingerprint})
		}
		return out
	}
	marked := v.Reported()
	raw := func(in []*finding.Finding) []json.RawMessage {
		out := []json.RawMessage{}
		for _, f := range in {
			out = append(out, report.JSON(f))
		}
		return out
	}
	gaps := v.Gaps
	data, err := json.MarshalIndent(struct {
		Version  int               `json:"version"`
		Base     string            `json:"base"`
		Head     string            `json:"head"`
		New      []json.RawMessage `json:"new"`
		Unclear  []json.RawMessage `json:"unclear"`
		Known    int               `json:"known"`
		Gone     []gone            `json:"gone"`
		Unseen   []gone            `json:"unseen"`
		Blocking int               `json:"blocking"`
		Gaps     map[string]string `json:"gaps"`
		Coverage json.RawMessage   `json:"coverage"`
	}{1, v.Revisions.BaseName, v.Revisions.HeadName, raw(marked[:len(v.New)]), raw(marked[len(v.New):]), len(v.Known),
		list(v.Gone), list(v.Unseen), v.Count(policy.Block), gaps, report.CoverageJSON(v.Coverage)}, "", " ")
	if err != nil {
		panic(err) // the shapes above hold nothing that JSON cannot say
	}
	return append(data, '\n')
}

// Annotations are the commands with which GitHub shows findings at their lines;
// at most ten of a kind are shown, so the gravest go first. root is the directory
// of the repository that paths are relative to.
func (v *Verdict) Annotations(root string) string {
	list := append([]*finding.Finding{}, v.New...)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Severity > list[j].Severity })
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, f := range list {
		kind := map[policy.Action]string{policy.Block: "error", policy.Comment: "warning", policy.Monitor: "notice"}[v.Actions[f]]
		start, _ := f.Location.File.Locate(f.Location.Span.Start)
		end, _ := f.Location.File.Locate(max(f.Location.Span.Start, f.Location.Span.End))
		fmt.Fprintf(&b, "::%s file=%s,line=%d,endLine=%d,col=%d,title=%s::%s\n", kind, property.Replace(path.Join(root, f.Location.File.Path)),
			start.Line, end.Line, start.Column, property.Replace(f.Rule.ID), value.Replace(f.Message))
	}
	return b.String()
}
