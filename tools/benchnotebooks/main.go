// Command benchnotebooks measures what leadline says of notebooks: order, on
// notebooks of which the truth was computed (sessions.py); robustness, places
// and speed, on the notebooks of public repositories; leakage, on a labelled
// set. It must not decide anything itself.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"leadline/internal/model"
	"leadline/models"
)

// settings are what the command line asks.
type settings struct {
	snapshots, repos, python, work string
	seed                           string
	sessions                       int
	explain                        bool
	made, only                     string
	effects                        *model.Effects
}

func main() {
	s := settings{}
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME")
	flag.StringVar(&s.repos, "repos", "bench/notebooks.txt", "the repositories and their commits")
	flag.StringVar(&s.python, "python", "python3", "the Python that lives through sessions; with numpy and pandas there are more")
	flag.StringVar(&s.work, "work", "bench/out/notebooks", "where notebooks and sessions are kept")
	flag.IntVar(&s.sessions, "sessions", 6, "sessions of each notebook")
	flag.BoolVar(&s.explain, "explain", false, "print every judgement that differs from the truth")
	flag.StringVar(&s.seed, "seed", "", "score sessions of this seed too, of the notebooks that no rule was shaped by")
	flag.StringVar(&s.made, "made", "", "only score this folder of sessions")
	flag.StringVar(&s.only, "only", "", "score nothing but: fixtures (of TorchFix and dslinter), speed")
	flag.Parse()
	if err := s.run(); err != nil {
		fmt.Fprintln(os.Stderr, "benchnotebooks:", err)
		fmt.Println("not measured")
		os.Exit(1)
	}
}

func (s *settings) run() error {
	known, err := model.Load(models.FS)
	if err != nil {
		return err
	}
	s.effects = known.Effects()
	if s.made != "" {
		return s.order(s.made)
	}
	if s.only == "fixtures" && s.snapshots != "" {
		return s.fixtures(known)
	}
	if s.snapshots == "" {
		return fmt.Errorf("say where the git directories are: make bench-notebooks SNAPSHOTS=DIR")
	}
	corpus := filepath.Join(s.work, "corpus")
	runnable, err := s.extract(corpus)
	if err != nil {
		return err
	}
	if s.only == "speed" {
		return s.speed(corpus)
	}
	if err := measure(corpus, s.effects); err != nil {
		return err
	}
	if err := s.speed(corpus); err != nil {
		return err
	}
	if err := s.leakage(); err != nil {
		return err
	}
	if err := s.fixtures(known); err != nil {
		return err
	}
	// Half of the notebooks shaped the rules, the other half and the last seed
	// only score.
	sets := []struct {
		name, seed string
		which      int
	}{{"shaping", "11", 0}, {"scoring", "23", 1}, {"last", "77", 2}}
	if s.seed != "" {
		sets = append(sets, struct {
			name, seed string
			which      int
		}{"seed" + s.seed, s.seed, 1})
	}
	for _, set := range sets {
		dir := filepath.Join(s.work, set.name)
		if err := s.live(dir, set.seed, half(runnable, set.which)); err != nil {
			return err
		}
		if err := s.order(dir); err != nil {
			return err
		}
	}
	return nil
}

// order scores one folder of sessions.
func (s *settings) order(dir string) error {
	scores, err := scoreOrder(dir, s.explain, s.effects)
	if err != nil {
		return err
	}
	scores.print(filepath.Base(dir))
	return nil
}

func (s *orderScores) print(name string) {
	fmt.Printf("order, %s: %d sessions, %d positive\n", name, s.sessions, s.positive)
	fmt.Printf("  notebook, file alone, sure:   %s\n", s.file)
	fmt.Printf("  notebook, file alone, any:    %s\n", s.any)
	fmt.Printf("  notebook, log of hashes:      %s\n", s.live)
	fmt.Printf("  notebook, log with sources:   %s\n", s.logged)
	fmt.Printf("  notebook, counts go down:     %s\n", s.counts)
	fmt.Printf("  notebook, traced facts of whole cells:   %s\n", s.ceiling)
	fmt.Printf("  cell, file alone, sure:       %s\n", s.cell)
	fmt.Printf("  outputs whose text is computed: %d of %d; %s\n", s.told.tp+s.told.fp+s.told.fn+s.told.tn, s.shown, s.told)
	fmt.Printf("  undefined names:              %s\n", s.undefined)
	fmt.Printf("  harmless out of order, reported as sure: %d of %d (%.1f %%)\n", s.harmlessReported, s.harmless, 100*ratio(s.harmlessReported, s.harmless))
	fmt.Printf("  missed:%s\n  false:%s\n", top(s.misses), top(s.alarms))
}
