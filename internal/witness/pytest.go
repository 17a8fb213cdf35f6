package witness

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Target says where a test is written to, so that it finds the project.
type Target struct {
	// Root is the scan's root as seen from the test's folder, with forward slashes.
	Root string
	// Command is how the test was made.
	Command string
	// Title says what is reported, in one line.
	Title string
}

// Testable tells whether enough is known for a test: the reason if it is not.
func (w *Witness) Testable() string {
	switch {
	case w.Payload == "":
		return strings.Join(w.Missing, "; ")
	case w.plan.entry == nil:
		return "no entry point leads to it"
	case strings.HasSuffix(w.plan.entry.path, ".ipynb"):
		return "how a notebook's cells are run by a test"
	case w.driver != nil && w.driver.Application != "" && w.plan.app == nil, w.driver != nil && w.driver.Settings != "" && w.plan.setting == "":
		return strings.Join(w.Missing, "; ")
	case w.Request == nil && len(w.Call) == 0 && len(w.Program) == 0:
		return strings.Join(w.Missing, "; ")
	case w.tainted() == 0, w.plan.stuck:
		return strings.Join(w.Missing, "; ")
	}
	return ""
}

func (w *Witness) tainted() int {
	n := 0
	for _, f := range slices.Concat(w.Call, w.Program) {
		if f.Tainted {
			n++
		}
	}
	if w.Request != nil {
		for _, f := range w.Request.Fields {
			if f.Tainted {
				n++
			}
		}
	}
	return n
}

// Test is the text of a test that fails while the finding is true.
func (p *Project) Test(w *Witness, at Target) string {
	t := &tester{p: p, w: w, at: at}
	client := "script"
	switch {
	case w.Request != nil:
		client = w.driver.Client
	case len(w.Call) > 0:
		client = "call"
	}
	pieces := []string{p.table.pieces["common"], p.table.pieces["client-"+client], p.table.pieces["watch-"+w.Watch], p.table.pieces["test"]}
	imports := []string{"import base64", "import html", "import os", "import tempfile", "import urllib.parse", "import warnings", "from pathlib import Path"}
	var body []string
	for _, piece := range pieces {
		head, rest := splitImports(piece)
		imports = append(imports, head...)
		body = append(body, strings.TrimSpace(rest))
	}
	constants := t.constants()
	text := constants + "\n" + strings.Join(body, "\n")
	return t.docstring() + importBlock(imports, text) + "\n" + constants + "\n\n" + strings.Join(body, "\n\n\n") + "\n"
}

// splitImports takes the import statements at the head of a piece from the rest.
func splitImports(piece string) (imports []string, rest string) {
	lines := strings.Split(piece, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "import ") && !strings.HasPrefix(line, "from ") && line != "" {
			return imports, strings.Join(lines[i:], "\n")
		}
		if line != "" {
			imports = append(imports, line)
		}
	}
	return imports, ""
}

// importBlock sorts the imports that a text needs: plain ones first.
func importBlock(imports []string, text string) string {
	slices.Sort(imports)
	imports = slices.Compact(imports)
	var plain, from []string
	for _, line := range imports {
		words := strings.Fields(line)
		name := words[len(words)-1]
		if !strings.Contains(text, name+".") && !strings.Contains(text, name+"(") {
			continue
		}
		if words[0] == "from" {
			from = append(from, line)
		} else {
			plain = append(plain, line)
		}
	}
	return strings.Join(append(plain, from...), "\n") + "\n"
}

type tester struct {
	p  *Project
	w  *Witness
	at Target
}

func (t *tester) docstring() string {
	var out strings.Builder
	fmt.Fprintf(&out, "\"\"\"%s\n\nWritten by `%s`. It fails while that is so, and passes when it is mended.\n", docText(t.at.Title), docText(t.at.Command))
	out.WriteString("The payload is a marker and does no harm; where it can, the test stops the sink before it runs with it.\n")
	for _, g := range t.w.Given {
		fmt.Fprintf(&out, "\nGiven: %s.", docText(g))
	}
	for _, m := range t.w.Missing {
		fmt.Fprintf(&out, "\nNot known: %s. See prepare().", docText(m))
	}
	if len(t.w.Given)+len(t.w.Missing) > 0 {
		out.WriteByte('\n')
	}
	out.WriteString("\"\"\"\n\n")
	return out.String()
}

