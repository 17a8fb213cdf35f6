package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"leadline/internal/rule/semgrep"
)

func rulesTestCommand(s *streams) *cobra.Command {
	return &cobra.Command{
		Use: "test DIR", Short: "Run Semgrep rules over the test files beside them",
		Long: "Run every rule file below DIR over the test files beside it (rule.py or rule.test.py for rule.yaml) and\n" +
			"compare: a comment \"ruleid: ID\" says that the next line is found, \"ok: ID\" that it is not; todoruleid and\n" +
			"todook mark what is known to be wrong. Fixes must give rule.fixed.py, where there is one.\n\n" +
			"Exit codes: 0 all as annotated, 1 something is not, 2 a rule cannot be read.",
		Example: "  leadline rules test our-rules/",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if info, err := os.Stat(args[0]); err != nil || !info.IsDir() {
				return usage("%s is no folder", args[0])
			}
			suite, err := semgrep.TestAll(os.DirFS(args[0]))
			if err != nil {
				return usage("%w", err)
			}
			return tellSuite(s.out, suite)
		},
	}
}

// tellSuite prints what came of the tests.
func tellSuite(w io.Writer, s *semgrep.Suite) error {
	lines, wrong := 0, 0
	for _, f := range s.Faults {
		fmt.Fprintln(w, f)
	}
	for _, t := range s.Tested {
		for _, v := range t.Verdicts {
			lines++
			if !v.Agrees() {
				wrong++
				fmt.Fprintf(w, "%s: %s\n", t.Path, v)
			}
		}
		if t.Fixed != nil && !*t.Fixed {
			wrong++
			fmt.Fprintf(w, "%s: the fixes do not give the .fixed file\n", t.Path)
		}
	}
	fmt.Fprintf(w, "%d rules, %d test files, %d of %d lines as annotated", s.Loaded, len(s.Tested), lines-min(wrong, lines), lines)
	if s.Untested > 0 {
		fmt.Fprintf(w, "; %d rules without a test", s.Untested)
	}
	if s.Deep > 0 {
		fmt.Fprintf(w, "; %d rules follow the whole program (engine: leadline) and are not tested here", s.Deep)
	}
	if s.Foreign > 0 {
		fmt.Fprintf(w, "; %d rules are for other languages", s.Foreign)
	}
	fmt.Fprintln(w)
	switch {
	case len(s.Faults) > 0:
		return &status{code: exitUsage}
	case wrong > 0:
		return &status{code: exitFindings}
	}
	return nil
}
