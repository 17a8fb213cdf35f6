// Package check finds secrets that are written to logs.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the arguments of logging calls, print and the like.
func Check(p *rule.Pass) {
	if !p.Mentions("log", "print", "warn", "stdout", "stderr") {
		return
	}
	for c := range rule.All[*syntax.Call](p) {
		if !logs(p, c) {
			continue
		}
		for _, a := range c.Args {
			if name := secret(p, a); name != "" {
				p.Report(c, "`"+name+"` is written to the log")
				break
			}
		}
	}
}

func logs(p *rule.Pass, c *syntax.Call) bool {
	switch f := c.Func.(type) {
	case *syntax.Name:
		return f.ID == "print" && rule.Keyword(c, "file") == nil && p.Is(f, "builtins.print")
	case *syntax.Attribute:
		switch f.Attr {
		case "debug", "info", "warning", "warn", "error", "exception", "critical", "log":
			name := strings.ToLower(rule.Dotted(f.Value))
			return p.Is(f.Value, "logging") || p.HasType(f.Value, "logging.Logger") || strings.HasSuffix(name, "log") || strings.HasSuffix(name, "logger") || name == "logging"
		case "write":
			return p.Is(f.Value, "sys.stdout", "sys.stderr")
		case "syslog":
			return p.Is(f, "syslog.syslog")
		}
	}
	return false
}

// secret is the name of a secret that an expression shows, or "".
func secret(p *rule.Pass, x syntax.Expr) (found string) {
	syntax.Walk(x, func(n syntax.Node) bool {
		if found != "" {
			return false
		}
		switch n := n.(type) {
		case *syntax.Call:
			if name := rule.Dotted(n.Func); p.Is(n.Func, "getpass.getpass", "keyring.get_password") {
				found = name
			} else if key := keyOf(p, n); key != "" {
				found = key
			} else if hides(p, n) {
				return false
			}
		case *syntax.Name:
			if c, ok := p.CallTo(p.Value(n), "getpass.getpass", "keyring.get_password"); ok {
				found = rule.Dotted(c.Func)
			} else if key := keyOf(p, p.Value(n)); key != "" && !p.HasType(n, "builtins.bool", "builtins.int") {
				found = key
			} else if telling(n.ID) && !p.HasType(n, "builtins.bool", "builtins.int") && !constantName(p, n) {
				found = n.ID
			}
		case *syntax.Attribute:
			if telling(n.Attr) || n.Attr == "token" && ofCredentials(p, n.Value) {
				found = n.Attr
			}
			return n.Attr != "__name__" && n.Attr != "id" && n.Attr != "name" && !strings.HasSuffix(n.Attr, "_id")
		case *syntax.Subscript:
			if few(p, n.Slice) {
				return false
			}
			found = keyOf(p, n)
		case *syntax.IfExp:
			found = secret(p, n.Body)
			return false
		case *syntax.Compare, *syntax.Lambda:
			return false
		}
		return true
	})
	return found
}

// keyOf is the name of a secret under which an expression looks it up, or "".
func keyOf(p *rule.Pass, x syntax.Expr) string {
	var at syntax.Expr
	switch x := x.(type) {
	case *syntax.Subscript:
		at = x.Slice
	case *syntax.Call:
		if a, ok := x.Func.(*syntax.Attribute); ok && a.Attr == "get" {
			at = rule.ArgumentOf(x, 0, "key")
		}
	}
	if key, ok := p.Text(at); at != nil && ok && (telling(key) || key == "Credentials") {
		return key
	}
	return ""
}

// few tells whether a slice shows no more than four characters, of the beginning or the end.
func few(p *rule.Pass, x syntax.Expr) bool {
	s, ok := x.(*syntax.Slice)
	if !ok || s.Step != nil {
		return false
	}
	lower, from := p.Number(s.Lower)
	upper, to := p.Number(s.Upper)
	return s.Lower == nil && to && upper >= 0 && upper <= 4 || s.Upper == nil && from && lower < 0 && lower >= -4
}

// ofCredentials tells whether an expression is what gives a cloud's keys and tokens.
func ofCredentials(p *rule.Pass, x syntax.Expr) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	a, ok := c.Func.(*syntax.Attribute)
	return ok && (a.Attr == "get_credentials" || a.Attr == "get_frozen_credentials")
}

// constantName is a variable that holds the name of something, or a module's
// constant text without a secret's look.
func constantName(p *rule.Pass, n *syntax.Name) bool {
	list := p.Bindings(n)
	for _, b := range list {
		if b.Kind == rule.BindImport || b.Kind == rule.BindDef {
			return true
		}
	}
	return false
}

// hides tells whether a call gives something that does not show its argument;
// formatting and conversions to text show it.
func hides(p *rule.Pass, c *syntax.Call) bool {
	if a, ok := c.Func.(*syntax.Attribute); ok {
		switch a.Attr {
		case "format", "join", "strip", "decode", "encode", "get", "dumps":
			return false
		}
		return true
	}
	return !p.Is(c.Func, "builtins.str", "builtins.repr", "json.dumps")
}

// telling tells names of secrets.
func telling(name string) bool {
	words := rule.SplitWords(name)
	if len(words) == 0 {
		return false
	}
	for _, no := range []string{"name", "id", "file", "path", "url", "type", "len", "length", "count", "hash", "hashed", "policy", "field", "valid", "ok", "expired", "expires", "expiry", "is", "has", "no", "num", "index", "re", "pattern", "prompt", "masked", "error", "errors", "usage", "tokens", "limit", "env", "arn", "label", "max", "min", "bos", "eos", "pad", "unk", "sep", "cls", "mask"} {
		for _, w := range words {
			if w == no {
				return false
			}
		}
	}
	joined := " " + strings.Join(words, " ") + " "
	for _, yes := range []string{"password", "passwd", "pwd", "passphrase", "secret", "api key", "apikey", "access key", "private key", "secret key", "access token", "auth token", "bearer token", "refresh token", "session token", "client secret", "credit card", "card number", "cvv", "ssn", "social security"} {
		if strings.Contains(joined, " "+yes+" ") {
			return true
		}
	}
	return false
}
