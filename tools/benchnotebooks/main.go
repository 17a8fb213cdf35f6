// Command benchnotebooks measures what leadline says of notebooks: order, on
// notebooks of which the truth was computed (sessions.py); robustness, places
// and speed, on the notebooks of public repositories; leakage, on a labelled
// set. It must not decide anything itself.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	explain := flag.Bool("explain", false, "print every judgement that differs from the truth")
	speed := flag.String("speed", "", "time the notebooks below this folder")
	leakage := flag.String("leakage", "", "score the labelled set below this folder")
	flag.Parse()
	if *speed != "" {
		if err := timeCells(*speed); err != nil {
			fmt.Fprintln(os.Stderr, "benchnotebooks:", err)
			os.Exit(1)
		}
	}
	if *leakage != "" {
		if err := scoreLeakage(*leakage, *explain); err != nil {
			fmt.Fprintln(os.Stderr, "benchnotebooks:", err)
			os.Exit(1)
		}
	}
	for _, dir := range flag.Args() {
		s, err := scoreOrder(dir, *explain)
		if err != nil {
			fmt.Fprintln(os.Stderr, "benchnotebooks:", err)
			os.Exit(1)
		}
		s.print(dir)
	}
}

func (s *orderScores) print(dir string) {
	fmt.Printf("%s: %d sessions, %d positive\n", dir, s.sessions, s.positive)
	fmt.Printf("  notebook, file alone, sure:   %s\n", s.file)
	fmt.Printf("  notebook, file alone, any:    %s\n", s.any)
	fmt.Printf("  notebook, log of hashes:      %s\n", s.live)
	fmt.Printf("  notebook, log with sources:   %s\n", s.logged)
	fmt.Printf("  cell, file alone, sure:       %s\n", s.cell)
	fmt.Printf("  undefined names:              %s\n", s.undefined)
	fmt.Printf("  harmless out of order, reported as sure: %d of %d (%.1f %%)\n", s.harmlessReported, s.harmless, 100*ratio(s.harmlessReported, s.harmless))
	fmt.Printf("  missed:%s\n  false:%s\n", top(s.misses), top(s.alarms))
}
