package cells

import (
	"strings"

	"leadline/internal/notebook"
)

// tells tells whether a stored output depends on a value at all: what only
// names the class and the address of an object is the same for every value.
func tells(n *notebook.Notebook, c *notebook.Cell) bool {
	for i := range c.Outputs {
		o := &c.Outputs[i]
		if o.Type == "stream" && o.Name == "stderr" {
			continue
		}
		for _, d := range o.Data {
			if d.Type != "text/plain" || speaks(n.Text(d)) {
				return true
			}
		}
	}
	return false
}

// pictured tells whether a stored output is more than text.
func pictured(c *notebook.Cell) bool {
	for i := range c.Outputs {
		for _, d := range c.Outputs[i].Data {
			if !strings.HasPrefix(d.Type, "text/") {
				return true
			}
		}
	}
	return false
}

// speaks tells whether a text holds more than objects by their names, as
// "<a.B object at 0x7f...>", "<Figure size 640x480 with 1 Axes>", and lists of
// them.
func speaks(s string) bool {
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		shut := strings.IndexByte(s[open:], '>')
		if shut < 0 || !namesOnly(s[open+1:open+shut]) {
			return true
		}
		if rest := s[:open]; strings.Trim(rest, " \n[](),{}") != "" {
			return true
		}
		s = s[open+shut+1:]
	}
	return strings.Trim(s, " \n[](),{}") != ""
}

// namesOnly tells whether what stands in angle brackets says what an object is
// and how large, and nothing of what it holds.
func namesOnly(s string) bool {
	if strings.IndexByte(s, '<') >= 0 {
		return false
	}
	if strings.Contains(s, " at 0x") {
		return true
	}
	words := strings.Fields(s)
	for _, w := range words {
		for i := range len(w) {
			if !wordByte(w[i]) && w[i] != '.' {
				return false
			}
		}
	}
	return len(words) > 1
}
