// Package check finds PAM's authentication without its other half.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at files that call pam_authenticate of a library and never pam_acct_mgmt.
func Check(p *rule.Pass) {
	if p.Mentions("pam_acct_mgmt") || !p.Mentions("ctypes", "cffi") {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		if authenticates(p, c.Func) {
			p.Report(c, "")
		}
	}
}

// authenticates tells whether an expression is the library's function.
func authenticates(p *rule.Pass, x syntax.Expr) bool {
	switch f := p.Value(x).(type) {
	case *syntax.Attribute:
		if f.Attr == "pam_authenticate" {
			return true
		}
		for _, v := range p.SelfValues(f) {
			if a, ok := v.(*syntax.Attribute); ok && a.Attr == "pam_authenticate" {
				return true
			}
		}
	case *syntax.Subscript:
		name, ok := p.Text(f.Slice)
		return ok && name == "pam_authenticate"
	}
	return false
}
