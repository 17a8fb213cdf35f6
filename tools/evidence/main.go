// Command evidence runs every measurement of how true and how complete findings are, one
// behind the other, keeps what each prints, and says at the end what held, what missed
// its bar and what was not measured. It must not know what is measured.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

// parts are the verbs that are run, in this order.
const parts = "bench-apps,bench-calls,noise,bench-seeded,bench-meta,bench-mutants,bench-advisories,models-gap,bench-witness"

type settings struct {
	snapshots, out, make string
	parts                []string
}

func main() {
	s := settings{}
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME")
	flag.StringVar(&s.out, "out", "build/evidence", "where to keep what each part prints")
	flag.StringVar(&s.make, "make", "make", "the program that knows the verbs")
	list := flag.String("parts", parts, "the verbs to run")
	flag.Parse()
	s.parts = strings.Split(*list, ",")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "evidence:", err)
		os.Exit(1)
	}
}

// outcome is what became of a part.
type outcome struct {
	part, verdict string
	took          time.Duration
}

// The verdicts.
const (
	held        = "held"
	missed      = "missed"
	notMeasured = "not measured"
)

func (s *settings) run(ctx context.Context, w io.Writer) error {
	if err := os.MkdirAll(s.out, 0o755); err != nil {
		return fmt.Errorf("make a place for what the parts print: %w", err)
	}
	var all []outcome
	for i, part := range s.parts {
		fmt.Fprintf(w, "\n## %s (%d of %d)\n\n", part, i+1, len(s.parts))
		o, err := s.one(ctx, w, part)
		if err != nil {
			return err
		}
		all = append(all, o)
	}
	return s.sum(w, all)
}

// one runs a part, shows what it prints, and keeps it.
func (s *settings) one(ctx context.Context, w io.Writer, part string) (outcome, error) {
	name := filepath.Join(s.out, part+".txt")
	f, err := os.Create(name)
	if err != nil {
		return outcome{}, fmt.Errorf("keep what %s prints: %w", part, err)
	}
	defer f.Close()
	start := time.Now()
	c := exec.CommandContext(ctx, s.make, part, "SNAPSHOTS="+s.snapshots)
	c.Stdout, c.Stderr = io.MultiWriter(w, f), io.MultiWriter(w, f)
	failed := c.Run()
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return outcome{}, fmt.Errorf("read what %s printed: %w", part, err)
	}
	return outcome{part, verdict(failed, string(text), s.snapshots), time.Since(start)}, nil
}

// verdict is what a part's end and its text say.
func verdict(failed error, text, snapshots string) string {
	switch {
	case failed != nil && (strings.Contains(text, notMeasured) || strings.Contains(text, "No rule to make target")):
		return notMeasured
	case failed != nil:
		return missed
	case snapshots == "" && strings.Contains(text, notMeasured): // a part of it needs them
		return notMeasured
	}
	return held
}

// sum writes the table; anything but a bar that held is an error.
func (s *settings) sum(w io.Writer, all []outcome) error {
	fmt.Fprint(w, "\n## Evidence\n\n| part | | time | its text |\n|---|---|---:|---|\n")
	bad := 0
	for _, o := range all {
		if o.verdict != held {
			bad++
		}
		fmt.Fprintf(w, "| `make %s` | %s | %s | %s |\n", o.part, o.verdict, o.took.Round(time.Second), filepath.Join(s.out, o.part+".txt"))
	}
	switch {
	case bad == 0:
		return nil
	case s.snapshots == "":
		return fmt.Errorf("%d of %d parts did not hold or were not measured; SNAPSHOTS=DIR names a folder of git directories OWNER+NAME", bad, len(all))
	}
	return fmt.Errorf("%d of %d parts did not hold or were not measured", bad, len(all))
}
