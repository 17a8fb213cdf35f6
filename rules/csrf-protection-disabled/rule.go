// Package check finds views that are exempt from the protection.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at functions that a decorator exempts. It is one view, and often
// one that takes keys and no cookies: the finding is of medium severity.
func Check(p *rule.Pass) {
	for f := range rule.All[*syntax.FunctionDef](p) {
		d := exempting(p, f)
		if d == nil || !changes(p, f) || authenticates(p, f) {
			continue
		}
		p.ReportSpan(f.NamePos.Span(), f, "the view "+f.Name+" accepts requests that another site made the browser send").Medium()
	}
}

func exempting(p *rule.Pass, f *syntax.FunctionDef) syntax.Expr {
	for _, d := range f.Decorators {
		if p.Is(d, "django.views.decorators.csrf.csrf_exempt", "flask_wtf.CSRFProtect.exempt", "flask_wtf.csrf.CSRFProtect.exempt", "flask_wtf.csrf.CsrfProtect.exempt", "flask_wtf.CsrfProtect.exempt") {
			return d
		}
	}
	return nil
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
func authenticates(p *rule.Pass, f *syntax.FunctionDef) bool {
	text := strings.ToLower(p.Source(f))
	for _, d := range f.Decorators {
		text += strings.ToLower(p.Source(d))
	}
	for _, word := range []string{"webhook", "signature", "hmac", "api_key", "apikey", "authorization", "bearer", "compare_digest"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
