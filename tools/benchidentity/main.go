// Command benchidentity replays the histories of public repositories and asks of
// every step which findings are called new or gone although they were there before
// or are there still. The judge is the way that git itself says lines went, which
// knows nothing of findings. It follows two populations: what the rules report, and
// every call in the code as if a rule had reported it, which is many times more.
//
// Where git says that a line was rewritten, nobody but a reader can judge: with -cases
// such decisions are written down for reading, and bench/identity.csv holds what
// readers said.
package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/gob"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"leadline/internal/cache"
	"leadline/internal/ci"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/git"
	"leadline/internal/identity"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/text"
	"leadline/tools/histories"
)

func main() {
	log.SetFlags(0)
	snapshots := flag.String("snapshots", "", "the folder of git directories named OWNER+NAME")
	only := flag.String("repos", "pallets+flask psf+requests encode+httpx", "the repositories")
	n := flag.Int("n", 600, "how many commits of each, the newest along the first parents that touch Python")
	quick := flag.Bool("calls", false, "follow calls only, which takes minutes instead of an hour")
	show := flag.Bool("show", false, "name the findings that were lost or mistaken")
	cases := flag.String("cases", "", "write decisions that only a reader can judge to this file")
	kept := flag.String("kept", "", "keep what the rules report of each commit in this folder, and take it from there: another matcher is then tried in a minute")
	flag.Parse()
	if err := run(context.Background(), &bench{n: *n, reading: *cases != "", quick: *quick, show: *show, kept: *kept}, *snapshots, strings.Fields(*only), *cases); err != nil {
		log.Fatal("benchidentity: ", err)
	}
}

