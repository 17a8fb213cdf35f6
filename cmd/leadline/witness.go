package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/report"
	"leadline/internal/text"
	"leadline/internal/witness"
	"leadline/models"
)

// show writes the explanation of a finding, or the test that shows it.
func (e *explanation) show(s *streams, f *finding.Finding, files []*text.File, info report.Info, format string) error {
	table, err := witness.Load(models.FS)
	if err != nil {
		return err
	}
	project := witness.New(table, files)
	w := project.Build(f)
	switch {
	case e.test != "":
		return e.writeTest(s, project, w, f, info)
	case format == "json":
		return explainJSON(s, f, w)
	}
	if err := report.Explain(s.out, f, info); err != nil || w == nil {
		return err
	}
	return w.Print(s.out)
}

func explainJSON(s *streams, f *finding.Finding, w *witness.Witness) error {
	out := json.NewEncoder(s.out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Version int              `json:"version"`
		Finding json.RawMessage  `json:"finding"`
		Witness *witness.Witness `json:"witness,omitempty"`
	}{report.FormatVersion, report.JSON(finding.Redacted(f)), w})
}

// writeTest writes the test, where enough is known for one. A file that is there
// already is not touched.
func (e *explanation) writeTest(s *streams, project *witness.Project, w *witness.Witness, f *finding.Finding, info report.Info) error {
	if w == nil {
		return usage("%s is not about data that somebody sends: there is no input that shows it", f.Rule.ID)
	}
	if reason := w.Testable(); reason != "" {
		return usage("there is no test for it, because this is not known: %s", reason)
	}
	name := e.test
	if name == named {
		name = w.FileName()
	}
	folder := "."
	if name != "-" {
		folder = filepath.Dir(name)
	}
	root, err := seenFrom(folder, info.Root)
	if err != nil {
		return err
	}
	content := project.Test(w, witness.Target{
		Root: root, Command: "leadline explain " + f.Fingerprint[:min(12, len(f.Fingerprint))] + " --test",
		Title: fmt.Sprintf("%s at %s:%d: %s", f.Rule.ID, w.Path, w.Line, strings.Join(strings.Fields(f.Message), " ")),
	})
	if name == "-" {
		_, err := s.out.Write([]byte(content))
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if os.IsExist(err) {
		return usage("%s is there already; name another file: --test=FILE", name)
	}
	if err == nil {
		_, err = file.WriteString(content)
		if end := file.Close(); err == nil {
			err = end
		}
	}
	if err != nil {
		return fmt.Errorf("write the test: %w", err)
	}
	fmt.Fprintf(s.out, "%s: run it with python -m pytest %s, where the program's own packages are installed.\n", name, name)
	for _, g := range w.Given {
		fmt.Fprintf(s.out, "  Given: %s\n", g)
	}
	for _, m := range w.Missing {
		fmt.Fprintf(s.out, "  Not known: %s; see prepare() in the test.\n", m)
	}
	return nil
}

// seenFrom is a folder as seen from another one, with forward slashes.
func seenFrom(from, folder string) (string, error) {
	abs, err := filepath.Abs(from)
	if err == nil {
		folder, err = filepath.Abs(folder)
	}
	if err == nil {
		folder, err = filepath.Rel(abs, folder)
	}
	return filepath.ToSlash(folder), err
}
