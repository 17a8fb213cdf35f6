package engine

import (
	"context"
	"fmt"
	"io"
	"strings"

	"leadline/internal/config"
	"leadline/internal/ir"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// stages are the windows that Debug opens, in the order of the pipeline.
var stages = []struct {
	name  string
	print func(w io.Writer, f *text.File, p *Program, o Options)
	// whole prints what is made of all files together.
	whole func(ctx context.Context, w io.Writer, o Options) error
}{
	{name: "text", print: func(w io.Writer, f *text.File, _ *Program, _ Options) { printText(w, f) }},
	{name: "notebook", print: func(w io.Writer, f *text.File, p *Program, _ Options) { printNotebook(w, f, p) }},
	{name: "tree", print: func(w io.Writer, f *text.File, _ *Program, _ Options) { syntax.Print(w, syntax.Parse(f)) }},
	{name: "ir", print: func(w io.Writer, f *text.File, p *Program, _ Options) { ir.Print(w, p.module(f)) }},
	{name: "value", print: func(w io.Writer, f *text.File, p *Program, o Options) { debugAnalysis(f, p, o, debugValue(w)) }},
	{name: "callgraph", print: func(w io.Writer, f *text.File, p *Program, o Options) { debugAnalysis(f, p, o, debugCalls(w)) }},
	{name: "taint", print: func(w io.Writer, f *text.File, p *Program, o Options) { debugAnalysis(f, p, o, debugTaint(w)) }},
	{name: "unknown", whole: debugUnknown},
	{name: "image", whole: debugImage},
}

// Stages are the names that Debug knows.
func Stages() []string {
	out := make([]string, len(stages))
	for i := range stages {
		out[i] = stages[i].name
	}
	return out
}

// Debug prints what a stage makes of each file that the options name.
func Debug(ctx context.Context, w io.Writer, stage string, o Options) error {
	for i := range stages {
		if stages[i].name != stage {
			continue
		}
		if stages[i].whole != nil {
			return stages[i].whole(ctx, w, o)
		}
		p, err := load(ctx, o)
		if err != nil {
			return err
		}
		for _, f := range p.Files {
			stages[i].print(w, f, p, o)
		}
		return nil
	}
	hint := ""
	if near := config.Nearest(stage, Stages()); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("there is no stage %q%s; the stages are %s", stage, hint, strings.Join(Stages(), ", "))
}

// load reads the files of a scan and fails where one cannot be.
func load(ctx context.Context, o Options) (*Program, error) {
	s := &scan{options: o, progress: progress{handler: silent{}}}
	var err error
	if s.tree, err = workspace.Discover(o.Paths, o.Project, o.Overlays...); err != nil {
		return nil, err
	}
	s.naming = newNaming(s.tree, o.Project)
	if err := s.read(ctx); err != nil {
		return nil, err
	}
	for i := range s.coverage.Skipped {
		if sk := &s.coverage.Skipped[i]; !sk.Accepted {
			return nil, fmt.Errorf("%s: %s", sk.Path, sk.Reason)
		}
	}
	rules, err := Select(o.Rules, &o.Project.Settings)
	return s.program(rules), err
}

func printNotebook(w io.Writer, f *text.File, p *Program) {
	if n := p.Notebooks[f]; n != nil {
		notebook.Print(w, n)
		return
	}
	if notebook.IsScript(f.Bytes) {
		notebook.Print(w, notebook.SplitScript(f))
	}
}

func printText(w io.Writer, f *text.File) {
	for n := 1; n <= f.Lines(); n++ {
		span := f.LineSpan(n)
		fmt.Fprintf(w, "%5d %7d..%-7d %q\n", n, span.Start, span.End, f.Slice(span))
	}
}
