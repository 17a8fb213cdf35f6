package engine

import (
	rulefolders "leadline/rules"

	"context"
	"os"
	"runtime"
	"testing"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/model"
	"leadline/internal/rule"
)

// BenchmarkScan scans the folder that LEADLINE_BENCH_DIR names with the models
// and rules of the repository.
func BenchmarkScan(b *testing.B) {
	dir := os.Getenv("LEADLINE_BENCH_DIR")
	if dir == "" {
		b.Skip("LEADLINE_BENCH_DIR names no folder")
	}
	models, err := model.Load(os.DirFS("../../models"))
	if err != nil {
		b.Fatal(err)
	}
	rules, err := rule.Load(os.DirFS("../../rules"), models, rulefolders.Code())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		o := Options{Paths: []string{dir}, Project: &config.Project{}, Jobs: runtime.NumCPU(), Cache: cache.None{}, Rules: rules, Models: models}
		if err := Scan(context.Background(), o, silent{}); err != nil {
			b.Fatal(err)
		}
	}
}
