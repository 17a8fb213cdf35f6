// Command oracle holds the analyser's claims against CPython: it generates
// small programs, asks the analyser what it knows of them, runs them, and
// prints where the two differ. It knows what a program is made of, and must not
// know how the analyser decides.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	o := options{}
	flag.IntVar(&o.programs, "n", 20000, "programs to generate")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the first program")
	flag.IntVar(&o.jobs, "jobs", 2, "Python processes at a time")
	flag.IntVar(&o.show, "show", 3, "failures of each kind to shrink and print")
	flag.StringVar(&o.only, "only", "", "show failures of this kind only: constant, never, type, shape, edge, missed, spurious")
	flag.StringVar(&o.python, "python", "python3", "the interpreter")
	one := flag.Int("program", -1, "print the program of that number with what is wrong")
	file := flag.String("file", "", "judge a file (module m0) instead of generated programs")
	flag.Parse()
	if err := run(o, *one, *file); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(o options, one int, file string) error {
	b, err := newBench(o)
	if err != nil {
		return err
	}
	defer b.close()
	if one >= 0 || file != "" {
		p := generate(o.seed, max(one, 0))
		if file != "" {
			if p, err = readProgram(file); err != nil {
				return err
			}
		}
		return b.explain(os.Stdout, p)
	}
	start := time.Now()
	t := b.all()
	t.print(os.Stdout)
	fmt.Printf("%d programs, seed %d, %.0f s\n", o.programs, o.seed, time.Since(start).Seconds())
	b.showFailures(os.Stdout, t)
	return nil
}
