package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/workspace"
	"leadline/models"
	"leadline/rules"
)

// fileTime is what one file takes by itself.
type fileTime struct {
	name string
	took time.Duration
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
		o.Paths = []string{filepath.Join(tree.Root, tree.Files[i].Path)}
		start := time.Now()
		if err := engine.Scan(context.Background(), o, nobody{}); err != nil {
			return nil, err
		}
		out = append(out, fileTime{tree.Files[i].Path, time.Since(start)})
	}
	return out, nil
}

// builtin are the options of a plain scan.
func builtin() (engine.Options, error) {
	m, err := model.Load(models.FS)
	if err != nil {
		return engine.Options{}, err
	}
	r, err := rule.Load(rules.FS, m, rules.Code())
	return engine.Options{Project: &config.Project{}, Jobs: 1, Cache: cache.None{}, Rules: r, Models: m}, err
}

// nobody listens to a scan.
type nobody struct{}

func (nobody) Progress(finding.Progress) {}
func (nobody) Finding(*finding.Finding)  {}
func (nobody) Done(*finding.Coverage)    {}

// body is the start of a function's body with its indentation.
var body = regexp.MustCompile(`(?m)^( *)def \w+\([^()\n]*\)[^:\n]*:\n( +)`)

// warm measures one-function edits on a copy of the subset: each adds a
// statement to a function that chance picks, and is taken back afterwards.
func (s *settings) warm(w io.Writer, packages []pack) error {
	if s.edits == 0 {
		return nil
	}
	dir, clean, err := scratch()
	if err != nil {
		return err
	}
	defer clean()
	lines := 0
	for _, p := range packages {
		if p.subset {
			lines += p.lines
			if err := os.CopyFS(filepath.Join(dir, "code", p.name), os.DirFS(p.dir)); err != nil {
				return err
			}
		}
	}
	code, env := filepath.Join(dir, "code"), []string{"XDG_CACHE_HOME=" + filepath.Join(dir, "cache")}
	cold, err := run(env, s.binary, "scan", "--format", "jsonl", code)
	if err != nil {
		return err
	}
	var shares []float64
	rng := rand.New(rand.NewPCG(1, 2))
	for _, name := range s.pick(rng, code) {
		o, err := edited(rng, env, s.binary, code, name)
		if err != nil {
			return err
		}
		shares = append(shares, 100*o.wall.Seconds()/cold.wall.Seconds())
	}
	slices.Sort(shares)
	if len(shares) > 0 {
		fmt.Fprintf(w, "\n### One-function edits on %.0f kLOC: %d edits, median %.1f %% and p95 %.1f %% of the cold %.2f s\n",
			float64(lines)/1000, len(shares), shares[len(shares)/2], shares[len(shares)*95/100], cold.wall.Seconds())
	}
	return nil
}

// central are the modules that the most others import, one for every tenth edit.
var central = []string{"django/db/models/base.py", "sqlalchemy/sql/elements.py", "flask/app.py", "aiohttp/helpers.py", "celery/app/base.py"}

// pick chooses the files to edit.
func (s *settings) pick(rng *rand.Rand, code string) []string {
	var all, chosen []string
	// What cannot be listed is not edited.
	_ = filepath.WalkDir(code, func(name string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".py" {
			if data, err := os.ReadFile(name); err == nil && body.Match(data) {
				all = append(all, name)
			}
		}
		return nil
	})
	for _, c := range central {
		if found, _ := filepath.Glob(filepath.Join(code, "*", c)); len(found) > 0 && len(chosen) < s.edits/10 {
			chosen = append(chosen, found[0])
		}
	}
	for len(all) > 0 && len(chosen) < s.edits {
		chosen = append(chosen, all[rng.IntN(len(all))])
	}
	return chosen
}

// edited changes one function, measures, and changes it back; the cache then
// holds the original again.
func edited(rng *rand.Rand, env []string, binary, code, name string) (outcome, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return outcome{}, err
	}
	at := body.FindAllSubmatchIndex(data, -1)
	m := at[rng.IntN(len(at))]
	indent := string(data[m[4]:m[5]])
	changed := string(data[:m[4]]) + indent + fmt.Sprintf("edited_%d = 1\n", rng.IntN(1000)) + string(data[m[4]:])
	if err := os.WriteFile(name, []byte(changed), 0o644); err != nil {
		return outcome{}, err
	}
	o, err := run(env, binary, "scan", "--format", "jsonl", code)
	if back := os.WriteFile(name, data, 0o644); err == nil {
		err = back
	}
	return o, err
}
