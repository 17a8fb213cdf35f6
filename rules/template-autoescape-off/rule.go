// Package check leaves out templates of code, settings and other texts.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for files that write HTML: they name a file of it, or a part, and do not
// put together what a model of language is asked.
func Keep(p *rule.Pass, _ syntax.Node) bool {
	return p.Mentions(".html", ".htm\"", "text/html", "MIMEText", "HTMLResponse", "HttpResponse", "Markup", "<html", "<body", "<div", "<p>", "<td", "<h1", "<a href", "from flask", "import flask", "from django", "from tornado") &&
		!p.Mentions("chat_template", "tokenizer")
}
