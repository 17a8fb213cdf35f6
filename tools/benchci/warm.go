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
	run := func(cache string, args ...string) (float64, error) {
		c := exec.CommandContext(ctx, binary, args...)
		c.Dir = clone
		c.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, cache))
		began := time.Now()
		err := c.Run()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() != 2 { // findings and gaps are no fault here
			err = nil
		}
		return time.Since(began).Seconds(), err
	}
	var scans, changes, added []float64
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
			fmt.Printf("first, with nothing in the cache: scan %.2f s, leadline ci %.2f s\n", scan, change)
			continue
		}
		scans, changes, added = append(scans, scan), append(changes, change), append(added, change-scan)
		fmt.Fprintf(os.Stderr, "\r%d pushes", i)
	}
	fmt.Fprintln(os.Stderr)
	fmt.Printf("%d pushes: a scan p50 %.2f s, p95 %.2f s; leadline ci p50 %.2f s, p95 %.2f s; added p50 %.2f s, p95 %.2f s\n", len(added),
		quantile(scans, 0.5), quantile(scans, 0.95), quantile(changes, 0.5), quantile(changes, 0.95), quantile(added, 0.5), quantile(added, 0.95))
	return nil
}
