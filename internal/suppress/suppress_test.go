package suppress

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// TestLines: each line that a comment covers ends in the letter of the rule
// that the comment names.
func TestLines(t *testing.T) {
	code := strings.TrimPrefix(`
x = f(1)  # leadline: ignore[r1] on the line
# leadline: ignore[r2] above, alone

y = g(
    2,  # leadline: ignore[r3] in the middle
    # leadline: ignore[r4] alone inside
    3,
)
if h(
    4
):  # leadline: ignore[r5] a header
    # leadline: ignore[r6] the next statement
    z = 1
    w = 2
@decorator  # leadline: ignore[r7] decorator
def k(
    a,
):
    pass
try:
    pass
except E:  # leadline: ignore[r8] a handler
    pass
#leadline:ignore[ra, rb]: both
q = 1; r = 2  # leadline: ignore[r9] two statements
s = 'leadline: ignore[r0] not a comment'
# leadline: ignore without a rule
match v:
    case [1]:  # leadline: ignore[rc] a case
        pass
# leadline: ignore[rd] at the end`, "\n")
	tree := syntax.Parse(text.New("a.py", []byte(code)))
	got := map[string]string{}
	for _, c := range Find(tree) {
		for _, r := range append(c.Rules, "none")[:max(1, len(c.Rules))] {
			got[r] = fmt.Sprintf("%d-%d %s", c.First, c.Last, c.Reason)
		}
	}
	want := map[string]string{
		"r1": "1-1 on the line", "r2": "4-8 above, alone", "r3": "4-8 in the middle", "r4": "4-8 alone inside", "r5": "9-11 a header",
		"r6": "13-13 the next statement", "r7": "15-18 decorator", "r8": "22-22 a handler", "ra": "25-25 both", "rb": "25-25 both",
		"r9": "25-25 two statements", "none": "28-28 without a rule", "rc": "29-29 a case", "rd": "31-31 at the end",
	}
	for r, w := range want {
		if got[r] != w {
			t.Errorf("%s: %q, want %q", r, got[r], w)
		}
		delete(got, r)
	}
	if len(got) > 0 {
		t.Errorf("more than was written: %v", got)
	}
}

func TestApply(t *testing.T) {
	code := "a()  # leadline: ignore[one] fine\nb()  # leadline: ignore[two, gone, off]\nc()  # leadline: ignore\nd()  # leadline: ignore[one]\n"
	file := text.New("a.py", []byte(code))
	at := func(rule string, line int) *finding.Finding {
		return &finding.Finding{Rule: &finding.Rule{ID: rule}, Location: finding.Location{File: file, Span: file.LineSpan(line)}}
	}
	findings := []*finding.Finding{at("one", 1), at("two", 1), at("one", 2), at("two", 2), at("one", 3)}
	active := func(r string) bool { return r == "one" || r == "two" }
	known := func(r string) bool { return active(r) || r == "off" }
	unused := Apply(findings, Find(syntax.Parse(file)), active, known)
	silenced := []string{}
	for _, f := range findings {
		if f.Suppression == "inline" {
			silenced = append(silenced, fmt.Sprintf("%s %d %s", f.Rule.ID, file.LineOf(f.Location.Span.Start), f.Suppressed))
		}
	}
	if want := []string{"one 1 fine", "two 2 "}; !slices.Equal(silenced, want) {
		t.Errorf("silenced %q, want %q", silenced, want)
	}
	said := []string{}
	for _, u := range unused {
		said = append(said, fmt.Sprintf("%d %s %s", file.LineOf(u.Location.Span.Start), u.Rule, u.Message))
	}
	want := []string{"2 gone there is no rule gone", "3  names no rule, so it silences nothing; write ignore[rule-id] reason", "4 one one is not found here"}
	if !slices.Equal(said, want) {
		t.Errorf("unused %q\nwant   %q", said, want)
	}
}
