package semgrep

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/pattern"
	"leadline/internal/rule"
)

// Fault says why a rule cannot run: the rule, the line and the key that stand
// in the way.
type Fault struct {
	File, Rule, Key string
	Line            int
	Reason          string
}

func (f *Fault) Error() string {
	where := fmt.Sprintf("%s:%d", f.File, f.Line)
	if f.Rule != "" {
		where += ": rule " + f.Rule
	}
	if f.Key != "" {
		where += ": " + f.Key
	}
	return where + ": " + f.Reason
}

// File is what a rule file holds.
type File struct {
	Rules  []*Rule
	Faults []*Fault
	// Foreign counts rules for other languages, by language.
	Foreign map[string]int
}

// IsRules tells whether a document is a file of Semgrep rules.
func IsRules(data []byte) bool { return rulesKey.Match(data) }

var rulesKey = regexp.MustCompile(`(?m)^rules:\s*(?:#.*)?$|^rules:\s*\[|^"?rules"?\s*:`)

// Load reads a rule file. What cannot run is among the faults; the other rules
// are good.
func Load(name string, data []byte) *File {
	out := &File{Foreign: map[string]int{}}
	root, err := readTree(data)
	if err != nil {
		out.Faults = append(out.Faults, &Fault{File: name, Line: 1, Reason: err.Error()})
		return out
	}
	rules := root.get("rules")
	if rules == nil || rules.kind != isList {
		out.Faults = append(out.Faults, &Fault{File: name, Line: 1, Key: "rules", Reason: "a list of rules is missing"})
		return out
	}
	for _, n := range rules.list {
		l := &loader{file: name, rule: n.get("id").text(), words: &vocabulary{}}
		r, foreign := l.load(n)
		switch {
		case foreign != "":
			out.Foreign[foreign]++
		case l.fault != nil:
			out.Faults = append(out.Faults, l.fault)
		default:
			out.Rules = append(out.Rules, r)
		}
	}
	return out
}

// loader reads one rule and keeps the first fault.
type loader struct {
	file, rule string
	fault      *Fault
	python     bool
	options    options
	words      *vocabulary
}

func (l *loader) fail(n *node, key, format string, args ...any) {
	if l.fault == nil {
		line := 0
		if n != nil {
			line = n.line
		}
		l.fault = &Fault{File: l.file, Rule: l.rule, Key: key, Line: line, Reason: fmt.Sprintf(format, args...)}
	}
}

var severities = map[string]finding.Severity{
	"ERROR": finding.High, "WARNING": finding.Medium, "INFO": finding.Low, "CRITICAL": finding.Critical, "HIGH": finding.High,
	"MEDIUM": finding.Medium, "LOW": finding.Low, "INVENTORY": finding.Info, "EXPERIMENT": finding.Info,
}

var ruleKeys = map[string]bool{"id": true, "message": true, "severity": true, "languages": true, "metadata": true, "fix": true, "fix-regex": true,
	"paths": true, "options": true, "mode": true, "min-version": true, "max-version": true,
	"pattern-sources": true, "pattern-sinks": true, "pattern-sanitizers": true, "pattern-propagators": true}

func (l *loader) load(n *node) (r *Rule, foreign string) {
	if n.kind != isMap {
		l.fail(n, "", "a rule has keys")
		return nil, ""
	}
	r = &Rule{Line: n.line, Message: strings.TrimSpace(n.get("message").text()), options: defaults()}
	if foreign = l.languages(r, n.get("languages"), n); foreign != "" {
		return nil, foreign
	}
	for _, key := range []string{"id", "message", "severity"} {
		if n.get(key).text() == "" {
			l.fail(n, key, "is missing")
		}
	}
	for i := range n.fields {
		if f := &n.fields[i]; !ruleKeys[f.key] && !formulaKeys[f.key] {
			l.fail(&node{line: f.line}, f.key, "is not supported")
		}
	}
	r.Info = l.info(n)
	r.options = l.readOptions(n.get("options"))
	l.options, l.python = r.options, r.Python
	l.paths(r, n.get("paths"))
	l.fixes(r, n)
	switch mode := n.get("mode").text(); mode {
	case "", "search":
		r.formula = l.formula(n)
	case "taint":
		if !r.Python {
			l.fail(n.get("mode"), "mode", "taint is for Python")
		}
		r.flow = l.flow(n)
		if r.options.leadline && l.fault == nil {
			r.deep = l.deepFlow(n, r.flow)
		}
	default:
		l.fail(n.get("mode"), "mode", "%q is not supported; search and taint are", mode)
	}
	r.words = l.words.words
	return r, ""
}

func (l *loader) languages(r *Rule, n, whole *node) (foreign string) {
	names := n.texts()
	if len(names) == 0 {
		l.fail(whole, "languages", "is missing")
	}
	for _, name := range names {
		switch strings.ToLower(name) {
		case "python", "py", "python2", "python3":
			r.Python = true
		case "generic", "spacegrep", "regex", "none":
			r.Plain = true
		default:
			foreign = name
		}
	}
	if r.Python {
		r.Plain = false
	}
	if r.Python || r.Plain {
		return ""
	}
	return foreign
}

