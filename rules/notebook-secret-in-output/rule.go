// Package check reports secrets in stored outputs.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/rule"
)

var forms = []struct {
	what string
	re   *regexp.Regexp
}{
	{"an access key of AWS", regexp.MustCompile(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{"a token of Hugging Face", regexp.MustCompile(`\bhf_[A-Za-z]{34}\b`)},
	{"a token of GitHub", regexp.MustCompile(`\b(?:ghp|gho|ghs|ghr|github_pat)_[A-Za-z0-9_]{36,}`)},
	{"a key of OpenAI", regexp.MustCompile(`\bsk-(?:proj-)?[A-Za-z0-9_-]{40,}`)},
	{"a key of Google", regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}\b`)},
	{"a token of Slack", regexp.MustCompile(`\bxox[abprs]-[0-9A-Za-z-]{10,}`)},
	{"a private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
	{"a connection string with its password", regexp.MustCompile(`\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp)(?:\+\w+)?://[^:/\s@'"]+:([^@\s'"]{4,})@`)},
	{"an environment variable that keeps a secret", regexp.MustCompile(`['"]?\b[A-Z][A-Z0-9_]*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_KEY|ACCESS_KEY)[A-Z0-9_]*['"]?\s*[:=]\s*['"]?([A-Za-z0-9/+_.-]{16,})`)},
}

var masked = regexp.MustCompile(`(?i)^(?:\*+|x{4,}|\.+|<.*>|your[-_ ].*|example.*|changeme|dummy.*|password|placeholder.*|[A-Z_]+)$`)

// Check reports each output once, and never shows the secret.
func Check(p *rule.Pass) {
	for i := range p.CellsOf() {
		c := &p.CellsOf()[i]
		for j := range c.Outputs {
			if what := found(p.OutputTexts(&c.Outputs[j], "text/", "application/json")); what != "" {
				p.ReportCell(c, "a stored output of "+c.Label()+" holds "+what).DropOutput(c, j)
			}
		}
	}
}

func found(texts []string) string {
	for _, t := range texts {
		for _, f := range forms {
			m := f.re.FindStringSubmatch(t)
			if m == nil || len(m) > 1 && masked.MatchString(m[1]) || strings.Contains(m[0], "EXAMPLE") {
				continue
			}
			return f.what
		}
	}
	return ""
}
