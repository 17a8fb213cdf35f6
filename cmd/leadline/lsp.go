package main

import (
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/lsp"
)

func lspCommand(s *streams) *cobra.Command {
	r := &request{}
	c := &cobra.Command{
		Use:   "lsp",
		Short: "Answer an editor over the Language Server Protocol",
		Long: "Answer an editor over the Language Server Protocol (3.17, 3.18) on standard input and output:\n" +
			"the findings of leadline scan while you type, with their flows, fixes and explanations.\n" +
			"Editors start this command themselves; docs/editors.md says how to set each one up.",
		Example: "  leadline lsp\n  leadline lsp --profile all",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out, ok := s.out.(io.WriteCloser)
			if !ok {
				out = openEnded{s.out}
			}
			orderly, err := lsp.New(r.forEditor, version).Serve(c.Context(), s.in, out)
			switch {
			case err != nil:
				return &status{exitIncomplete, err}
			case !orderly: // the protocol asks for 1 where no shutdown came first
				return &status{exitFindings, nil}
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&r.Profile, "profile", "", "which rules run: default, all")
	f.StringVar(&r.Settings, "settings", "", "read the settings from `FILE` instead of looking for them")
	f.IntVar(&r.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files are worked on at once")
	f.Bool("stdio", true, "speak on standard input and output (the only way there is)")
	return c
}

// openEnded is a writer that nothing closes.
type openEnded struct{ io.Writer }

func (openEnded) Close() error { return nil }

// forEditor makes ready what a session of an editor needs: what a scan of these
// paths would, with the wishes of the editor's user laid over it.
func (r *request) forEditor(paths []string, set *lsp.Settings) (engine.Options, []*finding.Rule, error) {
	own := *r
	own.Paths, own.Format, own.NoCache = paths, "text", true
	p, err := own.plan(&streams{})
	if err != nil {
		return engine.Options{}, nil, err
	}
	asked := &p.options.Project.Settings
	asked.Overlay(config.Overlay{Profile: set.Profile, Rules: set.Rules, Ignore: set.Ignore, Trust: set.Trust})
	if err := asked.CheckFlags(); err != nil {
		return engine.Options{}, nil, err
	}
	active, err := engine.Select(p.options.Rules, asked)
	return p.options, texts(active), err
}
