package lower_test

import (
	"os"
	"testing"

	"leadline/internal/python/lower"
	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// load reads the library once.
func load(b *testing.B) (files []*text.File, lines int) {
	for _, path := range library(b) {
		if content, err := os.ReadFile(path); err == nil {
			f := text.New(path, content)
			files = append(files, f)
			lines += f.Lines()
		}
	}
	return files, lines
}

// rate reports thousands of lines per second.
func rate(b *testing.B, lines int) {
	b.ReportMetric(float64(lines)/1000*float64(b.N)/b.Elapsed().Seconds(), "kLOC/s")
}

// BenchmarkFile is what one file costs from text to IR.
func BenchmarkFile(b *testing.B) {
	files, lines := load(b)
	b.ReportAllocs()
	var w lower.Lowerer
	for b.Loop() {
		for _, f := range files {
			w.Lower(syntax.Parse(f), "m", false)
		}
	}
	rate(b, lines)
}

// BenchmarkLower leaves parsing out.
func BenchmarkLower(b *testing.B) {
	files, lines := load(b)
	trees := make([]*syntax.Tree, len(files))
	for i, f := range files {
		trees[i] = syntax.Parse(f)
	}
	b.ReportAllocs()
	var w lower.Lowerer
	for b.Loop() {
		for _, t := range trees {
			w.Lower(t, "m", false)
		}
	}
	rate(b, lines)
}

// BenchmarkBind is the scoping alone.
func BenchmarkBind(b *testing.B) {
	files, lines := load(b)
	trees := make([]*syntax.Tree, len(files))
	for i, f := range files {
		trees[i] = syntax.Parse(f)
	}
	b.ReportAllocs()
	var w scope.Binder
	for b.Loop() {
		for _, t := range trees {
			w.Bind(t)
		}
	}
	rate(b, lines)
}
