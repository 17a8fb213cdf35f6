// Package check finds texts that are decrypted only to be encrypted again.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the Plaintext of encrypt.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		x := rule.Keyword(c, "Plaintext")
		if x == nil || rule.LastName(c.Func) != "encrypt" {
			continue
		}
		if decrypted(p, x, 4) {
			p.Report(c, "")
		}
	}
}

func decrypted(p *rule.Pass, x syntax.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch v := p.Value(x).(type) {
	case *syntax.Subscript:
		key, ok := p.Text(v.Slice)
		return ok && key == "Plaintext" && decrypted(p, v.Value, depth-1)
	case *syntax.Call:
		if rule.LastName(v.Func) == "decrypt" && rule.Keyword(v, "CiphertextBlob") != nil {
			return true
		}
		if a, ok := v.Func.(*syntax.Attribute); ok && a.Attr == "get" && len(v.Args) > 0 {
			key, ok := p.Text(v.Args[0])
			return ok && key == "Plaintext" && decrypted(p, a.Value, depth-1)
		}
	}
	return false
}
