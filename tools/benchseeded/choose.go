package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"

	"leadline/tools/histories"
)

// site is a fault of an application, as the table has it.
type site struct {
	histories.Application
	fault
	twin, result, reason string
	lines                []string // that its edits change
}

var columns = []string{"application", "commit", "file", "line", "to", "kind", "class", "calls", "own", "function", "touches", "edits", "twin", "result", "reason"}

// chosen chooses sites and writes the table: half of them in each list of applications,
// the kinds in turn, and within a kind the applications in turn, in the order that the
// seed gives. No two sites share a function, nor one with a site of the tables that the
// settings leave out.
func (s *settings) chosen(ctx context.Context, w io.Writer) error {
	used, err := s.usedBefore()
	if err != nil {
		return err
	}
	var out []*site
	for half, list := range []string{s.maintained, s.others} {
		apps, err := histories.Applications(list)
		if err != nil {
			return err
		}
		r := rand.New(rand.NewPCG(s.seed, uint64(half)))
		var pool []*site
		for _, a := range apps {
			files, missing, err := a.Files(ctx, s.snapshots)
			if err != nil {
				return err
			}
			labels, err := labelled(s.labels, a)
			if err != nil {
				return err
			}
			found := all(read(files), r)
			kept := 0
			for _, x := range found {
				if stillParses(files, x) && !slices.ContainsFunc(labels, x.lies) {
					pool = append(pool, &site{Application: a, fault: *x})
					kept++
				}
			}
			fmt.Fprintf(w, "%s: %d files, %d without their content, %d places, %d kept\n", a.Name, len(files), len(missing), len(found), kept)
		}
		part := pick(pool, s.n/2, r, used)
		count(w, part)
		out = append(out, part...)
	}
	return writeTable(s.table, out)
}

// usedBefore are the functions that sites of other draws lie in.
func (s *settings) usedBefore() (map[string]bool, error) {
	used := map[string]bool{}
	for _, name := range strings.FieldsFunc(s.without, func(c rune) bool { return c == ',' }) {
		sites, err := readTable(name)
		if err != nil {
			return nil, err
		}
		for _, x := range sites {
			x.use(used)
		}
	}
	return used, nil
}

// free tells whether no site lies in a function that this one touches.
func (x *site) free(used map[string]bool) bool {
	return !slices.ContainsFunc(x.touched, func(k string) bool { return used[x.Name+" "+k] })
}

func (x *site) use(used map[string]bool) {
	for _, k := range x.touched {
		used[x.Name+" "+k] = true
	}
}

// labelled are the places of an application that are vulnerable as they are.
func labelled(dir string, a histories.Application) ([]place, error) {
	f, err := os.Open(filepath.Join(dir, strings.ReplaceAll(a.Name, "/", "+")+".csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := csv.NewReader(f)
	c.Comment, c.FieldsPerRecord, c.LazyQuotes = '#', -1, true
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	var out []place
	for _, r := range rows {
		if len(r) < 3 {
			continue
		}
		if line, err := strconv.Atoi(r[1]); err == nil {
			p := place{Path: r[0]}
			p.Start.Line = line
			out = append(out, p)
		}
	}
	return out, nil
}

// lies tells whether a place is that of the fault, or a line beside it.
func (x *fault) lies(p place) bool {
	return p.Path == x.file && p.Start.Line >= x.from-1 && p.Start.Line <= x.to+1
}

// stillParses tells whether the broken files are still Python, with as many lines.
func stillParses(files map[string]string, x *fault) bool {
	after, err := broken(files, x.edits)
	if err != nil {
		return false
	}
	for name, content := range after {
		if len(syntax.Parse(text.New(name, []byte(content))).Errors) > 0 || strings.Count(content, "\n") != strings.Count(files[name], "\n") {
			return false
		}
	}
	return true
}

// kindShare bounds how many sites are of one kind: the n-th part of all. There are far
// more places that redirect than that read documents.
const kindShare = 3

// pick takes n sites: of each kind and distance in turn, within one of each
// application in turn, none in a function that is used already.
func pick(pool []*site, n int, r *rand.Rand, used map[string]bool) []*site {
	r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	groups := map[string]map[string][]*site{}
	for _, x := range pool {
		key := x.kind + " " + strconv.Itoa(x.distance)
		if groups[key] == nil {
			groups[key] = map[string][]*site{}
		}
		groups[key][x.Name] = append(groups[key][x.Name], x)
	}
	keys := sorted(groups)
	kinds := map[string]int{}
	var out []*site
	for turn := 0; len(out) < n; turn++ {
		before := len(out)
		for _, key := range keys {
			kind, _, _ := strings.Cut(key, " ")
			if kinds[kind]*kindShare >= n {
				continue
			}
			apps := sorted(groups[key])
			for i := range apps {
				app := apps[(turn+i)%len(apps)]
				if x := next(groups[key], app, used); x != nil {
					out = append(out, x)
					kinds[kind]++
					break
				}
			}
			if len(out) == n {
				break
			}
		}
		if len(out) == before {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b *site) int {
		if c := strings.Compare(a.Name+" "+a.file, b.Name+" "+b.file); c != 0 {
			return c
		}
		return a.from - b.from
	})
	return out
}

// next takes the first site of an application whose functions no other site has.
func next(group map[string][]*site, app string, used map[string]bool) *site {
	for len(group[app]) > 0 {
		x := group[app][0]
		group[app] = group[app][1:]
		if x.free(used) {
			x.use(used)
			return x
		}
	}
	return nil
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// count prints how many sites there are of each kind and distance.
func count(w io.Writer, sites []*site) {
	n := map[string]int{}
	for _, x := range sites {
		n[fmt.Sprintf("%s, %d calls", x.kind, x.distance)]++
	}
	fmt.Fprintf(w, "%d sites:", len(sites))
	for _, k := range sorted(n) {
		fmt.Fprintf(w, " %s: %d;", k, n[k])
	}
	fmt.Fprintln(w)
}

func writeTable(name string, sites []*site) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	c := csv.NewWriter(f)
	err = c.Write(columns)
	for _, x := range sites {
		edits, _ := json.Marshal(x.edits)
		err = c.Write([]string{x.Name, x.Commit, x.file, strconv.Itoa(x.from), strconv.Itoa(x.to), x.kind, x.class, strconv.Itoa(x.distance), strconv.FormatBool(x.own),
			x.function, strings.Join(x.touched, " "), string(edits), x.twin, x.result, x.reason})
		if err != nil {
			break
		}
	}
	c.Flush()
	if err == nil {
		err = c.Error()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func readTable(name string) ([]*site, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("%s: the first line must be %s", name, strings.Join(columns, ","))
	}
	var out []*site
	for i, r := range rows[1:] {
		x := &site{Application: histories.Application{Name: r[0], Commit: r[1]}, twin: r[12], result: r[13], reason: r[14]}
		x.file, x.kind, x.class, x.own, x.function, x.touched = r[2], r[5], r[6], r[8] == "true", r[9], strings.Fields(r[10])
		var errs [3]error
		x.from, errs[0] = strconv.Atoi(r[3])
		x.to, errs[1] = strconv.Atoi(r[4])
		x.distance, errs[2] = strconv.Atoi(r[7])
		for _, err := range append(errs[:], json.Unmarshal([]byte(r[11]), &x.edits)) {
			if err != nil {
				return nil, fmt.Errorf("%s: row %d: %w", name, i+2, err)
			}
		}
		out = append(out, x)
	}
	return out, nil
}
