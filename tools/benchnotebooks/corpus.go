package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"time"

	"leadline/internal/engine"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// timeCells measures reading, parsing and playing each notebook below a folder.
func timeCells(dir string) error {
	type row struct {
		path string
		d    time.Duration
	}
	var rows []row
	codeCells, brokenCells := 0, 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".ipynb" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		start := time.Now()
		n := notebook.Split(text.New(path, data))
		if n.Python() && len(n.Cells) > 0 {
			t := syntax.Parse(n.File)
			engine.Play(n, t, nil)
			bad := map[int]bool{}
			for i := range t.Errors {
				if c := n.CellAt(t.Errors[i].Start); c != nil {
					bad[c.Number] = true
				}
			}
			codeCells += len(n.CodeCells())
			brokenCells += len(bad)
		}
		d := time.Since(start)
		rows = append(rows, row{path, d})
		if d > 2*time.Second {
			fmt.Println("slow:", path, d)
		}
		return nil
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].d < rows[j].d })
	var sum time.Duration
	for _, r := range rows {
		sum += r.d
	}
	at := func(q float64) row { return rows[int(q*float64(len(rows)-1))] }
	fmt.Printf("%d notebooks, median %.1f ms, p90 %.1f, p99 %.1f, max %.1f (%s), %.0f/s on one core; cells that do not parse: %d of %d (%.2f %%)\n",
		len(rows), ms(at(.5).d), ms(at(.9).d), ms(at(.99).d), ms(at(1).d), at(1).path, float64(len(rows))/sum.Seconds(), brokenCells, codeCells, 100*ratio(brokenCells, codeCells))
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
