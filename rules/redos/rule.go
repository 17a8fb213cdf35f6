// Package check finds regular expressions with exponential cost.
package check

import (
	"regexp"
	"regexp/syntax"
	"unicode"

	python "leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func functions() []string {
	var out []string
	for _, module := range []string{"re", "regex"} {
		for _, f := range []string{"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"} {
			out = append(out, module+"."+f)
		}
	}
	return out
}

// Check looks at constant patterns.
func Check(p *rule.Pass) {
	known := functions()
	for c := range rule.All[*python.Call](p) {
		if len(c.Args) == 0 || !p.Is(c.Func, known...) {
			continue
		}
		text, ok := p.Text(c.Args[0])
		if !ok || len(text) > 2000 {
			continue
		}
		re, err := syntax.Parse(text, syntax.Perl)
		if err != nil {
			continue
		}
		if p.Is(c.Func, "re.fullmatch", "regex.fullmatch") {
			re = &syntax.Regexp{Op: syntax.OpConcat, Sub: []*syntax.Regexp{re, {Op: syntax.OpEndText}}}
		}
		if _, constant := p.Text(rule.ArgumentOf(c, 1, "string")); constant && !p.Is(c.Func, "re.sub", "re.subn", "regex.sub", "regex.subn", "re.compile", "regex.compile") {
			continue // what it is matched with is known
		}
		if explodes(re, false) || alternatives(text) {
			p.Report(c, "")
		}
	}
}

var alternation = regexp.MustCompile(`\((?:\?:)?([^()|]+)\|([^()|]+)\)[*+](.)`)

// alternatives looks for a repeated choice between two parts that fit the same
// character; the parser would join them to one class.
func alternatives(text string) bool {
	for _, m := range alternation.FindAllStringSubmatch(text, -1) {
		a, err1 := syntax.Parse(m[1], syntax.Perl)
		b, err2 := syntax.Parse(m[2], syntax.Perl)
		if err1 == nil && err2 == nil && m[3] != ")" && overlap(a, b) {
			return true
		}
	}
	return false
}

// explodes looks for an ambiguous repetition that something can follow which fails.
func explodes(re *syntax.Regexp, follows bool) bool {
	switch re.Op {
	case syntax.OpConcat:
		for i, s := range re.Sub {
			if explodes(s, follows || i+1 < len(re.Sub) && canFail(re.Sub[i+1:])) {
				return true
			}
		}
		return false
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		if unbounded(re) && follows && ambiguous(re.Sub[0]) {
			return true
		}
	}
	for _, s := range re.Sub {
		if explodes(s, follows) {
			return true
		}
	}
	return false
}

func unbounded(re *syntax.Regexp) bool {
	return re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat && (re.Max < 0 || re.Max > 20)
}

// canFail tells whether what follows is more than an optional rest.
func canFail(rest []*syntax.Regexp) bool {
	for _, r := range rest {
		switch r.Op {
		case syntax.OpEmptyMatch, syntax.OpStar, syntax.OpQuest:
		case syntax.OpCapture:
			if canFail(r.Sub) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// ambiguous tells whether a repeated part can match one text as one turn and as
// several: it is a repetition with optional parts around, or has alternatives
// that fit the same character.
func ambiguous(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpCapture:
		return ambiguous(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		return unbounded(re)
	case syntax.OpConcat:
		if splits(re) {
			return true
		}
		for i, s := range re.Sub {
			s = inner(s)
			if (s.Op == syntax.OpStar || s.Op == syntax.OpPlus || s.Op == syntax.OpRepeat) && unbounded(s) && nullable(re.Sub[:i]) && nullable(re.Sub[i+1:]) {
				return true
			}
		}
	case syntax.OpAlternate:
		for i, a := range re.Sub {
			if ambiguous(a) {
				return true
			}
			for _, b := range re.Sub[i+1:] {
				if overlap(a, b) {
					return true
				}
			}
		}
	}
	return false
}

// splits tells whether one turn can take as much of one repeated character as
// two turns together.
func splits(re *syntax.Regexp) bool {
	var letters []rune
	collect(re, &letters)
	for _, c := range letters {
		if least, most, ok := run(re, c); ok && most >= 2*max(1, least) {
			return true
		}
	}
	return false
}

// collect gathers a character of every class of an expression.
func collect(re *syntax.Regexp, out *[]rune) {
	if set := class(re); len(set) > 0 && len(*out) < 64 {
		*out = append(*out, set[0], set[len(set)-1])
	}
	for _, s := range re.Sub {
		collect(s, out)
	}
}

const endless = 1 << 20

// run is how much of one repeated character an expression can take, at least and
// at most.
func run(re *syntax.Regexp, c rune) (least, most int, ok bool) {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return 0, 0, true
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if r != c {
				return 0, 0, false
			}
		}
		return len(re.Rune), len(re.Rune), true
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		set := class(re)
		for i := 0; i+1 < len(set); i += 2 {
			if set[i] <= c && c <= set[i+1] {
				return 1, 1, true
			}
		}
		return 0, 0, false
	case syntax.OpCapture:
		return run(re.Sub[0], c)
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		return repeated(re, c)
	case syntax.OpConcat:
		for _, s := range re.Sub {
			a, b, fits := run(s, c)
			if !fits {
				return 0, 0, false
			}
			least, most = least+a, min(endless, most+b)
		}
		return least, most, true
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			if a, b, fits := run(s, c); fits {
				if !ok {
					least = a
				}
				least, most, ok = min(least, a), max(most, b), true
			}
		}
		return least, most, ok
	}
	return 0, 0, false
}

func repeated(re *syntax.Regexp, c rune) (least, most int, ok bool) {
	from, to := 0, endless
	switch re.Op {
	case syntax.OpPlus:
		from = 1
	case syntax.OpQuest:
		to = 1
	case syntax.OpRepeat:
		if from = re.Min; re.Max >= 0 {
			to = re.Max
		}
	}
	a, b, fits := run(re.Sub[0], c)
	if !fits {
		return 0, 0, from == 0
	}
	return a * from, min(endless, b*to), true
}

func inner(re *syntax.Regexp) *syntax.Regexp {
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	return re
}

func nullable(list []*syntax.Regexp) bool {
	for _, r := range list {
		switch r = inner(r); r.Op {
		case syntax.OpStar, syntax.OpQuest, syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		case syntax.OpRepeat:
			if r.Min > 0 {
				return false
			}
		case syntax.OpConcat:
			if !nullable(r.Sub) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// overlap tells whether two alternatives of one character share one.
func overlap(a, b *syntax.Regexp) bool {
	x, y := class(inner(a)), class(inner(b))
	for i := 0; i+1 < len(x); i += 2 {
		for j := 0; j+1 < len(y); j += 2 {
			if x[i] <= y[j+1] && y[j] <= x[i+1] {
				return true
			}
		}
	}
	return false
}

// class is the set of characters of a part that is a single character or a
// repetition of one.
func class(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpLiteral:
		if len(re.Rune) == 1 {
			return []rune{re.Rune[0], re.Rune[0]}
		}
	case syntax.OpCharClass:
		return re.Rune
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return []rune{0, unicode.MaxRune}
	case syntax.OpPlus, syntax.OpStar:
		return class(inner(re.Sub[0]))
	}
	return nil
}
