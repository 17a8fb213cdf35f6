// Package check leaves out templates of code, settings and other texts.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep is for files that speak of HTML, or of what answers requests.
func Keep(p *rule.Pass, _ syntax.Node) bool {
	return p.Mentions("html", "HTML", "flask", "django", "tornado", "starlette", "fastapi", "aiohttp", "smtplib")
}
