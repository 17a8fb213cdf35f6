// Package check finds imports of modules that left the AWS SDK.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at import statements.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.Import](p) {
		for i := range s.Names {
			if gone(s.Names[i].Name) {
				p.Report(s, "")
				break
			}
		}
	}
	for s := range rule.All[*syntax.ImportFrom](p) {
		if s.Level > 0 || !gone(s.Module) && !(s.Module == "botocore" && has(s, "vendored")) {
			continue
		}
		r := p.Report(s, "")
		if s.Module == "botocore.vendored" && len(s.Names) == 1 && s.Names[0].Name == "requests" && s.Names[0].AsName == "" {
			r.Fix(false, "use the package itself", rule.Replace(s, "import requests"))
		}
	}
}

func has(s *syntax.ImportFrom, name string) bool {
	for i := range s.Names {
		if s.Names[i].Name == name {
			return true
		}
	}
	return false
}

func gone(module string) bool {
	return module == "boto" || strings.HasPrefix(module, "boto.") || module == "botocore.vendored" || strings.HasPrefix(module, "botocore.vendored.requests")
}
