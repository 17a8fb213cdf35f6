// Package pattern knows Python-shaped patterns: code with holes ($X, ..., a
// deep <... e ...>) that fits a tree or not. It asks its caller, through Facts,
// what a name means and what an expression is, and must not know how that is
// found out, nor any rule.
//
// Its window is Pattern.Text.
package pattern

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Facts is what a matcher may ask of an expression.
type Facts interface {
	// Names are the dotted names that it may stand for, imports resolved.
	Names(syntax.Expr) []string
	// Value is the expression that it certainly stands for, itself at least.
	Value(syntax.Expr) syntax.Expr
	// Types are the dotted names of the classes that it is an instance of.
	Types(syntax.Expr) []string
}

// Pattern is code with holes.
type Pattern struct {
	Text string
	// Deep says that statements fit deeper, see ParseDeep.
	Deep bool
	// expr is set for the pattern of an expression, else body holds statements.
	expr syntax.Expr
	body []syntax.Stmt
	run  []syntax.Stmt             // body, and nil for whatever follows
	regs map[string]*regexp.Regexp // "=~/x/" constants, by their source
	// names are the dotted names in it that have no holes.
	names map[*syntax.Attribute]string
}

// The spellings that holes get so that the text around them is Python.
const (
	holePrefix = "__mv_"
	manyPrefix = "__mvs_"
	dotsName   = "__dots__"
	deepName   = "__deep__"
	typedName  = "__typed__"
	chainName  = "__chain__"
)

var (
	manyHole  = regexp.MustCompile(`\$\.\.\.([A-Z_][A-Z_0-9]*)`)
	typedHole = regexp.MustCompile(`\(\s*\$([A-Z_][A-Z_0-9]*)\s*:\s*([\w.]+)\s*\)`)
	hole      = regexp.MustCompile(`\$([A-Z_][A-Z_0-9]*)`)
	chain     = regexp.MustCompile(`\.\s*\.\.\.\s*\.`)
	anyParams = regexp.MustCompile(`\blambda\s+\.\.\.`)
	anyImport = regexp.MustCompile(`\bimport\s+\.\.\.`)
)

// ParseDeep reads a pattern whose statements also fit deeper: "..." runs into the
// bodies of statements, an expression is found inside the statement that
// stands for it, and the head of a statement will do.
func ParseDeep(code string) (*Pattern, error) {
	p, err := Parse(code)
	for _, whole := range []string{code + ":\n  ...", code + "\n  ...", "try:\n  ...\n" + code, "try:\n  ...\n" + code + ":\n  ...", code + "\ndef $_(...): ..."} {
		if err == nil {
			break
		}
		if q, fault := Parse(whole); fault == nil {
			p, err = q, nil
		}
	}
	if err != nil {
		return nil, err
	}
	p.Text, p.Deep = code, true
	return p, nil
}

// Parse reads a pattern.
func Parse(code string) (*Pattern, error) {
	p := &Pattern{Text: code, regs: map[string]*regexp.Regexp{}, names: map[*syntax.Attribute]string{}}
	spelled := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(code, "<...", deepName+"("), "...>", ")"))
	holes := strings.Contains(spelled, "$") // most patterns of rules are plain names: every start of the program reads them all
	if holes {
		spelled = manyHole.ReplaceAllString(spelled, "*"+manyPrefix+"$1")
		spelled = typedHole.ReplaceAllString(spelled, typedName+"("+holePrefix+"$1, $2)")
	}
	if strings.Contains(spelled, "...") {
		spelled = anyImport.ReplaceAllString(anyParams.ReplaceAllString(chain.ReplaceAllString(spelled, "."+chainName+"."), "lambda "+dotsName+"1"), "import "+dotsName)
	}
	if holes {
		spelled = hole.ReplaceAllString(spelled, holePrefix+"$1")
	}
	tree := syntax.Parse(text.New("pattern", []byte(spellDots(spelled)+"\n")))
	for i := range tree.Errors {
		if e := &tree.Errors[i]; !strings.HasPrefix(e.Message, "cannot assign to") && !strings.HasPrefix(e.Message, "parameter without a default") { // ... = x and def f($X=1, ...) are patterns
			return nil, fmt.Errorf("is no Python with holes: %s", e.Message)
		}
	}
	if len(tree.Body) == 0 {
		return nil, fmt.Errorf("is empty")
	}
	p.body = tree.Body
	if s, ok := tree.Body[0].(*syntax.ExprStmt); ok && len(tree.Body) == 1 {
		p.expr, p.body = s.Value, nil
	}
	p.run = append(slices.Clone(p.body), nil)
	return p, p.compile(tree)
}

