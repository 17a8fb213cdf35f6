package semgrep

import (
	"regexp"
	"slices"
	"strings"

	"leadline/internal/python/pattern"
	"leadline/internal/rule"
)

// formula is a boolean expression over matches.
type formula struct {
	op   op
	key  string
	code *pattern.Pattern
	root rule.Root // of code: where it may match
	// Of code: the numbers of words that stand in every place that fits, if no import
	// gives them another name, and of those that stand in the file or in its module's name.
	must, near []int
	memo       string // under which its matches in a file are kept
	// words is the pattern in plain text.
	words *generic
	regex *regex
	parts []*formula
	// of "and": what is around, what must not be there, and conditions.
	inside, without []*formula
	where           []*condition
	focus           [][]string
	contains        bool // a negated one that takes what lies inside it, too
}

type op uint8

const (
	opCode op = iota
	opRegex
	opAnd
	opOr
)

// formulaKeys stand for a formula; exactly one of them makes one.
var formulaKeys = map[string]bool{"pattern": true, "patterns": true, "pattern-either": true, "pattern-regex": true}

// formula reads the formula that a mapping holds.
func (l *loader) formula(n *node) *formula {
	var out *formula
	for i := range n.fields {
		f := &n.fields[i]
		if !formulaKeys[f.key] {
			continue
		}
		if out != nil {
			l.fail(&node{line: f.line}, f.key, "stands beside another pattern; patterns joins them")
		}
		out = l.one(f.key, f.value)
	}
	if out == nil {
		l.fail(n, "pattern", "is missing: one of pattern, patterns, pattern-either and pattern-regex is needed")
		return &formula{op: opOr}
	}
	return out
}

func (l *loader) one(key string, v *node) *formula {
	if v.kind == isMap { // pattern-inside: {patterns: ...}
		return l.formula(v)
	}
	switch key {
	case "patterns":
		return l.and(v)
	case "pattern-either":
		out := &formula{op: opOr, key: key}
		for _, item := range v.list {
			for i := range item.fields {
				if f := &item.fields[i]; !formulaKeys[f.key] {
					if f.key == "pattern-inside" {
						out.parts = append(out.parts, l.one("pattern", f.value))
						continue
					}
					l.fail(&node{line: f.line}, f.key, "has no meaning in pattern-either")
				}
			}
			if len(item.fields) == 0 || formulaKeys[item.fields[0].key] {
				out.parts = append(out.parts, l.formula(item))
			}
		}
		return out
	case "pattern-regex", "pattern-not-regex":
		re, err := compile("(?m)" + v.text())
		if err != nil {
			l.fail(v, key, "%v", err)
		}
		return &formula{op: opRegex, key: key, regex: re}
	}
	if v.kind == isList || v.kind == isNull {
		l.fail(v, key, "is a text")
	}
	return l.code(v, key)
}

// and reads a list of patterns and conditions.
func (l *loader) and(v *node) *formula {
	out := &formula{op: opAnd, key: "patterns"}
	for _, item := range v.list {
		for i := range item.fields {
			f := &item.fields[i]
			at := &node{line: f.line}
			switch f.key {
			case "pattern", "patterns", "pattern-either", "pattern-regex":
				out.parts = append(out.parts, l.one(f.key, f.value))
			case "pattern-inside":
				out.inside = append(out.inside, l.one(f.key, f.value))
			case "pattern-not", "pattern-not-regex", "pattern-not-inside":
				not := *l.one(f.key, f.value)
				not.key, not.contains = f.key, f.key != "pattern-not"
				out.without = append(out.without, &not)
			case "focus-metavariable":
				out.focus = append(out.focus, f.value.texts())
			case "metavariable-regex", "metavariable-pattern", "metavariable-comparison", "metavariable-type", "metavariable-analysis":
				out.where = append(out.where, l.condition(f.key, f.value))
			default:
				l.fail(at, f.key, "is not supported")
			}
		}
	}
	if len(out.parts)+len(out.inside) == 0 && l.fault == nil {
		if len(out.where)+len(out.without) == 0 {
			l.fail(v, "patterns", "holds no pattern to look for")
		}
	}
	return out
}

var identifier = regexp.MustCompile(`[A-Za-z_][A-Za-z_0-9]*`)

// syntaxWords stand in the code of patterns without having to stand in the text
// that they match.
var syntaxWords = []string{"def", "class", "if", "else", "elif", "for", "while", "in", "not", "and", "or", "is", "try", "except", "finally", "with", "as", "import", "from", "return", "raise",
	"lambda", "pass", "None", "True", "False", "async", "await", "yield", "del", "assert", "global", "nonlocal", "break", "continue"}

