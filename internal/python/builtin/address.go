package builtin

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// Addresses: urlunsplit and urlunparse are a way of formatting. What separates two
// pieces of an address is there where both are.

// addressPieces are how many pieces an address has for each function.
var addressPieces = map[string]int{"urllib.parse.urlunsplit": 5, "urllib.parse.urlunparse": 6}

// address is the text that a call makes of the pieces of an address; false where they are
// not all there to be seen.
func address(f *value.Frame, c *value.Call, n int) (value.Value, bool) {
	a := c.Arg(0)
	if a == nil {
		return nil, false
	}
	ids, all := f.ObjectsOf(a.Val)
	if !all || len(ids) != 1 || f.Kind(ids[0]) != value.ObjTuple && f.Kind(ids[0]) != value.ObjList {
		return nil, false
	}
	if have, known := f.Len(ids[0]); !known || have != n {
		return nil, false
	}
	pieces := make([][]value.Part, n)
	for i := range pieces {
		v, defs, _ := f.Load(ids[0], value.IndexKey(i))
		if k, ok := f.Only(v); !ok || k.Kind != ir.ConstNone {
			pieces[i] = nonEmpty(firstAlternative(f, v, defs))
		}
	}
	out, ok := upToHost(pieces[0], pieces[1])
	if !ok {
		return nil, false
	}
	out = append(out, path(pieces[2], len(pieces[1]) > 0)...)
	separators := []string{";", "?", "#"}[6-n:]
	for i, p := range pieces[3:] {
		out = append(out, behind(separators[i], p)...)
	}
	return f.FromParts(out), true
}

// nonEmpty is a piece without empty parts: nothing, where it is empty.
func nonEmpty(parts []value.Part) []value.Part {
	out := make([]value.Part, 0, len(parts))
	for _, p := range parts {
		if p.Hole != 0 || p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}

// upToHost is the scheme and the host with what stands between them; false for a scheme
// without a host, which versions of Python write in ways of their own.
func upToHost(scheme, host []value.Part) ([]value.Part, bool) {
	switch {
	case len(host) == 0:
		return nil, len(scheme) == 0
	case len(scheme) == 0:
		return append([]value.Part{sure("//", host)}, host...), true
	}
	out := append(append([]value.Part{}, scheme...), sure(":", scheme), sure("//", host))
	return append(out, host...), true
}

// path is the path behind a host, or without one.
func path(p []value.Part, host bool) []value.Part {
	if !host || len(p) == 0 || p[0].Hole == 0 && strings.HasPrefix(p[0].Text, "/") {
		return p
	}
	return append([]value.Part{{Text: "/", Hole: value.HoleSeparator}}, p...)
}

// behind is a piece with what separates it from the one before.
func behind(separator string, p []value.Part) []value.Part {
	if len(p) == 0 {
		return nil
	}
	return append([]value.Part{sure(separator, p)}, p...)
}

// sure is a separator of a piece: certain where the piece certainly is not empty.
func sure(separator string, of []value.Part) value.Part {
	for _, p := range of {
		if p.Hole == 0 {
			return value.Part{Text: separator}
		}
	}
	return value.Part{Text: separator, Hole: value.HoleSeparator}
}