func (l *loader) info(n *node) finding.Rule {
	meta := n.get("metadata")
	out := finding.Rule{ID: n.get("id").text(), Category: "security", Precision: "medium", Default: true, Tags: []string{"semgrep"}}
	severity, ok := severities[strings.ToUpper(n.get("severity").text())]
	if !ok && n.get("severity") != nil {
		l.fail(n.get("severity"), "severity", "%q is none", n.get("severity").text())
	}
	out.Severity = severity
	if c := meta.get("category").text(); c != "" {
		out.Category = c
	}
	switch strings.ToUpper(meta.get("confidence").text()) {
	case "HIGH":
		out.Precision = "high"
	case "LOW":
		out.Precision = "low"
	}
	for _, c := range meta.get("cwe").texts() {
		if m := weakness.FindStringSubmatch(c); m != nil {
			id, _ := strconv.Atoi(m[1])
			out.CWE = append(out.CWE, id)
		}
	}
	message := strings.Join(strings.Fields(n.get("message").text()), " ")
	out.Title = message
	if head, _, ok := strings.Cut(message, ". "); ok {
		out.Title = head
	}
	if len(out.Title) > 100 {
		out.Title = strings.ToValidUTF8(out.Title[:97], "") + "..."
	}
	out.Page = "## What\n\n" + message + "\n"
	for _, r := range append(meta.get("references").texts(), meta.get("source").texts()...) {
		out.Page += "\n- " + r
	}
	return out
}

var weakness = regexp.MustCompile(`(?i)^CWE-(\d+)`)

// fixed are options that have one value here, the documented default: another
// one would change what matches, and is refused.
var fixed = map[string]bool{"generic_multiline": true, "attr_expr": true, "vardef_assign": true, "unify_ids_strictly": true, "ac_matching": true,
	"commutative_boolop": false, "implicit_ellipsis": true, "implicit_deep_exprstmt": true, "decorators_order_matters": false}

// idle are options that say how other languages, or whole programs, are
// matched; they change nothing here.
var idle = []string{"interfile", "taint_intrafile", "interfile_mode", "arrow_is_function", "let_is_var", "go_deeper_stmt", "flddef_assign", "xml_attrs_implicit_ellipsis",
	"xml_singleton_loose_matching", "xml_children_ordered", "cpp_parsing_pref"}

func (l *loader) readOptions(n *node) options {
	o := defaults()
	if n == nil {
		return o
	}
	for i := range n.fields {
		f := &n.fields[i]
		switch f.key {
		case "constant_propagation":
			o.constants = f.value.is(true)
		case "symbolic_propagation":
			o.symbols = f.value.is(true)
		case "generic_ellipsis_max_span":
			o.span, _ = strconv.Atoi(f.value.text())
		case "generic_comment_style":
			o.comments = f.value.text()
		case "taint_assume_safe_functions":
			o.safeFunctions = f.value.is(true)
		case "taint_assume_safe_indexes":
			o.safeIndexes = f.value.is(true)
		case "taint_assume_safe_comparisons":
			o.safeComparisons = f.value.is(true)
		case "taint_assume_safe_booleans":
			o.safeBooleans = f.value.is(true)
		case "taint_assume_safe_numbers":
			o.safeNumbers = f.value.is(true)
		case "taint_only_propagate_through_assignments":
			o.onlyThroughAssigned = f.value.is(true)
		case "engine":
			if o.leadline = f.value.text() == "leadline"; !o.leadline {
				l.fail(&node{line: f.line}, "options.engine", "%q is not supported; leadline is", f.value.text())
			}
		case "generic_engine":
			if f.value.text() != "spacegrep" {
				l.fail(&node{line: f.line}, "options."+f.key, "%q is not supported", f.value.text())
			}
		default:
			if want, ok := fixed[f.key]; ok {
				if f.value.is(!want) {
					l.fail(&node{line: f.line}, "options."+f.key, "is %v here", want)
				}
			} else if !slices.Contains(idle, f.key) {
				l.fail(&node{line: f.line}, "options."+f.key, "is not supported")
			}
		}
	}
	return o
}

func (l *loader) paths(r *Rule, n *node) {
	if n == nil {
		return
	}
	for i := range n.fields {
		switch f := &n.fields[i]; f.key {
		case "include":
			r.Include = f.value.texts()
		case "exclude":
			r.Exclude = f.value.texts()
		default:
			l.fail(&node{line: f.line}, "paths."+f.key, "is not supported")
		}
	}
}

func (l *loader) fixes(r *Rule, n *node) {
	if f := n.get("fix"); f != nil {
		fix := f.text()
		r.fix = &fix
	}
	f := n.get("fix-regex")
	if f == nil {
		return
	}
	re, err := compile(f.get("regex").text())
	if err != nil {
		l.fail(f, "fix-regex", "%v", err)
	}
	count, _ := strconv.Atoi(f.get("count").text())
	r.fixRegex = &fixRegex{re, f.get("replacement").text(), count}
}

// code reads a pattern of code, or of words in plain text.
func (l *loader) code(n *node, key string) *formula {
	f := &formula{op: opCode, key: key}
	if !l.python {
		g, err := parseGeneric(n.text())
		if err != nil {
			l.fail(n, key, "%v", err)
		}
		f.words = g
		return f
	}
	p, err := pattern.ParseDeep(n.text())
	if err != nil {
		l.fail(n, key, "%q %v", firstLine(n.text()), err)
		return f
	}
	f.code, f.root = p, rule.RootOf(p)
	f.memo = fmt.Sprint("semgrep ", l.options.leadline, l.options.constants, l.options.symbols, " ", p.Text)
	f.ask(l.words)
	return f
}
