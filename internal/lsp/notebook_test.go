package lsp_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/cells"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/lsp"
)

// page is a notebook as a client sends it.
type page []map[string]any

func code(id, source string, count int, outputs ...any) map[string]any {
	c := map[string]any{"cell_type": "code", "id": id, "metadata": map[string]any{}, "source": source, "execution_count": nil, "outputs": append([]any{}, outputs...)}
	if count > 0 {
		c["execution_count"] = count
	}
	return c
}

func shows(text string) any {
	return map[string]any{"output_type": "stream", "name": "stdout", "text": text}
}

type answer struct {
	Milliseconds float64
	Report       *cells.Report
	Rerun        []string
	Findings     []struct {
		Rule string
		Cell struct {
			ID    string
			Range struct{ Start, End struct{ Line, Character int } }
		}
		Fix *struct {
			Description string
			Safe        bool
			Edits       []struct{ ID, Text string }
			Order       []string
			Outputs     []struct {
				ID   string
				Keep []int
			}
		}
	}
	Ignored []struct{ Rule, Reason string }
	Gaps    []struct{ Message string }
}

// jupyter is a client that sends whole notebooks to a server with these rules.
func jupyter(t *testing.T, rules ...string) *editor {
	e := withRules(t, rules...)
	e.root = t.TempDir()
	e.call("initialize", map[string]any{"processId": nil, "capabilities": map[string]any{}}, nil)
	e.notify("initialized", map[string]any{})
	return e
}

// withRules is a server that runs these rules, not initialized yet.
func withRules(t *testing.T, rules ...string) *editor {
	return converseWith(t, func(paths []string, s *lsp.Settings) (engine.Options, []*finding.Rule, error) {
		o, texts, err := load(paths, s)
		if err == nil {
			o.Project.Settings.Rules = nil
			o.Project.Settings.Overlay(config.Overlay{Rules: rules})
		}
		return o, texts, err
	})
}

