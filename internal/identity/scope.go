package identity

import "strings"

// ScopeLines is the range of lines of the function or class around a line, found by
// indentation; the whole text at module level.
func ScopeLines(text string, line int) (first, last int) {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) {
		return 1, len(lines)
	}
	depth := indent(lines[line-1])
	for i := line - 1; i >= 0; i-- {
		l := strings.TrimSpace(lines[i])
		if l == "" {
			continue
		}
		if d := indent(lines[i]); d < depth || i == line-1 {
			if opensScope(l) && (d < depth || i == line-1) {
				return i + 1, endOf(lines, i, d)
			}
			depth = min(depth, d)
		}
	}
	return 1, len(lines)
}

func opensScope(l string) bool {
	return strings.HasPrefix(l, "def ") || strings.HasPrefix(l, "async def ") || strings.HasPrefix(l, "class ")
}

// endOf is the last line of a block whose header is at i with this depth. The
// header itself may go over several lines.
func endOf(lines []string, i, depth int) int {
	last, body := i+1, false
	for k := i + 1; k < len(lines); k++ {
		l := strings.TrimSpace(lines[k])
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		if d := indent(lines[k]); d > depth {
			body = true
		} else if body || !strings.HasPrefix(l, ")") {
			break
		}
		last = k + 1
	}
	return last
}

func indent(l string) int {
	n := 0
	for _, c := range l {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 8 - n%8
		default:
			return n
		}
	}
	return n
}
