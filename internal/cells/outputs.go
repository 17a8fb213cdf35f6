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

// speaks tells whether a text holds more than objects by their addresses, as
// "<a.B object at 0x7f...>" and lists of them.
func speaks(s string) bool {
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		shut := strings.IndexByte(s[open:], '>')
		if shut < 0 || !strings.Contains(s[open:open+shut], " at 0x") || strings.IndexByte(s[open+1:open+shut], '<') >= 0 {
			return true
		}
		if rest := s[:open]; strings.Trim(rest, " \n[](),{}") != "" {
			return true
		}
		s = s[open+shut+1:]
	}
	return strings.Trim(s, " \n[](),{}") != ""
}
