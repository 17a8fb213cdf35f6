package rule

import (
	"fmt"
	"regexp"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Deprecated is the form "a name, a parameter or a text of a library that is
// gone or will go": a table with the version that warns first and the one that
// breaks.
type Deprecated struct {
	Library string
	rows    map[string][]*deprecation
	methods map[string]bool // last components of rows on classes
}

// deprecation is one row.
type deprecation struct {
	name, use, argument string
	positional          bool   // positional arguments count as that keyword
	without             string // only calls that do not give this keyword
	text                *regexp.Regexp
	with                string
	warns, breaks       string
	severity            *finding.Severity
}

type deprecatedFile struct {
	Library string `yaml:"library"`
	Rows    []struct {
		// Name is a dotted name; {a,b} are alternatives.
		Name string `yaml:"name"`
		// Use is what takes its place: a dotted name, or words.
		Use string `yaml:"use"`
		// Argument limits the row to calls with that keyword; Text to calls whose
		// first argument is a text like that, which becomes With.
		Argument string `yaml:"argument"`
		Text     string `yaml:"text"`
		With     string `yaml:"with"`
		// Positional lets a positional argument count as that keyword; Without
		// limits the row to calls that do not give a keyword.
		Positional bool   `yaml:"positional"`
		Without    string `yaml:"without"`
		Warns      string `yaml:"warns"`
		Breaks     string `yaml:"breaks"`
		// Severity of this row; the rule's own, or low for what only warns, by default.
		Severity string `yaml:"severity"`
	} `yaml:"rows"`
}

// deprecated reads the table.
func (c *checker) deprecated(f *deprecatedFile) *Deprecated {
	if f == nil {
		return nil
	}
	c.require(f.Library != "" && len(f.Rows) > 0, "a table of deprecations has a library and rows")
	d := &Deprecated{Library: f.Library, rows: map[string][]*deprecation{}, methods: map[string]bool{}}
	for _, row := range f.Rows {
		c.require(row.Name != "" && (row.Warns != "" || row.Breaks != ""), "deprecated %q: want a name, and warns or breaks", row.Name)
		for _, name := range expandNames(row.Name) {
			x := &deprecation{name: name, use: row.Use, argument: row.Argument, with: row.With, warns: row.Warns, breaks: row.Breaks, positional: row.Positional, without: row.Without}
			x.text, x.severity = c.regex(row.Text), c.optionalSeverity(row.Severity)
			d.rows[name] = append(d.rows[name], x)
			d.methods[name[strings.LastIndexByte(name, '.')+1:]] = true
		}
	}
	return d
}

// check looks at every name, attribute, import and call of a file.
func (d *Deprecated) check(p *Pass) {
	for a := range All[*syntax.Attribute](p) {
		if d.methods[a.Attr] {
			d.judge(p, a, d.namesOf(p, a))
		}
	}
	for n := range All[*syntax.Name](p) {
		// The import is reported, so of names only their calls count.
		if c, ok := p.Parent(n).(*syntax.Call); ok && c.Func == syntax.Expr(n) {
			d.judge(p, n, p.Names(n))
		}
	}
	for i := range All[*syntax.ImportFrom](p) {
		found := false
		for k := range i.Names {
			found = d.judge(p, &i.Names[k], []string{i.Module + "." + i.Names[k].Name}) || found
		}
		if !found {
			d.judge(p, i, prefixes(i.Module))
		}
	}
	for i := range All[*syntax.Import](p) {
		for k := range i.Names {
			d.judge(p, &i.Names[k], prefixes(i.Names[k].Name))
		}
	}
}

// prefixes are a dotted name and the packages around it.
func prefixes(name string) []string {
	out := []string{name}
	for i := strings.LastIndexByte(name, '.'); i > 0; i = strings.LastIndexByte(name[:i], '.') {
		out = append(out, name[:i])
	}
	return out
}

// namesOf are the dotted names of an attribute: as it is written, and by the
// class of its object.
func (d *Deprecated) namesOf(p *Pass, a *syntax.Attribute) []string {
	out := p.Names(a)
	for _, class := range p.Types(a.Value) {
		out = append(out, class+"."+a.Attr)
	}
	return out
}

func (d *Deprecated) judge(p *Pass, n syntax.Node, names []string) bool {
	for _, name := range names {
		for _, row := range d.rows[name] {
			if d.holds(p, n, row) && !guarded(p, n) {
				d.report(p, n, row)
				return true
			}
		}
	}
	return false
}

// holds tells whether the row's limits hold at a node.
func (d *Deprecated) holds(p *Pass, n syntax.Node, row *deprecation) bool {
	if row.argument == "" && row.text == nil && row.without == "" {
		return true
	}
	c, ok := p.Parent(n).(*syntax.Call)
	if !ok || c.Func != n {
		return false
	}
	if row.argument != "" && Keyword(c, row.argument) == nil && !(row.positional && len(c.Args) > 0) {
		return false
	}
	if row.without != "" && (Keyword(c, row.without) != nil || spreads(c)) {
		return false
	}
	if row.text == nil {
		return true
	}
	if len(c.Args) == 0 {
		return false
	}
	s, ok := p.Text(c.Args[0])
	return ok && row.text.MatchString(s)
}

// spreads tells whether a call hands over keywords that are not written there.
func spreads(c *syntax.Call) bool {
	for i := range c.Keywords {
		if c.Keywords[i].Name == "" {
			return true
		}
	}
	return false
}

// guarded tells whether the code asks first: inside of try, or of an if that
// looks at a version or for the attribute.
func guarded(p *Pass, n syntax.Node) bool {
	for x := p.Parent(n); x != nil; x = p.Parent(x) {
		switch s := x.(type) {
		case *syntax.Try:
			return true
		case *syntax.If:
			if t := p.Source(s.Test); strings.Contains(strings.ToLower(t), "version") || strings.Contains(t, "hasattr") {
				return true
			}
		}
	}
	return replaced(p, n)
}

// replaced tells whether what is assigned is replaced by the next statement when
// something newer is there.
func replaced(p *Pass, n syntax.Node) bool {
	s, ok := p.Statement(n).(*syntax.Assign)
	if !ok {
		return false
	}
	body, i := p.Block(s)
	if i < 0 || i+1 >= len(body) {
		return false
	}
	next, ok := body[i+1].(*syntax.If)
	return ok && strings.Contains(p.Source(next.Test), "hasattr")
}

func (d *Deprecated) report(p *Pass, n syntax.Node, row *deprecation) {
	if own, _, _ := strings.Cut(row.name, "."); strings.Contains("."+p.Module+".", "."+own+".") {
		return // the library itself
	}
	what := row.name
	switch {
	case row.argument != "":
		what = "the parameter " + row.argument + " of " + row.name
	case row.text != nil:
		what = "this name in " + row.name
	case row.without != "":
		what = row.name + " without " + row.without
	}
	var when string
	switch {
	case row.breaks == "":
		when = fmt.Sprintf("is deprecated since %s %s", d.Library, row.warns)
	case row.warns == "":
		when = fmt.Sprintf("is gone since %s %s", d.Library, row.breaks)
	default:
		when = fmt.Sprintf("is gone since %s %s (and warns since %s)", d.Library, row.breaks, row.warns)
	}
	message := what + " " + when
	if row.use != "" {
		message += ": use " + row.use
	}
	r := p.Report(n, message)
	switch {
	case row.severity != nil:
		r.Severity(*row.severity)
	case row.breaks == "":
		r.Low()
	}
	d.fix(p, n, row, r)
}

// fix rewrites what can be rewritten by itself.
func (d *Deprecated) fix(p *Pass, n syntax.Node, row *deprecation, r *Report) {
	description := "use " + row.use
	if row.text != nil {
		c := p.Parent(n).(*syntax.Call)
		if k, ok := c.Args[0].(*syntax.Constant); ok && row.with != "" {
			s, _ := p.Text(k)
			quote := p.Source(k)[:1]
			r.Fix(true, "use the name of today", Replace(k, quote+row.text.ReplaceAllString(s, row.with)+quote))
		}
		return
	}
	if row.argument != "" {
		d.renameArgument(p, n, row, r)
		return
	}
	a, ok := n.(*syntax.Attribute)
	if ok && method.MatchString(row.use) {
		r.Fix(true, description, Edit{text.Span{Start: a.End - uint32(len(a.Attr)), End: a.End}, row.use[1:]})
	}
	if !ok || !dotted.MatchString(row.use) {
		return
	}
	from, to := split(row.name), split(row.use)
	switch {
	case to[0] == "": // a name of Python itself
		if from[0] != "" {
			r.Fix(true, description, Replace(a, row.use))
		}
	case from[0] == to[0]:
		r.Fix(true, description, Edit{text.Span{Start: a.End - uint32(len(a.Attr)), End: a.End}, to[1]})
	}
}

// method is another method of the same object.
var method = regexp.MustCompile(`^\.\w+$`)

var dotted = regexp.MustCompile(`^[A-Za-z_]\w*(?:\.\w+)*$`)

// split cuts the last component off.
func split(name string) [2]string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return [2]string{"", name}
	}
	return [2]string{name[:i], name[i+1:]}
}

// renameArgument gives a keyword its new name.
func (d *Deprecated) renameArgument(p *Pass, n syntax.Node, row *deprecation, r *Report) {
	c := p.Parent(n).(*syntax.Call)
	if !dotted.MatchString(row.use) || strings.Contains(row.use, ".") {
		return
	}
	for i := range c.Keywords {
		if k := &c.Keywords[i]; k.Name == row.argument {
			r.Fix(true, "use "+row.use, Edit{text.Span{Start: k.Start, End: k.Start + uint32(len(k.Name))}, row.use})
		}
	}
}
