package notebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"leadline/internal/text"
)

func split(s string) *Notebook { return Split(text.New("n.ipynb", []byte(s))) }

func TestFormats(t *testing.T) {
	n := split(`{"cells": [
  {"cell_type": "markdown", "source": ["# Title"]},
  {"cell_type": "code", "id": "ab", "execution_count": 7, "metadata": {"tags": ["t"], "execution": {"iopub.execute_input": "1970-01-02T00:00:01.500Z"}},
   "source": "x = '\u00df\ud835\udcb3'\ny", "outputs": [{"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
    {"output_type": "error", "ename": "NameError", "evalue": "e", "traceback": []}]},
  {"cell_type": "code", "source": [], "outputs": []}
 ], "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}`)
	if n.Fault != "" || len(n.Cells) != 3 || n.Major != 4 || n.Minor != 5 || !n.Python() {
		t.Fatalf("%+v", n)
	}
	c := &n.Cells[1]
	if c.ID != "ab" || c.Count != 7 || c.Number != 2 || c.When != 86401500 || !c.Tagged("t") || !c.Failed() {
		t.Errorf("%+v", c)
	}
	if got := n.File.Slice(c.Source); got != "x = 'ß𝒳'\ny" {
		t.Errorf("source %q", got)
	}
	if got := n.Text(c.Outputs[0].Data[0]); got != "a\nb" {
		t.Errorf("output %q", got)
	}
	p, part := n.File.Locate(c.Source.End)
	if part == nil || part.Label != "cell 2" || p.Line != 2 || p.Column != 2 {
		t.Errorf("%+v %+v", p, part)
	}
}

func TestFormatThree(t *testing.T) {
	n := split(`{"metadata": {"name": ""}, "nbformat": 3, "worksheets": [{"cells": [
 {"cell_type": "heading", "source": ["T"]},
 {"cell_type": "code", "language": "python", "prompt_number": 3, "input": ["a = 1\n", "a"], "outputs": [{"output_type": "pyout", "text": ["1"]}]}]}]}`)
	if len(n.Cells) != 2 || n.Cells[1].Count != 3 || n.Cells[1].Outputs[0].Type != "execute_result" || n.Cells[0].Kind != Markdown {
		t.Fatalf("%+v", n.Cells)
	}
}

func TestBroken(t *testing.T) {
	for _, c := range []struct {
		text, fault string
		cells       int
	}{
		{"", "the file is empty", 0},
		{"<!DOCTYPE html>", "this is a web page, not a notebook", 0},
		{"hello", "this is not JSON, so it is no notebook", 0},
		{"{}", "there is no list of cells, so this is no notebook", 0},
		{`{"cells": [{"cell_type": "code", "source": "x"}, {"cell_type": "code", "source": "y`, "a string is not closed", 1},
		{`{"cells": [{"cell_type": "code", "source": "x"}` + "\n<<<<<<< HEAD\n", "expected ]", 1},
		{`{"cells": [{"cell_type": "code", "source": 3}, null]}`, "", 2},
		{`{"cells": ` + strings.Repeat("[", 5000), "values lie too deep in one another", 0},
	} {
		n := split(c.text)
		if n.Fault != c.fault {
			t.Errorf("%.40q: fault %q, want %q", c.text, n.Fault, c.fault)
		}
		if c.cells > 0 && len(n.Cells) < c.cells {
			t.Errorf("%.40q: %d cells", c.text, len(n.Cells))
		}
	}
}

func TestLanguage(t *testing.T) {
	for name, python := range map[string]bool{"python3": true, "conda-env-x-py": true, "my kernel": true, "ir": false, "julia-1.9": false, ".net-csharp": false} {
		if n := split(`{"cells": [], "metadata": {"kernelspec": {"name": "` + name + `"}}}`); n.Python() != python {
			t.Errorf("%s: %s", name, n.Language)
		}
	}
}

