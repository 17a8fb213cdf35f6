// Package check finds passwords that a fast hash is made of.
package check

import (
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at hashes made of a password, and at what is added to one.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		data := hashed(p, c)
		if data == nil || slowed(p, c) {
			continue
		}
		if name := password(p, data, 6); name != "" {
			p.Report(c, "`"+name+"` goes through a hash made for speed: billions of passwords a second can be tried")
		}
	}
}

var fast = []string{
	"hashlib.md5", "hashlib.sha1", "hashlib.sha224", "hashlib.sha256", "hashlib.sha384", "hashlib.sha512", "hashlib.sha3_224", "hashlib.sha3_256",
	"hashlib.sha3_384", "hashlib.sha3_512", "hashlib.blake2b", "hashlib.blake2s",
}

// digests are those, and hashes by name.
var digests = append([]string{"hashlib.new"}, fast...)

// hashed is what a call hashes, or nil.
func hashed(p *rule.Pass, c *syntax.Call) syntax.Expr {
	if p.Is(c.Func, fast...) {
		if rule.Keyword(c, "key") != nil { // a keyed digest is no store of passwords
			return nil
		}
		return rule.ArgumentOf(c, 0, "string")
	}
	if p.Is(c.Func, "hashlib.new") {
		return rule.ArgumentOf(c, 1, "string")
	}
	if a, ok := c.Func.(*syntax.Attribute); ok && a.Attr == "update" {
		if made, ok := p.CallTo(p.Value(a.Value), digests...); ok && rule.Keyword(made, "key") == nil {
			return rule.ArgumentOf(c, 0, "")
		}
	}
	return nil
}

// slowed tells whether a slow hash takes what the fast one gives.
func slowed(p *rule.Pass, n syntax.Node) bool {
	for up := p.Parent(n); up != nil; up = p.Parent(up) {
		switch up := up.(type) {
		case *syntax.Call:
			name := rule.Dotted(up.Func)
			for _, slow := range []string{"bcrypt", "scrypt", "argon2", "pbkdf2", "hashpw", "checkpw"} {
				if strings.Contains(strings.ToLower(name), slow) {
					return true
				}
			}
		case syntax.Stmt:
			return false
		}
	}
	return false
}

// password is the name of a password that stands in what is hashed, or "".
func password(p *rule.Pass, x syntax.Expr, depth int) string {
	if depth == 0 || x == nil {
		return ""
	}
	first := func(list ...syntax.Expr) string {
		for _, e := range list {
			if name := password(p, e, depth-1); name != "" {
				return name
			}
		}
		return ""
	}
	switch x := x.(type) {
	case *syntax.Name:
		if telling(x.ID) {
			return x.ID
		}
		if v := p.Value(x); v != syntax.Expr(x) {
			return first(v)
		}
	case *syntax.Attribute:
		if telling(x.Attr) {
			return x.Attr
		}
	case *syntax.Subscript:
		if key, ok := p.Text(x.Slice); ok && telling(key) {
			return key
		}
	case *syntax.BinOp:
		return first(x.Left, x.Right)
	case *syntax.JoinedStr:
		return first(x.Values...)
	case *syntax.FormattedValue:
		return first(x.Value)
	case *syntax.Tuple:
		return first(x.Elts...)
	case *syntax.Call:
		return shown(p, x, first)
	}
	return ""
}

// shown looks at what a call gives that only writes its argument in another way.
func shown(p *rule.Pass, c *syntax.Call, first func(...syntax.Expr) string) string {
	if p.Is(c.Func, "getpass.getpass") {
		return "getpass()"
	}
	if p.Is(c.Func, "builtins.str", "builtins.bytes", "builtins.bytearray") && len(c.Args) > 0 {
		return first(c.Args[0])
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return ""
	}
	switch a.Attr {
	case "encode", "strip", "lower", "upper":
		return first(a.Value)
	case "format", "join":
		return first(c.Args...)
	case "get":
		if len(c.Args) > 0 {
			if key, ok := p.Text(c.Args[0]); ok && telling(key) {
				return key
			}
		}
	}
	return ""
}

// telling tells names of passwords: those that end in the word, or begin a compound that still is one.
func telling(name string) bool {
	words := rule.SplitWords(name)
	if len(words) == 0 {
		return false
	}
	for _, no := range []string{"hash", "hashed", "token", "reset", "file", "path", "url", "id", "encrypted", "digest", "len", "length"} {
		if slices.Contains(words, no) {
			return false
		}
	}
	switch words[len(words)-1] {
	case "password", "passwd", "pwd", "passphrase", "pass", "pw", "passcode":
		return true
	case "bytes", "str", "text", "utf", "raw", "plain", "encoded", "input", "attempt":
		return slices.Contains(words, "password") || slices.Contains(words, "passwd")
	}
	return false
}
