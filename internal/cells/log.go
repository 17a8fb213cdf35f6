package cells

import (
	"crypto/sha256"
	"encoding/hex"
)

// Log is what a live session saw of a notebook's cells, in order.
type Log struct {
	Version int   `json:"version"`
	Runs    []Run `json:"runs"`
}

// Run is one run of a cell.
type Run struct {
	// Cell is the cell's id; Number its place on the page then, counted over all
	// cells from 1, for notebooks without ids.
	Cell   string `json:"cell"`
	Number int    `json:"number,omitempty"`
	// Hash is the SHA-256 of the source that ran, in hexadecimal; Source the
	// source itself, if the session kept it.
	Hash   string `json:"source_sha256"`
	Source string `json:"source,omitempty"`
	Count  int    `json:"execution_count"`
	// Time is when it began, in milliseconds since 1970.
	Time int64 `json:"time,omitempty"`
	OK   bool  `json:"ok"`
	// Line is the line of the cell, from 1 on, at which a run that failed stopped.
	Line   int    `json:"line,omitempty"`
	Kernel string `json:"kernel,omitempty"`
}

// HashOf is the hash of a source as a log has it.
func HashOf(source string) string {
	h := sha256.Sum256([]byte(source))
	return hex.EncodeToString(h[:])
}

// fromLog takes the order from a log: what the last kernel ran. It is false for
// a log that knows none of the cells.
func (h *history) fromLog(in *Input) bool {
	n := in.Notebook
	byID := map[string]int{}
	for _, c := range h.page {
		byID[n.Cells[c].ID] = c
	}
	runs := in.Log.Runs
	if len(runs) > 0 {
		kernel := runs[len(runs)-1].Kernel
		first := 0
		for i := range runs {
			if runs[i].Kernel != kernel {
				first = i + 1
			}
		}
		runs = runs[first:]
	}
	last := map[int]int{}
	known := false
	for i := range runs {
		r := &runs[i]
		c, ok := byID[r.Cell]
		if !ok {
			c = -1
		}
		s := step{cell: c, count: r.Count, failed: !r.OK, stopped: r.Line}
		if ok {
			known = true
			last[c] = len(h.steps)
			if HashOf(n.File.Slice(n.Cells[c].Source)) == r.Hash {
				s.module = in.Modules[c]
			} else {
				s.edited = true
			}
		}
		if s.module == nil {
			if s.module = in.Former[r.Hash]; s.module == nil {
				s.salt = hashText(r.Hash)
				if ok {
					s.module = in.Modules[c]
				}
			}
		}
		h.steps = append(h.steps, s)
	}
	if !known {
		h.steps = nil
		return false
	}
	for _, i := range last {
		s := &h.steps[i]
		if s.last = true; s.failed && s.stopped == 0 && !s.edited {
			s.stopped = n.StoppedAt(&n.Cells[s.cell])
		}
	}
	h.logged = true
	return true
}
