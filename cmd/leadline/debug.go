package main

import (
	"strings"

	"github.com/spf13/cobra"

	"leadline/internal/engine"
)

func debugCommand(s *streams) *cobra.Command {
	r := &request{}
	return &cobra.Command{
		Use:   "debug STAGE FILE",
		Short: "Print what one stage makes of a file: " + strings.Join(engine.Stages(), ", "),
		Example: "  leadline debug tree app.py\n" +
			"  leadline debug ir app.py",
		Args:      cobra.ExactArgs(2),
		ValidArgs: engine.Stages(),
		RunE: func(c *cobra.Command, args []string) error {
			r.Paths, r.Format, r.Jobs, r.NoCache = args[1:], "text", 1, true
			p, err := r.plan(s)
			if err != nil {
				return err
			}
			if err := engine.Debug(c.Context(), s.out, args[0], p.options); err != nil {
				return usage("%w", err)
			}
			return nil
		},
	}
}
