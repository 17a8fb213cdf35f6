// Package check finds filters that take scripts out of HTML and miss some.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at substitutions, at tests that refuse a text, and at replace.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			continue
		}
		switch a.Attr {
		case "replace":
			if from, ok := p.Text(rule.ArgumentOf(c, 0, "")); ok && opens(from) && empty(p, rule.ArgumentOf(c, 1, "")) {
				p.Report(c, "replacing one spelling of a tag leaves the others: <SCRIPT>, <script src=x>, <scr<script>ipt>")
			}
		case "sub", "subn":
			if p.Is(a, "re.sub", "re.subn", "regex.sub", "regex.subn") {
				judge(p, c, c, empty(p, rule.ArgumentOf(c, 1, "repl")), 4)
			} else if made, ok := p.CallTo(p.Value(a.Value), "re.compile", "regex.compile"); ok {
				judge(p, made, made, empty(p, rule.ArgumentOf(c, 0, "repl")), 1)
			}
		case "search", "match", "findall":
			if p.Is(a, "re.search", "re.match", "re.findall") {
				judge(p, c, c, refuses(p, c), 2)
			}
		}
	}
}

// judge reports an expression that is meant to find scripts and misses some.
func judge(p *rule.Pass, c *syntax.Call, at syntax.Node, filters bool, flagsAt int) {
	text, ok := p.Text(rule.ArgumentOf(c, 0, "pattern"))
	if !filters || !ok || !opens(text) {
		return
	}
	flags := ""
	if x := rule.ArgumentOf(c, flagsAt, "flags"); x != nil {
		flags = p.Source(p.Value(x))
	}
	if what := misses(text, flags); what != "" {
		p.Report(at, "the filter does not find every script: "+what)
	}
}

var (
	inline = regexp.MustCompile(`\(\?[a-z]*\)`)
	end    = regexp.MustCompile(`(?i)</\s*script`)
	strict = regexp.MustCompile(`(?i)</script>`)
	anyEnd = regexp.MustCompile(`(?:^|[^\\\[])\.[*+]`)
)

// misses says what a pattern for scripts does not find, or "".
func misses(text, flags string) string {
	inner := inline.FindString(text)
	switch {
	case !has(flags, inner, "IGNORECASE", "re.I", "i") && strings.Contains(text, "script"):
		return "tags in capital letters"
	case anyEnd.MatchString(text) && !has(flags, inner, "DOTALL", "re.S", "s"):
		return "scripts of more than one line"
	case strict.MatchString(text):
		return "end tags with a blank, as in </script >"
	case !end.MatchString(text):
		return ""
	}
	return ""
}

func has(flags, inner, long, short, letter string) bool {
	if strings.Contains(flags, long) || strings.Contains(inner, letter) {
		return true
	}
	for _, f := range strings.FieldsFunc(flags, func(r rune) bool { return r == '|' || r == ' ' || r == '(' || r == ')' }) {
		if f == short {
			return true
		}
	}
	return false
}

var open = regexp.MustCompile(`(?i)^[^<]*<(\\s\*)?\(?script`)

// opens tells whether a text begins with a script's tag.
func opens(text string) bool { return open.MatchString(text) }

// empty tells whether an argument puts nothing in the place of what was found.
func empty(p *rule.Pass, x syntax.Expr) bool {
	text, ok := p.Text(x)
	return x != nil && ok && strings.TrimSpace(text) == ""
}

// refuses tells whether what was found ends the function, or the request.
func refuses(p *rule.Pass, c *syntax.Call) bool {
	s, ok := p.Parent(c).(*syntax.If)
	if !ok || len(s.Body) == 0 {
		return false
	}
	_, raises := s.Body[0].(*syntax.Raise)
	return raises
}
