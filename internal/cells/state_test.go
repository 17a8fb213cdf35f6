package cells_test

import (
	"fmt"
	"strings"
	"testing"

	"leadline/internal/cells"
)

func standings(g *cells.Graph) string {
	var out []string
	for _, s := range g.Standings() {
		out = append(out, s.State.String())
	}
	return strings.Join(out, " ")
}

func TestStandingsAndRerun(t *testing.T) {
	run := func(cell, source string, count int) cells.Run {
		return cells.Run{Cell: cell, Hash: cells.HashOf(source), Source: source, Count: count, OK: true, Kernel: "k"}
	}
	for _, c := range []struct {
		name, frames string
		runs         []cells.Run
		want, rerun  string
	}{
		{"in order", "In [1]:\nx = 1\nIn [2]:\nx\nOut:\n1\n", []cells.Run{run("cell1", "x = 1", 1), run("cell2", "x", 2)}, "ok ok", "[] true"},
		{"edited and not run", "In [1]:\nx = 2\nIn [2]:\ny = x\nIn [3]:\ny\nOut:\n1\nIn [4]:\n3\nOut:\n3\n",
			[]cells.Run{run("cell1", "x = 1", 1), run("cell2", "y = x", 2), run("cell3", "y", 3), run("cell4", "3", 4)}, "edited stale stale ok", "[0 1 2] true"},
		{"edited and run alone", "In [4]:\nx = 2\nIn [2]:\ny = x\nIn [3]:\ny\nOut:\n1\n",
			[]cells.Run{run("cell1", "x = 1", 1), run("cell2", "y = x", 2), run("cell3", "y", 3), run("cell1", "x = 2", 4)}, "ok stale stale", "[1 2] true"},
		{"the same run again", "In [3]:\nx = 1\nIn [2]:\nx\nOut:\n1\n",
			[]cells.Run{run("cell1", "x = 1", 1), run("cell2", "x", 2), run("cell1", "x = 1", 3)}, "ok ok", "[] true"},
		{"counted up twice", "In [1]:\nn = 1\nIn [3]:\nn = n + 1\nIn [4]:\nn\nOut:\n3\n",
			[]cells.Run{run("cell1", "n = 1", 1), run("cell2", "n = n + 1", 2), run("cell2", "n = n + 1", 3), run("cell3", "n", 4)}, "ok stale stale", "[0 1 2] true"},
		{"a deleted cell's value", "In [2]:\nx\nOut:\n1\n", []cells.Run{run("gone", "x = 1", 1), run("cell1", "x", 2)}, "fails", "[] false"},
		{"a cell in between has not run", "In [1]:\nx = 1\nIn [ ]:\nx = 2\nIn [2]:\nx\nOut:\n1\n",
			[]cells.Run{run("cell1", "x = 1", 1), run("cell3", "x", 2)}, "ok unrun stale", "[1 2] true"},
	} {
		g := play(t, c.frames, &cells.Log{Version: 1, Runs: c.runs})
		if got := standings(g); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		list, whole := g.Rerun()
		if got := fmt.Sprint(append([]int{}, list...), whole); got != c.rerun {
			t.Errorf("%s: run again %s, want %s", c.name, got, c.rerun)
		}
	}
}

// The cause that is told is the same each time, however many there are.
func TestCauseIsTheSame(t *testing.T) {
	const frames = "In [1]:\nn = 1\nIn [3]:\nn = n + 1\nIn [4]:\na = n + 1\nIn [5]:\nb = n + 2\nIn [6]:\nc = n + 3\nIn [7]:\nprint(a, b, c)\nOut:\n4 5 6\n"
	want := ""
	for range 30 {
		s := play(t, frames, nil).Standings()[5]
		if got := fmt.Sprint(s.Cause, s.Other); want == "" {
			want = got
		} else if got != want {
			t.Fatalf("%s, and before %s", got, want)
		}
	}
}
