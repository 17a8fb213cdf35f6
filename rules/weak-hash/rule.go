// Package check looks at what a hash is for.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep lowers hashes that are plainly keys, names or checksums of public data: by
// the function that makes them, or by what they are assigned to.
func Keep(p *rule.Pass, n syntax.Node) bool {
	words := map[string]bool{}
	add := func(name string) {
		for _, w := range rule.SplitWords(name) {
			words[w] = true
		}
	}
	if f, ok := p.Function(n).(*syntax.FunctionDef); ok {
		add(f.Name)
		for i := range f.Args.Args {
			add(f.Args.Args[i].Name)
		}
	}
	if s, ok := p.Statement(n).(*syntax.Assign); ok {
		add(rule.LastName(s.Targets[0]))
		if item, ok := s.Targets[0].(*syntax.Subscript); ok {
			key, _ := p.Text(item.Slice)
			add(key)
		}
	}
	for _, w := range []string{"password", "passwd", "token", "secret", "sign", "signature", "hmac", "auth", "pin", "credential", "credentials", "salt", "session", "login", "user"} {
		if words[w] {
			return true
		}
	}
	for _, w := range []string{"cache", "cached", "key", "etag", "checksum", "checksums", "id", "ids", "fingerprint", "filename", "uuid", "template", "lock", "lockfile", "dedupe", "bucket", "shard", "version", "digest"} {
		if words[w] {
			p.LowerToInfo()
			return true
		}
	}
	return true
}
