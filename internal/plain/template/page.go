package template

import (
	"bytes"
	"strings"
)

// place says where in a page something stands, as far as it decides whether
// escaping makes it harmless.
type place uint8

const (
	inText   place = iota // between tags, or a value between quotes
	inScript              // outside of its texts
	bareAttr              // a value that no quotes hold
	handler               // the value of an attribute that is script
	linkAttr              // the first of a value that is an address
)

type pageState uint8

const (
	pageText pageState = iota
	pageComment
	pageTag      // inside a tag, between attributes
	pageAttr     // inside the name of an attribute
	pageNamed    // behind it, and behind blanks
	pageAssign   // behind its =
	pageValue    // inside its value
	pageElement  // inside <script> or <style>
	pageLiteral  // inside a text of a script
	pageRemark   // inside a comment of a script, up to the end of the line
	pageRemark2  // the same, up to */
	pageTagStart // behind <
)

// page follows the HTML of a template as a browser reads it, roughly as the
// tokenizer of https://html.spec.whatwg.org/multipage/parsing.html does; what
// stands in branches is taken as if it came one after the other.
type page struct {
	state   pageState
	quote   byte // of the value or text; 0 for a value without
	element string
	tag     string
	attr    string
	begun   bool // something of the value has been written
}

// place is where a hole would stand now.
func (p *page) place() place {
	switch p.state {
	case pageElement:
		if p.element == "script" {
			return inScript
		}
	case pageAssign:
		return bareAttr
	case pageValue:
		switch {
		case strings.HasPrefix(p.attr, "on"):
			return handler
		case p.quote == 0:
			return bareAttr
		case !p.begun && isLink(p.tag, p.attr):
			return linkAttr
		}
	}
	return inText
}

// isLink tells attributes whose value a click or the browser follows as an
// address, script in it included.
func isLink(tag, attr string) bool {
	switch attr {
	case "href":
		return tag == "a" || tag == "area"
	case "formaction":
		return true
	case "src":
		return tag == "iframe" || tag == "embed" || tag == "script"
	case "action":
		return tag == "form"
	}
	return false
}

// hole says that something is written here.
func (p *page) hole() {
	switch p.state {
	case pageAssign:
		p.state, p.quote, p.begun = pageValue, 0, true
	case pageValue:
		p.begun = true
	}
}

// tell reads on.
func (p *page) tell(b []byte) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch p.state {
		case pageText:
			k := bytes.IndexByte(b[i:], '<')
			if k < 0 {
				return
			}
			i += k
			if bytes.HasPrefix(b[i:], []byte("<!--")) {
				p.state = pageComment
				i += 3
				continue
			}
			p.state, p.tag = pageTagStart, ""
		case pageComment:
			k := bytes.Index(b[i:], []byte("-->"))
			if k < 0 {
				return
			}
			i += k + 2
			p.state = pageText
		case pageTagStart:
			switch {
			case letter(c) || c == '/' && p.tag == "" || c == '-' || c == ':':
				p.tag = longer(p.tag, c)
			case p.tag == "":
				p.state = pageText // a "<" by itself
			case c == '>':
				p.close()
			default:
				p.state = pageTag
			}
		case pageTag:
			switch {
			case c == '>':
				p.close()
			case !blank(c) && c != '/':
				p.state, p.attr = pageAttr, longer("", c)
			}
		case pageAttr:
			switch {
			case c == '>':
				p.close()
			case c == '=':
				p.state = pageAssign
			case blank(c):
				p.state = pageNamed
			default:
				p.attr = longer(p.attr, c)
			}
		case pageNamed:
			switch {
			case c == '>':
				p.close()
			case c == '=':
				p.state = pageAssign
			case !blank(c) && c != '/':
				p.state, p.attr = pageAttr, longer("", c)
			}
		case pageAssign:
			switch {
			case c == '>':
				p.close()
			case c == '"' || c == '\'':
				p.state, p.quote, p.begun = pageValue, c, false
			case !blank(c):
				p.state, p.quote, p.begun = pageValue, 0, true
			}
		case pageValue:
			switch {
			case p.quote == 0 && c == '>':
				p.close()
			case p.quote == 0 && blank(c), p.quote != 0 && c == p.quote:
				p.state = pageTag
			case !blank(c):
				p.begun = true
			}
		case pageElement:
			p.inElement(b[i:], &i)
		case pageLiteral:
			switch {
			case c == '\\':
				i++
			case c == p.quote, c == '\n' && p.quote != '`':
				p.state = pageElement
			case c == '<' && p.ends(b[i:]):
				p.state, p.tag = pageTagStart, ""
			}
		case pageRemark:
			if c == '\n' {
				p.state = pageElement
			} else if c == '<' && p.ends(b[i:]) {
				p.state, p.tag = pageTagStart, ""
			}
		case pageRemark2:
			if c == '*' && i+1 < len(b) && b[i+1] == '/' {
				p.state = pageElement
				i++
			} else if c == '<' && p.ends(b[i:]) {
				p.state, p.tag = pageTagStart, ""
			}
		}
	}
}

// maxName is the length up to which names in a page are kept: all that mean
// something are shorter.
const maxName = 32

func longer(name string, c byte) string {
	if len(name) >= maxName {
		return name
	}
	return name + strings.ToLower(string(rune(c)))
}

// inElement reads one character of a script or style.
func (p *page) inElement(b []byte, i *int) {
	switch c := b[0]; {
	case c == '<' && p.ends(b):
		p.state, p.tag = pageTagStart, ""
	case p.element != "script":
	case c == '"' || c == '\'' || c == '`':
		p.state, p.quote = pageLiteral, c
	case c == '/' && len(b) > 1 && b[1] == '/':
		p.state = pageRemark
	case c == '/' && len(b) > 1 && b[1] == '*':
		p.state = pageRemark2
		*i++
	}
}

// ends tells whether the element that holds other text than HTML ends here.
func (p *page) ends(b []byte) bool {
	n := len(p.element)
	return len(b) >= n+2 && b[1] == '/' && strings.EqualFold(string(b[2:n+2]), p.element)
}

// close ends a tag.
func (p *page) close() {
	p.state = pageText
	switch p.tag {
	case "script", "style", "textarea", "title":
		p.state, p.element = pageElement, p.tag
	}
}
