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
			if name := p.ShownSecret(a, asked()...); name != "" {
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

// asked are functions that ask for a secret.
func asked() []string { return []string{"getpass.getpass", "keyring.get_password"} }
