// Command benchmeta writes programs in other ways that mean the same and looks whether
// the same is found: renamed, with other imports, functions taken out, put in, moved or
// wrapped, branches turned round, dead code put in, laid out anew. It knows which
// rewriting keeps the meaning, and must not know how anything is analysed.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/tools/histories"
)

type settings struct {
	n, show         int
	only, name      string
	snapshots, list string
	classes         string
	rules           []string
	set             *rule.Set
	models          *model.Set
	seed            uint64
}

func main() {
	s := settings{}
	flag.IntVar(&s.n, "n", 2000, "transformed programs")
	flag.Uint64Var(&s.seed, "seed", 20261128, "of the order of the programs")
	flag.IntVar(&s.show, "show", 10, "differences to print for each transformation")
	flag.StringVar(&s.only, "only", "", "only this transformation")
	flag.StringVar(&s.name, "program", "", "only programs with this in their name; their rewritten text is printed")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of git directories named OWNER+NAME: the applications, too")
	flag.StringVar(&s.list, "applications", "bench/meta.txt", "the applications")
	flag.StringVar(&s.classes, "classes", "bench/apps/classes.txt", "the rules that are compared")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench-meta:", err)
		os.Exit(1)
	}
}

// least is the share of findings that are to stay the same.
const least = 99.0

func (s *settings) run(ctx context.Context, w io.Writer) error {
	var err error
	if s.models, s.set, err = histories.Catalogue(); err != nil {
		return err
	}
	data, err := os.ReadFile(s.classes)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			s.rules = append(s.rules, line)
		}
	}
	list, err := s.programs()
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b *program) int { return cmp.Or(cmp.Compare(s.rank(a), s.rank(b)), cmp.Compare(a.name, b.name)) })
	fmt.Fprintf(w, "%d programs\n", len(list))
	small, err := s.compare(ctx, w, list, s.n)
	if err != nil {
		return err
	}
	short := small.share() < least
	if s.snapshots == "" {
		fmt.Fprintln(w, "\nApplications: not measured (SNAPSHOTS=DIR names no folder of git directories)")
	} else {
		apps, err := s.applications(ctx)
		if err != nil {
			return err
		}
		large, err := s.compare(ctx, w, apps, len(apps)*len(transformations))
		if err != nil {
			return err
		}
		short = short || large.share() < least
	}
	if short {
		return fmt.Errorf("missed: %.0f %% of the findings are to stay", least)
	}
	return nil
}

// rank puts programs in an order that the seed gives, and that a new program does not
// turn round.
func (s *settings) rank(p *program) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", s.seed, p.name)
	return h.Sum64()
}

// applications are public ones, whole.
func (s *settings) applications(ctx context.Context) ([]*program, error) {
	list, err := histories.Applications(s.list)
	if err != nil {
		return nil, err
	}
	var out []*program
	for _, a := range list {
		if !strings.Contains(a.Name, s.name) {
			continue
		}
		files, _, err := a.Files(ctx, s.snapshots)
		if err != nil {
			return nil, err
		}
		out = append(out, parse(a.Name, files))
	}
	return out, nil
}

// score counts findings that stayed, went and came.
type score struct{ programs, changed, same, gone, new int }

func (c *score) add(o score) {
	c.programs, c.changed, c.same, c.gone, c.new = c.programs+o.programs, c.changed+o.changed, c.same+o.same, c.gone+o.gone, c.new+o.new
}

// share is how many of a hundred findings of either form are in both.
func (c *score) share() float64 {
	all := c.same + c.gone + c.new
	if all == 0 {
		return 100
	}
	return 100 * float64(c.same) / float64(all)
}

func (c *score) row(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %d | %d | %d | %d | %d | %.2f %% |\n", name, c.programs, c.same, c.gone, c.new, c.changed, c.share())
}

// compare transforms programs until there are n, the transformations in turn.
func (s *settings) compare(ctx context.Context, w io.Writer, list []*program, n int) (score, error) {
	scores := make([]score, len(transformations))
	notes := make([][]string, len(transformations))
	before := map[*program][]string{}
	var all score
	large := len(list) < 20
	for _, p := range list {
		if all.programs >= n {
			break
		}
		for i, t := range transformations {
			if all.programs >= n || s.only != "" && t.name != s.only {
				continue
			}
			r := rewrite(p)
			for _, f := range p.files {
				if f.tree != nil && len(f.tree.Errors) == 0 && !strings.Contains(f.text, "\r") {
					t.do(r, f)
				}
			}
			if len(r.changes) == 0 {
				continue
			}
			old, ok := before[p]
			if !ok {
				var err error
				if old, err = s.scan(ctx, p, rewrite(p).write()); err != nil {
					return all, err
				}
				before[p] = old
			}
			out := r.write()
			now, err := s.scan(ctx, p, out)
			if err != nil {
				return all, fmt.Errorf("%s, %s: %w", p.name, t.name, err)
			}
			c, lines := differ(old, now)
			scores[i].add(c)
			all.add(c)
			if large {
				fmt.Fprintf(os.Stderr, "%s, %s: %d stay, %d gone, %d new\n", p.name, t.name, c.same, c.gone, c.new)
			}
			for _, l := range lines {
				notes[i] = append(notes[i], p.name+": "+l)
			}
			if s.name != "" && large && len(p.files) < 5 {
				for _, name := range sortedNames(out.files) {
					fmt.Fprintf(w, "--- %s %s\n%s\n", t.name, name, out.files[name])
				}
			}
		}
	}
	fmt.Fprint(w, "\n| transformation | programs | findings that stay | gone | new | programs that change | same |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for i, t := range transformations {
		scores[i].row(w, t.name)
	}
	all.row(w, "all")
	for i, t := range transformations {
		if len(notes[i]) > 0 {
			fmt.Fprintf(w, "\n%s:\n", t.name)
		}
		for k, l := range notes[i] {
			if k < s.show {
				fmt.Fprintln(w, "- "+l)
			}
		}
	}
	return all, nil
}

// differ compares what was found before and after: rule and statement.
func differ(old, now []string) (score, []string) {
	c := score{programs: 1}
	var lines []string
	left := map[string]int{}
	for _, k := range now {
		left[k]++
	}
	for _, k := range old {
		if left[k] > 0 {
			left[k]--
			c.same++
			continue
		}
		c.gone++
		lines = append(lines, "gone "+k)
	}
	for _, k := range now {
		if left[k] > 0 {
			left[k]--
			c.new++
			lines = append(lines, "new "+k)
		}
	}
	if len(lines) > 0 {
		c.changed = 1
	}
	slices.Sort(lines)
	return c, lines
}
