// Command benchseeded breaks real code where a request reaches it and looks whether
// that is found: recall on faults whose truth the syntax tells, and silence on the same
// code as it was. It must not know how anything is analysed: sites are chosen from the
// syntax alone, before any scan, by a seed that is committed with them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// errMissed is the error for a bar that was measured and missed.
var errMissed = errors.New("missed")

type settings struct {
	binary, snapshots  string
	maintained, others string
	table, labels      string
	without            string
	only               string
	choose, write      bool
	lay                string
	seed               uint64
	n                  int
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program to measure")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME")
	flag.StringVar(&s.maintained, "maintained", "bench/applications.txt", "the applications that half of the sites lie in")
	flag.StringVar(&s.others, "others", "bench/seeded.txt", "those that the other half lies in")
	flag.StringVar(&s.table, "table", "bench/seeded.csv", "the sites, and what became of each")
	flag.StringVar(&s.labels, "labels", "bench/apps", "what is vulnerable on purpose: no site lies there")
	flag.StringVar(&s.only, "only", "", "measure the applications with this part in their name")
	flag.StringVar(&s.lay, "lay", "", "scan nothing: write the application that -only names, broken where something was missed, to this directory")
	flag.BoolVar(&s.choose, "choose", false, "choose the sites anew and write the table")
	flag.BoolVar(&s.write, "write", false, "write what was found into the table")
	flag.StringVar(&s.without, "without", "", "of the choice: tables, with commas between them, whose functions have no site")
	flag.Uint64Var(&s.seed, "seed", 20261128, "of the choice")
	flag.IntVar(&s.n, "n", 240, "how many sites to choose")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-seeded:", err)
		if !errors.Is(err, errMissed) {
			fmt.Println("not measured")
		}
		os.Exit(1)
	}
}

func (s *settings) run(ctx context.Context, w io.Writer) error {
	if s.snapshots == "" {
		return fmt.Errorf("SNAPSHOTS=DIR is missing: a folder of git directories named like the applications of %s and %s", s.maintained, s.others)
	}
	if s.choose {
		return s.chosen(ctx, w)
	}
	return s.measure(ctx, w)
}
