package semgrep

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// evaluation computes a comparison for one match. Values are float64, string,
// bool, and lists of them.
type evaluation struct {
	t    *target
	m    match
	base int
}

func truthy(v any) bool {
	switch v := v.(type) {
	case bool:
		return v
	case float64:
		return v != 0
	case string:
		return v != ""
	}
	return v != nil
}

func (e *evaluation) value(x syntax.Expr) (any, bool) {
	switch x := x.(type) {
	case *syntax.Name:
		if name, ok := strings.CutPrefix(x.ID, "__mv_"); ok {
			return e.hole("$" + name)
		}
	case *syntax.Constant:
		return constantValue(x, 0)
	case *syntax.UnaryOp:
		v, ok := e.value(x.Operand)
		if f, number := v.(float64); ok && number && x.Op == syntax.USub {
			return -f, true
		}
		return !truthy(v), ok && x.Op == syntax.Not
	case *syntax.BoolOp:
		return e.boolean(x)
	case *syntax.BinOp:
		return e.arithmetic(x)
	case *syntax.Compare:
		return e.comparison(x)
	case *syntax.Call:
		return e.call(x)
	case *syntax.List:
		return e.list(x.Elts)
	case *syntax.Tuple:
		return e.list(x.Elts)
	}
	return nil, false
}

func (e *evaluation) list(elts []syntax.Expr) (any, bool) {
	out := []any{}
	for _, x := range elts {
		v, ok := e.value(x)
		if !ok {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

// hole is the value of what a hole stands for, when that is a literal or is
// written like one.
func (e *evaluation) hole(name string) (any, bool) {
	n := e.m.holes.Get(name)
	if n == nil {
		return nil, false
	}
	if x, ok := n.(syntax.Expr); ok && e.t.sheet != nil {
		if c, ok := e.t.Value(x).(*syntax.Constant); ok {
			return constantValue(c, e.base)
		}
		if i, ok := e.t.sheet.Number(x); ok {
			return float64(i), true
		}
		return nil, false
	}
	return written(e.t.said(n), e.base)
}

// written is the value of a word: a number if it is one.
func written(s string, base int) (any, bool) {
	if base != 0 {
		if i, err := strconv.ParseInt(s, base, 64); err == nil {
			return float64(i), true
		}
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return f, true
	}
	return s, true
}

func constantValue(c *syntax.Constant, base int) (any, bool) {
	switch c.Kind {
	case syntax.True, syntax.False:
		return c.Kind == syntax.True, true
	case syntax.Int:
		if base != 0 {
			if v, _ := written(c.Source(), base); v != nil {
				if f, ok := v.(float64); ok {
					return f, true
				}
			}
		}
		i, ok := c.BigInt()
		if !ok {
			return nil, false
		}
		f, _ := i.Float64()
		return f, true
	case syntax.Float:
		return c.Float()
	case syntax.Str, syntax.Bytes:
		return c.Text()
	}
	return nil, false
}

func (e *evaluation) boolean(x *syntax.BoolOp) (any, bool) {
	for _, operand := range x.Values {
		v, ok := e.value(operand)
		if !ok {
			return nil, false
		}
		if truthy(v) == (x.Op == syntax.Or) {
			return truthy(v), true
		}
	}
	return x.Op == syntax.And, true
}

func (e *evaluation) arithmetic(x *syntax.BinOp) (any, bool) {
	l, ok1 := e.value(x.Left)
	r, ok2 := e.value(x.Right)
	a, number1 := l.(float64)
	b, number2 := r.(float64)
	if !ok1 || !ok2 || !number1 || !number2 {
		s, text1 := l.(string)
		u, text2 := r.(string)
		return s + u, text1 && text2 && x.Op == syntax.Add
	}
	switch x.Op {
	case syntax.Add:
		return a + b, true
	case syntax.Sub:
		return a - b, true
	case syntax.Mult:
		return a * b, true
	case syntax.Div:
		return a / b, b != 0
	}
	if a != math.Trunc(a) || b != math.Trunc(b) {
		return nil, false
	}
	n, ok := rule.Fold(x.Op, int64(a), int64(b))
	return float64(n), ok
}

func (e *evaluation) comparison(x *syntax.Compare) (any, bool) {
	left, ok := e.value(x.Left)
	if !ok {
		return nil, false
	}
	for i, op := range x.Ops {
		right, ok := e.value(x.Comparators[i])
		if !ok {
			return nil, false
		}
		if !compares(op, left, right) {
			return false, true
		}
		left = right
	}
	return true, true
}

func compares(op syntax.Operator, a, b any) bool {
	switch op {
	case syntax.Eq, syntax.Is:
		return equal(a, b)
	case syntax.NotEq, syntax.IsNot:
		return !equal(a, b)
	case syntax.In:
		return holds(b, a)
	case syntax.NotIn:
		return !holds(b, a)
	}
	order := 0
	switch x := a.(type) {
	case float64:
		y, ok := b.(float64)
		if !ok {
			return false
		}
		order = compareNumbers(x, y)
	case string:
		y, ok := b.(string)
		if !ok {
			return false
		}
		order = strings.Compare(x, y)
	default:
		return false
	}
	switch op {
	case syntax.Lt:
		return order < 0
	case syntax.LtE:
		return order <= 0
	case syntax.Gt:
		return order > 0
	}
	return order >= 0
}

func compareNumbers(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func equal(a, b any) bool {
	switch a.(type) {
	case float64, string, bool:
		return a == b
	}
	return false
}

func holds(list, v any) bool {
	switch list := list.(type) {
	case []any:
		for _, x := range list {
			if equal(x, v) {
				return true
			}
		}
	case string:
		s, ok := v.(string)
		return ok && strings.Contains(list, s)
	}
	return false
}

func (e *evaluation) call(x *syntax.Call) (any, bool) {
	var args []any
	for _, a := range x.Args {
		if n, ok := a.(*syntax.Name); ok && strings.HasPrefix(n.ID, "__mv_") {
			if _, literal := e.value(a); !literal { // str($X) is its text
				if hole := e.m.holes.Get("$" + strings.TrimPrefix(n.ID, "__mv_")); hole != nil {
					args = append(args, e.t.said(hole))
					continue
				}
			}
		}
		v, ok := e.value(a)
		if !ok {
			return nil, false
		}
		args = append(args, v)
	}
	name := ""
	switch f := x.Func.(type) {
	case *syntax.Name:
		name = f.ID
	case *syntax.Attribute:
		name = f.Attr
	}
	return apply(name, args)
}

func apply(name string, args []any) (any, bool) {
	if len(args) == 0 {
		return nil, false
	}
	s, isText := args[0].(string)
	switch name {
	case "int", "float":
		if f, ok := args[0].(float64); ok {
			return f, true
		}
		f, err := strconv.ParseFloat(strings.Trim(s, `"' `), 64)
		return f, err == nil
	case "str":
		if f, ok := args[0].(float64); ok {
			return strconv.FormatFloat(f, 'g', -1, 64), true
		}
		return s, isText
	case "len":
		if list, ok := args[0].([]any); ok {
			return float64(len(list)), true
		}
		return float64(len([]rune(s))), isText
	case "match":
		subject, ok := args[min(1, len(args)-1)].(string)
		re, err := regexp.Compile(s)
		return err == nil && ok && re.FindStringIndex(subject) != nil && re.FindStringIndex(subject)[0] == 0, err == nil && ok && len(args) == 2
	case "lower":
		return strings.ToLower(s), isText
	case "upper":
		return strings.ToUpper(s), isText
	}
	return nil, false
}
