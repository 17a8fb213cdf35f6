package main

import (
	"fmt"
	"slices"
	"strings"
)

// broken is a copy of the files that edits apply to.
func broken(files map[string]string, edits []edit) (map[string]string, error) {
	by := map[string][]edit{}
	for _, e := range edits {
		by[e.File] = append(by[e.File], e)
	}
	out := map[string]string{}
	for name, list := range by {
		text, ok := files[name]
		if !ok {
			return nil, fmt.Errorf("%s is not there", name)
		}
		slices.SortStableFunc(list, func(a, b edit) int { return int(a.Start) - int(b.Start) })
		var b strings.Builder
		at := uint32(0)
		for _, e := range list {
			if e.Start < at || e.End < e.Start || int(e.End) > len(text) {
				return nil, fmt.Errorf("%s: the edit at %d does not fit", name, e.Start)
			}
			b.WriteString(text[at:e.Start])
			b.WriteString(e.Text)
			at = e.End
		}
		b.WriteString(text[at:])
		out[name] = b.String()
	}
	return out, nil
}
