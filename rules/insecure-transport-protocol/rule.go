// Package check finds passwords that are sent without encryption.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at logins of mail and directory clients, at web requests and at
// SNMP users.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		switch name := rule.LastName(c.Func); name {
		case "login", "pass_":
			mail(p, c)
		case "get", "post", "put", "patch", "delete", "request", "Request", "urlopen":
			web(p, c)
		case "UsmUserData":
			snmp(p, c)
		case "simple_bind", "simple_bind_s", "bind", "bind_s":
			directory(p, c)
		}
	}
}

func mail(p *rule.Pass, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	if ok && p.HasType(a.Value, "smtplib.SMTP", "imaplib.IMAP4", "poplib.POP3") && !p.HasType(a.Value, "smtplib.SMTP_SSL", "imaplib.IMAP4_SSL", "poplib.POP3_SSL") && !secured(p, c, "starttls", "stls") {
		p.Report(c, "the password goes to the mail server in clear text")
	}
}

// secured tells whether the function around switches to TLS.
func secured(p *rule.Pass, c *syntax.Call, methods ...string) bool {
	body := p.Tree.Body
	if f, ok := p.Function(c).(*syntax.FunctionDef); ok {
		body = f.Body
	}
	found := false
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			if a, ok := n.(*syntax.Attribute); ok {
				for _, m := range methods {
					found = found || a.Attr == m
				}
			}
			return !found
		})
	}
	return found
}

// web looks at requests to plain addresses that carry something with the name of
// a password.
func web(p *rule.Pass, c *syntax.Call) {
	if !p.Is(c.Func, "requests.get", "requests.post", "requests.put", "requests.patch", "requests.request", "httpx.get", "httpx.post", "httpx.put", "httpx.patch", "httpx.request", "urllib.request.urlopen", "urllib.request.Request") {
		return
	}
	url := ""
	for _, x := range c.Args[:min(2, len(c.Args))] {
		if pieces := p.Pieces(x); len(pieces) > 0 && strings.HasPrefix(pieces[0].Text, "http") {
			url = pieces[0].Text
		}
	}
	if text, ok := p.Text(rule.Keyword(c, "url")); ok {
		url = text
	}
	if !strings.HasPrefix(url, "http://") || near(strings.TrimPrefix(url, "http://")) {
		return
	}
	for i := range c.Keywords {
		switch c.Keywords[i].Name {
		case "data", "json", "params":
			if secret(p, c.Keywords[i].Value) {
				p.Report(c, "a secret goes to "+url+" in clear text")
				return
			}
		}
	}
}

// near tells hosts that are this machine.
func near(host string) bool {
	for _, h := range []string{"localhost", "127.", "[::1]", "0.0.0.0", "host.docker.internal"} {
		if strings.HasPrefix(host, h) {
			return true
		}
	}
	return host == ""
}

// secret tells whether a mapping has a key or value that is called like one.
func secret(p *rule.Pass, x syntax.Expr) bool {
	found := false
	syntax.Walk(p.Value(x), func(n syntax.Node) bool {
		name := ""
		switch n := n.(type) {
		case *syntax.Constant:
			name, _ = n.Text()
		case *syntax.Name:
			name = n.ID
		case *syntax.Attribute:
			name = n.Attr
		}
		for _, w := range rule.SplitWords(name) {
			found = found || w == "password" || w == "passwd" || w == "pwd" || w == "secret"
		}
		return !found
	})
	return found
}

// snmp looks at users of SNMP 3 that neither authenticate nor encrypt.
func snmp(p *rule.Pass, c *syntax.Call) {
	if len(c.Args) > 2 || rule.Open(c) || !p.Is(c.Func, "pysnmp.hlapi.UsmUserData", "pysnmp.hlapi.asyncio.UsmUserData", "pysnmp.hlapi.v3arch.UsmUserData", "pysnmp.hlapi.v3arch.asyncio.UsmUserData") {
		return
	}
	if rule.ArgumentOf(c, 1, "authKey") == nil || rule.ArgumentOf(c, 2, "privKey") == nil {
		p.Report(c, "without authKey and privKey SNMP 3 neither authenticates nor encrypts")
	}
}

// directory looks at binds with a password to an address without TLS.
func directory(p *rule.Pass, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	password := rule.ArgumentOf(c, 1, "cred")
	if !ok || password == nil || secured(p, c, "start_tls_s", "start_tls") {
		return
	}
	if text, constant := p.Text(password); constant && text == "" {
		return // no password goes anywhere
	}
	made, ok := p.CallTo(p.Value(a.Value), "ldap.initialize", "ldap.open", "ldap.init")
	if !ok || len(made.Args) == 0 {
		return
	}
	if url, ok := p.Text(made.Args[0]); ok && strings.HasPrefix(url, "ldap://") && !near(strings.TrimPrefix(url, "ldap://")) {
		p.Report(c, "the password goes to "+url+" in clear text")
	}
}