// compile compiles the regular expressions of texts and spells the dotted names.
func (p *Pattern) compile(tree *syntax.Tree) error {
	var fault error
	tree.Walk(func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Attribute); ok {
			if name := Dotted(a); name != "" && !strings.Contains(name, holePrefix) && !strings.Contains(name, chainName) {
				p.names[a] = name
			}
		}
		c, ok := n.(*syntax.Constant)
		if !ok || c.Kind != syntax.Str {
			return true
		}
		written, _ := c.Text()
		body, ok := strings.CutPrefix(written, "=~/")
		if body, closed := strings.CutSuffix(body, "/"); ok && closed {
			re, err := regexp.Compile(body)
			if err != nil {
				fault = err
			}
			p.regs[c.Source()] = re
		}
		return true
	})
	return fault
}

// dotted is the dotted name that a part of the pattern is, or "" when it is
// none or has holes.
func (p *Pattern) dotted(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Name:
		if !strings.Contains(x.ID, holePrefix) {
			return x.ID
		}
	case *syntax.Attribute:
		return p.names[x]
	}
	return ""
}

// spellDots spells ... where Python has none: in parameter lists, in dict
// displays and after a keyword argument.
func spellDots(s string) string {
	var out strings.Builder
	var open []bracket
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[' || c == '{':
			open = append(open, bracket{c, c == '(' && startsDefinition(s[:i]), false, 0})
		case c == ')' || c == ']' || c == '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case c == '=' && len(open) > 0 && i > 0 && !strings.ContainsRune("=!<>", rune(s[i-1])) && (i+1 == len(s) || s[i+1] != '='):
			open[len(open)-1].keyword = true
		case strings.HasPrefix(s[i:], "...") && len(open) > 0 && isValue(s[:i], open[len(open)-1].kind):
			out.WriteString(holePrefix + "_") // any value
			i += 2
			continue
		case strings.HasPrefix(s[i:], "...") && len(open) > 0:
			if spelling := open[len(open)-1].dots(); spelling != "" {
				out.WriteString(spelling)
				i += 2
				continue
			}
		}
		out.WriteByte(c)
	}
	return out.String()
}

// isValue tells whether ... stands for the value of a keyword argument or of a key.
func isValue(before string, bracket byte) bool {
	before = strings.TrimRight(before, " \n\t")
	return bracket == '(' && strings.HasSuffix(before, "=") && !strings.HasSuffix(before, "==") || bracket == '{' && strings.HasSuffix(before, ":")
}

// bracket is an open bracket of a pattern's text.
type bracket struct {
	kind       byte
	definition bool // of a parameter list
	keyword    bool // a keyword argument was seen
	count      int
}

func (b *bracket) dots() string {
	switch {
	case b.definition:
		b.count++
		return fmt.Sprintf("%s%d", dotsName, b.count)
	case b.kind == '{' || b.kind == '(' && b.keyword:
		return "**" + dotsName
	}
	return ""
}

var definition = regexp.MustCompile(`\bdef\s+\w+\s*$`)

func startsDefinition(before string) bool { return definition.MatchString(before) }

