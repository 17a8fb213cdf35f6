package report

import "leadline/internal/finding"

// paint colours text, or leaves it as it is.
type paint struct{ on bool }

func (p paint) code(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p paint) bold(s string) string  { return p.code("1", s) }
func (p paint) faint(s string) string { return p.code("2", s) }
func (p paint) path(s string) string  { return p.code("36", s) }
func (p paint) good(s string) string  { return p.code("32", s) }
func (p paint) mark(s string) string  { return p.code("1;31", s) }

// severity colours a severity by its weight.
func (p paint) severity(s finding.Severity) string {
	code := map[finding.Severity]string{finding.Critical: "1;31", finding.High: "31", finding.Medium: "33", finding.Low: "34"}[s]
	if code == "" {
		code = "2"
	}
	return p.code(code, s.String())
}