func (e *editor) look(p page, live any) *answer {
	e.t.Helper()
	out := &answer{}
	e.call("leadline/analyzeNotebook", map[string]any{"uri": "file://" + filepath.ToSlash(filepath.Join(e.root, "n.ipynb")), "live": live,
		"notebook": map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": p}}, out)
	return out
}

func TestWholeNotebook(t *testing.T) {
	e := jupyter(t, "notebook-undefined-on-restart", "notebook-secret-in-output")
	a := e.look(page{code("a", "x = price * 2", 0), code("b", "price = 1", 0), code("c", "np.zeros(2)", 0)}, nil)
	if a.Report.Verdict != "fails" || len(a.Findings) != 2 {
		t.Fatalf("%+v", a)
	}
	if f := a.Findings[0]; f.Cell.ID != "a" || f.Cell.Range.Start.Character != 4 || f.Fix == nil || fmt.Sprint(f.Fix.Order) != "[b a c]" {
		t.Errorf("the move: %+v %+v", f, f.Fix)
	}
	if f := a.Findings[1]; f.Fix == nil || len(f.Fix.Edits) != 1 || f.Fix.Edits[0].Text != "import numpy as np\n" || len(f.Fix.Order) > 0 {
		t.Errorf("the import: %+v", f.Fix)
	}
	// Edited: the next look builds on this one.
	if a = e.look(page{code("b", "price = 1", 0), code("a", "x = price * 2", 0)}, nil); a.Report.Verdict != "unknown" || len(a.Findings) != 0 {
		t.Errorf("after the move: %+v", a)
	}
	a = e.look(page{code("a", "show()", 1, shows("fine"), shows("AKIA"+"2E0A8F3B244C9986"), shows("fine, too"))}, nil)
	for _, f := range a.Findings {
		if f.Rule == "notebook-secret-in-output" {
			if f.Fix == nil || len(f.Fix.Outputs) != 1 || fmt.Sprint(f.Fix.Outputs[0].Keep) != "[0 2]" {
				t.Errorf("what is left of the outputs: %+v", f.Fix)
			}
			return
		}
	}
	t.Errorf("no secret: %+v", a)
}

func TestIgnoredInMetadata(t *testing.T) {
	e := jupyter(t, "notebook-undefined-on-restart")
	c := code("a", "lost", 0)
	c["metadata"] = map[string]any{"leadline": map[string]any{"ignore": []any{map[string]any{"rule": "notebook-undefined-on-restart", "reason": "made by a startup file"}}}}
	a := e.look(page{c, code("b", "gone", 0)}, nil)
	if len(a.Findings) != 1 || a.Findings[0].Cell.ID != "b" || len(a.Ignored) != 1 || a.Ignored[0].Reason != "made by a startup file" {
		t.Errorf("%+v", a)
	}
}

func TestLiveLog(t *testing.T) {
	e := jupyter(t, "notebook-stale-output")
	p := page{code("a", "x = 2", 3), code("b", "y = x", 2), code("c", "print(y)", 4, shows("1\n"))}
	run := func(cell, source string, count int) any {
		return map[string]any{"cell": cell, "source": source, "source_sha256": cells.HashOf(source), "execution_count": count, "ok": true, "kernel": "k"}
	}
	log := map[string]any{"version": 1, "runs": []any{run("a", "x = 1", 1), run("b", "y = x", 2), run("a", "x = 2", 3), run("c", "print(y)", 4)}}
	if a := e.look(p, log); a.Report.Verdict != "changes" || strings.Join(a.Rerun, " ") != "b c" || a.Report.Cells[1].State != "stale" {
		t.Errorf("edited in between: %+v", a)
	}
	log["runs"] = append(log["runs"].([]any), run("b", "y = x", 5), run("c", "print(y)", 6))
	if a := e.look(p, log); a.Report.Verdict != "same" || len(a.Rerun) != 0 {
		t.Errorf("run again: %+v", a)
	}
}

func TestWholeNotebookBroken(t *testing.T) {
	e := jupyter(t, "notebook-undefined-on-restart")
	if a := e.look(page{code("a", "def (", 0), code("b", "x = 1", 0)}, nil); len(a.Gaps) == 0 || len(a.Report.Cells) != 2 {
		t.Errorf("%+v", a)
	}
}

// TestLiveRuns: the runs of a notebook that an editor has open, told cell by cell,
// make sure what the counts alone leave open; a kernel whose first runs nobody saw
// does not.
func TestLiveRuns(t *testing.T) {
	e := jupyter(t, "notebook-stale-output")
	book := "file://" + filepath.ToSlash(filepath.Join(e.root, "live.ipynb"))
	texts := []string{"x = 1", "y = x", "print(y)"}
	version, order := 1, 0
	cell := func(i, order int) map[string]any {
		c := map[string]any{"kind": 2, "document": fmt.Sprint("cell:", i)}
		if order > 0 {
			c["executionSummary"] = map[string]any{"executionOrder": order, "success": true}
		}
		return c
	}
	var cells, docs []any
	for i, text := range texts {
		cells = append(cells, cell(i, 0))
		docs = append(docs, map[string]any{"uri": fmt.Sprint("cell:", i), "languageId": "python", "version": 1, "text": text})
	}
	e.notify("notebookDocument/didOpen", map[string]any{
		"notebookDocument": map[string]any{"uri": book, "notebookType": "jupyter-notebook", "version": 1, "cells": cells}, "cellTextDocuments": docs,
	})
	change := func(what map[string]any) {
		version++
		e.notify("notebookDocument/didChange", map[string]any{"notebookDocument": map[string]any{"uri": book, "version": version}, "change": map[string]any{"cells": what}})
	}
	run := func(i int) {
		order++
		change(map[string]any{"data": []any{cell(i, order)}})
		if i == 2 {
			e.notify("leadline/notebookOutputs", map[string]any{"uri": book, "cells": []any{
				map[string]any{"document": "cell:2", "executionCount": order, "outputs": []any{shows("1\n")}},
			}})
		}
	}
	edit := func(i int, text string) {
		change(map[string]any{"textContent": []any{map[string]any{"document": map[string]any{"uri": fmt.Sprint("cell:", i), "version": version}, "changes": []any{map[string]any{"text": text}}}}})
	}
	// x was edited and run again between y and the output: what the output shows
	// comes from the former text, by way of y.
	run(0)
	run(1)
	edit(0, "x = 2")
	run(0)
	run(2)
	if d := e.until("cell:1", "0 notebook-stale-output")[0]; strings.Contains(d.Message, "if it was edited") {
		t.Errorf("not sure: %s", d.Message)
	}
	run(1)
	run(2)
	e.until("cell:1")
	// A new kernel, of which the first runs were seen, and one of which they were not.
	order = 0
	run(0)
	run(1)
	run(2)
	edit(0, "x = 3")
	run(0)
	if d := e.until("cell:1", "0 notebook-stale-output")[0]; strings.Contains(d.Message, "if it was edited") {
		t.Errorf("not sure: %s", d.Message)
	}
}