func TestPython2(t *testing.T) {
	for metadata, two := range map[string]bool{
		`{"kernelspec": {"name": "python2", "language": "python"}}`:                                           true,
		`{"kernelspec": {"name": "conda-env", "language": "python"}, "language_info": {"version": "2.7.12"}}`: true,
		`{"kernelspec": {"name": "python2"}, "language_info": {"name": "python", "version": "3.11.7"}}`:       false,
		`{"kernelspec": {"name": "ir"}, "language_info": {"name": "R", "version": "2.15"}}`:                   false,
		`{"kernelspec": {"name": "python3"}}`:                                                                 false,
	} {
		if n := split(`{"cells": [], "metadata": ` + metadata + `}`); n.Python2 != two {
			t.Errorf("%s: %v", metadata, n.Python2)
		}
	}
}

func TestIDs(t *testing.T) {
	a := split(`{"cells": [{"cell_type": "code", "source": "a"}, {"cell_type": "code", "source": "b"}, {"cell_type": "code", "source": "b"}]}`)
	b := split(`{"cells": [{"cell_type": "code", "source": ["b"]}, {"cell_type": "code", "source": "b"}]}`)
	if a.Cells[1].ID != b.Cells[0].ID || a.Cells[2].ID != b.Cells[1].ID || a.Cells[1].ID == a.Cells[2].ID {
		t.Errorf("%v %v", a.Cells, b.Cells)
	}
}

// TestRewrite changes random spans of random cells, and compares with what an
// ordinary JSON reader says of both files.
func TestRewrite(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", "b = 1\n", "\n", "\"", "\\", "é", "𝒳", "\t", " "}
	word := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	for round := range 2000 {
		sources := make([]string, 1+random.IntN(3))
		var b strings.Builder
		b.WriteString("{\n \"cells\": [\n")
		for i := range sources {
			sources[i] = word(random.IntN(8))
			var value any = sources[i]
			if random.IntN(2) == 0 {
				value = strings.SplitAfter(sources[i], "\n")
			}
			encoded, _ := json.MarshalIndent(value, "   ", " ")
			fmt.Fprintf(&b, "  {\n   \"cell_type\": \"code\",\n   \"source\": %s\n  }", encoded)
			if i+1 < len(sources) {
				b.WriteString(",\n")
			}
		}
		b.WriteString("\n ],\n  \"zzz\" : 1}\n")
		n := split(b.String())
		k := random.IntN(len(sources))
		at := n.Cells[k].Source
		from := at.Start + uint32(random.IntN(at.Len()+1))
		to := from + uint32(random.IntN(int(at.End-from)+1))
		for from > at.Start && n.File.Bytes[from]&0xc0 == 0x80 {
			from--
		}
		for to < at.End && n.File.Bytes[to]&0xc0 == 0x80 {
			to++
		}
		with := word(random.IntN(4))
		want := sources[k][:from-at.Start] + with + sources[k][to-at.Start:]
		edits, ok := n.Rewrite([]Edit{{text.Span{Start: from, End: to}, with}})
		if !ok {
			t.Fatalf("round %d: not in a cell", round)
		}
		after := split(string(Apply(n.JSON.Bytes, edits)))
		if after.Fault != "" || !json.Valid(after.JSON.Bytes) {
			t.Fatalf("round %d: %s\n%s", round, after.Fault, after.JSON.Bytes)
		}
		for i := range sources {
			expect := sources[i]
			if i == k {
				expect = want
			}
			if got := after.File.Slice(after.Cells[i].Source); got != expect {
				t.Fatalf("round %d: cell %d is %q, want %q\n%s\n->\n%s", round, i, got, expect, n.JSON.Bytes, after.JSON.Bytes)
			}
		}
		if !bytes.HasPrefix(after.JSON.Bytes, n.JSON.Bytes[:n.Cells[k].source.at.Start]) || !bytes.HasSuffix(after.JSON.Bytes, n.JSON.Bytes[n.Cells[k].source.at.End:]) {
			t.Fatalf("round %d: bytes outside of the cell changed", round)
		}
	}
}

const three = `{
 "cells": [
  {
   "cell_type": "code",
   "source": ["a"]
  },
  {
   "cell_type": "markdown",
   "source": ["b"]
  },
  {
   "cell_type": "code",
   "outputs": [{"output_type": "stream", "text": "1"}, {"output_type": "stream", "text": "2"}],
   "source": ["c"]
  }
 ], "nbformat": 4, "nbformat_minor": 5
}
`

