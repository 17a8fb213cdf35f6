// Package check compares logging messages with their arguments.
package check

import (
	"fmt"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func methods() map[string]int {
	return map[string]int{"debug": 0, "info": 0, "warning": 0, "warn": 0, "error": 0, "exception": 0, "critical": 0, "fatal": 0, "log": 1}
}

// Check looks at calls of logging methods.
func Check(p *rule.Pass) {
	known := methods()
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok {
			continue
		}
		at, ok := known[a.Attr]
		if !ok || len(c.Args) <= at || !rule.IsConst(c.Args[at], syntax.Str) || rule.Open(c) || !logger(p, a.Value) {
			continue
		}
		judge(p, c, c.Args[at].(*syntax.Constant), c.Args[at+1:])
	}
}

func judge(p *rule.Pass, c *syntax.Call, message *syntax.Constant, args []syntax.Expr) {
	text, ok := message.Text()
	if !ok || len(args) == 0 {
		return
	}
	n, names, ok := rule.Placeholders(text)
	if len(args) == 1 && len(names) > 0 {
		return
	}
	if len(args) == 1 && n != 1 {
		if t := p.Types(args[0]); len(t) == 1 && (t[0] == "builtins.dict" || t[0] == "builtins.tuple") {
			return
		}
	}
	if ok && n != len(args) {
		p.Report(c, fmt.Sprintf("%d placeholders, %d values: the record is lost", n, len(args)))
	}
}

// logger tells whether an expression is the logging module or a logger.
func logger(p *rule.Pass, x syntax.Expr) bool {
	if p.Is(x, "loguru.*", "structlog.*") {
		return false // these format in their own way
	}
	if p.Is(x, "logging") || p.HasType(x, "logging.Logger", "logging.LoggerAdapter") {
		return true
	}
	if c, ok := x.(*syntax.Call); ok {
		return p.Is(c.Func, "logging.getLogger")
	}
	name := strings.ToLower(rule.Dotted(x))
	known := len(p.Types(x)) > 0
	return !known && (strings.HasSuffix(name, "logger") || strings.HasSuffix(name, "log")) && p.Mentions("logging")
}
