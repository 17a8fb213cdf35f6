package check

import "regexp/syntax"

// fitsAll tells whether a pattern fits every text, so that a match of it is never None;
// one that cannot be read counts.
func fitsAll(pattern string) bool {
	re, err := syntax.Parse(pattern, syntax.Perl)
	return err != nil || nullable(re)
}

// nullable tells whether a pattern fits the empty text at the beginning of any other. The
// end of a text counts behind something that takes all of it.
func nullable(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpBeginText, syntax.OpStar, syntax.OpQuest:
		return true
	case syntax.OpPlus, syntax.OpCapture:
		return nullable(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min == 0 || nullable(re.Sub[0])
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			if nullable(s) {
				return true
			}
		}
		return false
	case syntax.OpConcat:
		rest := false
		for _, s := range re.Sub {
			rest = rest || takesAll(s)
			end := s.Op == syntax.OpEndText || s.Op == syntax.OpEndLine
			if !(end && rest) && !nullable(s) {
				return false
			}
		}
		return true
	}
	return false
}

// takesAll tells whether a part may take whatever stands there.
func takesAll(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus:
		return re.Sub[0].Op == syntax.OpAnyChar || re.Sub[0].Op == syntax.OpAnyCharNotNL
	case syntax.OpCapture:
		return takesAll(re.Sub[0])
	}
	return false
}