func TestCellsMove(t *testing.T) {
	n := split(three)
	out := string(Apply(n.JSON.Bytes, n.Reorder([]int{2, 0, 1})))
	after := split(out)
	if after.File.Slice(after.Cells[0].Source) != "c" || after.Cells[2].Kind != Markdown || len(out) != len(three) {
		t.Errorf("%s", out)
	}
	out = string(Apply(n.JSON.Bytes, n.Insert(1, "x = 1\ny = '2'\n")))
	after = split(out)
	if len(after.Cells) != 4 || after.File.Slice(after.Cells[1].Source) != "x = 1\ny = '2'" || !json.Valid([]byte(out)) {
		t.Errorf("%s", out)
	}
	for i := range 2 {
		after = split(string(Apply(n.JSON.Bytes, n.Drop(&n.Cells[2], i))))
		if c := after.Cells[2]; len(c.Outputs) != 1 || after.Text(c.Outputs[0].Data[0]) != fmt.Sprint(2-i) {
			t.Errorf("%d: %s", i, after.JSON.Bytes)
		}
	}
	after = split(string(Apply(n.JSON.Bytes, n.Clear(&n.Cells[2]))))
	if len(after.Cells[2].Outputs) != 0 || !json.Valid(after.JSON.Bytes) {
		t.Errorf("%s", after.JSON.Bytes)
	}
}

func TestScripts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"import os\n# %% one\na = 1\n# %% [markdown]\n# text\n# %%\nb\n", "code import os\n|code a = 1\n|markdown # text\n|code b\n|"},
		{"# Databricks notebook source\na = 1\n\n# COMMAND ----------\n\n# MAGIC %md\n# MAGIC hi\n# COMMAND ----------\nb\n",
			"code # Databricks notebook source\na = 1\n\n|markdown \n# MAGIC %md\n# MAGIC hi\n|code b\n|"},
		{"#!/usr/bin/env python\n# In[1]:\n\na\n\n# In[ ]:\nb\n", "code #!/usr/bin/env python\n|code \na\n\n|code b\n|"},
		{"# ---\n# jupyter:\n#   jupytext:\n#     x: 1\n# ---\n\n# Title\n\na = 1\nb = 2\n\ndef f():\n\n    return 1\n\n# +\nc = 1\n\nd = 2\n# -\n\ne\n",
			"markdown # ---\n# jupyter:\n#   jupytext:\n#     x: 1\n# ---\n\n|markdown # Title\n\n|code a = 1\nb = 2\n\n|code def f():\n\n    return 1\n\n|code c = 1\n\nd = 2\n|code e\n|"},
	} {
		f := text.New("s.py", []byte(c.text))
		if !IsScript(f.Bytes) {
			t.Errorf("%q is a script", c.text)
		}
		var b strings.Builder
		n := SplitScript(f)
		for i := range n.Cells {
			fmt.Fprintf(&b, "%s %s|", n.Cells[i].Kind, n.File.Slice(n.Cells[i].Source))
		}
		if b.String() != c.want {
			t.Errorf("%q:\n%q, want\n%q", c.text, b.String(), c.want)
		}
	}
	if IsScript([]byte("import os\n# a %% b\n")) {
		t.Error("an ordinary module is no notebook")
	}
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte(three))
	f.Add([]byte(`{"worksheets": [{"cells": [{"cell_type": "code", "input": ["\ud800\u12"]}]}]}`))
	if b, err := os.ReadFile("notebook.go"); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n := Split(text.New("n.ipynb", b))
		for i := range n.Cells {
			c := &n.Cells[i]
			if c.Source.End > uint32(len(n.File.Bytes)) || c.Object.End > uint32(len(b)) || c.OutputList.End > uint32(len(b)) {
				t.Fatalf("a span outside: %+v", c)
			}
			for j := range c.Outputs {
				for _, d := range c.Outputs[j].Data {
					n.Text(d)
				}
			}
		}
		SplitScript(text.New("n.py", b))
	})
}
