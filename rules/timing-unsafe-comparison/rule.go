// Package check finds comparisons of secrets whose time tells the secret.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at == and !=.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Compare](p) {
		if len(c.Ops) != 1 || c.Ops[0] != syntax.Eq && c.Ops[0] != syntax.NotEq {
			continue
		}
		left, right := c.Left, c.Comparators[0]
		if constant(p, left) || constant(p, right) || asked(p, c) || !(code(p, left) || code(p, right) || secret(p, left) && request(p, right) || secret(p, right) && request(p, left) || pair(p, left, right) || pair(p, right, left)) {
			continue
		}
		r := p.Report(c, "")
		not := ""
		if c.Ops[0] == syntax.NotEq {
			not = "not "
		}
		safe := p.Mentions("import hmac\n")
		if safe {
			r.Fix(true, "compare in constant time", rule.Replace(c, not+"hmac.compare_digest("+p.Source(left)+", "+p.Source(right)+")"))
		}
	}
}

func constant(p *rule.Pass, x syntax.Expr) bool {
	_, ok := x.(*syntax.Constant)
	return ok
}

// asked tells whether a comparison is a condition that a database answers: an
// argument of where() or the like.
func asked(p *rule.Pass, c *syntax.Compare) bool {
	call, ok := p.Parent(c).(*syntax.Call)
	if !ok {
		return false
	}
	switch rule.LastName(call.Func) {
	case "where", "filter", "having", "and_", "or_", "select_from", "join", "outerjoin":
		return true
	}
	return false
}

// code tells whether an expression is a message code: a digest of hmac.
func code(p *rule.Pass, x syntax.Expr) bool {
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	if p.Is(c.Func, "hmac.digest", "hashlib.pbkdf2_hmac", "hashlib.scrypt", "bcrypt.hashpw", "crypt.crypt") {
		return true
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok || a.Attr != "hexdigest" && a.Attr != "digest" {
		return false
	}
	made, ok := p.Value(a.Value).(*syntax.Call)
	return ok && p.Is(made.Func, "hmac.new", "hmac.HMAC")
}

// secret tells names of tokens and keys of the program: of variables, and of what its
// environment or configuration holds.
func secret(p *rule.Pass, x syntax.Expr) bool {
	d := rule.Dotted(x)
	switch x := p.Value(x).(type) {
	case *syntax.Subscript:
		d, _ = p.Text(x.Slice)
	case *syntax.Call:
		if name := rule.LastName(x.Func); (name == "get" || name == "getenv") && len(x.Args) > 0 {
			d, _ = p.Text(x.Args[0])
		}
	}
	if d == "" {
		return false
	}
	joined := " " + strings.Join(rule.SplitWords(d[strings.LastIndexByte(d, '.')+1:]), " ") + " "
	for _, w := range []string{"api key", "secret", "secret key", "auth token", "access token", "api token", "hmac", "webhook secret", "signature"} {
		if strings.Contains(joined, " "+w+" ") {
			return true
		}
	}
	return false
}

// request tells whether an expression reads a request's header or parameter.
func request(p *rule.Pass, x syntax.Expr) bool {
	said := p.Source(p.Value(x))
	return strings.Contains(said, "request.") && (strings.Contains(said, "headers") || strings.Contains(said, "args") || strings.Contains(said, "GET") || strings.Contains(said, "POST") || strings.Contains(said, "META"))
}

// pair tells two sides that are both called like a secret, where one is what is
// known and the other what somebody sent. The two fields of a form are no pair.
func pair(p *rule.Pass, given, known syntax.Expr) bool {
	a, b := words(given), words(known)
	if !has(a, "password", "passwd", "secret", "signature", "hmac", "token") || !has(b, "password", "passwd", "secret", "signature", "hmac", "token", "hash", "digest") {
		return false
	}
	for _, w := range []string{"confirm", "confirmation", "confirmed", "repeat", "repeated", "again", "verify", "retype", "new", "old", "type", "kind", "name", "id", "ids", "index", "count", "len", "mask", "field", "timestamp", "length", "size", "time", "date", "age", "version", "prev", "next", "last"} {
		if has(a, w) || has(b, w) {
			return false
		}
	}
	if has(a, "signature") && !p.Mentions("hmac", "hashlib", "request") {
		return false // of a function
	}
	return has(b, "expected", "stored", "valid", "correct", "saved", "known", "admin", "user", "secret", "real", "actual") || has(ownerWords(known), "user", "account", "settings", "config")
}

func words(x syntax.Expr) []string {
	return rule.SplitWords(rule.LastName(x))
}

// ownerWords are the words of what an attribute belongs to.
func ownerWords(x syntax.Expr) []string {
	a, ok := x.(*syntax.Attribute)
	if !ok {
		return nil
	}
	return words(a.Value)
}

func has(list []string, any ...string) bool {
	for _, w := range list {
		for _, x := range any {
			if w == x {
				return true
			}
		}
	}
	return false
}
