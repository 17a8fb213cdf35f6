package report

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"leadline/internal/finding"
)

// Explain prints all that is known of one finding.
func Explain(w io.Writer, f *finding.Finding, info Info) error {
	t := &textReport{output: &output{w: w}, info: info, paint: paint{info.Colour}}
	f = finding.Redacted(f)
	t.Finding(f)
	keys := make([]string, 0, len(f.Extra))
	for k := range f.Extra {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	if len(keys) > 0 {
		fmt.Fprintln(t, t.paint.bold("What it rests on"))
		for _, k := range keys {
			fmt.Fprintf(t, "  %s: %s\n", visible(k), visible(f.Extra[k]))
		}
		fmt.Fprintln(t)
	}
	for _, name := range []string{"What", "Why", "Fix", "Limits"} {
		if body := section(f.Rule.Page, name); body != "" {
			fmt.Fprintf(t, "%s\n%s\n\n", t.paint.bold(name), indent(body))
		}
	}
	return t.err
}

// ExplainNot prints how far data gets, and why no further.
func ExplainNot(w io.Writer, steps []finding.Step, reason string, info Info) error {
	t := &textReport{output: &output{w: w}, info: info, paint: paint{info.Colour}}
	t.flow(&finding.Finding{Flow: steps})
	fmt.Fprintln(t, visible(reason))
	return t.err
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }
