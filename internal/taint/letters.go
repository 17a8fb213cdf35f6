package taint

import (
	"regexp/syntax"
	"strings"
	"unicode"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// fits is what a text is safe for that fits the expression which a call is given.
func (r *run) fits(c *value.Call, fit *model.Fit) model.Bits {
	if fit == nil {
		return 0
	}
	arg := r.fr.ArgOf(c, fit.Arg)
	if arg == nil {
		return 0
	}
	if k, ok := r.fr.Only(arg.Val); ok && k.Kind == ir.ConstStr {
		return r.fitting(k.Text, fit.Anchor)
	}
	return 0
}

// fitting is what a text is safe for that fits a regular expression: by the letters that
// it may hold. An expression that leaves a part of the text open says nothing.
func (r *run) fitting(pattern string, anchor model.Anchor) model.Bits {
	re, err := syntax.Parse(strings.ReplaceAll(pattern, `\Z`, `\z`), syntax.Perl)
	if err != nil {
		return 0
	}
	start, end := anchored(re)
	if !start && anchor == model.AnchorNone || !end && anchor != model.AnchorAll {
		return 0
	}
	p := &spelling{}
	p.read(re, false)
	if p.fixed() {
		return r.allowed
	}
	bits := r.lettersClean(p.letters())
	if p.dots == 1 { // two never follow one another
		bits |= r.metacharacter("..")
	}
	return bits
}

// anchored tells whether whatever fits begins where the text does, and ends where it ends.
func anchored(re *syntax.Regexp) (start, end bool) {
	switch re.Op {
	case syntax.OpBeginText:
		return true, false
	case syntax.OpEndText:
		return false, true
	case syntax.OpCapture:
		return anchored(re.Sub[0])
	case syntax.OpConcat:
		start, _ = anchored(re.Sub[0])
		_, end = anchored(re.Sub[len(re.Sub)-1])
		return start, end
	case syntax.OpAlternate:
		start, end = true, true
		for _, sub := range re.Sub {
			s, e := anchored(sub)
			start, end = start && s, end && e
		}
		return start, end
	}
	return false, false
}

// spelling is what texts that fit an expression are made of.
type spelling struct {
	ascii         [unicode.MaxASCII + 1]bool
	words, others bool // letters and digits beyond ASCII, and what else is there
	open          bool // there is a choice of letters, or no end to them
	dots          int  // where a dot may stand; two for as many as one likes
}

func (p *spelling) fixed() bool { return !p.open }

// read adds what an expression lets through, repeated without end or not.
func (p *spelling) read(re *syntax.Regexp, repeated bool) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, c := range re.Rune {
			p.add(c, c, repeated)
			for f := unicode.SimpleFold(c); re.Flags&syntax.FoldCase != 0 && f != c; f = unicode.SimpleFold(f) {
				p.add(f, f, repeated)
			}
		}
	case syntax.OpCharClass:
		p.open = true
		for i := 0; i+1 < len(re.Rune); i += 2 {
			p.add(re.Rune[i], re.Rune[i+1], repeated)
		}
	case syntax.OpAnyChar:
		p.open = true
		p.add(0, unicode.MaxRune, repeated)
	case syntax.OpAnyCharNotNL:
		p.open = true
		p.add(0, '\n'-1, repeated)
		p.add('\n'+1, unicode.MaxRune, repeated)
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		p.open, repeated = true, true
	}
	for _, sub := range re.Sub {
		p.read(sub, repeated)
	}
}

// add adds all letters from one to another.
func (p *spelling) add(from, to rune, repeated bool) {
	for c := from; c <= min(to, unicode.MaxASCII); c++ {
		p.ascii[c] = true
	}
	if from <= '.' && '.' <= to {
		p.dots++
		if repeated {
			p.dots++
		}
	}
	if to > unicode.MaxASCII {
		p.words = true
		p.others = p.others || to-max(from, unicode.MaxASCII+1) > 1<<10 || !wordly(max(from, unicode.MaxASCII+1)) || !wordly(to)
	}
}

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// letters are the characters of the texts, with one for all of a kind beyond ASCII.
func (p *spelling) letters() string {
	var out strings.Builder
	for c := range p.ascii {
		if p.ascii[c] {
			out.WriteByte(byte(c))
		}
	}
	if p.words {
		out.WriteRune('é')
	}
	if p.others {
		out.WriteRune('→')
	}
	return out.String()
}

// lettersClean is what a text of some characters is safe for.
func (r *run) lettersClean(letters string) model.Bits {
	var bits, gone model.Bits
	for text, name := range metacharacters {
		b, _ := r.models.CleanBit(name)
		if strings.Trim(text, letters) == "" { // it can be spelt
			gone |= b
		}
		bits |= b
	}
	bits &^= gone
	for _, k := range harmless {
		if b, _ := r.models.CleanBit(k.clean); !strings.ContainsFunc(letters, k.unsafe) {
			bits |= b
		}
	}
	return bits
}

// harmless says, by clean kind, which letters a text must not hold to be so as it is written.
var harmless = []struct {
	clean  string
	unsafe func(rune) bool
}{
	{"alphanumeric", func(c rune) bool { return !wordly(c) && !strings.ContainsRune("_.-", c) }},
	{"shell-quoted", func(c rune) bool { return c > unicode.MaxASCII || !wordly(c) && !strings.ContainsRune("_@%+=:,./-", c) }},
	{"url-quoted", func(c rune) bool { return c > unicode.MaxASCII || !wordly(c) && !strings.ContainsRune("_.~-%", c) }},
	{"html-escaped", func(c rune) bool { return strings.ContainsRune("<>&\"'", c) }},
	{"letter-free", func(c rune) bool {
		return unicode.IsLetter(c) || c > unicode.MaxASCII || strings.ContainsRune("_'\"`", c)
	}},
	{"regex-escaped", func(c rune) bool { return strings.ContainsRune(`.^$*+?{}[]\|()`, c) }},
}
