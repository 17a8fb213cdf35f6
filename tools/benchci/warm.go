package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// warm replays commits as pushes, each with a cache that has seen the ones before:
// what leadline ci takes beside a scan of the same files. The two have caches of
// their own, so that neither finds what the other left.
func warm(ctx context.Context, clone, dir, binary string, n int) error {
	out, err := exec.CommandContext(ctx, "git", "-C", clone, "log", "--first-parent", "--reverse", "--format=%H", "-n", fmt.Sprint(n+1)).Output()
	if err != nil {
		return err
	}
	run := func(cache string, args ...string) (cost, error) {
		c := exec.CommandContext(ctx, binary, args...)
		c.Dir = clone
		c.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, cache))
		began := time.Now()
		err := c.Run()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() != 2 { // findings and gaps are no fault here
			err = nil
		}
		spent := cost{wall: time.Since(began).Seconds()}
		if p := c.ProcessState; p != nil {
			spent.processor = (p.UserTime() + p.SystemTime()).Seconds()
		}
		return spent, err
	}
	var scans, changes []cost
	for i, commit := range strings.Fields(string(out)) {
		if out, err := exec.CommandContext(ctx, "git", "-C", clone, "checkout", "--quiet", "--force", commit).CombinedOutput(); err != nil {
			return fmt.Errorf("checkout: %w\n%s", err, out)
		}
		scan, err := run("scan", "scan", ".", "--format", "jsonl", "--output", os.DevNull)
		if err != nil {
			return err
		}
		change, err := run("ci", "ci", "--base", commit+"^", "--format", "change", "--no-fetch", "--monitor")
		if err != nil {
			return err
		}
		if i == 0 {
			fmt.Printf("first, with nothing in the cache: scan %.2f s, leadline ci %.2f s\n", scan.wall, change.wall)
			continue
		}
		scans, changes = append(scans, scan), append(changes, change)
		fmt.Fprintf(os.Stderr, "\r%d pushes", i)
	}
	fmt.Fprintf(os.Stderr, "\n%d pushes\n", len(scans))
	for what, of := range map[string]func(cost) float64{
		"by the clock":     func(c cost) float64 { return c.wall },
		"of the processor": func(c cost) float64 { return c.processor },
	} {
		var a, b, more []float64
		for i := range scans {
			a, b, more = append(a, of(scans[i])), append(b, of(changes[i])), append(more, of(changes[i])-of(scans[i]))
		}
		fmt.Printf("%s: a scan p50 %.2f s, p95 %.2f s; leadline ci p50 %.2f s, p95 %.2f s; added p50 %.2f s, p95 %.2f s\n", what,
			quantile(a, 0.5), quantile(a, 0.95), quantile(b, 0.5), quantile(b, 0.95), quantile(more, 0.5), quantile(more, 0.95))
	}
	return nil
}

// cost is what a run took: seconds by the clock, and of the processor, which a busy
// machine changes less.
type cost struct{ wall, processor float64 }