// needs are words of which one stands in every file that fits; nil for none
// that is known.
func (f *formula) needs() []string {
	switch f.op {
	case opCode:
		if f.code == nil {
			return nil
		}
		return codeWords(f.code.Text)
	case opOr:
		var out []string
		for _, p := range f.parts {
			words := p.needs()
			if len(words) == 0 {
				return nil
			}
			out = append(out, words...)
		}
		return out
	case opAnd:
		var best []string
		for _, p := range slices.Concat(f.parts, f.inside) {
			if words := p.needs(); len(words) > 0 && (best == nil || len(words) < len(best)) {
				best = words
			}
		}
		return best
	}
	return nil
}

// vocabulary numbers the words that a rule asks for.
type vocabulary struct {
	words  []string
	number map[string]int
}

func (v *vocabulary) of(word string) int {
	i, ok := v.number[word]
	if !ok {
		if v.number == nil {
			v.number = map[string]int{}
		}
		i = len(v.words)
		v.number[word], v.words = i, append(v.words, word)
	}
	return i
}

func (v *vocabulary) all(words []string) []int {
	var out []int
	for _, w := range words {
		out = append(out, v.of(w))
	}
	return out
}

// ask notes the words of a pattern: those that its match needs, and those by
// which it asks for calls.
func (f *formula) ask(v *vocabulary) {
	f.must = v.all(mustWords(f.code.Text))
	for _, i := range v.all(patternWords(f.code.Text, true)) {
		if !slices.Contains(f.must, i) {
			f.near = append(f.near, i)
		}
	}
	_, first := f.code.First()
	for _, last := range []string{f.root.Last(), first} {
		if last != "" {
			v.of(last)
		}
	}
}

// possible tells whether a file holds the words that a match needs.
func (f *formula) possible(m rule.Marks) bool {
	switch f.op {
	case opCode:
		return !m.Known() || !slices.ContainsFunc(f.must, func(w int) bool { return !m.Alone(w) }) && !slices.ContainsFunc(f.near, func(w int) bool { return !m.Near(w) })
	case opOr:
		return slices.ContainsFunc(f.parts, func(p *formula) bool { return p.possible(m) })
	case opAnd:
		no := func(p *formula) bool { return !p.possible(m) }
		return !slices.ContainsFunc(f.parts, no) && !slices.ContainsFunc(f.inside, no) && !slices.ContainsFunc(f.where, func(c *condition) bool { return !c.possible(m) })
	}
	return true
}

var holeWord = regexp.MustCompile(`^\$(?:\.\.\.)?\w*`)

var typedPart = regexp.MustCompile(`\(\s*\$[A-Z_][A-Z_0-9]*\s*:[^)]*\)`)

// mustWords are the names in a pattern that stand in every place that it fits: those
// that are neither holes nor in texts or comments. Of dotted names that is the last
// component, since imports may say the others in their own way; of what is read from a
// hole or from what a call gives, all.
func mustWords(code string) []string { return patternWords(code, false) }

// patternWords are the names in a pattern, with those that a file may say in an import
// only or without.
func patternWords(code string, imported bool) []string {
	var out []string
	code = typedPart.ReplaceAllString(code, "$_")
	quote, plain := byte(0), false // plain: a dotted name from its first component on
	for i := 0; i < len(code); i++ {
		c := code[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '\'':
			quote, plain = c, false
			continue
		case c == '#':
			for i+1 < len(code) && code[i+1] != '\n' {
				i++
			}
			continue
		case c == '$':
			i += len(holeWord.FindString(code[i:])) - 1
			plain = false
			continue
		}
		if c >= '0' && c <= '9' {
			for i+1 < len(code) && isWordByte(code[i+1]) {
				i++
			}
			plain = false
			continue
		}
		if !isWordByte(c) {
			if c != '.' {
				plain = false
			}
			continue
		}
		word := identifier.FindString(code[i:])
		attribute := i > 0 && code[i-1] == '.' && !strings.HasSuffix(code[:i], "...")
		if !attribute {
			plain = true
		}
		i += len(word) - 1
		if i+1 < len(code) && (code[i+1] == '"' || code[i+1] == '\'') && len(word) <= 2 { // of a text
			continue
		}
		prefix := strings.HasPrefix(code[i+1:], ".") && !strings.HasPrefix(code[i+1:], "...")
		if (imported || !plain || !prefix) && !slices.Contains(out, word) && !slices.Contains(syntaxWords, word) {
			out = append(out, word)
		}
	}
	return out
}

// codeWords is the longest word that stands in every file that a pattern fits.
func codeWords(code string) []string {
	best := ""
	for _, w := range patternWords(code, true) {
		if len(w) > len(best) {
			best = w
		}
	}
	if best == "" {
		return nil
	}
	return []string{best}
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
