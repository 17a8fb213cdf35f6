package image

import (
	"cmp"
	"slices"
)

// Held is what of one type an image holds: how many values and their bytes,
// without what they point to.
type Held struct {
	Type         string
	Count, Bytes int
}

// Describe says what Write would write, the largest part first; entries of maps
// are not in it.
func Describe(root any, shared *Shared, types ...any) ([]Held, error) {
	w, err := find(root, shared, types)
	if err != nil {
		return nil, err
	}
	byType := map[uint32]*Held{}
	w.each(func(e *extent) {
		h := byType[e.plan]
		if h == nil {
			h = &Held{Type: w.plan(e).typ.String()}
			byType[e.plan] = h
		}
		h.Count += int(e.n)
		h.Bytes += int(e.n) * int(w.plan(e).size)
	})
	out := make([]Held, 0, len(byType))
	for _, h := range byType {
		out = append(out, *h)
	}
	slices.SortFunc(out, func(a, b Held) int { return cmp.Or(b.Bytes-a.Bytes, cmp.Compare(a.Type, b.Type)) })
	return out, nil
}
