package exact

import (
	"strings"
	"unicode"

	"leadline/internal/python/syntax"
)

// setWords are the methods of sets that are operators, or tests.
var setWords = map[string]syntax.Operator{
	"union": syntax.BitOr, "intersection": syntax.BitAnd, "difference": syntax.Sub, "symmetric_difference": syntax.BitXor,
	"issubset": 0, "issuperset": 0, "isdisjoint": 0,
}

// plainTexts are the methods of texts that take nothing.
var plainTexts = map[string]func(string) string{
	"upper": strings.ToUpper, "lower": strings.ToLower, "title": title, "capitalize": capitalized, "casefold": strings.ToLower,
	"swapcase": func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsUpper(r) {
				return unicode.ToLower(r)
			}
			return unicode.ToUpper(r)
		}, s)
	},
}

var textTests = map[string]func(rune) bool{
	"isdigit": unicode.IsDigit, "isnumeric": unicode.IsDigit, "isdecimal": unicode.IsDigit, "isalpha": isAlpha, "isspace": unicode.IsSpace,
	"isalnum": func(r rune) bool { return isAlpha(r) || unicode.IsDigit(r) },
}

func title(s string) string {
	inside := false
	return strings.Map(func(r rune) rune {
		was := inside
		inside = isAlpha(r)
		if was {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, s)
}

func capitalized(s string) string {
	first := true
	return strings.Map(func(r rune) rune {
		if first {
			first = false
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}
