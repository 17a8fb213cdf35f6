// Command noise reads the verdicts of bench/noise.csv, a line per finding that
// somebody read, and prints the share that is true, with its interval. Of a rule, the
// samples are told apart: default and security (critical and high findings of maintained
// applications, that the default profile shows or the profile security alone), first (what is left
// of samples that rules were mended against), mended (a sample before the rule was
// mended against it) and fresh (drawn after that, and left alone).
package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
)

func main() {
	if err := run("bench/noise.csv", os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "noise:", err)
		os.Exit(1)
	}
}

// samples are why a finding was read.
var samples = []string{"default", "security", "first", "mended", "fresh"}

type tally struct{ read, valid int }

func run(name string, w io.Writer) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	groups, order := map[string]*tally{}, []string{}
	for i, r := range rows[min(1, len(rows)):] {
		if len(r) != 8 || r[5] != "true" && r[5] != "false" || !slices.Contains(samples, r[7]) {
			return fmt.Errorf("%s: row %d: want app_or_package,path,line,rule,severity,verdict,reason,sample with a verdict of true or false and a sample of %v", name, i+2, samples)
		}
		for _, key := range []string{"all", "severity " + r[4], "sample " + r[7], "rule " + r[3] + ", " + r[7], "in " + r[0]} {
			t := groups[key]
			if t == nil {
				t = &tally{}
				groups[key], order = t, append(order, key)
			}
			t.read++
			if r[5] == "true" {
				t.valid++
			}
		}
	}
	if len(order) == 0 {
		return errors.New("nobody has read anything yet")
	}
	slices.Sort(order)
	for _, key := range order {
		t := groups[key]
		low, high := wilson(t.valid, t.read)
		fmt.Fprintf(w, "%-50s %3d of %3d true, %5.1f %% (95 %%: %.1f to %.1f)\n", key, t.valid, t.read,
			100*float64(t.valid)/float64(t.read), 100*low, 100*high)
	}
	return nil
}

// wilson is the 95 % interval of a share.
func wilson(valid, n int) (low, high float64) {
	const z = 1.959964
	p, m := float64(valid)/float64(n), float64(n)
	mid := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return mid - half, mid + half
}
