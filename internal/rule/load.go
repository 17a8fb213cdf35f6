package rule

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/model"
)

// Load reads every <id>/rule.yaml with its rule.md. It is strict: unknown keys,
// kinds and patterns that do not parse are errors that name the file.
// Code holds what of the rules is written in Go, by their ids.
func Load(fsys fs.FS, models *model.Set, code map[string]Go) (*Set, error) {
	return LoadEach(fsys, models, code, model.InTurn)
}

// LoadEach is Load with somebody who does the work, a rule at a time: it is most of a
// start, and rules do not need each other to be read.
func LoadEach(fsys fs.FS, models *model.Set, code map[string]Go, each func(n int, work func(int))) (*Set, error) {
	files, err := fs.Glob(fsys, "*/rule.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", err)
	}
	rules, faults := make([]*Rule, len(files)), make([]error, len(files))
	each(len(files), func(i int) {
		id := path.Dir(files[i])
		rules[i], faults[i] = loadOne(fsys, id, models, code[id])
	})
	for i, err := range faults {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", files[i], err)
		}
	}
	set := newSet(rules)
	return set, set.checkNames()
}

// checkNames finds references to rules that do not exist.
func (s *Set) checkNames() error {
	for _, r := range s.Rules {
		for _, id := range r.SilentWith {
			if s.byID[id] == nil {
				return fmt.Errorf("rule %s: silent-with names the unknown rule %s", r.ID, id)
			}
		}
		for _, id := range r.SilentWhereSafe {
			if s.byID[id] == nil {
				return fmt.Errorf("rule %s: silent-where-safe names the unknown rule %s", r.ID, id)
			}
		}
	}
	return nil
}

