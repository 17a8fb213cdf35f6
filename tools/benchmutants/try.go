package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// suites are the packages whose tests are asked, those that notice most in the least
// time first; the oracle is asked by itself as well.
var suites = []string{"./tools/oracle", "./internal/engine", "./models", "./rules", "./internal/python/lower", "./internal/rule/...", "./internal/cells", "./internal/typestate", "./internal/learn", "./tools/gensummaries", "./cmd/leadline"}

const noBuild = "does not compile"

// bench tries mutants.
type bench struct {
	*settings
	dir      string
	baseline map[string]int
	goes     []coverage // by suite, and at the end the oracle's
}

func newBench(ctx context.Context, s *settings) (*bench, error) {
	dir, err := os.MkdirTemp("", "leadline-mutants-")
	if err != nil {
		return nil, err
	}
	b := &bench{settings: s, dir: dir}
	binary, err := b.build(ctx, "")
	if err == nil {
		b.baseline, err = b.figures(ctx, binary)
	}
	if err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("the oracle on the analyser as it is: %w", err)
	}
	for _, p := range suites {
		c, err := b.covered(ctx, p)
		if err != nil {
			b.close()
			return nil, err
		}
		b.goes = append(b.goes, c)
	}
	c, err := b.coveredByOracle(ctx)
	if err != nil {
		b.close()
		return nil, err
	}
	b.goes = append(b.goes, c)
	return b, nil
}

func (b *bench) close() { os.RemoveAll(b.dir) }

// try builds a mutant and asks the tests and the oracle.
func (b *bench) try(ctx context.Context, m *mutant) (*result, error) {
	start := time.Now()
	r := &result{mutant: m}
	overlay, err := b.overlay(m)
	if err != nil {
		return nil, err
	}
	if err := b.run(ctx, "go", "build", "-overlay", overlay, "./"+filepath.Dir(m.file)); err != nil {
		r.tests, r.oracle = noBuild, noBuild
		return r, ctx.Err()
	}
	r.oracle = "survived"
	var wg sync.WaitGroup
	if b.goes[len(suites)].ran(m) {
		binary, err := b.build(ctx, overlay)
		if err != nil {
			return nil, err
		}
		wg.Go(func() {
			figures, err := b.figures(ctx, binary)
			r.oracle = b.worse(figures, err)
		})
	}
	r.tests = b.asked(ctx, overlay, m)
	wg.Wait()
	r.seconds = time.Since(start).Seconds()
	return r, ctx.Err()
}

// overlay writes the changed file, and what tells the compiler of it.
func (b *bench) overlay(m *mutant) (string, error) {
	abs, err := filepath.Abs(m.file)
	if err != nil {
		return "", err
	}
	changed := filepath.Join(b.dir, "changed.go")
	if err := os.WriteFile(changed, []byte(m.content), 0o644); err != nil {
		return "", err
	}
	data, err := json.Marshal(map[string]map[string]string{"Replace": {abs: changed}})
	if err != nil {
		return "", err
	}
	name := filepath.Join(b.dir, "overlay.json")
	return name, os.WriteFile(name, data, 0o644)
}

// asked is the first package whose tests fail, or "survived". A package that does not end
// in time notices, too, but is told apart: on a machine with other work it may be that.
func (b *bench) asked(ctx context.Context, overlay string, m *mutant) string {
	for k, p := range suites {
		if !b.goes[k].ran(m) {
			continue
		}
		out, err := b.output(ctx, "go", "test", "-vet=off", "-count=1", "-failfast", "-short", "-timeout", b.limit.String(), "-overlay", overlay, p)
		switch {
		case err != nil && strings.Contains(out, "test timed out"):
			return "killed by time in " + strings.TrimPrefix(p, "./")
		case err != nil:
			return "killed by " + strings.TrimPrefix(p, "./")
		}
	}
	return "survived"
}

// knowledge is what the oracle says of how much is known of expressions. It must not
// shrink: an analyser that says less is never wrong.
var knowledge = regexp.MustCompile(`(?m)^said of expressions: one constant (\d+), constants (\d+), shape (\d+), type (\d+), instance (\d+), code (\d+), mixed (\d+), never (\d+), open \d+, called (\d+),.* (\d+) steps$`)

// wrongs are figures of the oracle that must not grow.
var wrongs = regexp.MustCompile(`(?m)^(constants|types|shapes|pruned expressions|call edges|steps of flows) +checked +\d+, wrong places +(\d+)|^(all) +\d+ +\d+ +(\d+) +(\d+) |^faults (\d+),`)

// build makes the oracle with what an overlay changes.
func (b *bench) build(ctx context.Context, overlay string) (string, error) {
	binary := filepath.Join(b.dir, "oracle")
	args := []string{"build", "-o", binary}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	return binary, b.run(ctx, "go", append(args, "./tools/oracle")...)
}

// figures runs the oracle and reads what it says is wrong, and, below zero, what is known.
func (b *bench) figures(ctx context.Context, binary string) (map[string]int, error) {
	ctx, stop := context.WithTimeout(ctx, b.limit)
	defer stop()
	c := exec.CommandContext(ctx, binary, "-n", strconv.Itoa(b.programs), "-show", "0")
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("%w: %.300s", err, errs.String())
	}
	got := map[string]int{}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	for _, m := range wrongs.FindAllStringSubmatch(out.String(), -1) {
		switch {
		case m[1] != "":
			got[m[1]] = number(m[2])
		case m[3] != "":
			got["missed"], got["spurious"] = number(m[4]), number(m[5])
		default:
			got["faults"] = number(m[6])
		}
	}
	if m := knowledge.FindStringSubmatch(out.String()); m != nil {
		for _, n := range m[1:8] {
			got["known"] -= number(n)
		}
		got["one constant"], got["pruned"], got["called"], got["steps"] = -number(m[1]), -number(m[8]), -number(m[9]), -number(m[10])
	}
	if len(got) != 14 {
		return nil, errors.New("the oracle prints other figures than it did")
	}
	return got, nil
}

// worse says which figure of the oracle grew.
func (b *bench) worse(got map[string]int, err error) string {
	if err != nil {
		return "killed by an end"
	}
	for _, k := range []string{"faults", "pruned expressions", "constants", "types", "shapes", "call edges", "steps of flows", "missed", "spurious", "known", "one constant", "pruned", "called", "steps"} {
		if got[k] > b.baseline[k] {
			return fmt.Sprintf("killed by %s %d, not %d", k, max(got[k], -got[k]), max(b.baseline[k], -b.baseline[k]))
		}
	}
	return "survived"
}

func (b *bench) run(ctx context.Context, name string, args ...string) error {
	_, err := b.output(ctx, name, args...)
	return err
}

func (b *bench) output(ctx context.Context, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-trimpath")
	out, err := c.CombinedOutput()
	return string(out), err
}
