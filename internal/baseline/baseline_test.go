package baseline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leadline/internal/finding"
	"leadline/internal/text"
)

func found(path, print, suppression string) *finding.Finding {
	return &finding.Finding{Rule: &finding.Rule{ID: "r"}, Message: "m <" + print + ">", Fingerprint: print, Suppression: suppression,
		Location: finding.Location{File: text.New(path, nil)}}
}

func TestRoundTrip(t *testing.T) {
	findings := []*finding.Finding{found("b.py", "2", ""), found("a.py", "1", ""), found("a.py", "3", "inline")}
	var out bytes.Buffer
	if err := Of(findings).Write(&out); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != 4 {
		t.Errorf("%d lines, one a finding wanted:\n%s", lines, out.String())
	}
	b, err := Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{{"1", "r", "a.py", "m <1>"}, {"2", "r", "b.py", "m <2>"}}
	if d := cmp.Diff(want, b.Findings); d != "" {
		t.Error(d)
	}
	now := []*finding.Finding{found("a.py", "1", ""), found("c.py", "4", "")}
	gone := Compare(now, b)
	if now[0].Suppression != "baseline" || now[1].Suppression != "" || len(gone) != 1 || gone[0].Fingerprint != "2" {
		t.Errorf("%+v %+v gone %+v", now[0], now[1], gone)
	}
}

func TestRefused(t *testing.T) {
	for _, s := range []string{"", "[]", "{}", `{"version": 2}`} {
		if _, err := Read([]byte(s)); err == nil {
			t.Errorf("%q is taken for a baseline", s)
		}
	}
	var out bytes.Buffer
	if err := Of(nil).Write(&out); err != nil {
		t.Fatal(err)
	}
	if b, err := Read(out.Bytes()); err != nil || len(b.Findings) != 0 {
		t.Errorf("an empty baseline: %v %v", b, err)
	}
}
