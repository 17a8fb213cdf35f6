// Package check finds public IP addresses in code.
package check

import (
	"net/netip"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check reports texts that are exactly an address, with a port or length.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Constant](p) {
		if c.Kind != syntax.Str {
			continue
		}
		text, ok := c.Text()
		if ok && len(text) <= 50 && public(text) && !version(p, c) {
			p.Report(c, "")
		}
	}
}

func public(text string) bool {
	if strings.Count(text, ".") != 3 && strings.Count(text, ":") < 2 {
		return false
	}
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return routable(prefix.Addr())
	}
	if pair, err := netip.ParseAddrPort(text); err == nil {
		return routable(pair.Addr())
	}
	a, err := netip.ParseAddr(text)
	return err == nil && routable(a)
}

func documentation() []string {
	return []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "100.64.0.0/10", "240.0.0.0/4", "0.0.0.0/8", "2001:db8::/32", "64:ff9b::/96"}
}

func routable(a netip.Addr) bool {
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.Zone() != "" {
		return false
	}
	for _, d := range documentation() {
		if netip.MustParsePrefix(d).Contains(a) {
			return false
		}
	}
	return true
}

// version tells whether the number may be a version or an object identifier:
// small parts, or a name that says so.
func version(p *rule.Pass, c *syntax.Constant) bool {
	text, _ := c.Text()
	switch text {
	case "8.8.8.8", "8.8.4.4", "1.1.1.1", "9.9.9.9":
		return false // name servers that everybody knows
	}
	if !strings.Contains(text, ":") {
		small := true
		for _, part := range strings.Split(text, ".") {
			small = small && len(part) == 1
		}
		if small {
			return true
		}
	}
	line := strings.ToLower(p.File.Line(p.File.LineOf(c.Start)))
	return strings.Contains(line, "version") || strings.Contains(line, "oid") || strings.Contains(line, "release") || docstring(p, c)
}

func docstring(p *rule.Pass, c *syntax.Constant) bool {
	_, ok := p.Parent(c).(*syntax.ExprStmt)
	return ok
}
