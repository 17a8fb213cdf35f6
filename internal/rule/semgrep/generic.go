package semgrep

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
)

// token is a word, a mark or another byte of a plain text.
type token struct {
	start, end uint32
	line       int
	word       bool
	text       string
	// close is the place of the bracket that closes this one, or -1.
	close int
}

// scan cuts a text into tokens. Comments are white space when their style is
// named.
func scan(s, comments string) []token {
	s = blank(s, comments)
	var out []token
	var open []int
	line := 1
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\n':
			line++
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r' || c == '\f':
			i++
			continue
		}
		end := i + 1
		if isWordByte(c) {
			for end < len(s) && isWordByte(s[end]) {
				end++
			}
		}
		t := token{uint32(i), uint32(end), line, isWordByte(c), s[i:end], -1}
		switch c {
		case '(', '[', '{':
			open = append(open, len(out))
		case ')', ']', '}':
			for k := len(open) - 1; k >= 0; k-- {
				if opens(out[open[k]].text[0]) == c {
					out[open[k]].close = len(out)
					open = open[:k]
					break
				}
			}
		}
		out = append(out, t)
		i = end
	}
	return out
}

func opens(c byte) byte {
	switch c {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '}'
}

var commentStyles = map[string]*regexp.Regexp{
	"c":     regexp.MustCompile(`(?s)/\*.*?\*/`),
	"cpp":   regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`),
	"shell": regexp.MustCompile(`#[^\n]*`),
}

// blank puts spaces in the place of comments.
func blank(s, style string) string {
	re := commentStyles[style]
	if re == nil {
		return s
	}
	return re.ReplaceAllStringFunc(s, func(c string) string {
		return strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, c)
	})
}

// generic is a pattern of words and marks.
type generic struct{ parts []part }

type part struct {
	text string // of a literal token
	hole string // $X, or $...X
	dots bool   // ... or $...X
}

var genericHole = regexp.MustCompile(`^\$(\.\.\.)?[A-Z_][A-Z_0-9]*`)

// parseGeneric reads a pattern.
func parseGeneric(code string) (*generic, error) {
	g := &generic{}
	code = strings.TrimSpace(code)
	for i := 0; i < len(code); {
		rest := code[i:]
		switch {
		case strings.HasPrefix(rest, "..."):
			g.parts = append(g.parts, part{dots: true})
			i += 3
		case genericHole.MatchString(rest):
			name := genericHole.FindString(rest)
			g.parts = append(g.parts, part{hole: name, dots: strings.HasPrefix(name, "$...")})
			i += len(name)
		case strings.ContainsRune(" \t\r\n\f", rune(rest[0])):
			i++
		case isWordByte(rest[0]):
			end := 1
			for end < len(rest) && isWordByte(rest[end]) {
				end++
			}
			g.parts = append(g.parts, part{text: rest[:end]})
			i += end
		default:
			g.parts = append(g.parts, part{text: rest[:1]})
			i++
		}
	}
	if len(g.parts) == 0 {
		return nil, fmt.Errorf("the pattern is empty")
	}
	return g, nil
}

func (t *target) tokens() []token {
	if t.words == nil && t.sheet != nil {
		t.words = t.sheet.Memo("words "+t.options.comments, func() any { return scan(string(t.file.Bytes), t.options.comments) }).([]token)
	} else if t.words == nil {
		t.words = scan(string(t.file.Bytes), t.options.comments)
	}
	return t.words
}

func (t *target) evalWords(g *generic) []match {
	words := t.tokens()
	var out []match
	last := map[uint32]int{} // of the matches with one end, the shortest
	first, end := 0, uint32(len(t.file.Bytes))
	if t.window != nil {
		first = sort.Search(len(words), func(i int) bool { return words[i].start >= t.window.start })
		end = t.window.end
	}
	for i := first; i < len(words) && words[i].end <= end; i++ {
		if word := g.parts[0].text; word != "" && word != words[i].text {
			continue
		}
		w := walk{t: t, words: words, first: i}
		end, holes, ok := w.fits(g.parts, i, nil)
		if !ok || end == i {
			continue
		}
		m := match{start: words[i].start, end: words[end-1].end, holes: holes}
		if !t.inWindow(m) {
			continue
		}
		if k, ok := last[m.end]; ok {
			out[k] = m
			continue
		}
		last[m.end] = len(out)
		out = append(out, m)
	}
	return out
}

// walk is one try to fit a pattern from a token on.
type walk struct {
	t     *target
	words []token
	first int
	steps int
}

const maxSteps = 100_000

// fits matches parts from token i on and gives the token behind.
func (w *walk) fits(parts []part, i int, b *pattern.Bindings) (end int, holes *pattern.Bindings, ok bool) {
	if w.steps++; w.steps > maxSteps {
		return 0, nil, false
	}
	if len(parts) == 0 {
		return i, b, true
	}
	p := parts[0]
	if p.dots {
		return w.dots(p, parts[1:], i, b)
	}
	if i >= len(w.words) {
		return 0, nil, false
	}
	word := w.words[i]
	if p.hole == "" {
		if word.text != p.text {
			return 0, nil, false
		}
		return w.fits(parts[1:], i+1, b)
	}
	if !word.word {
		return 0, nil, false
	}
	n := &pattern.Word{Pos: syntax.Pos{Start: word.start, End: word.end}, Text: word.text}
	if old := b.Get(p.hole); old != nil {
		if !pattern.SameNode(old, n) {
			return 0, nil, false
		}
	} else if p.hole != "$_" {
		b = b.With(p.hole, n)
	}
	return w.fits(parts[1:], i+1, b)
}

// dots lets "..." run over as few tokens as will do: whole brackets at a time,
// not out of the bracket that it stands in, and not over too many lines.
func (w *walk) dots(p part, rest []part, i int, b *pattern.Bindings) (int, *pattern.Bindings, bool) {
	line := 0
	if i > 0 && i <= len(w.words) {
		line = w.words[max(i-1, 0)].line
	}
	for k := i; ; {
		last := len(rest) == 0
		stop := k >= len(w.words) || w.words[k].line-line > w.t.options.span || strings.ContainsAny(w.words[k].text, ")]}")
		if !last || stop {
			bound := b
			if p.hole != "" && k > i {
				from, to := w.words[i].start, w.words[k-1].end
				bound = b.With(p.hole, &pattern.Word{Pos: syntax.Pos{Start: from, End: to}, Text: string(w.t.file.Bytes[from:to])})
			}
			if end, holes, ok := w.fits(rest, k, bound); ok {
				return end, holes, true
			}
		}
		if stop {
			return 0, nil, false
		}
		if c := w.words[k].close; c > k {
			k = c + 1
		} else {
			k++
		}
	}
}
