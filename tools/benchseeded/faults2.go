package main

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// renderers hand a context to a template, which escapes it.
var renderers = []string{"render", "render_to_string", "render_template", "TemplateResponse", "render_to_response"}

// markup is how a file declares a text to be safe.
func (f *file) markup() (name, needs string, ok bool) {
	switch {
	case f.from("django", "rest_framework"):
		return "mark_safe", "from django.utils.safestring import mark_safe", true
	case f.from("flask"):
		return "Markup", "from markupsafe import Markup", true
	}
	return "", "", false
}

// page breaks what a template would escape.
func (f *finder) page(v *view, c *syntax.Call, name string) {
	mark, needs, ok := v.in.markup()
	if !ok {
		return
	}
	switch {
	case slices.Contains(renderers, name):
		for _, k := range c.Keywords {
			if f.marked(v, k.Value, mark, needs) {
				return
			}
		}
		for _, a := range c.Args {
			if d, ok := a.(*syntax.Dict); ok {
				for _, x := range d.Values {
					if f.marked(v, x, mark, needs) {
						return
					}
				}
			}
		}
	case name == "format_html" && len(c.Args) >= 2 && len(c.Keywords) == 0:
		f.formatHTML(v, c)
	case (name == "mark_safe" || name == "Markup" || strings.HasPrefix(name, "HttpResponse")) && len(c.Args) >= 1:
		if h := f.within(v, c.Args[0]); h != nil && h.dropped != nil && h.dropped.purpose == "html" {
			f.add(v, c, "escape", "xss", h, []edit{h.dropped.edit})
		}
	}
}

// marked declares a value to be safe.
func (f *finder) marked(v *view, x syntax.Expr, mark, needs string) bool {
	h := v.value(x)
	if h == nil || h.shape != isText || h.dropped != nil || len(h.own) > 0 {
		return false
	}
	s := x.Span()
	f.add(v, x, "markup", "xss", h, []edit{{v.in.path, s.Start, s.End, mark + "(" + v.in.slice(x) + ")"}}, needs)
	return true
}

// context breaks an item of a template's context that is set by itself.
func (f *finder) context(v *view, a *syntax.Assign) {
	if len(a.Targets) != 1 {
		return
	}
	t, ok := a.Targets[0].(*syntax.Subscript)
	if !ok || !slices.Contains([]string{"context", "ctx"}, v.in.slice(t.Value)) {
		return
	}
	if mark, needs, ok := v.in.markup(); ok {
		f.marked(v, a.Value, mark, needs)
	}
}

// formatHTML makes of a call that escapes its arguments one that does not.
func (f *finder) formatHTML(v *view, c *syntax.Call) {
	if _, constant := c.Args[0].(*syntax.Constant); !constant {
		return
	}
	for _, a := range c.Args[1:] {
		h := v.text(a)
		if h == nil {
			continue
		}
		fn, first, second, end := c.Func.Span(), c.Args[0].Span(), c.Args[1].Span(), c.Span().End
		gap := v.in.text[first.End:second.Start]
		f.add(v, c, "escape", "xss", h, []edit{{v.in.path, fn.Start, fn.End, "mark_safe"},
			{v.in.path, first.End, second.Start, strings.Replace(gap, ",", ".format(", 1)}, {v.in.path, end, end, ")"}}, "from django.utils.safestring import mark_safe")
		return
	}
}

// within is a value in an expression that holds request data.
func (f *finder) within(v *view, e syntax.Expr) *held {
	if h := v.value(e); h != nil {
		return h
	}
	var found *held
	syntax.Walk(e, func(n syntax.Node) bool {
		if x, ok := n.(syntax.Expr); ok && found == nil {
			if h := v.value(x); h != nil && h.shape == isText {
				found = h
			}
		}
		return found == nil
	})
	return found
}

// answer breaks an answer of data into one of HTML.
func (f *finder) answer(v *view, c *syntax.Call, name string) {
	if name == "HttpResponse" && len(c.Args) >= 1 && len(c.Keywords) == 0 && isPlain(c.Args[0]) {
		if read := v.inHand("q"); read != "" {
			s := c.Args[0].Span()
			f.add(v, c, "own-page", "xss", nil, []edit{{v.in.path, s.Start, s.End, f.formatted("<p>", read, "</p>", true) + newlines(v.in.slice(c.Args[0]))}})
		}
		return
	}
	rest := name == "Response" && v.in.names["Response"].module == "rest_framework.response"
	if name != "JsonResponse" && !rest || len(c.Args) != 1 || slices.ContainsFunc(c.Keywords, func(k syntax.Keyword) bool { return k.Name != "status" }) {
		return
	}
	d, ok := c.Args[0].(*syntax.Dict)
	if !ok {
		return
	}
	for _, x := range d.Values {
		if h := f.within(v, x); h != nil && h.dropped == nil {
			fn, s := c.Func.Span(), d.Span()
			value := h.texts[len(h.texts)-1]
			f.add(v, c, "json-to-html", "xss", h, []edit{{v.in.path, fn.Start, fn.End, "HttpResponse"},
				{v.in.path, s.Start, s.End, f.formatted("<p>", value, "</p>", true) + newlines(v.in.slice(d))}}, "from django.http import HttpResponse")
			return
		}
	}
}

