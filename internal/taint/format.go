package taint

import "leadline/internal/ir"

// format is one replacement field: a conversion or specification may clean.
func (r *run) format(in *ir.Instr) []Label {
	ls := step(r.deep(in.A), in.A, whyFlow)
	if in.B != ir.NoValue {
		if c, ok := r.fr.Only(r.fr.Vals[in.B]); ok && numericSpec(c.Text) {
			ls = cleaned(ls, r.numeric, 0)
		}
	}
	if in.Sub == 'r' || in.Sub == 'a' {
		if b, ok := r.models.CleanBit("newline-free"); ok {
			ls = cleaned(ls, b, 0)
		}
	}
	return ls
}

// numericSpec tells whether a format specification accepts only numbers.
func numericSpec(spec string) bool {
	if spec == "" {
		return false
	}
	switch spec[len(spec)-1] {
	case 'd', 'f', 'x', 'X', 'e', 'E', 'g', 'G', 'b', 'o', 'F', '%', 'n':
		return true
	}
	return false
}
