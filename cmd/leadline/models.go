package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"leadline/internal/config"
	"leadline/internal/proof"
	"leadline/models"
)

func modelsCommand(s *streams) *cobra.Command {
	c := &cobra.Command{
		Use:   "models",
		Short: "Try models of libraries: what their proofs say, held against a scan",
		Example: "  leadline models test\n" +
			"  leadline models test leadline/acme.yaml",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	test := &cobra.Command{
		Use:   "test [FILE...]",
		Short: "Run the proofs of model files: those of the settings, or the ones named",
		Long: "Run the proofs of model files: those that the settings name (models = [...]), or the ones given here; a folder\n" +
			"stands for the .yaml files below it. The proof of acme.yaml is acme.proof.py beside it. Every row must be mentioned, and every marked line must hold.",
		Example: "  leadline models test\n" +
			"  leadline models test leadline/acme.yaml",
		RunE: func(c *cobra.Command, args []string) error { return testModels(c.Context(), s.out, args) },
	}
	c.AddCommand(test)
	return c
}

// testModels runs the proofs of a project's own models.
func testModels(ctx context.Context, w io.Writer, files []string) error {
	project, err := config.Find(".")
	if err != nil {
		return err
	}
	if len(files) > 0 {
		project.Settings.Models = files
		project.Dir = ""
	}
	if len(project.Settings.Models) == 0 {
		return errors.New("the settings name no models: name a file, or write models = [\"acme.yaml\"] in leadline.toml")
	}
	layered, err := withModels(models.FS, project)
	if err != nil {
		return err
	}
	p, err := proof.New(layered)
	if err != nil {
		return badModels(project, err)
	}
	bad := 0
	all, err := project.ModelFiles()
	if err != nil {
		return err
	}
	for i, name := range all {
		n, err := testModel(ctx, w, p, projectModel(i, name), filepath.Join(project.Dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		bad += n
	}
	if bad > 0 {
		return &status{exitFindings, nil}
	}
	return nil
}

// testModel runs one proof and prints what does not hold.
func testModel(ctx context.Context, w io.Writer, p *proof.Prover, known, file string) (bad int, err error) {
	beside := strings.TrimSuffix(file, ".yaml") + ".proof.py"
	text, err := os.ReadFile(beside)
	if err != nil {
		return 0, fmt.Errorf("the proof of %s: %w", file, err)
	}
	for _, row := range p.Unmentioned(known, text) {
		fmt.Fprintf(w, "%s:%d: the proof does not mention %s\n", file, row.Line, row.Key)
		bad++
	}
	lines, faults, err := p.Prove(ctx, text)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", beside, err)
	}
	for _, f := range faults {
		fmt.Fprintf(w, "%s:%d: %s: %s\n", beside, f.Line, f.Text, f.Problem)
	}
	bad += len(faults)
	fmt.Fprintf(w, "%s: %d lines hold, %d do not\n", beside, lines-len(faults), len(faults))
	return bad, nil
}
