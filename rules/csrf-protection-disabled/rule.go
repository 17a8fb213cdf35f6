// Package check finds views that are exempt from the protection.
package check

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/text"
)

// Check looks at functions and classes that a decorator exempts. It is one view, and often
// one that takes keys and no cookies: the finding is of medium severity.
func Check(p *rule.Pass) {
	for f := range rule.All[*syntax.FunctionDef](p) {
		if exempting(p, f.Decorators) && changes(p, f) && !authenticates(p, f, f.Decorators) {
			report(p, f.NamePos.Span(), f, f.Name)
		}
	}
	for c := range rule.All[*syntax.ClassDef](p) {
		if exempting(p, c.Decorators) && handles(c) && !authenticates(p, c, c.Decorators) {
			report(p, c.NamePos.Span(), c, c.Name)
		}
	}
}

func report(p *rule.Pass, at text.Span, n syntax.Node, view string) {
	p.ReportSpan(at, n, "the view "+view+" accepts requests that another site made the browser send").Medium()
}

// exempting tells whether one of a view's decorators exempts it; those of methods and classes
// are wrapped.
func exempting(p *rule.Pass, decorators []syntax.Expr) bool {
	return slices.ContainsFunc(decorators, func(d syntax.Expr) bool {
		if c, ok := p.CallTo(d, "django.utils.decorators.method_decorator"); ok && len(c.Args) > 0 {
			d = c.Args[0]
		}
		return p.Is(d, "django.views.decorators.csrf.csrf_exempt", "flask_wtf.CSRFProtect.exempt", "flask_wtf.csrf.CSRFProtect.exempt", "flask_wtf.csrf.CsrfProtect.exempt", "flask_wtf.CsrfProtect.exempt")
	})
}

// handles tells whether a class of views answers more than GET, as far as its own methods say.
func handles(c *syntax.ClassDef) bool {
	methods := 0
	for _, st := range c.Body {
		if f, ok := st.(*syntax.FunctionDef); ok {
			switch f.Name {
			case "get", "head", "options":
				methods++
			case "post", "put", "patch", "delete", "dispatch", "form_valid":
				return true
			}
		}
	}
	return methods == 0
}

// changes tells whether a view may change something: one that only answers GET
// does not.
func changes(p *rule.Pass, f *syntax.FunctionDef) bool {
	for _, d := range f.Decorators {
		if p.Is(d, "django.views.decorators.http.require_GET", "django.views.decorators.http.require_safe") {
			return false
		}
		c, ok := d.(*syntax.Call)
		if !ok || rule.LastName(c.Func) != "route" {
			continue
		}
		text := strings.ToUpper(p.Source(d))
		return strings.Contains(text, "POST") || strings.Contains(text, "PUT") || strings.Contains(text, "DELETE") || strings.Contains(text, "PATCH")
	}
	return true
}

// authenticates tells whether a view looks at a signature or a key of its
// caller instead.
func authenticates(p *rule.Pass, view syntax.Node, decorators []syntax.Expr) bool {
	text := strings.ToLower(p.Source(view))
	for _, d := range decorators {
		text += strings.ToLower(p.Source(d))
	}
	for _, word := range []string{"webhook", "signature", "hmac", "api_key", "apikey", "authorization", "bearer", "compare_digest"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