func run(ctx context.Context, b *bench, snapshots string, names []string, cases string) error {
	var err error
	if b.models, b.rules, err = histories.Catalogue(); err != nil {
		return err
	}
	for _, name := range names {
		at, err := histories.Snapshot(snapshots, name)
		if err != nil {
			return err
		}
		if err := b.replay(ctx, at, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	fmt.Println()
	b.total.print("all", "rules", "places")
	if cases != "" {
		return b.write(cases)
	}
	return read("bench/identity.csv")
}

// bench is a replay of several repositories.
type bench struct {
	rules   *rule.Set
	models  *model.Set
	n       int
	reading bool
	quick   bool
	show    bool
	kept    string
	total   scores
	doubts  []doubt
}

// scores are the two populations.
type scores struct{ rules, places score }

func (s *scores) print(name, first, second string) {
	s.rules.print(name, first)
	s.places.print(name, second)
}

// history is one repository's replay.
type history struct {
	*bench
	name    string
	repo    *git.Repository
	objects *git.Objects
	mirror  *ci.Mirror
	session *engine.Session
	parsed  map[string][]identity.Subject // places by path and content
}

// revision is one commit's findings.
type revision struct {
	commit        string
	hashes        map[string]string
	rules, places []identity.Subject
}

func (b *bench) replay(ctx context.Context, bare, name string) error {
	h := &history{bench: b, name: name, repo: git.In(bare), parsed: map[string][]identity.Subject{}}
	commits, err := histories.Commits(ctx, bare, b.n+1, "--first-parent")
	if err != nil {
		return err
	}
	if h.objects, err = h.repo.Objects(ctx); err != nil {
		return err
	}
	defer h.objects.Close()
	dir, err := os.MkdirTemp("", "benchidentity-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := h.open(dir); err != nil {
		return err
	}
	defer h.mirror.Close()
	var sums scores
	var old *revision
	began := time.Now()
	for i := len(commits) - 1; i >= 0; i-- {
		now, err := h.look(ctx, commits[i])
		if err != nil {
			return fmt.Errorf("%s: %w", commits[i], err)
		}
		if old != nil {
			if err := h.step(ctx, old, now, &sums); err != nil {
				return fmt.Errorf("%s: %w", commits[i], err)
			}
		}
		old = now
		fmt.Fprintf(os.Stderr, "\r%s: %d of %d commits, %s   ", name, len(commits)-i, len(commits), time.Since(began).Round(time.Second))
	}
	fmt.Fprintln(os.Stderr)
	sums.print(name, "rules", "places")
	b.total.rules.add(&sums.rules)
	b.total.places.add(&sums.places)
	return nil
}

// open makes what every commit is looked at with: all rules, and all that they
// may call untrusted, so that there is much to follow.
func (h *history) open(dir string) (err error) {
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o755); err != nil {
		return err
	}
	if h.mirror, err = ci.NewMirror(dir, config.DefaultMaxFileSize); err != nil {
		return err
	}
	project := &config.Project{}
	project.Settings.Overlay(config.Overlay{Profile: "all", Trust: []string{"all"}})
	h.session = engine.NewSession(engine.Options{Paths: []string{dir}, Project: project, Jobs: runtime.GOMAXPROCS(0), Cache: cache.None{}, Rules: h.rules, Models: h.models})
	return nil
}

func (h *history) look(ctx context.Context, commit string) (*revision, error) {
	all, err := h.repo.Files(ctx, commit)
	if err != nil {
		return nil, err
	}
	r := &revision{commit: commit, hashes: map[string]string{}}
	var files []git.Entry
	for _, f := range all {
		if path.Ext(f.Path) == ".py" {
			files = append(files, f)
			r.hashes[f.Path] = f.Hash
		}
	}
	if !h.quick {
		if r.rules, err = h.found(ctx, commit, files); err != nil {
			return nil, err
		}
	}
	for _, f := range files {
		key := f.Path + "\x00" + f.Hash
		if _, ok := h.parsed[key]; !ok {
			data, err := h.objects.Read(f.Hash)
			if err != nil {
				return nil, err
			}
			h.parsed[key] = places(text.New(f.Path, data))
		}
		r.places = append(r.places, h.parsed[key]...)
	}
	return r, nil
}

// found is what the rules report of a commit.
func (h *history) found(ctx context.Context, commit string, files []git.Entry) (out []identity.Subject, err error) {
	name := filepath.Join(h.kept, h.name+"-"+commit)
	if h.kept != "" {
		if data, err := os.ReadFile(name); err == nil {
			return out, gob.NewDecoder(bytes.NewReader(data)).Decode(&out)
		}
	}
	if err := h.mirror.Show(files, h.objects); err != nil {
		return nil, err
	}
	found := &finding.Kept{}
	if err := h.session.Scan(ctx, found); err != nil {
		return nil, err
	}
	for _, f := range found.Findings {
		out = append(out, identity.Of(f))
	}
	if h.kept == "" {
		return out, nil
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(out); err != nil {
		return nil, err
	}
	return out, os.WriteFile(name, data.Bytes(), 0o644)
}

// step judges what becomes of the findings from one commit to the next.
func (h *history) step(ctx context.Context, old, now *revision, sums *scores) error {
	content := histories.Text(h.objects)
	way, err := lineWay(ctx, h.repo.Top, old.commit, now.commit)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		old, now []identity.Subject
		to       *score
		doubts   bool
	}{{old.rules, now.rules, &sums.rules, h.reading}, {old.places, now.places, &sums.places, h.reading && h.quick}} {
		trees := identity.CompareTrees(old.hashes, now.hashes, content)
		pairs := identity.Match(p.old, p.now, trees.Revision())
		bad := p.to.judge(p.old, p.now, pairs, way)
		if h.show {
			for _, line := range bad {
				fmt.Println(now.commit[:12], line)
			}
		}
		if p.doubts {
			h.bench.doubts = append(h.bench.doubts, doubtful(h.name, now.commit, p.old, p.now, pairs, way)...)
		}
	}
	return nil
}

// read prints what readers said of decisions that git cannot judge.
func read(name string) error {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Println("nobody has read any decision yet")
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	right, wrong, open := 0, 0, 0
	for i, r := range rows[min(1, len(rows)):] {
		if len(r) != 8 {
			return fmt.Errorf("%s: row %d has %d fields", name, i+2, len(r))
		}
		switch r[6] {
		case "right":
			right++
		case "wrong":
			wrong++
		case "open":
			open++
		default:
			return fmt.Errorf("%s: row %d: %q is neither right, wrong nor open", name, i+2, r[6])
		}
	}
	fmt.Printf("decisions about rewritten lines that were read: %d right, %d wrong, %d that can be seen either way\n", right, wrong, open)
	return nil
}
