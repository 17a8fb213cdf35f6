//go:build unix

package syntax

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"leadline/internal/text"
)

// cpu is the processor time this process has used, the collector's included.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// library reads the standard library once.
func library(t testing.TB) (paths []string, files [][]byte, size int) {
	for _, path := range corpusFiles(t, 3) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		paths, files, size = append(paths, path), append(files, b), size+len(b)
	}
	return paths, files, size
}

func BenchmarkParse(b *testing.B) {
	_, files, size := library(b)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	start := cpu()
	for b.Loop() {
		for _, f := range files {
			Parse(text.New("bench.py", f))
		}
	}
	b.ReportMetric(float64(size)*float64(b.N)/1e6/(cpu()-start).Seconds(), "MB/cpu-s")
}

func BenchmarkWalk(b *testing.B) {
	_, files, size := library(b)
	var trees []*Tree
	for _, f := range files[:200] {
		trees = append(trees, Parse(text.New("bench.py", f)))
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = 0
		for _, t := range trees {
			t.Walk(func(Node) bool { n++; return true })
		}
	}
	_ = size
	b.ReportMetric(float64(n), "nodes")
}

// TestSpeedAgainstRuff parses the standard library with ruff's parser and with
// ours, in turns, and compares MB per CPU second. The bar is 0.8.
func TestSpeedAgainstRuff(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const ruff = "../../../bench/ruffparse/target/release/ruffparse"
	if _, err := os.Stat(ruff); err != nil {
		t.Skip("bench/ruffparse is not built (make ruffparse): no baseline")
	}
	paths, files, size := library(t)
	const passes = 5
	var out bytes.Buffer
	cmd := exec.Command(ruff, fmt.Sprint(passes))
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	var count, failed, bytes int
	var theirs float64
	if _, err := fmt.Sscan(out.String(), &count, &failed, &bytes, &theirs); err != nil || bytes != size {
		t.Fatalf("ruff says %q for %d bytes: %v", out.String(), size, err)
	}
	best := time.Duration(1 << 62)
	for range passes {
		runtime.GC()
		start := cpu()
		for _, f := range files {
			Parse(text.New("bench.py", f))
		}
		best = min(best, cpu()-start)
	}
	ours := float64(size) / 1e6 / best.Seconds()
	t.Logf("%d files, %.1f MB: ruff %.1f MB per CPU second (%d files rejected), ours %.1f: %.2f of it", count, float64(size)/1e6, theirs, failed, ours, ours/theirs)
	if ours < 0.8*theirs {
		t.Errorf("%.2f of ruff's speed; 0.8 are due", ours/theirs)
	}
}
