package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"leadline/internal/config"
)

func versionCommand(s *streams) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:     "version",
		Short:   "Print the version, and what it is made of",
		Example: "  leadline version\n  leadline version --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			known, err := loadCatalogue(&config.Project{})
			if err != nil {
				return &status{exitIncomplete, err}
			}
			v := struct {
				Version  string `json:"version"`
				Commit   string `json:"commit,omitempty"`
				Go       string `json:"go"`
				Platform string `json:"platform"`
				Rules    int    `json:"rules"`
			}{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Rules: len(known.rules.Rules)}
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, set := range info.Settings {
					if set.Key == "vcs.revision" {
						v.Commit = set.Value
					}
				}
			}
			if asJSON {
				e := json.NewEncoder(s.out)
				e.SetIndent("", "  ")
				return e.Encode(v)
			}
			fmt.Fprintf(s.out, "leadline %s (%s, %s, %d rules)\n", v.Version, v.Platform, v.Go, v.Rules)
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}