// newlines are those of a text, so that what replaces it within brackets has them too.
func newlines(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }

// loader breaks how data is read.
func (f *finder) loader(v *view, c *syntax.Call, base, name string) {
	const class = "unsafe-deserialization"
	fn := c.Func.Span()
	switch {
	case base == "json" && name == "loads" && len(c.Args) == 1 && len(c.Keywords) == 0:
		h := v.value(c.Args[0])
		if h == nil || h.dropped != nil || h.shape != isText && h.shape != isBody {
			return
		}
		s := c.Args[0].Span()
		arg := v.in.slice(c.Args[0])
		if h.shape == isText {
			arg += `.encode("latin-1")`
		} else if h.shape == isBody {
			if d, ok := c.Args[0].(*syntax.Call); ok {
				if _, last := v.in.callee(d); last == "decode" {
					arg = v.in.slice(d.Func.(*syntax.Attribute).Value)
				}
			}
		}
		f.add(v, c, "loader", class, h, []edit{{v.in.path, fn.Start, fn.End, "pickle.loads"}, {v.in.path, s.Start, s.End, arg}}, "import pickle")
	case base == "yaml" && name == "safe_load" && len(c.Args) == 1:
		h := f.within(v, c.Args[0])
		end := c.Args[0].Span().End
		loader := edit{v.in.path, end, end, ", Loader=yaml.Loader"}
		if h != nil {
			f.add(v, c, "loader", class, h, []edit{{v.in.path, fn.Start, fn.End, "yaml.load"}, loader})
		} else if read := v.inHand("document"); read != "" {
			s := c.Args[0].Span()
			f.add(v, c, "loader", class, nil, []edit{{v.in.path, fn.Start, fn.End, "yaml.load"}, {v.in.path, s.Start, s.End, read + newlines(v.in.slice(c.Args[0])) + ", Loader=yaml.Loader"}})
		}
	case name == "get_json" && len(c.Args) == 0 && len(c.Keywords) == 0:
		if a, ok := c.Func.(*syntax.Attribute); ok && v.request(a.Value) {
			s := c.Span()
			f.add(v, c, "loader", class, &held{}, []edit{{v.in.path, s.Start, s.End, "pickle.loads(" + v.in.slice(a.Value) + ".get_data())"}}, "import pickle")
		}
	}
}

// redirect sends a client where the request says.
func (f *finder) redirect(v *view, c *syntax.Call, name string) {
	if name != "redirect" && name != "HttpResponseRedirect" || len(c.Args) != 1 || len(c.Keywords) > 0 || holdsAny(v, c.Args[0]) {
		return
	}
	if _, ok := v.in.names[name]; !ok {
		return
	}
	read := v.inHand("next")
	if read == "" {
		return
	}
	s := c.Args[0].Span()
	old := v.in.slice(c.Args[0])
	if strings.Contains(old, "\n") || f.r.IntN(2) == 0 {
		f.add(v, c, "own-redirect", "open-redirect", nil, []edit{{v.in.path, s.Start, s.End, read + newlines(old)}})
		return
	}
	open := strings.LastIndex(read, "[")
	f.add(v, c, "own-redirect", "open-redirect", nil, []edit{{v.in.path, s.Start, s.End, read[:open] + ".get(" + read[open+1:len(read)-1] + ", " + old + ")"}})
}

// openers take a path as their first argument.
var openers = map[string]bool{"open": true, "send_file": true, "remove": true, "unlink": true, "rmtree": true, "listdir": true, "FileResponse": false, "makedirs": true}

