// Package check finds mail logins without encryption.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at login() of SMTP, IMAP and POP clients.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || a.Attr != "login" && a.Attr != "pass_" || !p.HasType(a.Value, "smtplib.SMTP", "imaplib.IMAP4", "poplib.POP3") {
			continue
		}
		body := p.Tree.Body
		if f, ok := p.Function(c).(*syntax.FunctionDef); ok {
			body = f.Body
		}
		if !secured(body) {
			p.Report(c, "the password goes to the mail server in clear text")
		}
	}
}

func secured(body []syntax.Stmt) bool {
	found := false
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			a, ok := n.(*syntax.Attribute)
			found = found || ok && (a.Attr == "starttls" || a.Attr == "stls")
			return !found
		})
	}
	return found
}
