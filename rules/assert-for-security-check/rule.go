// Package check finds asserts that keep somebody out.
package check

import (
	"slices"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the tests of asserts.
func Check(p *rule.Pass) {
	for a := range rule.All[*syntax.Assert](p) {
		if name := guarded(p, a.Test); name != "" && !narrows(p, a) {
			p.Report(a, "python -O takes this assert away, and with it the test of `"+name+"`")
		}
	}
}

// narrows tells whether an assert tells a type checker that somebody is logged in, as code
// with annotations does behind whatever saw to it.
func narrows(p *rule.Pass, a *syntax.Assert) bool {
	x, ok := a.Test.(*syntax.Attribute)
	f, in := p.Function(a).(*syntax.FunctionDef)
	if !ok || !in || x.Attr != "is_authenticated" || a.Msg != nil {
		return false
	}
	for i := range f.Args.Args {
		if f.Args.Args[i].Annotation != nil {
			return true
		}
	}
	return false
}

// guarded is what of a test says that it decides about somebody's rights, or "". Tests for
// None and of types are for those who read the code.
func guarded(p *rule.Pass, test syntax.Expr) (found string) {
	if c, ok := test.(*syntax.Compare); ok && (c.Ops[0] == syntax.Is || c.Ops[0] == syntax.IsNot) {
		return ""
	}
	syntax.Walk(test, func(n syntax.Node) bool {
		if found != "" {
			return false
		}
		switch n := n.(type) {
		case *syntax.Call:
			if p.Is(n.Func, "builtins.isinstance", "builtins.issubclass", "builtins.hasattr", "builtins.callable") {
				return false
			}
			if name := rule.LastName(n.Func); decides(name) || p.Is(n.Func, "hmac.compare_digest", "secrets.compare_digest") {
				found = name
			}
		case *syntax.Attribute:
			if right(n.Attr) || request(p, n) {
				found = n.Attr
			}
		case *syntax.Compare:
			found = owner(n)
		}
		return found == ""
	})
	return found
}

// decides tells names of functions that say whether somebody may do something.
func decides(name string) bool {
	switch name {
	case "has_perm", "has_perms", "has_permission", "has_object_permission", "has_module_perms", "check_password", "check_password_hash", "verify_password",
		"checkpw", "is_authorized", "is_allowed", "check_permission", "check_token", "verify_token", "verify_signature", "compare_digest", "is_admin", "can_edit", "can_delete", "can_access":
		return true
	}
	return false
}

// right tells attributes that say what somebody is.
func right(name string) bool {
	switch name {
	case "is_authenticated", "is_superuser", "is_staff", "is_admin", "is_anonymous", "is_authorized":
		return true
	}
	return false
}

// request tells whether an attribute is one of the request that a framework gave.
func request(p *rule.Pass, a *syntax.Attribute) bool {
	n, ok := a.Value.(*syntax.Name)
	return ok && (p.Is(n, "flask.request", "bottle.request", "quart.request") || p.HasType(n, "django.http.HttpRequest"))
}

// owner is what a comparison compares of an owner, or "".
func owner(c *syntax.Compare) string {
	if c.Ops[0] != syntax.Eq && c.Ops[0] != syntax.NotEq {
		return ""
	}
	for _, x := range []syntax.Expr{c.Left, c.Comparators[0]} {
		a, ok := x.(*syntax.Attribute)
		if !ok {
			continue
		}
		words := rule.SplitWords(a.Attr)
		if slices.Contains(words, "owner") || slices.Contains(words, "author") && slices.Contains(words, "id") {
			return a.Attr
		}
	}
	return ""
}
