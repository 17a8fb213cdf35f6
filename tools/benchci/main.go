// Command benchci replays the commits of a public repository: for each, what
// leadline ci reports as new must be what scans of both trees from nothing and
// the matching of their findings give. It prints how many agree, and how long
// leadline ci takes beside a scan of the later tree alone. With -warm it measures
// pushes with the caches of the ones before.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
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
	"leadline/tools/histories"
)

func main() {
	log.SetFlags(0)
	snapshots := flag.String("snapshots", "", "the folder of git directories named OWNER+NAME")
	name := flag.String("repo", "pallets+flask", "the repository")
	n := flag.Int("n", 200, "how many commits")
	pushes := flag.Bool("warm", false, "measure instead what leadline ci takes beside a scan, each with a warm cache")
	binary := flag.String("binary", "build/leadline", "leadline")
	flag.Parse()
	bare, err := histories.Snapshot(*snapshots, *name)
	if err != nil {
		log.Fatal(err)
	}
	if err := run(bare, *n, *binary, *pushes); err != nil {
		log.Fatal("benchci: ", err)
	}
}

// bench is a replay.
type bench struct {
	repo     *git.Repository
	rules    *rule.Set
	models   *model.Set
	binary   string
	alone    []float64 // seconds
	together []float64
}

func run(bare string, n int, binary string, pushes bool) error {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "benchci-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	clone := filepath.Join(dir, "clone")
	if out, err := exec.Command("git", "clone", "--quiet", "--no-checkout", "--shared", bare, clone).CombinedOutput(); err != nil {
		return fmt.Errorf("clone: %w\n%s", err, out)
	}
	b := &bench{}
	if b.binary, err = filepath.Abs(binary); err != nil {
		return err
	}
	if pushes {
		return warm(ctx, clone, dir, b.binary, n)
	}
	if b.models, b.rules, err = histories.Catalogue(); err != nil {
		return err
	}
	if b.repo, err = git.Open(ctx, clone); err != nil {
		return err
	}
	commits, err := histories.Commits(ctx, clone, n, "--no-merges")
	if err != nil {
		return err
	}
	agree, news, bad := 0, 0, 0
	for i, commit := range commits {
		got, want, err := b.commit(ctx, filepath.Join(dir, fmt.Sprint(i)), commit)
		if err != nil {
			return fmt.Errorf("%s: %w", commit, err)
		}
		news += len(want)
		if slices.Equal(got, want) {
			agree++
		} else {
			bad++
			fmt.Printf("%s\n  leadline ci: %v\n  both scans:  %v\n", commit[:12], got, want)
		}
		fmt.Fprintf(os.Stderr, "\r%d commits", i+1)
	}
	fmt.Fprintln(os.Stderr)
	fmt.Printf("commits %d, agree %d, differ %d; new findings %d\n", agree+bad, agree, bad, news)
	fmt.Printf("leadline ci: p50 %.2f s, p95 %.2f s; a scan of the later tree: p50 %.2f s, p95 %.2f s\n",
		quantile(b.together, 0.5), quantile(b.together, 0.95), quantile(b.alone, 0.5), quantile(b.alone, 0.95))
	if bad > 0 {
		os.Exit(1)
	}
	return nil
}

// side is one tree scanned from nothing.
type side struct {
	finding.Kept
	hashes map[string]string
}

// commit gives what is new in a commit, as leadline ci says and as two scans do.
func (b *bench) commit(ctx context.Context, dir, commit string) (got, want []string, err error) {
	objects, err := b.repo.Objects(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer objects.Close()
	parents := b.repo.Parents(ctx, commit)
	if len(parents) == 0 {
		return nil, nil, nil
	}
	old, err := b.scan(ctx, dir+"a", parents[0], objects)
	if err != nil {
		return nil, nil, err
	}
	began := time.Now()
	now, err := b.scan(ctx, dir+"b", commit, objects)
	if err != nil {
		return nil, nil, err
	}
	b.alone = append(b.alone, time.Since(began).Seconds())
	trees := identity.CompareTrees(old.hashes, now.hashes, histories.Text(objects))
	for _, f := range ci.Compare(ci.SideOf(old.Findings, old.Coverage), now.Findings, now.Coverage, trees).New {
		want = append(want, f.Rule.ID+" "+f.Fingerprint)
	}
	began = time.Now()
	c := exec.CommandContext(ctx, b.binary, "ci", "--base", parents[0], "--head", commit, "--format", "change", "--no-cache", "--no-fetch", "--monitor")
	c.Dir = b.repo.Top
	out, err := c.Output()
	b.together = append(b.together, time.Since(began).Seconds())
	var doc struct {
		New []struct{ Rule, Fingerprint string }
	}
	if bad := json.Unmarshal(out, &doc); bad != nil {
		return nil, nil, fmt.Errorf("leadline ci: %w: %w", err, bad)
	}
	for _, f := range doc.New {
		got = append(got, f.Rule+" "+f.Fingerprint)
	}
	sort.Strings(got)
	sort.Strings(want)
	return got, want, nil
}

func (b *bench) scan(ctx context.Context, dir, commit string, objects *git.Objects) (*side, error) {
	if err := os.MkdirAll(filepath.Join(dir, ".git"), 0o755); err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	mirror, err := ci.NewMirror(dir, 10*config.DefaultMaxFileSize)
	if err != nil {
		return nil, err
	}
	defer mirror.Close()
	files, err := b.repo.Files(ctx, commit)
	if err != nil {
		return nil, err
	}
	if err := mirror.Show(files, objects); err != nil {
		return nil, err
	}
	s := &side{hashes: map[string]string{}}
	for _, f := range files {
		s.hashes[f.Path] = f.Hash
	}
	project, err := config.FindBelow(dir, dir)
	if err != nil {
		return nil, err
	}
	return s, engine.Scan(ctx, engine.Options{Paths: []string{dir}, Project: project, Jobs: runtime.GOMAXPROCS(0), Cache: cache.None{}, Rules: b.rules, Models: b.models}, s)
}

func quantile(list []float64, q float64) float64 {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}
