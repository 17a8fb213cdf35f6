// Package template knows templates of pages: the tags, holes and filters of
// Jinja and of Django, which are one language but for a few words, and where in
// a page's HTML a hole stands. It turns a template into the tree of a function
// of its context, so that what follows data through Python follows it through
// pages. It must not know who renders a template, what a filter does, or what
// is dangerous: that a filter or a place in the page is called such and such is
// all that it says, as calls into the module Module.
//
// The languages: https://jinja.palletsprojects.com/en/stable/templates/ and
// https://docs.djangoproject.com/en/stable/ref/templates/language/.
//
// Its window is syntax.Print of what Parse gives; docs/design/templates.md says why
// a template is a function.
package template

import (
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Module is the name of the module that a template's tree takes everything from
// that is not its context's: filters, tests, and what writes into the page.
const Module = "leadline_page"

// What the tree calls for each hole, by where in the page it stands.
const (
	Write = "write" // text, or a value between quotes: escaped
	Raw   = "raw"   // the same where escaping is off
	Code  = "code"  // script, a handler of an event, or a value without quotes: escaping does not help
	Link  = "link"  // the beginning of an address that a click follows
	// Include renders another template with the context that it is given.
	Include = "include"
	// Test is a question about a value: is defined, is none.
	Test = "test"
)

// Parse reads a template. Its tree imports Module and defines one function, with
// a parameter for each name that the page takes from its context. What is not
// understood gives no statement, and costs nothing else. nil for a text without
// any hole or tag: a page that says the same to everybody.
func Parse(f *text.File) *syntax.Tree {
	tokens := scan(f.Bytes)
	if len(tokens) == 0 {
		return nil
	}
	p := newParser(f, tokens)
	return p.tree()
}
