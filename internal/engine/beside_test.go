package engine

import (
	"os"
	"strings"
	"testing"

	"leadline/internal/cells"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

func loaded(t *testing.T) *model.Set {
	t.Helper()
	models, err := model.Load(os.DirFS("../../models"))
	if err != nil {
		t.Fatal(err)
	}
	return models
}

// A file that a cell runs binds names, reads its own ones, and may be a notebook.
func TestPlayRunsFiles(t *testing.T) {
	files := map[string][]byte{
		"lib/f.py":  []byte("from math import pi\nk = 3\ndef area(r):\n    return k * r\n"),
		"b.ipynb":   notebook.FromFrames("In [1]:\nn = 1\nIn [2]:\nm = n\n"),
		"grows.py":  []byte("import random\nx = random.random()\n"),
		"broken.py": []byte("print(nothing)\ny = 1\n"),
	}
	beside := func(name string) *text.File {
		if content, ok := files[name]; ok {
			return text.New(name, content)
		}
		return nil
	}
	for _, c := range []struct{ name, frames, binds, verdict string }{
		{"a script", "In [1]:\n%run lib/f.py\nIn [2]:\narea(2) + pi\nOut:\n9\n", "area k pi", "be the same"},
		{"a script without its ending", "In [1]:\n%run -i lib/f\nIn [2]:\nk\nOut:\n3\n", "area k pi", "be the same"},
		{"a notebook", "In [1]:\n%run \"b.ipynb\"\nIn [2]:\nm\nOut:\n1\n", "m n", "be the same"},
		{"a name that it does not bind", "In [1]:\n%run lib/f.py\nIn [2]:\nmissing\n", "area k pi", "fail at cell 2 (name `missing`)"},
		{"its own names are not the notebook's fault", "In [1]:\n%run broken.py\nIn [2]:\ny\n", "y", "be the same"},
		{"a file that is not there may bind anything", "In [1]:\n%run gone.py\nIn [2]:\nmissing\n", "", "be the same"},
		{"what it binds hides what was", "In [1]:\nk = 1\nIn [3]:\nk\nOut:\n3\nIn [2]:\n%run lib/f.py\n", "k", "change the output of cell 2"},
		{"it draws", "In [1]:\n%run grows.py\nIn [3]:\nx\nOut:\n0.1\nIn [2]:\n%run grows.py\n", "random x", "change the output of cell 2"},
	} {
		n := notebook.Split(text.New("n.ipynb", notebook.FromFrames(c.frames)))
		g := Play(n, syntax.Parse(n.File), nil, loaded(t).Effects(), beside)
		if got := strings.Join(g.Facts[0].Binds, " "); got != c.binds {
			t.Errorf("%s: binds %q, want %q", c.name, got, c.binds)
		}
		if v := g.Verdict(); !strings.Contains(v, c.verdict) {
			t.Errorf("%s: %s, want %s", c.name, v, c.verdict)
		}
	}
}

// A run that failed did what stands above the line at which it stopped.
func TestPlayStopped(t *testing.T) {
	n := notebook.Split(text.New("n.ipynb", []byte(`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "outputs": [], "source": "x = 1"},
{"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 3, "source": "x + y", "outputs": [{"output_type": "execute_result", "metadata": {}, "execution_count": 3, "data": {"text/plain": "6"}}]},
{"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 2, "source": "y = lib.f()\n1 / 0\nx = lib.g()",
 "outputs": [{"output_type": "error", "ename": "ZeroDivisionError", "evalue": "", "traceback": ["Cell In[2], line 2\n      1 y = 5\n\u001b[0;32m----> 2\u001b[0m 1 / 0\n"]}]}]}`)))
	g := Play(n, syntax.Parse(n.File), nil, loaded(t).Effects(), nil)
	var reads []string
	for _, p := range g.Problems {
		if p.Cell == 1 && p.Kind == cells.Below || p.Kind == cells.Undefined {
			reads = append(reads, p.Name)
		}
	}
	if got := strings.Join(reads, " "); !strings.Contains(got, "y") || strings.Contains(got, "x") {
		t.Errorf("read from below: %q, want y and not x", got)
	}
	if got := n.StoppedAt(&n.Cells[2]); got != 2 {
		t.Errorf("stopped at line %d", got)
	}
}

// A cell that fails at one line in both orders changes nothing below it in either.
func TestPlayStoppedInBoth(t *testing.T) {
	n := notebook.Split(text.New("n.ipynb", []byte(`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "outputs": [], "source": "data = [1]"},
{"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 2, "source": "data.append(name)\ndata.append(2)",
 "outputs": [{"output_type": "error", "ename": "NameError", "evalue": "", "traceback": ["----> 1 data.append(name)\n      2 data.append(2)"]}]},
{"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 3, "source": "data", "outputs": [{"output_type": "execute_result", "metadata": {}, "execution_count": 3, "data": {"text/plain": "[1]"}}]},
{"cell_type": "code", "id": "d", "metadata": {}, "execution_count": 4, "source": "name = 3", "outputs": []}]}`)))
	if g := Play(n, syntax.Parse(n.File), nil, loaded(t).Effects(), nil); len(g.Changes) > 0 {
		t.Errorf("changes %v", g.Changes)
	}
}
