package semgrep

import (
	"regexp"
	regsyntax "regexp/syntax"
	"strconv"
	"strings"

	"github.com/dlclark/regexp2"
)

// regex is a regular expression as rules write them: Go's own where that can
// say it, which is fast, else one that knows what stands around and what was
// matched before.
type regex struct {
	source string
	fast   *regexp.Regexp
	slow   *regexp2.Regexp
}

// patience bounds what one search of a slow expression may take, in nanoseconds:
// an expression that runs away is the one thing here that no count can stop. The
// rule then reports nothing in that file, and the coverage says so.
const patience = 2_000_000_000

// late is set when a search was stopped.
type late struct{ stopped bool }

func (l *late) note(err error) {
	if err != nil {
		l.stopped = true
	}
}

func compile(source string) (*regex, error) {
	r := &regex{source: source}
	fast, err := regexp.Compile(source)
	if err == nil {
		r.fast = fast
		return r, nil
	}
	slow, err := regexp2.Compile(perl(source), regexp2.None)
	if err != nil {
		return nil, err
	}
	slow.MatchTimeout = patience
	r.slow = slow
	return r, nil
}

var groupReference = regexp.MustCompile(`\\g\{?(\d+)\}?`)

// perl respells what the slow engine does not know: named groups, possessive
// quantifiers, \h and \Z.
func perl(s string) string {
	s = strings.ReplaceAll(s, "(?P<", "(?<")
	s = strings.ReplaceAll(s, `\h`, `[ \t]`)
	s = groupReference.ReplaceAllString(s, `\$1`)
	for _, q := range []string{"*+", "++", "?+"} {
		s = strings.ReplaceAll(s, ")"+q, ")"+q[:1])
		s = strings.ReplaceAll(s, "]"+q, "]"+q[:1])
	}
	return s
}

// literals are words of which one stands in every text that an expression fits; nil
// where that is not to be seen.
func literals(source string) []string {
	re, err := regsyntax.Parse(source, regsyntax.Perl)
	if err != nil {
		return nil
	}
	return literalsOf(re)
}

// shortest is the least length of a word that tells anything.
const shortest = 3

func literalsOf(re *regsyntax.Regexp) []string {
	switch re.Op {
	case regsyntax.OpLiteral:
		if re.Flags&regsyntax.FoldCase == 0 && len(re.Rune) >= shortest {
			return []string{string(re.Rune)}
		}
	case regsyntax.OpCapture, regsyntax.OpPlus:
		return literalsOf(re.Sub[0])
	case regsyntax.OpConcat:
		for _, sub := range re.Sub {
			if words := literalsOf(sub); words != nil {
				return words
			}
		}
	case regsyntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			words := literalsOf(sub)
			if words == nil {
				return nil
			}
			out = append(out, words...)
		}
		return out
	}
	return nil
}

// hit is one match: the places of its groups, -1 for those that took no part.
type hit struct {
	at    []int
	names []string
}

// all finds the matches of a text, in order and apart.
func (r *regex) all(s string, l *late) []hit {
	var out []hit
	if r.fast != nil {
		for _, at := range r.fast.FindAllStringSubmatchIndex(s, -1) {
			out = append(out, hit{at, r.fast.SubexpNames()})
		}
		return out
	}
	offsets := runeOffsets(s)
	m, err := r.slow.FindStringMatch(s)
	for err == nil && m != nil {
		var h hit
		for _, g := range m.Groups() {
			start, end := -1, -1
			if len(g.Captures) > 0 {
				start, end = offsets[g.Index], offsets[g.Index+g.Length]
			}
			name := g.Name
			if _, err := strconv.Atoi(name); err == nil {
				name = ""
			}
			h.at, h.names = append(h.at, start, end), append(h.names, name)
		}
		out = append(out, h)
		m, err = r.slow.FindNextMatch(m)
	}
	l.note(err)
	return out
}

// runeOffsets are the byte offsets of the characters of a text, and its end.
func runeOffsets(s string) []int {
	out := make([]int, 0, len(s)+1)
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

// begins tells whether a match starts where the text does.
func (r *regex) begins(s string, l *late) bool {
	if r.fast != nil {
		at := r.fast.FindStringIndex(s)
		if at == nil || at[0] == 0 {
			return at != nil
		}
		anchored, err := regexp.Compile(`\A(?:` + r.source + `)`)
		return err == nil && anchored.MatchString(s)
	}
	m, err := r.slow.FindStringMatch(s)
	for err == nil && m != nil {
		if m.Index == 0 {
			return true
		}
		m, err = r.slow.FindNextMatch(m)
	}
	l.note(err)
	return false
}

// replace puts a replacement, with \1 for groups, in the place of the first
// count matches; 0 is all.
func (r *regex) replace(s, replacement string, count int, l *late) string {
	var out strings.Builder
	last := 0
	for i, h := range r.all(s, l) {
		if count > 0 && i == count {
			break
		}
		out.WriteString(s[last:h.at[0]])
		for k := 0; k < len(replacement); k++ {
			c := replacement[k]
			if c == '\\' && k+1 < len(replacement) && replacement[k+1] >= '0' && replacement[k+1] <= '9' {
				k++
				if g := int(replacement[k]-'0') * 2; g+1 < len(h.at) && h.at[g] >= 0 {
					out.WriteString(s[h.at[g]:h.at[g+1]])
				}
				continue
			}
			out.WriteByte(c)
		}
		last = h.at[1]
	}
	out.WriteString(s[last:])
	return out.String()
}
