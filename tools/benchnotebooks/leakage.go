package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"leadline/internal/cells"
	"leadline/internal/model"
	"leadline/internal/python/builtin"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// expected is one label of the labelled set: template("file.py", [methods]).
var expected = regexp.MustCompile(`(?s)template\("([^"]+)",\s*\[(.*?)\]\)`)

// scoreLeakage compares with the labels of malusamayo/leakage-analysis: a folder
// with test_preprocessing.py, test_overlap.py and inputs/.
func scoreLeakage(dir string, explain bool, effects *model.Effects) error {
	var all score
	for _, kind := range []string{"preprocessing", "overlap"} {
		labels, err := os.ReadFile(filepath.Join(dir, "test_"+kind+".py"))
		if err != nil {
			return err
		}
		var s score
		for _, m := range expected.FindAllStringSubmatch(string(labels), -1) {
			code, err := os.ReadFile(filepath.Join(dir, "inputs", m[1]))
			if err != nil {
				return err
			}
			found := ""
			mod := lower.Lower(syntax.Parse(text.New(m[1], code)), "", false)
			f := text.New(m[1], code)
			for _, l := range cells.LeaksOf(mod, builtin.Names(), effects) {
				if l.Kind.String() == kind {
					found += fmt.Sprintf(" %s:%d->%d", l.What, f.LineOf(l.Source.Start), f.LineOf(l.Fit.Start))
				}
			}
			truth := strings.TrimSpace(m[2]) != ""
			s.add(truth, found != "")
			all.add(truth, found != "")
			if explain && truth != (found != "") {
				fmt.Printf("  %s %s: truth %v, found%s\n", kind, m[1], truth, found)
			}
		}
		fmt.Printf("leakage, %s: %s\n", kind, s)
	}
	fmt.Printf("leakage, all: %d of %d found, %d of %d false\n", all.tp, all.tp+all.fn, all.fp, all.fp+all.tn)
	return nil
}
