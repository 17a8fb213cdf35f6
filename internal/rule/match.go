package rule

import (
	"slices"
	"strconv"
	"strings"
)

// Site is a call or a store as the analysis knows it: names resolved, constants
// folded.
type Site struct {
	Store StoreKind
	// Names are the canonical dotted names of the callee, or of what is stored
	// into: the attribute (by the class of its object, and as written), the
	// object whose item it is (by its class, and as an attribute of another
	// class), the variable. A class of the project goes by its own name and by
	// those of its external bases.
	Names []string
	// Method is the attribute's name when nothing types its receiver.
	Method string
	Args   []Argument
	// MoreArgs is set when *args or **kwargs may hide arguments.
	MoreArgs   bool
	Key, Value Operand
	// Path of the file, with slashes, relative to the scan's root.
	Path string
}

// Argument is one argument of a call; Name is empty for positional ones.
type Argument struct {
	Name string
	Operand
}

// Operand is what is known of a value.
type Operand struct {
	// Consts are the constants that it may be, when Known; Names the dotted
	// names of functions, classes or module attributes that it may be.
	Consts []Constant
	Known  bool
	Names  []string
}

// Constant is a folded constant.
type Constant struct {
	// Text is the constant as Python's str() prints it.
	Text   string
	IsText bool // str or bytes
	Truthy bool
}

// Matches tells whether the form reports on a site. A pattern holds when one of
// the constants of each value fits; an exception (unless) only when all do, or
// when hidden arguments may hold it.
func (m *Match) Matches(s *Site) bool {
	if !m.inPath(s.Path) || !slices.ContainsFunc(m.Any, func(p *Pattern) bool { return p.matches(s, false) }) {
		return false
	}
	return !slices.ContainsFunc(m.Unless, func(p *Pattern) bool { return p.matches(s, true) })
}

func (m *Match) inPath(path string) bool {
	if len(m.Paths) > 0 && !slices.ContainsFunc(m.Paths, func(g string) bool { return Glob(g, path) }) {
		return false
	}
	return !slices.ContainsFunc(m.NotPaths, func(g string) bool { return Glob(g, path) })
}

// Matches tells whether a site has the form of the pattern.
func (p *Pattern) Matches(s *Site) bool { return p.matches(s, false) }

// matches is Matches, where exception turns doubt into a match.
func (p *Pattern) matches(s *Site, exception bool) bool {
	if p.Store != s.Store || !p.matchesName(s) {
		return false
	}
	if p.Store != NoStore {
		return (p.Key == nil || p.Key.matches(&s.Key, exception)) && p.Value.matches(&s.Value, exception)
	}
	return p.matchesArgs(s, exception)
}

func (p *Pattern) matchesName(s *Site) bool {
	for _, name := range p.Names {
		if method, ok := strings.CutPrefix(name, "$X."); ok {
			if s.Method == method || slices.ContainsFunc(s.Names, func(n string) bool { return strings.HasSuffix(n, "."+method) }) {
				return true
			}
			continue
		}
		if prefix, ok := strings.CutSuffix(name, ".$F"); ok {
			if slices.ContainsFunc(s.Names, func(n string) bool { return isMember(n, prefix) }) {
				return true
			}
			continue
		}
		if slices.Contains(s.Names, name) {
			return true
		}
	}
	return false
}

func isMember(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix+".")
	return ok && !strings.Contains(rest, ".")
}

func (p *Pattern) matchesArgs(s *Site, exception bool) bool {
	used := 0
	for i := range p.Args {
		a := findArg(s.Args, &p.Args[i])
		if a == nil {
			if exception && s.MoreArgs {
				continue
			}
			return false
		}
		used++
		if !p.Args[i].Value.matches(&a.Operand, exception) {
			return false
		}
	}
	return p.Rest || used == len(s.Args) && (!s.MoreArgs || exception)
}

func findArg(args []Argument, want *ArgPattern) *Argument {
	position := 0
	for i := range args {
		if args[i].Name == "" {
			if want.Name == "" && position == want.Pos {
				return &args[i]
			}
			position++
		} else if args[i].Name == want.Name {
			return &args[i]
		}
	}
	return nil
}

func (v *ValuePattern) matches(o *Operand, all bool) bool {
	switch v.Kind {
	case anyValue:
		return true
	case dottedName:
		return slices.ContainsFunc(v.Names, func(n string) bool { return slices.Contains(o.Names, n) })
	}
	if !o.Known || len(o.Consts) == 0 {
		return false
	}
	if !all {
		return slices.ContainsFunc(o.Consts, v.matchesConst)
	}
	return !slices.ContainsFunc(o.Consts, func(c Constant) bool { return !v.matchesConst(c) })
}

func (v *ValuePattern) matchesConst(c Constant) bool {
	switch v.Kind {
	case trueValue:
		return c.Truthy
	case falseValue:
		return !c.Truthy
	case textValue:
		return c.IsText && c.Text != ""
	case equalConst:
		return c.Text == v.Text
	case lessThan, greaterThan:
		n, err := strconv.ParseFloat(c.Text, 64)
		return !c.IsText && err == nil && (n < v.bound) == (v.Kind == lessThan) && n != v.bound
	case matchText:
		return c.IsText && v.re.MatchString(c.Text)
	}
	return true
}

// Glob matches a path with slashes: * within a component, ** over any number
// of them; a pattern without a slash matches the last component.
func Glob(pattern, path string) bool {
	if !strings.Contains(pattern, "/") {
		path = path[strings.LastIndexByte(path, '/')+1:]
	}
	return globParts(strings.Split(pattern, "/"), strings.Split(path, "/"))
}

func globParts(pattern, path []string) bool {
	if len(pattern) == 0 {
		return len(path) == 0
	}
	if pattern[0] == "**" {
		for i := 0; i <= len(path); i++ {
			if globParts(pattern[1:], path[i:]) {
				return true
			}
		}
		return false
	}
	return len(path) > 0 && globPart(pattern[0], path[0]) && globParts(pattern[1:], path[1:])
}

func globPart(pattern, s string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == s
	}
	if !strings.HasPrefix(s, first) {
		return false
	}
	for i := len(first); i <= len(s); i++ {
		if globPart(rest, s[i:]) {
			return true
		}
	}
	return false
}

// IsTest tells whether a file is test code by its path: test_*.py, *_test.py,
// *_testing.py, test.py, tests.py, conftest.py, or below a folder named test, tests
// or testing, or one that a service for tests reads.
func IsTest(path string) bool {
	return matches(path, "test_*.py", "*_test.py", "*_testing.py", "test.py", "tests.py", "conftest.py", "**/test/**", "**/tests/**", "**/testing/**",
		"**/.ci/**", "**/.circleci/**", "**/.github/**", "**/.gitlab/**")
}

// IsExample tells whether a file shows how something is used, or is run once
// where it is set up, by its path: below a folder named so.
func IsExample(path string) bool {
	return matches(path, "**/examples/**", "**/example/**", "**/samples/**", "**/sample/**", "**/demos/**", "**/demo/**", "**/sandbox/**", "**/tutorials/**",
		"**/tutorial/**", "**/migrations/**")
}

func matches(path string, globs ...string) bool {
	for _, g := range globs {
		if Glob(g, path) {
			return true
		}
	}
	return false
}
