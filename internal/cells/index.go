package cells

import "strings"

// Places in lists and arrays that constants name: what is stored at x[0, 0] is
// no change of x[2, -1].

// placeOf is the part of an object that a constant index is, "" where the index
// is not known.
func (r *replay) placeOf(k value) string {
	if k.index != "" {
		return "[" + k.index
	}
	if len(k.objs) != 1 || k.key != "" {
		return ""
	}
	elems := r.heap[k.objs[0]].elems
	if len(elems) == 0 || len(elems) > 4 {
		return ""
	}
	var b strings.Builder
	for i, x := range elems {
		if x.index == "" {
			return ""
		}
		b.WriteByte("[,"[min(i, 1)])
		b.WriteString(x.index)
	}
	return b.String()
}

// sees tells whether whoever reads one part of an object sees what was stored as
// another: rows go through columns, and columns through rows.
func (o *object) sees(key, stored string) bool {
	switch {
	case key == stored:
		return true
	case key[0] == '[' && stored[0] == '[':
		return mayMeet(key, stored)
	}
	return key[0] != stored[0] && o.class == nil
}

// mayMeet tells whether two places may be, or hold, the same element: an index
// from the end may be any from the start.
func mayMeet(a, b string) bool {
	a, b = a[1:], b[1:]
	for a != "" && b != "" {
		var x, y string
		x, a, _ = strings.Cut(a, ",")
		y, b, _ = strings.Cut(b, ",")
		if x != y && strings.HasPrefix(x, "-") == strings.HasPrefix(y, "-") {
			return false
		}
	}
	return true
}

// storeItem stores at a place that constants name.
func (r *replay) storeItem(v value, place string, x value) {
	forms := make([]hash, len(v.objs))
	for i, o := range v.objs {
		forms[i] = r.heap[o].form
	}
	r.store(v, place, x)
	for i, o := range v.objs {
		r.heap[o].form, r.heap[o].elems = forms[i], nil
	}
}
