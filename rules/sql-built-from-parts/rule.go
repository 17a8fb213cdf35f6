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
		if len(c.Args) == 0 || !executes(p, c) {
			continue
		}
		x := p.Value(c.Args[0])
		if t, ok := p.CallTo(x, "sqlalchemy.text", "sqlalchemy.sql.text"); ok && len(t.Args) > 0 {
			x = p.Value(t.Args[0])
		}
		text, part := built(p, x, 8)
		if j, ok := part.(*syntax.Call); ok && rule.LastName(j.Func) == "join" && len(c.Args)+len(c.Keywords) > 1 {
			continue // clauses with placeholders, whose values follow
		}
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
func built(p *rule.Pass, x syntax.Expr, depth int) (text string, part syntax.Expr) {
	if depth == 0 {
		return "", nil
	}
	switch x := x.(type) {
	case *syntax.Constant:
		t, _ := x.Text()
		return t, nil
	case *syntax.JoinedStr:
		for _, v := range x.Values {
			f, ok := v.(*syntax.FormattedValue)
			if !ok {
				t, _ := built(p, v, depth-1)
				text += t
				continue
			}
			text += "X"
			if part == nil && !harmless(p, f.Value) {
				part = f.Value
			}
		}
		return text, part
	case *syntax.BinOp:
		left, lp := built(p, p.Value(x.Left), depth-1)
		if x.Op == syntax.Mod {
			return left, firstOf(lp, values(p, x.Right))
		}
		if x.Op != syntax.Add {
			return "", nil
		}
		right, rp := built(p, p.Value(x.Right), depth-1)
		if _, ok := p.Text(x.Right); !ok && right == "" && rp == nil && !harmless(p, x.Right) {
			rp, right = x.Right, "X"
		}
		return left + right, firstOf(lp, rp)
	case *syntax.Call:
		if a, ok := x.Func.(*syntax.Attribute); ok && a.Attr == "format" {
			text, _ = built(p, p.Value(a.Value), depth-1)
			for _, arg := range x.Args {
				part = firstOf(part, values(p, arg))
			}
			for i := range x.Keywords {
				part = firstOf(part, values(p, x.Keywords[i].Value))
			}
			return text, part
		}
	}
	return "", nil
}

func firstOf(a, b syntax.Expr) syntax.Expr {
	if a != nil {
		return a
	}
	return b
}

// values is the first of the formatted values that may hold text of anybody.
func values(p *rule.Pass, x syntax.Expr) syntax.Expr {
	if t, ok := x.(*syntax.Tuple); ok {
		for _, e := range t.Elts {
			if !harmless(p, e) {
				return e
			}
		}
		return nil
	}
	if harmless(p, x) {
		return nil
	}
	return x
}

// harmless tells whether a part is a constant, a number, a list of
// placeholders, a constant by its name, or quoted by the driver.
func harmless(p *rule.Pass, x syntax.Expr) bool {
	v := p.Value(x)
	switch v := v.(type) {
	case *syntax.Constant:
		return true
	case *syntax.Call:
		if a, ok := v.Func.(*syntax.Attribute); ok && a.Attr == "join" && rule.IsConst(a.Value, syntax.Str) && len(v.Args) == 1 {
			return placeholders(p, v.Args[0])
		}
		if a, ok := v.Func.(*syntax.Attribute); ok && a.Attr == "get" && constants(p, a.Value) {
			return len(v.Args) == 1 || harmless(p, v.Args[1])
		}
		name := strings.ToLower(rule.Dotted(v.Func))
		return p.Is(v.Func, "builtins.int", "builtins.float", "builtins.len", "builtins.bool") || strings.Contains(name, "quote") || strings.Contains(name, "escape") || strings.Contains(name, "identifier")
	case *syntax.BinOp:
		return harmless(p, v.Left) && harmless(p, v.Right)
	case *syntax.Subscript:
		return constants(p, v.Value)
	case *syntax.IfExp:
		return harmless(p, v.Body) && harmless(p, v.Orelse)
	}
	if p.HasType(x, "builtins.int", "builtins.float", "builtins.bool") {
		return true
	}
	name := rule.Dotted(x)
	last := name[strings.LastIndexByte(name, '.')+1:]
	lower := strings.ToLower(last)
	return last != "" && (strings.ToUpper(last) == last || strings.Contains(lower, "placeholder") || strings.HasSuffix(lower, "_table") || strings.Contains(lower, "tablename") || lower == "table" || lower == "table_name" || lower == "columns" || lower == "schema" || lower == "db_table")
}

// constants is a mapping or sequence of constants.
func constants(p *rule.Pass, x syntax.Expr) bool {
	var values []syntax.Expr
	switch v := p.Value(x).(type) {
	case *syntax.Dict:
		values = v.Values
	case *syntax.List:
		values = v.Elts
	case *syntax.Tuple:
		values = v.Elts
	}
	for _, e := range values {
		if _, ok := e.(*syntax.Constant); !ok {
			return false
		}
	}
	return len(values) > 0
}

// placeholders is a list of question marks or the like.
func placeholders(p *rule.Pass, x syntax.Expr) bool {
	switch v := p.Value(x).(type) {
	case *syntax.BinOp:
		return true
	case *syntax.GeneratorExp:
		return rule.IsConst(v.Elt, syntax.Str)
	case *syntax.ListComp:
		return rule.IsConst(v.Elt, syntax.Str)
	}
	return false
}
