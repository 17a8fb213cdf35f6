// Package check finds security groups that are opened to everybody.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls that let addresses in.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		switch rule.LastName(c.Func) {
		case "authorize_security_group_ingress", "authorize_ingress":
		default:
			continue
		}
		if anywhere(p, rule.Keyword(c, "CidrIp")) && !web(p, rule.Keyword(c, "FromPort"), rule.Keyword(c, "ToPort")) {
			p.Report(c, "")
			continue
		}
		x := rule.Keyword(c, "IpPermissions")
		if x == nil {
			continue
		}
		if list, ok := p.Value(x).(*syntax.List); ok {
			for _, e := range list.Elts {
				if permission(p, e) {
					p.Report(c, "")
					break
				}
			}
		}
	}
}

func permission(p *rule.Pass, x syntax.Expr) bool {
	d, ok := p.Value(x).(*syntax.Dict)
	if !ok {
		return false
	}
	if web(p, item(p, d, "FromPort"), item(p, d, "ToPort")) {
		return false
	}
	for _, key := range []string{"IpRanges", "Ipv6Ranges"} {
		r := item(p, d, key)
		if r == nil {
			continue
		}
		list, ok := p.Value(r).(*syntax.List)
		if !ok {
			continue
		}
		for _, e := range list.Elts {
			if in, ok := p.Value(e).(*syntax.Dict); ok && (anywhere(p, item(p, in, "CidrIp")) || anywhere(p, item(p, in, "CidrIpv6"))) {
				return true
			}
		}
	}
	return false
}

func item(p *rule.Pass, d *syntax.Dict, key string) syntax.Expr {
	for i, k := range d.Keys {
		if k == nil {
			continue
		}
		if t, ok := p.Text(k); ok && t == key {
			return d.Values[i]
		}
	}
	return nil
}

func anywhere(p *rule.Pass, x syntax.Expr) bool {
	if x == nil {
		return false
	}
	t, ok := p.Text(x)
	return ok && (t == "0.0.0.0/0" || t == "::/0")
}

// web tells whether exactly one of the ports of the web is opened.
func web(p *rule.Pass, from, to syntax.Expr) bool {
	if from == nil || to == nil {
		return false
	}
	a, ok1 := p.Number(from)
	b, ok2 := p.Number(to)
	return ok1 && ok2 && a == b && (a == 80 || a == 443)
}
