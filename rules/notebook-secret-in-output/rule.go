// Package check reports secrets in stored outputs.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/rule"
)

// forms are secrets by their form. One of the words stands in each, which is
// looked for first: outputs are long.
var forms = []struct {
	words []string
	what  string
	re    *regexp.Regexp
}{
	{[]string{"AKIA", "ASIA"}, "an access key of AWS", regexp.MustCompile(`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`)},
	{[]string{"hf_"}, "a token of Hugging Face", regexp.MustCompile(`\bhf_[A-Za-z]{34}\b`)},
	{[]string{"ghp_", "gho_", "ghs_", "ghr_", "github_pat_"}, "a token of GitHub", regexp.MustCompile(`\b(?:ghp|gho|ghs|ghr|github_pat)_[A-Za-z0-9_]{36,}`)},
	{[]string{"sk-"}, "a key of OpenAI", regexp.MustCompile(`\bsk-(?:proj-)?[A-Za-z0-9_-]{40,}`)},
	{[]string{"AIza"}, "a key of Google", regexp.MustCompile(`\bAIza[0-9A-Za-z_-]{35}\b`)},
	{[]string{"xox"}, "a token of Slack", regexp.MustCompile(`\bxox[abprs]-[0-9A-Za-z-]{10,}`)},
	{[]string{"PRIVATE KEY"}, "a private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
	{[]string{"postgres", "mysql", "mongodb", "redis", "amqp"}, "a connection string with its password", regexp.MustCompile(`\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqp)(?:\+\w+)?://[^:/\s@'"]+:([^@\s'"]{4,})@`)},
	{[]string{"SECRET", "TOKEN", "PASSW", "API_KEY", "ACCESS_KEY"}, "an environment variable that keeps a secret", regexp.MustCompile(`['"]?\b[A-Z][A-Z0-9_]*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_KEY|ACCESS_KEY)[A-Z0-9_]*['"]?\s*[:=]\s*['"]?([A-Za-z0-9/+_.-]{16,})`)},
}

var masked = regexp.MustCompile(`(?i)^(?:\*+|x{4,}|\.+|<.*>|your[-_ ].*|example.*|changeme|dummy.*|password|placeholder.*|[A-Z_]+)$`)

// Check reports each output once, and never shows the secret.
func Check(p *rule.Pass) {
	var words []string
	for _, f := range forms {
		words = append(words, f.words...)
	}
	for i := range p.CellsOf() {
		c := &p.CellsOf()[i]
		for j := range c.Outputs {
			if what := found(p.OutputTexts(&c.Outputs[j], words, "text/", "application/json")); what != "" {
				p.ReportCell(c, "a stored output of "+c.Label()+" holds "+what).DropOutput(c, j)
			}
		}
	}
}

func found(texts []string) string {
	for _, t := range texts {
		for _, f := range forms {
			for _, w := range f.words {
				if around(t, w, f.re) {
					return f.what
				}
			}
		}
	}
	return ""
}

// The form of a secret is looked for near the word that stands in it alone: outputs are long.
const before, behind = 80, 400

// around tells whether a form stands around one of a word's places in a text.
func around(t, word string, re *regexp.Regexp) bool {
	for from := 0; ; {
		i := strings.Index(t[from:], word)
		if i < 0 {
			return false
		}
		at := from + i
		near := t[max(0, at-before):min(len(t), at+behind)]
		for _, m := range re.FindAllStringSubmatch(near, -1) {
			if (len(m) < 2 || !masked.MatchString(m[1])) && !strings.Contains(m[0], "EXAMPLE") {
				return true
			}
		}
		// What stands close behind was in sight already.
		from = min(len(t), at+max(len(word), behind-before))
	}
}