func loadOne(fsys fs.FS, id string, models *model.Set, code Go) (*Rule, error) {
	data, err := fs.ReadFile(fsys, path.Join(id, "rule.yaml"))
	if err != nil {
		return nil, err
	}
	page, err := fs.ReadFile(fsys, path.Join(id, "rule.md"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var file ruleFile
	if err := model.Decode(path.Join(id, "rule.yaml"), data, &file); err != nil {
		return nil, err
	}
	if file.ID != id {
		return nil, fmt.Errorf("id %q stands in the folder %q", file.ID, id)
	}
	r, err := file.rule(models, code)
	if err != nil {
		return nil, err
	}
	r.Page = string(page)
	r.Advice = advice(r.Page)
	return r, nil
}

// ruleFile is rule.yaml as written.
type ruleFile struct {
	ID         string          `yaml:"id"`
	Title      string          `yaml:"title"`
	Category   string          `yaml:"category"`
	Severity   string          `yaml:"severity"`
	Precision  string          `yaml:"precision"`
	CWE        []int           `yaml:"cwe"`
	Tags       []string        `yaml:"tags"`
	Profile    string          `yaml:"profile"`
	Message    string          `yaml:"message"`
	Flow       []flowFile      `yaml:"flow"`
	Match      []matchFile     `yaml:"match"`
	Pattern    []writtenFile   `yaml:"pattern"`
	Literal    []literalFile   `yaml:"literal"`
	Protocol   []protocolFile  `yaml:"protocol"`
	Arguments  string          `yaml:"arguments"`
	Deprecated *deprecatedFile `yaml:"deprecated"`
	Needs      []string        `yaml:"needs"`
	SilentWith []string        `yaml:"silent-with"`
	WhereSafe  []string        `yaml:"silent-where-safe"`
	Once       string          `yaml:"once-per"`
	InTests    string          `yaml:"in-tests"`
	Confidence string          `yaml:"default-confidence"`
	Within     string          `yaml:"default-within"`
	Files      string          `yaml:"files"`
	Fix        *fixFile        `yaml:"fix"`
	Applies    struct {
		Match []string `yaml:"match"`
	} `yaml:"applies"`
}

type flowFile struct {
	From     []string   `yaml:"from"`
	To       []string   `yaml:"to"`
	Unless   []string   `yaml:"unless"`
	Names    *namesFile `yaml:"names"`
	Severity string     `yaml:"severity"`
	Message  string     `yaml:"message"`
	At       []string   `yaml:"at"`
	NotAt    []string   `yaml:"not-at"`
	// NotBeside are words of the function around the sink.
	NotBeside []string `yaml:"not-beside"`
}

type matchFile struct {
	Any      []string `yaml:"any"`
	Unless   []string `yaml:"unless"`
	Severity string   `yaml:"severity"`
	Message  string   `yaml:"message"`
	Paths    []string `yaml:"paths"`
	NotPaths []string `yaml:"not-paths"`
	Fix      *fixFile `yaml:"fix"`
}

type literalFile struct {
	To       []string    `yaml:"to"`
	Names    *namesFile  `yaml:"names"`
	Values   *valuesFile `yaml:"values"`
	Severity string      `yaml:"severity"`
	Message  string      `yaml:"message"`
}

type namesFile struct {
	Words    []string `yaml:"words"`
	NotWords []string `yaml:"not-words"`
	Places   []string `yaml:"places"`
}

type valuesFile struct {
	MinLength int      `yaml:"min-length"`
	Not       []string `yaml:"not"`
}

type fixFile struct {
	Description string            `yaml:"description"`
	Replace     string            `yaml:"replace"`
	Callee      string            `yaml:"callee"`
	Set         map[string]string `yaml:"set"`
	Drop        []string          `yaml:"drop"`
	Value       string            `yaml:"value"`
	Import      string            `yaml:"import"`
	Safety      string            `yaml:"safety"`
}

var precisions = map[string]bool{"low": true, "medium": true, "high": true, "very-high": true}

func (f *ruleFile) rule(models *model.Set, code Go) (*Rule, error) {
	r := &Rule{Code: code.Check, Keep: code.Keep, Needs: f.Needs, Message: f.Message, SilentWith: f.SilentWith, SilentWhereSafe: f.WhereSafe}
	r.ID, r.Title, r.Category, r.Precision = f.ID, f.Title, f.Category, f.Precision
	r.CWE, r.Tags = f.CWE, f.Tags
	if f.Deprecated != nil {
		r.Tags = append(r.Tags, finding.TagDeprecated)
	}
	c := &checker{models: models}
	r.Severity = c.severity("severity", f.Severity)
	c.require(f.Title != "" && f.Message != "" && f.Category != "" && (len(f.CWE) > 0 || f.Category != "security" && f.Category != "secrets"), "title, category, cwe and message are needed")
	c.require(precisions[f.Precision], "precision is low, medium, high or very-high")
	c.require(f.Profile == "" || f.Profile == "default" || f.Profile == "security" || f.Profile == "all", "profile is default, security or all")
	r.Default, r.Security = f.Profile == "" || f.Profile == "default", f.Profile == "security"
	c.require(f.Once == "" || f.Once == "source" || f.Once == "parameter", "once-per is source or parameter")
	c.require(f.Files == "" || f.Files == "any" && code.Check != nil, "files is any, for rules in Go")
	if f.Files == "any" {
		r.Plain = code.Check
	}
	c.require(f.Confidence == "" || f.Confidence == "high" || f.Confidence == "medium", "default-confidence is medium or high")
	c.require(f.Within == "" || f.Within == "function", "default-within is function")
	r.DefaultConfidence, r.DefaultWithin = f.Confidence, f.Within == "function"
	r.OncePerSource, r.OncePerParameter = f.Once == "source", f.Once == "parameter"
	if r.OffInTests = f.InTests == "off"; f.InTests != "" && !r.OffInTests {
		r.InTests = c.optionalSeverity(f.InTests)
	}
	c.require(f.Arguments == "" || f.Arguments == "misfit", "arguments is misfit")
	r.Signatures = f.Arguments == "misfit"
	c.require(code.Check != nil || len(f.Flow)+len(f.Match)+len(f.Literal)+len(f.Pattern)+len(f.Protocol) > 0 || r.Signatures || f.Deprecated != nil, "a rule has a flow, match, pattern, literal, protocol, arguments, deprecated or rule.go")
	r.Deprecated = c.deprecated(f.Deprecated)
	for _, x := range f.Flow {
		r.Flows = append(r.Flows, c.flow(x))
	}
	for _, x := range f.Match {
		r.Matches = append(r.Matches, c.match(x))
	}
	for _, x := range f.Pattern {
		r.Written = append(r.Written, c.written(x))
	}
	for _, x := range f.Literal {
		r.Literals = append(r.Literals, c.literal(x))
	}
	for _, x := range f.Protocol {
		r.Protocols = append(r.Protocols, c.protocol(x))
	}
	r.Fix = c.fix(f.Fix)
	r.Applies = c.patterns(f.Applies.Match)
	return r, c.err
}

// checker turns words into facts and keeps the first complaint.
type checker struct {
	models *model.Set
	err    error
}

func (c *checker) require(ok bool, format string, args ...any) {
	if !ok && c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *checker) severity(what, name string) finding.Severity {
	s, ok := finding.ParseSeverity(name)
	c.require(ok, "%s: %q is no severity", what, name)
	return s
}

func (c *checker) optionalSeverity(name string) *finding.Severity {
	if name == "" {
		return nil
	}
	s := c.severity("severity", name)
	return &s
}

func (c *checker) kinds(names []string) []model.Kind {
	var out []model.Kind
	for _, name := range names {
		k, ok := c.models.KindByName[name]
		c.require(ok, "%q is no kind", name)
		out = append(out, k)
	}
	return out
}

func (c *checker) bits(names []string) model.Bits {
	var out model.Bits
	for _, name := range names {
		b, ok := c.models.CleanBit(name)
		c.require(ok, "%q is no clean kind", name)
		out |= b
	}
	return out
}

func (c *checker) patterns(texts []string) []*Pattern {
	var out []*Pattern
	for _, text := range texts {
		p, err := ParsePattern(text)
		c.require(err == nil, "pattern %q: %v", text, err)
		if err == nil {
			p.canonical(c.models.Canonical)
			out = append(out, p)
		}
	}
	return out
}

func (c *checker) flow(f flowFile) Flow {
	c.require(len(f.From) > 0 && (len(f.To) > 0 || f.Names != nil), "a flow has from and to (or names)")
	var any []string
	var together []model.Bits
	for _, u := range f.Unless {
		if all := strings.Split(u, " & "); len(all) > 1 {
			together = append(together, c.bits(all))
		} else {
			any = append(any, u)
		}
	}
	return Flow{
		From: c.kinds(f.From), To: c.kinds(f.To), Unless: c.bits(any) | c.always(f.From), Together: together,
		Names: c.names(f.Names), Severity: c.optionalSeverity(f.Severity), Message: f.Message,
		At: f.At, NotAt: f.NotAt, NotBeside: f.NotBeside,
	}
}

// always are the bits that clear every flow of untrusted data. A property of
// data (predictable) is not cleared by its being a number.
func (c *checker) always(from []string) model.Bits {
	for _, k := range c.kinds(from) {
		if c.err == nil && c.models.Kinds[k].Trust == "" {
			return 0
		}
	}
	return c.models.Always
}

func (c *checker) match(f matchFile) Match {
	c.require(len(f.Any) > 0, "a match has any")
	return Match{
		Any: c.patterns(f.Any), Unless: c.patterns(f.Unless), Severity: c.optionalSeverity(f.Severity),
		Message: f.Message, Paths: f.Paths, NotPaths: f.NotPaths, Fix: c.fix(f.Fix),
	}
}

func (c *checker) literal(f literalFile) Literal {
	c.require(len(f.To) > 0 || f.Names != nil, "a literal has to or names")
	l := Literal{To: c.kinds(f.To), Names: c.names(f.Names), Severity: c.optionalSeverity(f.Severity), Message: f.Message}
	if f.Values != nil {
		l.Values = &Values{MinLength: f.Values.MinLength, Not: f.Values.Not}
		for _, text := range f.Values.Not {
			re, err := regexp.Compile("(?i)" + text)
			c.require(err == nil, "values: %v", err)
			l.Values.not = append(l.Values.not, re)
		}
	}
	return l
}

func (c *checker) names(f *namesFile) *Names {
	if f == nil {
		return nil
	}
	c.require(len(f.Words) > 0, "names have words")
	for _, p := range f.Places {
		c.require(knownPlaces[p], "%q is no place of a name", p)
	}
	return &Names{Words: f.Words, NotWords: f.NotWords, Places: f.Places}
}

func (c *checker) fix(f *fixFile) *FixTemplate {
	if f == nil {
		return nil
	}
	c.require(f.Safety == "safe" || f.Safety == "needs-review", "a fix is safe or needs-review")
	out := &FixTemplate{Description: f.Description, Replace: f.Replace, Callee: f.Callee, Set: f.Set, Drop: f.Drop, Value: f.Value, Import: f.Import}
	if f.Safety == "safe" {
		out.Safety = finding.Safe
	}
	return out
}

// advice is the first paragraph under the page's heading Fix.
func advice(page string) string {
	_, after, ok := strings.Cut(page, "\n## Fix\n")
	if !ok {
		return ""
	}
	after, _, _ = strings.Cut(after, "\n#")
	paragraph, _, _ := strings.Cut(strings.TrimSpace(after), "\n\n")
	return strings.Join(strings.Fields(paragraph), " ")
}
