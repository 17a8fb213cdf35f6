package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// row is an advisory of the list.
type row struct {
	id, name, before, after, class string
	// commit are those that mended it, separated by spaces, where their snapshot was there when the list was
	// made: then each and its parent are compared, and not the releases. commits are all that the advisory names.
	commit  string
	commits []commit
	// half is shapes, scores or, of one that a limit leaves out, leftOut.
	half    string
	changed int    // functions, and lines outside of them, that the mend touched
	where   string // ... some of them
	// found counts the findings of the class that touch what the mend touched,
	// silent those of them that are gone in the mended release; -1 is not measured.
	found, silent int
	// reason is why it was not found, or did not fall silent, in one word.
	reason string
}

const leftOut = "out"

const header = "id,package,before,after,commit,class,half,changed,touched,found,silent,reason"

func readRows(name string) ([]row, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	records, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(records) == 0 || strings.Join(records[0], ",") != header {
		return nil, fmt.Errorf("%s: want the columns %s", name, header)
	}
	var out []row
	for i, c := range records[1:] {
		n := [3]int{}
		for k, at := range []int{7, 9, 10} {
			if n[k], err = count(c[at]); err != nil {
				return nil, fmt.Errorf("%s: row %d: %w", name, i+2, err)
			}
		}
		out = append(out, row{id: c[0], name: c[1], before: c[2], after: c[3], commit: c[4], class: c[5], half: c[6], changed: n[0], where: c[8], found: n[1], silent: n[2], reason: c[11]})
	}
	return out, nil
}

func count(s string) (int, error) {
	if s == "" {
		return -1, nil
	}
	return strconv.Atoi(s)
}

func counted(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func writeRows(name string, rows []row) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	if err := w.Write(strings.Split(header, ",")); err != nil {
		return err
	}
	for _, r := range rows {
		if err := w.Write([]string{r.id, r.name, r.before, r.after, r.commit, r.class, r.half, counted(r.changed), r.where, counted(r.found), counted(r.silent), r.reason}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
