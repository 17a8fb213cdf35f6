package cells

import (
	"strings"

	"leadline/internal/notebook"
	"leadline/internal/text"
)

// spot is where a name stands in the code of what reads it: instructions know
// their statement or their target, people look at the name.
func spot(n *notebook.Notebook, cell int, name string, at text.Span) text.Span {
	own := n.Cells[cell].Source
	if at.Start < own.Start || at.End > own.End || !identifier(name) {
		return at
	}
	if i := wordIn(n.File.Slice(at), name); i >= 0 {
		return text.Span{Start: at.Start + uint32(i), End: at.Start + uint32(i+len(name))}
	}
	rest := text.Span{Start: at.End, End: own.End}
	if i := wordIn(n.File.Slice(rest), name); i >= 0 {
		return text.Span{Start: rest.Start + uint32(i), End: rest.Start + uint32(i+len(name))}
	}
	return at
}

// wordIn is where a name stands as a word of its own, not as an attribute, a
// keyword of a call or in a comment; -1 if nowhere.
func wordIn(s, name string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], name)
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(name)
		line := s[strings.LastIndexByte(s[:i], '\n')+1 : i]
		rest := strings.TrimLeft(s[from:], " ")
		keyword := strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==")
		if (i == 0 || !wordByte(s[i-1]) && s[i-1] != '.') && (from == len(s) || !wordByte(s[from])) && !keyword && !strings.Contains(line, "#") {
			return i
		}
	}
}

func wordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

func identifier(name string) bool {
	for i := range len(name) {
		if !wordByte(name[i]) {
			return false
		}
	}
	return name != ""
}