// path breaks how a path is made.
func (f *finder) path(v *view, c *syntax.Call, base, name string) {
	if !openers[name] && !(name == "save" && strings.Contains(base, "file") && !v.in.from("django")) || len(c.Args) == 0 {
		return
	}
	if name == "open" && base != "" && base != "os" && base != "io" || slices.Contains([]string{"remove", "unlink", "listdir", "makedirs"}, name) && base != "os" {
		return
	}
	if o := v.in.names[name]; name == "send_file" && o.module != "flask" {
		return
	}
	const class = "path-traversal"
	a := c.Args[0]
	if h := f.within(v, a); h != nil {
		switch {
		case h.dropped != nil && h.dropped.purpose == "path":
			f.add(v, c, "basename", class, h, []edit{h.dropped.edit})
		case h.dropped == nil && len(h.own) > 0:
			f.add(v, c, "own-path", class, h, nil)
		}
		return
	}
	read := v.inHand("name")
	if read == "" {
		return
	}
	if j, ok := a.(*syntax.Call); ok && len(j.Args) > 1 {
		if _, join := v.in.callee(j); join == "join" {
			last := j.Args[len(j.Args)-1]
			s := last.Span()
			f.add(v, c, "own-path", class, nil, []edit{{v.in.path, s.Start, s.End, read + newlines(v.in.slice(last))}})
			return
		}
	}
	s := a.Span()
	f.add(v, c, "own-path", class, nil, []edit{{v.in.path, s.Start, s.End, f.formatted("/srv/files/", read, "", true) + newlines(v.in.slice(a))}})
}

// address lets the request say which server is asked.
func (f *finder) address(v *view, c *syntax.Call, base, name string) {
	if base != "requests" && base != "httpx" || !slices.Contains([]string{"get", "post", "put", "head"}, name) || len(c.Args) == 0 {
		return
	}
	a := c.Args[0]
	if h := f.within(v, a); h != nil {
		if h.dropped == nil && len(h.own) > 0 && v.value(a) == h {
			f.add(v, c, "own-url", "ssrf", h, nil)
		}
		return
	}
	if read := v.inHand("url"); read != "" {
		s := a.Span()
		f.add(v, c, "own-url", "ssrf", nil, []edit{{v.in.path, s.Start, s.End, read + newlines(v.in.slice(a))}})
	}
}

// command breaks a command that is started without a shell.
func (f *finder) command(v *view, c *syntax.Call, base, name string) {
	if base != "subprocess" || len(c.Args) == 0 || slices.ContainsFunc(c.Keywords, func(k syntax.Keyword) bool { return k.Name == "shell" }) {
		return
	}
	list, ok := c.Args[0].(*syntax.List)
	if !ok || len(list.Elts) < 2 {
		return
	}
	s := list.Span()
	for _, e := range list.Elts[1:] {
		if h := v.value(e); h != nil && h.shape == isText && h.dropped == nil {
			f.add(v, c, "shell", "os-command-injection", h, []edit{{v.in.path, s.Start, s.End, `" ".join(` + v.in.slice(list) + "), shell=True"}})
			return
		}
	}
	if read := v.inHand("name"); read != "" {
		last := list.Elts[len(list.Elts)-1]
		f.add(v, c, "shell", "os-command-injection", nil, []edit{{v.in.path, s.Start, s.End,
			`" ".join(` + v.in.text[s.Start:last.Span().End] + ", " + read + "]" + newlines(v.in.text[last.Span().End:s.End]) + "), shell=True"}})
	}
}

// allowing are functions that say whether an address may be redirected to.
var allowing = []string{"url_has_allowed_host_and_scheme", "is_safe_url", "is_safe_redirect_url"}

// guards takes the test of an address out, where the same function redirects to it.
func (f *finder) guards(v *view) {
	inside(v.def.Body, func(n syntax.Node) {
		c, ok := n.(*syntax.Call)
		if !ok || len(c.Args) == 0 {
			return
		}
		if _, name := v.in.callee(c); !slices.Contains(allowing, name) {
			return
		}
		tested := v.in.slice(c.Args[0])
		if !v.readsInto(tested) {
			return
		}
		s := c.Span()
		open := edit{v.in.path, s.Start, s.End, "(True" + newlines(v.in.slice(c)) + ")"}
		inside(v.def.Body, func(m syntax.Node) {
			to, ok := m.(*syntax.Call)
			if !ok || to.Span().Start < s.End || len(to.Args) == 0 {
				return
			}
			if _, name := v.in.callee(to); (name == "redirect" || name == "HttpResponseRedirect") && v.in.slice(to.Args[0]) == tested {
				f.add(v, to, "guard", "open-redirect", &held{}, []edit{open})
			}
		})
	})
}

// readsInto tells whether a name is assigned from the request, or is a read of it.
func (v *view) readsInto(tested string) bool {
	reads := func(s string) bool {
		return strings.Contains(s, "request.GET") || strings.Contains(s, "request.POST") || strings.Contains(s, "request.args") || strings.Contains(s, "request.form")
	}
	if reads(tested) {
		return true
	}
	found := false
	inside(v.def.Body, func(n syntax.Node) {
		if a, ok := n.(*syntax.Assign); ok && len(a.Targets) == 1 && v.in.slice(a.Targets[0]) == tested && reads(v.in.slice(a.Value)) {
			found = true
		}
	})
	return found
}
