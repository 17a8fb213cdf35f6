package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// coverage is where a suite's tests, or the oracle, go: a mutant of a place to which they
// never come does nothing that they could notice, so they need not be asked.
type coverage map[string][]block

// block is a piece of a file between two places, each a line and a column.
type block struct{ startLine, startColumn, endLine, endColumn int }

// ran tells whether what a mutant takes out was ever run. A condition that may do more
// than decide is no longer evaluated in the mutant, so of such ones it is not known.
func (c coverage) ran(m *mutant) bool {
	if c == nil || m.acts {
		return true
	}
	for _, b := range c[m.file] {
		before := b.startLine < m.bodyLine || b.startLine == m.bodyLine && b.startColumn <= m.bodyColumn
		behind := b.endLine > m.bodyLine || b.endLine == m.bodyLine && b.endColumn > m.bodyColumn
		if before && behind {
			return true
		}
	}
	return false
}

// readCoverage reads a profile of go test or covdata: the blocks that ran.
func readCoverage(data []byte, module string) coverage {
	c := coverage{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		file, rest, ok := strings.Cut(lines.Text(), ".go:")
		if !ok || strings.HasSuffix(rest, " 0") {
			continue
		}
		var b block
		if n, err := fmt.Sscanf(rest, "%d.%d,%d.%d", &b.startLine, &b.startColumn, &b.endLine, &b.endColumn); n != 4 || err != nil {
			continue
		}
		name := strings.TrimPrefix(file, module+"/") + ".go"
		c[name] = append(c[name], b)
	}
	return c
}

// covered runs a suite as it is and keeps where its tests go.
func (b *bench) covered(ctx context.Context, suite string) (coverage, error) {
	profile := filepath.Join(b.dir, "cover.txt")
	out, err := b.output(ctx, "go", "test", "-vet=off", "-count=1", "-short", "-coverpkg="+b.packages(), "-coverprofile="+profile, suite)
	if err != nil {
		return nil, fmt.Errorf("%s on the analyser as it is: %w\n%.2000s", suite, err, out)
	}
	data, err := os.ReadFile(profile)
	return readCoverage(data, "leadline"), err
}

// coveredByOracle runs the oracle as it is and keeps where it goes.
func (b *bench) coveredByOracle(ctx context.Context) (coverage, error) {
	binary, data, profile := filepath.Join(b.dir, "covering"), filepath.Join(b.dir, "data"), filepath.Join(b.dir, "cover.txt")
	if err := os.MkdirAll(data, 0o755); err != nil {
		return nil, err
	}
	for _, command := range [][]string{
		{"go", "build", "-cover", "-coverpkg=" + b.packages() + ",./tools/oracle", "-o", binary, "./tools/oracle"},
		{"env", "GOCOVERDIR=" + data, binary, "-n", strconv.Itoa(b.programs), "-show", "0"},
		{"go", "tool", "covdata", "textfmt", "-i=" + data, "-o", profile},
	} {
		if out, err := b.output(ctx, command[0], command[1:]...); err != nil {
			return nil, fmt.Errorf("%s: %w\n%.2000s", strings.Join(command, " "), err, out)
		}
	}
	text, err := os.ReadFile(profile)
	return readCoverage(text, "leadline"), err
}

// packages are the rooms as the compiler wants them.
func (b *bench) packages() string {
	rooms := strings.Split(b.rooms, ",")
	for i := range rooms {
		rooms[i] = "./" + rooms[i]
	}
	return strings.Join(rooms, ",")
}

// reach lists what each mutant takes out behind who runs it: the tests (t), the oracle (o).
// What neither does is where the next test is wanted.
func (b *bench) reach(w io.Writer, pool []*mutant) {
	oracle := len(b.goes) - 1
	tests, alone := 0, 0
	for _, m := range pool {
		who := []byte("--")
		if slices.ContainsFunc(b.goes[:oracle], func(c coverage) bool { return c.ran(m) }) {
			who[0], tests = 't', tests+1
		}
		if b.goes[oracle].ran(m) {
			who[1], alone = 'o', alone+1
		}
		fmt.Fprintf(w, "%s %s:%d %s: %s\n", who, m.file, m.line, m.function, m.text)
	}
	fmt.Fprintf(w, "%d places: the tests run %d (%.0f %%), the oracle %d (%.0f %%)\n", len(pool), tests, share(tests, len(pool)), alone, share(alone, len(pool)))
}
