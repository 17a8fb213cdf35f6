// Package check finds SQL statements that are put together from parts.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var statement = regexp.MustCompile(`(?is)^\s*(select\s.+\sfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into|create\s+(table|view|index|database|user)|drop\s+(table|view|index|database|user)|alter\s+table|replace\s+into|truncate\s)`)

// Check looks at execute-like calls and at raw query texts.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if rule.ArgumentOf(c, 0, "operation") == nil || !executes(p, c) {
			continue
		}
		x := p.Value(rule.ArgumentOf(c, 0, "operation"))
		if t, ok := p.CallTo(x, "sqlalchemy.text", "sqlalchemy.sql.text"); ok && len(t.Args) > 0 {
			x = p.Value(t.Args[0])
		}
		text, part := built(p, x)
		if part != nil && statement.MatchString(text) {
			p.Report(c, "the statement is put together from `"+p.Source(part)+"`: pass it as a parameter")
		}
	}
}

func executes(p *rule.Pass, c *syntax.Call) bool {
	if a, ok := c.Func.(*syntax.Attribute); ok {
		switch a.Attr {
		case "execute", "executemany", "executescript", "raw", "read_sql", "read_sql_query", "fetch", "fetchrow", "fetchval", "mogrify", "exec_driver_sql", "scalar", "scalars":
			return true
		}
	}
	return p.Is(c.Func, "sqlalchemy.text", "django.db.models.expressions.RawSQL", "pandas.read_sql", "pandas.read_sql_query") && p.Statement(c) != nil && !inExecute(p, c)
}

// inExecute tells whether a text() is itself the argument of a call that is judged.
func inExecute(p *rule.Pass, c *syntax.Call) bool {
	up, ok := p.Parent(c).(*syntax.Call)
	if !ok {
		return false
	}
	a, ok := up.Func.(*syntax.Attribute)
	return ok && strings.HasPrefix(a.Attr, "execute")
}

// built is a text with its first part that is no constant; X stands for such parts.
func built(p *rule.Pass, x syntax.Expr) (text string, part syntax.Expr) {
	for _, piece := range p.Pieces(x) {
		if piece.X == nil {
			text += piece.Text
			continue
		}
		if piece.X == x {
			return "", nil // nothing is known of it
		}
		if part == nil && !harmless(p, piece.X) && !(names(piece.X) && identifier.MatchString(text)) {
			part = piece.X
		}
		text += "X"
	}
	return text, part
}

// identifier is the beginning of a statement after which a table or column is named.
var identifier = regexp.MustCompile("(?is)(\\b(from|into|update|table|join|index|view|select|distinct|by|set|exists|database|schema|truncate|on|columns?)|[,.(])\\s*[\"`\\[]?$")

// names tells expressions that are called like tables and columns: what they
// hold seldom comes from elsewhere.
func names(x syntax.Expr) bool {
	lower := strings.ToLower(rule.LastName(x))
	for _, end := range []string{"_name", "_field", "_column", "_schema"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return lower == "column" || lower == "field" || lower == "ident" || strings.HasSuffix(lower, "_table") || strings.Contains(lower, "tablename") || lower == "table" || lower == "table_name" || lower == "columns" || lower == "schema" || lower == "db_table"
}

// harmless tells whether a part is a constant, a number, a list of
// placeholders, a constant by its name, or quoted by the driver.
func harmless(p *rule.Pass, x syntax.Expr) bool {
	if p.Tame(x) || rule.Upper(x) || strings.Contains(strings.ToLower(rule.LastName(x)), "placeholder") {
		return true
	}
	if a, ok := p.Value(x).(*syntax.Attribute); ok && (a.Attr == "hex" || strings.HasSuffix(a.Attr, "counter")) {
		return true
	}
	c, ok := p.Value(x).(*syntax.Call)
	if !ok {
		return false
	}
	name := strings.ToLower(rule.Dotted(c.Func))
	return strings.Contains(name, "quote") || strings.Contains(name, "escape") || strings.Contains(name, "identifier") || strings.Contains(name, "valid") || strings.Contains(name, "format_table") || strings.Contains(name, "as_sql")
}
