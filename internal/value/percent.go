package value

import "strings"

// Conversion is one field of a %-format (the library reference, printf-style String
// Formatting): its place, the key in brackets, and the letter that says what is written.
type Conversion struct {
	Start, End int
	Key        string
	Verb       byte
	Plain      bool // without flags, width and precision
	Stars      bool // these are arguments themselves
}

// Number tells whether nothing but a number passes.
func (c *Conversion) Number() bool { return Number(c.Verb) }

// Number tells whether a conversion takes nothing but numbers.
func Number(verb byte) bool { return strings.IndexByte("diouxXeEfFgG", verb) >= 0 }

// NumberSpec tells whether a format specification takes nothing but numbers: 05d, .2f
// (the library reference, Format Specification Mini-Language).
func NumberSpec(spec string) bool {
	return spec != "" && strings.IndexByte("bdeEfFgGnoxX%", spec[len(spec)-1]) >= 0
}

// Conversions finds the fields of a %-format; false when it is none.
func Conversions(format string) (out []Conversion, ok bool) {
	for at := 0; ; {
		i := strings.IndexByte(format[at:], '%')
		if i < 0 {
			return out, true
		}
		c := Conversion{Start: at + i}
		rest := format[c.Start+1:]
		j := 0
		if strings.HasPrefix(rest, "(") {
			k := strings.IndexByte(rest, ')')
			if k < 0 {
				return nil, false
			}
			j, c.Key = k+1, rest[1:k]
		}
		flags := j
		for j < len(rest) && strings.IndexByte("#0- +.*123456789", rest[j]) >= 0 {
			j++
		}
		if j >= len(rest) {
			return nil, false
		}
		c.Plain, c.Stars = j == flags, strings.Contains(rest[flags:j], "*")
		c.Verb = rest[j]
		c.End = c.Start + j + 2
		at = c.End
		out = append(out, c)
	}
}
