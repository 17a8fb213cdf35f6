package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// ruffBinary is where make bench-lsp-setup installs it.
const ruffBinary = "bench/venv/ruff/bin/ruff"

// speed times a whole scan of the notebooks, with all rules of the default profile
// and the data-flow analysis, and ruff on the same files.
func (s *settings) speed(dir string) error {
	files := 0
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".ipynb" {
			files++
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"leadline", []string{"build/leadline", "scan", dir, "--no-cache", "--format", "jsonl"}},
		{"ruff, with the rules F PD NPY S B PLW", []string{ruffBinary, "check", "--no-cache", "--isolated", "--quiet", "--exit-zero", "--select", "F,PD,NPY,S,B,PLW", dir}},
	} {
		if _, err := os.Stat(c.args[0]); err != nil {
			fmt.Printf("speed: %s is not there: %s not measured\n", c.args[0], c.name)
			continue
		}
		best, spent := time.Duration(0), time.Duration(0)
		for range 3 {
			command := exec.Command(c.args[0], c.args[1:]...)
			start := time.Now()
			var ended *exec.ExitError
			if err := command.Run(); err != nil && (!errors.As(err, &ended) || ended.ExitCode() > 3) {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			if took := time.Since(start); best == 0 || took < best {
				best = took
			}
			if cpu := command.ProcessState.UserTime() + command.ProcessState.SystemTime(); spent == 0 || cpu < spent {
				spent = cpu
			}
		}
		fmt.Printf("speed: %s: %d notebooks in %.2f s (best of 3), %.0f a second; %.2f s of processor time, %.0f a second on two processors\n",
			c.name, files, best.Seconds(), float64(files)/best.Seconds(), spent.Seconds(), 2*float64(files)/spent.Seconds())
	}
	return nil
}
