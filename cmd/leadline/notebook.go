package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"leadline/internal/cells"
	"leadline/internal/engine"
)

// notebookCommand prints what the cells of notebooks do.
func notebookCommand(s *streams) *cobra.Command {
	r := &request{}
	c := &cobra.Command{
		Use:   "notebook FILE...",
		Short: "Print the cells of a notebook, and what Restart and run all would do",
		Long: "Print what each cell of a notebook defines, uses and changes, in which order the cells ran,\n" +
			"and what Restart and run all would do: fail, change stored outputs, or give the same.\n\n" +
			"Exit codes: 0 the same, 1 it would fail or change, 2 a mistake in the call, 3 a file could not be read.",
		Example: "  leadline notebook analysis.ipynb\n" +
			"  leadline notebook analysis.ipynb --live session.json\n" +
			"  leadline notebook *.ipynb --format json",
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			format := r.Format
			r.Paths, r.Format, r.Jobs, r.NoCache = args, "text", 1, true
			if format != "text" && format != "json" {
				return usage("--format %q is not one of text, json", format)
			}
			p, err := r.plan(s)
			if err != nil {
				return err
			}
			graphs, err := engine.Graphs(c.Context(), p.options)
			if err != nil {
				return &status{exitIncomplete, err}
			}
			return printGraphs(s, graphs, format)
		},
	}
	c.Flags().StringVar(&r.Format, "format", "text", "output format: text, json")
	c.Flags().StringVar(&r.Live, "live", "", "take the order of runs from the session log in `FILE` (see docs/notebook-session.md)")
	return c
}

// readLive reads a session log; there is none without a path.
func readLive(path string, files int) (*cells.Log, error) {
	if path == "" {
		return nil, nil
	}
	if files != 1 {
		return nil, usage("--live is the log of one notebook: name that one only")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("read the session log: %w", err)
	}
	var log cells.Log
	if err := json.Unmarshal(data, &log); err != nil {
		return nil, usage("%s: no session log: %w", path, err)
	}
	if log.Version != 1 {
		return nil, usage("%s: version %d of session logs is not known; this program reads version 1", path, log.Version)
	}
	return &log, nil
}

func printGraphs(s *streams, graphs []*cells.Graph, format string) error {
	bad := false
	reports := []cells.Report{}
	for i, g := range graphs {
		bad = bad || len(g.Fails)+len(g.Changes) > 0
		reports = append(reports, g.Report())
		if format != "text" {
			continue
		}
		if len(graphs) > 1 {
			if i > 0 {
				fmt.Fprintln(s.out)
			}
			fmt.Fprintf(s.out, "%s\n", g.Notebook.File.Path)
		}
		cells.Print(s.out, g)
	}
	if format == "json" {
		e := json.NewEncoder(s.out)
		e.SetIndent("", " ")
		if err := e.Encode(map[string]any{"version": 1, "notebooks": reports}); err != nil {
			return &status{exitIncomplete, err}
		}
	}
	if len(graphs) == 0 {
		return usage("none of the files is a notebook in Python")
	}
	if bad {
		return &status{code: exitFindings}
	}
	return nil
}
