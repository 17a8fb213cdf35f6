// Package check finds keys that are made from a literal.
package check

import (
	"slices"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at keys that a literal becomes: encoded, decoded, padded, hashed or
// derived. Literals themselves are the literal form's.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !fromLiteral(p, c) {
			continue
		}
		for _, x := range p.SinkArguments(c, "crypto-key") {
			if text, ok := origin(p, x, 6); ok && text != "" {
				p.Report(c, "the key is made from a literal")
				break
			}
		}
	}
}

// fromLiteral tells whether any argument is made from a literal: that costs less than
// to find out what is called.
func fromLiteral(p *rule.Pass, c *syntax.Call) bool {
	made := func(x syntax.Expr) bool { text, ok := origin(p, x, 6); return ok && text != "" }
	return slices.ContainsFunc(c.Args, made) || slices.ContainsFunc(c.Keywords, func(k syntax.Keyword) bool { return made(k.Value) })
}

// turning are functions and methods whose result tells no more than their text.
var turning = []string{"encode", "decode", "digest", "hexdigest", "ljust", "rjust", "zfill", "strip", "lower", "upper", "fromhex", "unhexlify", "bytes", "bytearray", "str",
	"b64decode", "urlsafe_b64decode", "b64encode", "urlsafe_b64encode", "standard_b64decode", "b32decode", "a2b_hex", "sha256", "sha512", "sha384", "sha1", "md5", "blake2b", "sha3_256", "pad"}

// origin is the literal that a value is made of.
func origin(p *rule.Pass, x syntax.Expr, depth int) (string, bool) {
	if depth == 0 || x == nil {
		return "", false
	}
	switch v := p.Value(x).(type) {
	case *syntax.Constant:
		text, ok := v.Text()
		return text, ok && (v.Kind == syntax.Str || v.Kind == syntax.Bytes)
	case *syntax.Subscript:
		if _, slice := v.Slice.(*syntax.Slice); slice {
			return origin(p, v.Value, depth-1)
		}
	case *syntax.BinOp:
		if v.Op == syntax.Mult {
			return origin(p, v.Left, depth-1)
		}
		if v.Op == syntax.Add {
			left, ok1 := origin(p, v.Left, depth-1)
			right, ok2 := origin(p, v.Right, depth-1)
			return left + right, ok1 && ok2
		}
	case *syntax.Attribute:
		return attribute(p, v, depth)
	case *syntax.Call:
		if !slices.Contains(turning, rule.LastName(v.Func)) {
			return "", false
		}
		if len(v.Args) > 0 && !method(v) {
			return origin(p, v.Args[0], depth-1)
		}
		if a, ok := v.Func.(*syntax.Attribute); ok {
			return origin(p, a.Value, depth-1)
		}
	}
	return "", false
}

// method tells a method of the text itself, whose arguments are no text.
func method(c *syntax.Call) bool {
	switch rule.LastName(c.Func) {
	case "encode", "decode", "ljust", "rjust", "zfill", "strip":
		return true
	}
	return false
}

// attribute is what the class gives an attribute of self, when that is all.
func attribute(p *rule.Pass, a *syntax.Attribute, depth int) (string, bool) {
	self, ok := a.Value.(*syntax.Name)
	class := p.Class(a)
	if !ok || class == nil || self.ID != "self" && self.ID != "cls" && self.ID != class.Name {
		return "", false
	}
	values := p.SelfValues(a)
	for _, st := range class.Body {
		if as, ok := st.(*syntax.Assign); ok && len(as.Targets) == 1 && rule.Dotted(as.Targets[0]) == a.Attr {
			values = append(values, as.Value)
		}
	}
	text := ""
	for _, v := range values {
		t, ok := origin(p, v, depth-1)
		if !ok {
			return "", false
		}
		text = t
	}
	return text, len(values) > 0
}
