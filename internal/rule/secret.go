package rule

import (
	"strings"

	"leadline/internal/python/syntax"
)

// ShownSecret is the name of a secret that an expression shows, or ""; asked are functions
// that ask somebody for one.
func (s *Sheet) ShownSecret(x syntax.Expr, asked ...string) (found string) {
	syntax.Walk(x, func(n syntax.Node) bool {
		if found != "" {
			return false
		}
		switch n := n.(type) {
		case *syntax.Call:
			if name := Dotted(n.Func); s.Is(n.Func, asked...) {
				found = name
			} else if key := secretKey(s, n); key != "" {
				found = key
			} else if hidesSecret(s, n) {
				return false
			}
		case *syntax.Name:
			if c, ok := s.CallTo(s.Value(n), asked...); ok {
				found = Dotted(c.Func)
			} else if key := secretKey(s, s.Value(n)); key != "" && !s.HasType(n, "builtins.bool", "builtins.int") {
				found = key
			} else if NamesSecret(n.ID) && !s.HasType(n, "builtins.bool", "builtins.int") && !isNameOfSomething(s, n) {
				found = n.ID
			}
		case *syntax.Attribute:
			if NamesSecret(n.Attr) || n.Attr == "token" && ofCredentials(s, n.Value) {
				found = n.Attr
			}
			return n.Attr != "__name__" && n.Attr != "id" && n.Attr != "name" && !strings.HasSuffix(n.Attr, "_id")
		case *syntax.Subscript:
			if fewLetters(s, n.Slice) {
				return false
			}
			found = secretKey(s, n)
		case *syntax.IfExp:
			found = s.ShownSecret(n.Body, asked...)
			return false
		case *syntax.Compare, *syntax.Lambda:
			return false
		}
		return true
	})
	return found
}

// secretKey is the name of a secret under which an expression looks it up, or "".
func secretKey(s *Sheet, x syntax.Expr) string {
	var at syntax.Expr
	switch x := x.(type) {
	case *syntax.Subscript:
		at = x.Slice
	case *syntax.Call:
		if a, ok := x.Func.(*syntax.Attribute); ok && a.Attr == "get" {
			at = ArgumentOf(x, 0, "key")
		}
	}
	if key, ok := s.Text(at); at != nil && ok && (NamesSecret(key) || key == "Credentials") {
		return key
	}
	return ""
}

// fewLetters tells whether a slice shows no more than four characters, of the beginning or the end.
func fewLetters(s *Sheet, x syntax.Expr) bool {
	cut, ok := x.(*syntax.Slice)
	if !ok || cut.Step != nil {
		return false
	}
	lower, from := s.Number(cut.Lower)
	upper, to := s.Number(cut.Upper)
	return cut.Lower == nil && to && upper >= 0 && upper <= 4 || cut.Upper == nil && from && lower < 0 && lower >= -4
}

// ofCredentials tells whether an expression is what gives a cloud's keys and tokens.
func ofCredentials(s *Sheet, x syntax.Expr) bool {
	c, ok := s.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	a, ok := c.Func.(*syntax.Attribute)
	return ok && (a.Attr == "get_credentials" || a.Attr == "get_frozen_credentials")
}

// isNameOfSomething is a variable that holds the name of something, or a module's
// constant text without a secret's look.
func isNameOfSomething(s *Sheet, n *syntax.Name) bool {
	list := s.Bindings(n)
	for _, b := range list {
		if b.Kind == BindImport || b.Kind == BindDef {
			return true
		}
	}
	return false
}

// hidesSecret tells whether a call gives something that does not show its argument;
// formatting and conversions to text show it.
func hidesSecret(s *Sheet, c *syntax.Call) bool {
	if a, ok := c.Func.(*syntax.Attribute); ok {
		switch a.Attr {
		case "format", "join", "strip", "decode", "encode", "get", "dumps":
			return false
		}
		return true
	}
	return !s.Is(c.Func, "builtins.str", "builtins.repr", "json.dumps")
}

// NamesSecret tells whether a name is that of a password, a key or the like, and not of
// something about one.
func NamesSecret(name string) bool {
	words := SplitWords(name)
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