func docText(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(visible(s), `\`, `\\`), `"""`, `'''`)
}

// constants are the facts, as the pieces of the test want them.
func (t *tester) constants() string {
	w := t.w
	var out strings.Builder
	line := func(name, value string) { fmt.Fprintf(&out, "%s = %s\n", name, value) }
	line("ROOT", "(Path(__file__).resolve().parent / "+pythonText(t.at.Root)+").resolve()")
	entry := w.plan.entry
	folder := t.p.root(entry.path)
	if w.plan.app != nil {
		folder = t.p.root(w.plan.app.path)
	}
	line("FOLDER", pythonText(folder))
	line("MARKER", pythonText(Marker))
	out.WriteString("ELSEWHERE = tempfile.TemporaryDirectory()\n")
	line("OUTSIDE", "os.path.join(os.path.realpath(ELSEWHERE.name), MARKER)")
	line("SUFFIX", pythonText(t.suffix()))
	line("PAYLOAD", value(w.Payload))
	line("PLACE", pythonText(w.plan.place))
	line("FINDING", pythonText(t.at.Title))
	line("STUBS", t.stubs())
	switch {
	case w.Request != nil:
		t.requestConstants(line)
	case len(w.Call) > 0:
		line("ENTRY", "("+t.place(entry.path)+", "+pythonText(entry.name)+")")
		line("ARGUMENTS", dict(w.Call))
	default:
		line("SCRIPT", pythonText(entry.path))
		line("PROGRAM", t.program())
	}
	return out.String()
}

func (t *tester) requestConstants(line func(name, value string)) {
	w := t.w
	entry := "None"
	if !w.plan.literal {
		entry = "(" + t.place(w.plan.entry.path) + ", " + pythonText(w.plan.entry.name) + ")"
	}
	line("ENTRY", entry)
	if a := w.plan.app; a != nil {
		line("APPLICATION", "("+t.place(a.path)+", "+pythonText(a.name)+", "+pythonBool(a.call)+")")
	}
	if w.driver.Settings != "" {
		line("SETTINGS", pythonText(w.plan.setting))
		line("LOGIN", pythonBool(w.plan.login))
		line("ROWS", t.rows())
	}
	line("PATH", value(w.Request.Path))
	line("REQUEST", t.request())
}

// suffix is what the code puts behind a path.
func (t *tester) suffix() string {
	if t.w.Watch != "path" || t.w.Sink == "" {
		return ""
	}
	_, after, _ := strings.Cut(t.w.Sink, Outside)
	if strings.Contains(after, "…") || strings.Contains(after, "/") {
		return ""
	}
	return after
}

// place is the folder from which a file's module is imported, and its name.
func (t *tester) place(file string) string {
	return "(" + pythonText(t.p.root(file)) + ", " + pythonText(t.p.module(file)) + ")"
}

func (t *tester) stubs() string {
	var out []string
	for _, s := range t.w.plan.stubs {
		out = append(out, "("+t.place(s.path)+", "+pythonText(s.name)+", "+s.as+")")
	}
	slices.Sort(out)
	return "[" + strings.Join(slices.Compact(out), ", ") + "]"
}

// rows are what the test puts into the database.
func (t *tester) rows() string {
	var out []string
	for _, r := range t.w.plan.rows {
		var fields []string
		for k := range r.fields {
			fields = append(fields, pythonText(r.fields[k].name)+": "+r.fields[k].value.python())
		}
		out = append(out, "("+t.place(r.path)+", "+pythonText(r.name)+", {"+strings.Join(fields, ", ")+"})")
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (t *tester) request() string {
	r := t.w.Request
	in := func(carrier string) string {
		return dict(slices.DeleteFunc(slices.Clone(r.Fields), func(f Field) bool { return f.In != carrier }))
	}
	body, object := "None", "None"
	var whole *tree
	var files []string
	for i := range r.Fields {
		f := &r.Fields[i]
		switch f.In {
		case "body":
			body = f.python()
		case "json":
			if len(f.keys) == 0 {
				object = f.python()
				continue
			}
			if whole == nil {
				whole = &tree{}
			}
			whole.put(f.keys, f)
		case "file":
			content, name := f.python(), Marker+".txt"
			if !f.Tainted {
				content, name = "None", plainValue+".gif" // the picture of common.py
			}
			files = append(files, pythonText(f.Name)+`: ("`+name+`", `+content+")")
		case "filename":
			files = append(files, pythonText(f.Name)+": ("+f.python()+", MARKER)")
		}
	}
	if whole != nil {
		object = whole.python()
	}
	return "{\n    \"method\": " + pythonText(r.Method) + ",\n    \"route\": " + in("path") + ",\n    \"query\": " + in("query") + ",\n    \"headers\": " + in("header") +
		",\n    \"cookies\": " + in("cookie") + ",\n    \"session\": " + in("session") + ",\n    \"form\": " + in("form") + ",\n    \"json\": " + object + ",\n    \"body\": " + body +
		",\n    \"files\": {" + strings.Join(files, ", ") + "},\n}"
}

func (t *tester) program() string {
	var argv, env []string
	stdin := `""`
	for i := range t.w.Program {
		f := &t.w.Program[i]
		switch f.In {
		case "stdin":
			stdin = f.python() + ` + "\n"`
		case "environment":
			env = append(env, pythonText(f.Name)+": "+f.python())
		default:
			n, err := strconv.Atoi(f.Name)
			for err == nil && len(argv) < n {
				argv = append(argv, pythonText(plainValue))
			}
			if err != nil || n == 0 {
				argv = append(argv, f.python())
			} else {
				argv[n-1] = f.python()
			}
		}
	}
	return `{"argv": [` + strings.Join(argv, ", ") + `], "stdin": ` + stdin + `, "environment": {` + strings.Join(env, ", ") + "}}"
}

// dict is a Python dict of fields.
func dict(fields []Field) string {
	var out []string
	for i := range fields {
		if fields[i].Name != "" {
			out = append(out, pythonText(fields[i].Name)+": "+fields[i].python())
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func (t *tree) python() string {
	var out []string
	for _, key := range t.keys {
		if f := t.leaves[key]; f != nil {
			out = append(out, pythonText(key)+": "+f.python())
		} else {
			out = append(out, pythonText(key)+": "+t.below[key].python())
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// python is the expression of a field's value.
func (f *Field) python() string {
	switch {
	case !f.Tainted && f.number:
		return f.Value
	case !f.Tainted:
		return pythonText(f.Value)
	case f.Encoding != "":
		return strings.ReplaceAll(f.Encoding, "{}", "PAYLOAD")
	}
	return "PAYLOAD"
}

// value is the expression of a text in which a file outside may be named.
func value(s string) string {
	parts := strings.Split(s, Outside)
	out := pythonText(parts[0])
	for _, p := range parts[1:] {
		out += " + OUTSIDE"
		if p != "" {
			out += " + " + pythonText(p)
		}
	}
	return strings.TrimPrefix(out, `"" + `)
}

func pythonBool(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// pythonText is a string literal.
func pythonText(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		if r == '"' || r == '\\' {
			out.WriteByte('\\')
		}
		out.WriteString(shown(r))
	}
	out.WriteByte('"')
	return out.String()
}

// FileName is what a test is called where nobody names it.
func (w *Witness) FileName() string {
	return "test_witness_" + strings.ReplaceAll(w.Rule, "-", "_") + "_" + strings.TrimSuffix(path.Base(w.Path), path.Ext(w.Path)) + fmt.Sprintf("_%d.py", w.Line)
}