// Root tells what a matching node is at its top: the last component of the
// called or read name when there is one, and a sample node of its kind. Rules
// are indexed by it.
func (p *Pattern) Root() (sample syntax.Node, last string) {
	if p.expr == nil {
		return p.body[0], ""
	}
	x := p.expr
	if isDeep(x) != nil || metavariable(x) != "" || isDots(x) {
		return nil, ""
	}
	if call, ok := x.(*syntax.Call); ok {
		if _, _, ok := typed(x); ok {
			return nil, ""
		}
		x = call.Func
	}
	switch f := x.(type) {
	case *syntax.Name:
		last = f.ID
	case *syntax.Attribute:
		last = f.Attr
	}
	if strings.HasPrefix(last, holePrefix) {
		last = ""
	}
	return p.expr, last
}

// First is the first statement of a pattern of several, and the last component of
// what it calls where it is a call or assigns one; nil where anything may come first.
func (p *Pattern) First() (first syntax.Stmt, last string) {
	if len(p.body) == 0 {
		return nil, ""
	}
	var x syntax.Expr
	switch s := p.body[0].(type) {
	case *syntax.ExprStmt:
		x = s.Value
	case *syntax.Assign:
		x = s.Value
	default:
		return s, ""
	}
	if call, ok := x.(*syntax.Call); ok && isDeep(x) == nil {
		if _, _, typed := typed(x); !typed {
			last = calledLast(call)
		}
	}
	if _, alone := p.body[0].(*syntax.ExprStmt); alone && last == "" {
		return nil, ""
	}
	return p.body[0], last
}

// calledLast is the last component of the name that a call calls, or "".
func calledLast(call *syntax.Call) string {
	last := ""
	switch f := call.Func.(type) {
	case *syntax.Name:
		last = f.ID
	case *syntax.Attribute:
		last = f.Attr
	}
	if strings.HasPrefix(last, holePrefix) {
		return ""
	}
	return last
}

// IsStatement tells whether the pattern is of statements.
func (p *Pattern) IsStatement() bool { return p.expr == nil }

func metavariable(x syntax.Expr) string {
	if n, ok := x.(*syntax.Name); ok {
		if name, ok := strings.CutPrefix(n.ID, holePrefix); ok {
			return "$" + name
		}
	}
	return ""
}

func manyVariable(x syntax.Expr) string {
	if s, ok := x.(*syntax.Starred); ok {
		if n, ok := s.Value.(*syntax.Name); ok {
			if name, ok := strings.CutPrefix(n.ID, manyPrefix); ok {
				return "$..." + name
			}
		}
	}
	return ""
}

func isDots(x syntax.Expr) bool {
	c, ok := x.(*syntax.Constant)
	return ok && c.Kind == syntax.Ellipsis
}

func isDotsStmt(s syntax.Stmt) bool {
	e, ok := s.(*syntax.ExprStmt)
	return ok && isDots(e.Value)
}

func isDotsKeyword(k *syntax.Keyword) bool {
	n, ok := k.Value.(*syntax.Name)
	return ok && k.Name == "" && n.ID == dotsName
}

// isDeep is the inside of <... e ...>.
func isDeep(x syntax.Expr) syntax.Expr {
	if c, ok := x.(*syntax.Call); ok && len(c.Args) == 1 {
		if n, ok := c.Func.(*syntax.Name); ok && n.ID == deepName {
			return c.Args[0]
		}
	}
	return nil
}

// typed is the hole and the class of ($X: T).
func typed(x syntax.Expr) (name, class string, ok bool) {
	c, ok := x.(*syntax.Call)
	if !ok || len(c.Args) != 2 {
		return "", "", false
	}
	if n, ok := c.Func.(*syntax.Name); !ok || n.ID != typedName {
		return "", "", false
	}
	return metavariable(c.Args[0]), Dotted(c.Args[1]), true
}

// Dotted is the text of a plain dotted name, or "".
func Dotted(x syntax.Expr) string { return syntax.Dotted(x) }
