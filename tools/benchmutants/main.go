// Command benchmutants takes one case or one guard out of the analyser at a time and
// looks who notices: the tests, and the oracle alone. It changes no file of the work
// tree: the compiler reads the changed one from elsewhere. It must not know what the
// code that it changes does.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

type settings struct {
	n, programs int
	seed        uint64
	rooms       string
	only        int
	list, reach bool
	table       string
	limit       time.Duration
	again       bool
	survivors   bool
}

func main() {
	s := settings{}
	flag.IntVar(&s.n, "n", 100, "mutants")
	flag.Uint64Var(&s.seed, "seed", 20261128, "of the choice of mutants")
	flag.StringVar(&s.rooms, "rooms", "internal/value,internal/taint,internal/callgraph,internal/python/lower,internal/python/builtin", "the packages that are changed")
	flag.IntVar(&s.only, "mutant", 0, "only the mutant of this number, in full")
	flag.BoolVar(&s.list, "list", false, "list the mutants and change nothing")
	flag.IntVar(&s.programs, "programs", 1500, "programs that the oracle generates for each")
	flag.BoolVar(&s.reach, "reach", false, "list all mutants with who comes by them, and change nothing")
	flag.StringVar(&s.table, "table", "bench/mutants.csv", "what became of each; those that it has are not run again")
	flag.BoolVar(&s.again, "again", false, "run those that the table has again, too")
	flag.BoolVar(&s.survivors, "survivors", false, "first run those of the table again that the tests or the oracle did not notice, and forget those whose code is gone")
	flag.DurationVar(&s.limit, "limit", 5*time.Minute, "the longest that the tests of one package, or the oracle, may take")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-mutants:", err)
		os.Exit(1)
	}
}

func (s *settings) run(ctx context.Context, w io.Writer) error {
	pool, err := mutants(strings.Split(s.rooms, ","), s.seed)
	if err != nil {
		return err
	}
	if s.list {
		for i, m := range pool[:min(s.n, len(pool))] {
			fmt.Fprintf(w, "%3d %s:%d %s: %s\n", i+1, m.file, m.line, m.kind, m.text)
		}
		return nil
	}
	results, err := readTable(s.table)
	if err != nil {
		return err
	}
	b, err := newBench(ctx, s)
	if err != nil {
		return err
	}
	defer b.close()
	if s.reach {
		b.reach(w, pool)
		return nil
	}
	var survivors []*mutant
	if s.survivors {
		survivors = results.survivors(pool)
	}
	slices.SortStableFunc(pool, func(a, b *mutant) int { // those that were drawn before stay drawn
		return cmp.Compare(order(a, survivors, results), order(b, survivors, results))
	})
	taken := 0
	for i, m := range pool {
		if taken == s.n {
			break
		}
		if s.only != 0 && i+1 != s.only {
			continue
		}
		old := results.of(m)
		r := old
		if r == nil || s.only != 0 || s.again || slices.Contains(survivors, m) {
			if r, err = b.try(ctx, m); err != nil {
				return err
			}
			if s.only == 0 {
				results.put(r, old)
				if err := results.write(s.table); err != nil {
					return err
				}
			}
			fmt.Fprintf(w, "%3d %s:%d %s: %s: tests %s, oracle %s (%.0f s)\n", taken+1, m.file, m.line, m.kind, m.text, r.tests, r.oracle, r.seconds)
		}
		if r.tests != noBuild {
			taken++
		}
	}
	if s.only != 0 {
		return nil
	}
	return results.print(w, s.n)
}

// order is which mutants come first: survivors that are tried again, those that the
// table knows, all others.
func order(m *mutant, survivors []*mutant, known *table) int {
	switch {
	case slices.Contains(survivors, m):
		return 0
	case known.of(m) != nil:
		return 1
	}
	return 2
}
