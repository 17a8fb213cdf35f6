package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// result is what became of a mutant. Reason is written by whoever read a survivor:
// `same` where the change changes nothing that anybody could see.
type result struct {
	*mutant
	tests, oracle, reason string
	seconds               float64
}

type table struct{ rows []*result }

var columns = []string{"file", "function", "line", "kind", "text", "tests", "oracle", "reason"}

func readTable(name string) (*table, error) {
	t := &table{}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
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
	for i, r := range rows[1:] {
		line, err := strconv.Atoi(r[2])
		if err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", name, i+2, err)
		}
		t.rows = append(t.rows, &result{mutant: &mutant{file: r[0], function: r[1], line: line, kind: r[3], text: r[4]}, tests: r[5], oracle: r[6], reason: r[7]})
	}
	return t, nil
}

// of is what is known of a mutant; lines may have moved, so what tells it is its text, and
// of several such the nearest line.
func (t *table) of(m *mutant) *result {
	var out *result
	far := func(r *result) int { return max(r.line-m.line, m.line-r.line) }
	for _, r := range t.rows {
		if r.file == m.file && r.function == m.function && r.kind == m.kind && r.text == m.text && (out == nil || far(r) < far(out)) {
			out = r
		}
	}
	return out
}

// survivors are the mutants whose rows say that somebody did not notice them, unless they
// change nothing; rows of code that is gone are dropped.
func (t *table) survivors(pool []*mutant) []*mutant {
	stands := map[*result]*mutant{}
	for _, m := range pool {
		if r := t.of(m); r != nil && (stands[r] == nil || m.line == r.line) {
			stands[r] = m
		}
	}
	var out []*mutant
	t.rows = slices.DeleteFunc(t.rows, func(r *result) bool {
		m := stands[r]
		if m != nil && r.reason != "same" && !(strings.HasPrefix(r.tests, "killed") && strings.HasPrefix(r.oracle, "killed")) {
			out = append(out, m)
		}
		return m == nil
	})
	return out
}

// put keeps a result, in the place of an older one; a survivor's reason stays with it.
func (t *table) put(r, old *result) {
	if i := slices.Index(t.rows, old); old != nil && i >= 0 {
		if r.tests == old.tests {
			r.reason = old.reason
		}
		t.rows[i] = r
		return
	}
	t.rows = append(t.rows, r)
}

func (t *table) write(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	c := csv.NewWriter(f)
	all := [][]string{columns}
	for _, r := range t.rows {
		all = append(all, []string{r.file, r.function, strconv.Itoa(r.line), r.kind, r.text, r.tests, r.oracle, r.reason})
	}
	err = c.WriteAll(all)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// The shares of a hundred mutants that the tests, and the oracle alone, are to notice.
const (
	leastTests  = 90
	leastOracle = 60
)

// print says how many of the mutants were noticed, by room and kind, and which were not.
func (t *table) print(w io.Writer, n int) error {
	type count struct{ all, tests, oracle, same int }
	groups := map[string]*count{}
	total := &count{}
	for _, r := range t.rows {
		if r.tests == noBuild {
			continue
		}
		room := r.file[:strings.LastIndexByte(r.file, '/')]
		for _, key := range []string{room, r.kind} {
			if groups[key] == nil {
				groups[key] = &count{}
			}
		}
		for _, c := range []*count{total, groups[room], groups[r.kind]} {
			c.all++
			if strings.HasPrefix(r.tests, "killed") {
				c.tests++
			} else if r.reason == "same" {
				c.same++
			}
			if strings.HasPrefix(r.oracle, "killed") {
				c.oracle++
			}
		}
	}
	fmt.Fprint(w, "\n| mutants | | killed by the tests | by the oracle alone | survivors that change nothing |\n|---|---:|---:|---:|---:|\n")
	line := func(name string, c *count) {
		fmt.Fprintf(w, "| %s | %d | %d (%.0f %%) | %d (%.0f %%) | %d |\n", name, c.all, c.tests, share(c.tests, c.all), c.oracle, share(c.oracle, c.all), c.same)
	}
	line("all", total)
	names := make([]string, 0, len(groups))
	for k := range groups {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		line(k, groups[k])
	}
	fmt.Fprintln(w)
	for _, r := range t.rows {
		if r.tests == "survived" {
			fmt.Fprintf(w, "- survived the tests: %s:%d %s in %s: %s (oracle: %s) %s\n", r.file, r.line, r.kind, r.function, r.text, r.oracle, r.reason)
		}
	}
	switch {
	case total.all < n:
		return fmt.Errorf("not measured: %d of %d mutants", total.all, n)
	case total.tests*100 < leastTests*total.all || total.oracle*100 < leastOracle*total.all:
		return fmt.Errorf("missed: the tests are to notice %d %%, the oracle %d %%", leastTests, leastOracle)
	}
	return nil
}

// share is a part of a hundred.
func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
