package model

import (
	"regexp/syntax"
	"strings"
	"unicode"
)

// RouteParam is a parameter of a route, with its text there: <int:id>.
type RouteParam struct{ Name, Converter, Text string }

// RouteParams are the parameters of a route as a scheme (see Entrypoint.Route)
// writes them: <converter:name>, <name:converter> or {name:converter}; none where
// there is no scheme.
func RouteParams(route, scheme string) []RouteParam {
	if scheme == "groups" {
		return routeGroups(route)
	}
	from, to := byte('<'), byte('>')
	if scheme == "brace" {
		from, to = '{', '}'
	}
	var out []RouteParam
	for scheme != "" {
		i := strings.IndexByte(route, from)
		if i < 0 {
			break
		}
		j := strings.IndexByte(route[i:], to)
		if j < 0 {
			break
		}
		p := RouteParam{Text: route[i : i+j+1]}
		conv, name, ok := strings.Cut(route[i+1:i+j], ":")
		switch {
		case !ok:
			conv, name = "", conv
		case scheme != "angle":
			conv, name = name, conv
		}
		p.Converter = converter(conv)
		p.Name = name
		out = append(out, p)
		route = route[i+j+1:]
	}
	return out
}

// RouteKnown tells whether all that a route takes from the address has a name in it.
func RouteKnown(route, scheme string) bool {
	if scheme != "groups" {
		return true
	}
	re, err := syntax.Parse(route, syntax.Perl)
	return err == nil && re.MaxCap() == len(RouteParams(route, scheme))
}

// routeGroups are the named groups of an address that is a regular expression.
func routeGroups(route string) (out []RouteParam) {
	re, err := syntax.Parse(route, syntax.Perl)
	if err != nil {
		return nil
	}
	var visit func(*syntax.Regexp)
	visit = func(re *syntax.Regexp) {
		if re.Op == syntax.OpCapture && re.Name != "" {
			out = append(out, RouteParam{Text: re.String(), Name: re.Name, Converter: spelling(re.Sub[0])})
		}
		for _, sub := range re.Sub {
			visit(sub)
		}
	}
	visit(re)
	return out
}

// converter is the name of a parameter's converter; of one that is an expression, the name of
// one that lets as little through.
func converter(conv string) string {
	name, _, _ := strings.Cut(conv, "(")
	if !strings.ContainsAny(conv, "[\\+*.{") {
		return name
	}
	re, err := syntax.Parse(strings.TrimPrefix(conv, "re:"), syntax.Perl)
	if err != nil {
		return "path"
	}
	return spelling(re)
}

// spelling is the name of a converter that lets no more letters through than an expression:
// int, slug, string, which has no slash, or path.
func spelling(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		return spelt(func(yield func(rune) bool) {
			for _, c := range re.Rune {
				if !yield(c) {
					return
				}
			}
		})
	case syntax.OpCharClass:
		return spelt(func(yield func(rune) bool) {
			for i := 0; i+1 < len(re.Rune); i += 2 {
				for c := re.Rune[i]; c <= min(re.Rune[i+1], unicode.MaxASCII+1); c++ {
					if !yield(c) {
						return
					}
				}
			}
		})
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "path"
	}
	worst := "int"
	for _, sub := range re.Sub {
		if s := spelling(sub); wider[s] > wider[worst] {
			worst = s
		}
	}
	return worst
}

// wider orders the converters by what they let through.
var wider = map[string]int{"int": 0, "slug": 1, "string": 2, "path": 3}

// spelt is the name of the least converter that lets all of some letters through.
func spelt(letters func(func(rune) bool)) string {
	worst := "int"
	letters(func(c rune) bool {
		switch {
		case c >= '0' && c <= '9':
		case c == '/':
			worst = "path"
		case c < unicode.MaxASCII && (unicode.IsLetter(c) || c == '_' || c == '-'):
			if worst == "int" {
				worst = "slug"
			}
		default:
			worst = "string"
		}
		return worst != "path"
	})
	return worst
}
