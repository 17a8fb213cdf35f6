package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"time"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/workspace"
	"leadline/tools/histories"
)

// fileTime is what one file takes by itself.
type fileTime struct {
	name  string
	took  time.Duration // of the processor: others may use it as well
	lines int
}

// fileTimes scans every file alone, in this process.
func fileTimes(dirs []string) ([]fileTime, error) {
	tree, err := workspace.Discover(dirs, &config.Project{})
	if err != nil {
		return nil, err
	}
	o, err := builtin()
	if err != nil {
		return nil, err
	}
	var out []fileTime
	for i := range tree.Files {
		if tree.Files[i].Template {
			continue
		}
		o.Paths = []string{filepath.Join(tree.Root, tree.Files[i].Path)}
		data, err := os.ReadFile(o.Paths[0])
		if err != nil {
			return nil, err
		}
		start := processorTime()
		if err := engine.Scan(context.Background(), o, nobody{}); err != nil {
			return nil, err
		}
		out = append(out, fileTime{tree.Files[i].Path, processorTime() - start, bytes.Count(data, []byte("\n"))})
	}
	return out, nil
}

// builtin are the options of a plain scan.
func builtin() (engine.Options, error) {
	m, r, err := histories.Catalogue()
	return engine.Options{Project: &config.Project{}, Jobs: 1, Cache: cache.None{}, Rules: r, Models: m}, err
}

// nobody listens to a scan.
type nobody struct{}

func (nobody) Progress(finding.Progress) {}
func (nobody) Finding(*finding.Finding)  {}
func (nobody) Done(*finding.Coverage)    {}

// body is the start of a function's body with its indentation.
var body = regexp.MustCompile(`(?m)^( *)def \w+\([^()\n]*\)[^:\n]*:\n( +)`)

// warm measures one-function edits of the subset in a session, as an editor
// makes them: each adds a statement to a function that chance picks, and is
// taken back afterwards, which is measured as well. The first look has the work of
// a scan from nothing.
func (s *settings) warm(w io.Writer, packages []pack) error {
	if s.edits == 0 {
		return nil
	}
	o, err := builtin()
	if err != nil {
		return err
	}
	o.Jobs = runtime.NumCPU()
	lines := 0
	for _, p := range packages {
		if p.subset {
			lines += p.lines
			o.Paths = append(o.Paths, p.dir)
		}
	}
	ctx := context.Background()
	start := time.Now()
	if err := engine.Scan(ctx, o, nobody{}); err != nil {
		return err
	}
	cold := time.Since(start)
	session := engine.NewSession(o)
	if err := session.Scan(ctx, nobody{}); err != nil {
		return err
	}
	var shares []float64
	rng := rand.New(rand.NewPCG(1, 2))
	for _, name := range s.pick(rng, o.Paths) {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, content := range [][]byte{edited(rng, data), data} {
			start := time.Now()
			if err := session.Edit(ctx, []workspace.Overlay{{Name: name, Content: content}}, nobody{}); err != nil {
				return err
			}
			shares = append(shares, 100*time.Since(start).Seconds()/cold.Seconds())
		}
	}
	slices.Sort(shares)
	if len(shares) > 0 {
		fmt.Fprintf(w, "\n### One-function edits on %.0f kLOC, in a session: %d, median %.1f %% and p95 %.1f %% of the cold %.2f s\n",
			float64(lines)/1000, len(shares), shares[len(shares)/2], shares[len(shares)*95/100], cold.Seconds())
	}
	return nil
}

// central are the modules that the most others import, one for every tenth edit.
var central = []string{"django/db/models/base.py", "sqlalchemy/sql/elements.py", "flask/app.py", "aiohttp/helpers.py", "celery/app/base.py"}

// pick chooses the files to edit.
func (s *settings) pick(rng *rand.Rand, dirs []string) []string {
	var all, chosen []string
	for _, dir := range dirs {
		// What cannot be listed is not edited.
		_ = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(name) == ".py" {
				if data, err := os.ReadFile(name); err == nil && body.Match(data) {
					all = append(all, name)
				}
			}
			return nil
		})
		for _, c := range central {
			if name := filepath.Join(dir, c); slices.Contains(all, name) && len(chosen) < s.edits/10 {
				chosen = append(chosen, name)
			}
		}
	}
	for len(all) > 0 && len(chosen) < s.edits {
		chosen = append(chosen, all[rng.IntN(len(all))])
	}
	return chosen
}

// edited is a file with one statement more in one of its functions.
func edited(rng *rand.Rand, data []byte) []byte {
	at := body.FindAllSubmatchIndex(data, -1)
	m := at[rng.IntN(len(at))]
	indent := string(data[m[4]:m[5]])
	return fmt.Appendf(nil, "%s%sedited_%d = 1\n%s", data[:m[4]], indent, rng.IntN(1000), data[m[4]:])
}
