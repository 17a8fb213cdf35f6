// Command benchsemgrep holds the import of Semgrep's rules against public rule
// sets: which share of their rules for Python and plain text loads, and on which
// share of the annotated lines of their own tests leadline agrees. The sets are
// bare Git directories named OWNER+NAME below -snapshots; they are only read.
package main

import (
	"archive/tar"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing/fstest"
	"time"

	"leadline/internal/rule/semgrep"
)

// sets are the public rule sets.
var sets = []string{"trailofbits+semgrep-rules", "frappe+semgrep-rules", "apiiro+malicious-code-ruleset"}

func main() {
	snapshots := flag.String("snapshots", "", "`DIR` with the rule sets as Git directories named OWNER+NAME")
	verbose := flag.Bool("v", false, "print every line that does not agree")
	flag.Parse()
	if *snapshots == "" {
		fmt.Fprintln(os.Stderr, "not measured: SNAPSHOTS=DIR names a folder of Git directories named OWNER+NAME:", sets)
		os.Exit(2)
	}
	var total tally
	missing := false
	for _, name := range sets {
		t, err := measure(*snapshots, name, *verbose)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: not measured: %v\n", name, err)
			missing = true
			continue
		}
		t.print(name)
		total.add(t)
	}
	total.print("all")
	if missing || total.loads() < 95 || total.agrees() < 90 {
		os.Exit(1)
	}
}

type tally struct{ loaded, faults, foreign, lines, agree, fixes, fixed int }

func (t *tally) add(o tally) {
	t.loaded += o.loaded
	t.faults += o.faults
	t.foreign += o.foreign
	t.lines += o.lines
	t.agree += o.agree
	t.fixes += o.fixes
	t.fixed += o.fixed
}

func (t tally) loads() float64  { return share(t.loaded, t.loaded+t.faults) }
func (t tally) agrees() float64 { return share(t.agree, t.lines) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

func (t tally) print(name string) {
	fmt.Printf("%-34s rules %3d of %3d load (%.1f %%), %3d for other languages; lines %3d of %3d agree (%.1f %%); .fixed %d of %d\n",
		name, t.loaded, t.loaded+t.faults, t.loads(), t.foreign, t.agree, t.lines, t.agrees(), t.fixed, t.fixes)
}

func measure(dir, name string, verbose bool) (tally, error) {
	repo := filepath.Join(dir, name)
	if inner := filepath.Join(repo, "repo"); exists(inner) {
		repo = inner
	}
	if !exists(repo) {
		return tally{}, fmt.Errorf("%s is missing", repo)
	}
	files, err := tree(repo)
	if err != nil {
		return tally{}, err
	}
	start := time.Now()
	s, err := semgrep.TestAll(files)
	if err != nil {
		return tally{}, err
	}
	took := time.Since(start)
	t := tally{loaded: s.Loaded, faults: len(s.Faults), foreign: s.Foreign}
	for _, f := range s.Faults {
		fmt.Println("  does not load:", f)
	}
	for _, f := range s.Tested {
		for _, v := range f.Verdicts {
			t.lines++
			if v.Agrees() {
				t.agree++
			} else if verbose {
				fmt.Printf("  %s: %s\n", f.Path, v)
			}
		}
		if f.Fixed != nil {
			t.fixes++
			if *f.Fixed {
				t.fixed++
			}
		}
	}
	fmt.Printf("  %s: loaded and tested in %d ms\n", name, took.Milliseconds())
	return t, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// tree is the newest content of a Git directory.
func tree(repo string) (fstest.MapFS, error) {
	archive, err := exec.Command("git", "-C", repo, "archive", "HEAD").Output()
	if err != nil {
		return nil, fmt.Errorf("git archive: %w", err)
	}
	out := fstest.MapFS{}
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the archive: %w", err)
		}
		if h.Typeflag == tar.TypeReg {
			data, err := io.ReadAll(r)
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", h.Name, err)
			}
			out[h.Name] = &fstest.MapFile{Data: data}
		}
	}
}
