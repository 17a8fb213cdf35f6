// Package check finds imports of abandoned cryptography packages.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports import statements, once each.
func Check(p *rule.Pass) {
	for s := range rule.All[*syntax.Import](p) {
		for i := range s.Names {
			report(p, s, s.Names[i].Name)
		}
	}
	for s := range rule.All[*syntax.ImportFrom](p) {
		if s.Level == 0 {
			report(p, s, s.Module)
		}
	}
}

func report(p *rule.Pass, at syntax.Stmt, module string) {
	switch first, _, _ := strings.Cut(module, "."); first {
	case "pyDes", "M2Crypto", "crypt", "md5", "sha":
		p.Report(at, "`"+first+"` is abandoned: nobody mends its faults")
	case "Crypto":
		p.Report(at, "`Crypto` may be the abandoned pycrypto: depend on pycryptodomex and import Cryptodome").Info().
			Fix(false, "import it under its own name", rule.Replace(at, strings.Replace(p.Source(at), "Crypto", "Cryptodome", 1)))
	}
}
