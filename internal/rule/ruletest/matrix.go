package ruletest

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// The matrix: sources x propagations x guards and sanitizers x sinks. A cell is
// one SINK line of a case, judged with one source and one sink; its twin is a
// line of the other verdict in the same case. internal/taint/testdata/matrix/README.md
// says how cases are written.

// MatrixCase is one case as it is written.
type MatrixCase struct {
	File, Name     string
	Sentences      []string
	sources, sinks []string // what the case asks for; empty: the harness chooses
	route          string   // what the decorator of the view says
	top, body      []string
	files          map[string]string
	head, reading  string // what every program begins with, and the file that reads for it
}

// matrixSource is one way in which data comes to SOURCE.
type matrixSource struct {
	name, expr, top string
	reads           bool // it is read in another file
	inner           bool // the body is a function within the view
}

var matrixSources = []matrixSource{
	{name: "args", expr: `request.args["q"]`},
	{name: "entry", expr: "q"},
	{name: "callee", expr: "read_it()", top: "def read_it():\n    return request.args.get('q')\n"},
	{name: "global", expr: "held", top: "held = ''\n\ndef hold():\n    global held\n    held = request.args['q']\n"},
	{name: "attribute", expr: "Keep.text", top: "class Keep:\n    text = ''\n\ndef keep():\n    Keep.text = request.args['q']\n"},
	{name: "closure", expr: "outer", inner: true},
	{name: "file", expr: "reading.read_it()", top: "import reading\n", reads: true},
}

// matrixSink is one place to which data may come.
type matrixSink struct{ name, call, rule string }

var matrixSinks = []matrixSink{
	{"sql", "sqlite3.connect('db').execute(%s)", "sql-injection"},
	{"os", "os.system(%s)", "os-command-injection"},
	{"eval", "eval(%s)", "code-injection"},
	{"open", "open(%s)", "path-traversal"},
	{"get", "requests.get(%s)", "ssrf"},
	{"redirect", "redirect(%s)", "open-redirect"},
	{"html", "return %s", "xss"},
	{"markup", "Markup(%s)", "xss"},
}

// plainSinks judge a value wherever it stands in the text, so any case may have them.
var plainSinks = []string{"sql", "os", "eval"}

// program writes a case with one source and one sink, and says what each line should be.
func (c *MatrixCase) program(src *matrixSource, sink *matrixSink) (map[string]string, map[string]string) {
	var b strings.Builder
	b.WriteString(c.head + src.top + "\n")
	write := func(indent string, lines []string) {
		for _, line := range lines {
			line = strings.ReplaceAll(line, "SOURCE", src.expr)
			b.WriteString(strings.TrimRight(indent+sink.at(line), " ") + "\n")
		}
	}
	write("", c.top)
	route := c.route
	if route == "" {
		route = "/x/<path:q>"
	}
	if len(c.body) > 0 {
		fmt.Fprintf(&b, "\n@app.route(%q)\ndef view(q):\n", route)
		if src.inner {
			b.WriteString("    outer = request.args['q']\n    def inner():\n")
			write("        ", c.body)
			b.WriteString("    return inner()\n")
		} else {
			write("    ", c.body)
		}
	}
	files := map[string]string{"main.py": b.String()}
	if src.reads {
		files["reading.py"] = c.reading
	}
	for name, text := range c.files {
		var lines []string
		for _, line := range strings.Split(strings.ReplaceAll(text, "SOURCE", src.expr), "\n") {
			lines = append(lines, sink.at(line))
		}
		files[name] = strings.Join(lines, "\n")
	}
	return files, marksOf(files)
}

// at puts the sink in the place of SINK(...).
func (s *matrixSink) at(line string) string {
	i := strings.Index(line, "SINK(")
	if i < 0 {
		return line
	}
	code, mark, _ := strings.Cut(line, "  # want")
	if strings.Contains(line, "  # want") {
		mark = "want" + mark
	} else {
		mark = "safe"
	}
	end := closing(code, i+len("SINK"))
	return code[:i] + fmt.Sprintf(s.call, code[i+len("SINK("):end]) + code[end+1:] + "  # cell " + mark
}

// closing finds the parenthesis that closes the one at open; the cases hold no
// lone parenthesis in a string.
func closing(code string, open int) int {
	depth := 0
	for i := open; i < len(code); i++ {
		switch code[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(code) - 1
}

// marksOf lists the cells of a program: file:line -> want, want:missing, want:spurious or safe.
func marksOf(files map[string]string) map[string]string {
	marks := map[string]string{}
	for name, text := range files {
		for i, line := range strings.Split(text, "\n") {
			if _, mark, ok := strings.Cut(line, "  # cell "); ok {
				marks[fmt.Sprintf("%s:%d", name, i+1)] = strings.TrimSpace(mark)
			}
		}
	}
	return marks
}

var matrixHead = regexp.MustCompile(`^== ([a-z0-9-]+): ([^;]*)(?:; (.*))?$`)

// MatrixCases reads the files of cases of a folder.
func MatrixCases(fsys fs.FS) ([]*MatrixCase, error) {
	names, err := fs.Glob(fsys, "*.cells")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no cases: %w", err)
	}
	head, err := fs.ReadFile(fsys, "head.txt")
	if err != nil {
		return nil, fmt.Errorf("read what programs begin with: %w", err)
	}
	reading, err := fs.ReadFile(fsys, "reading.txt")
	if err != nil {
		return nil, fmt.Errorf("read the file that reads: %w", err)
	}
	var out []*MatrixCase
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read cases: %w", err)
		}
		cases, err := readCells(strings.TrimSuffix(name, ".cells"), string(data))
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			c.head, c.reading = string(head), string(reading)
		}
		out = append(out, cases...)
	}
	return out, nil
}

func readCells(file, text string) ([]*MatrixCase, error) {
	var out []*MatrixCase
	var c *MatrixCase
	var other string
	for n, line := range strings.Split(text, "\n") {
		switch m := matrixHead.FindStringSubmatch(line); {
		case m != nil:
			c = &MatrixCase{File: file, Name: m[1], Sentences: strings.Fields(m[2]), files: map[string]string{}}
			if err := c.options(m[3]); err != nil {
				return nil, err
			}
			out, other = append(out, c), ""
		case c == nil:
		case line == "---":
			c.top, c.body, other = append(c.top, c.body...), nil, ""
		case strings.HasPrefix(line, "-- ") && strings.HasSuffix(line, " --"):
			other = strings.TrimSuffix(strings.TrimPrefix(line, "-- "), " --")
		case strings.HasPrefix(line, "=="):
			return nil, fmt.Errorf("%s.cells:%d: not the head of a case: %s", file, n+1, line)
		case other != "":
			c.files[other] += line + "\n"
		default:
			c.body = append(c.body, line)
		}
	}
	for _, c := range out {
		for len(c.body) > 0 && c.body[len(c.body)-1] == "" {
			c.body = c.body[:len(c.body)-1]
		}
	}
	return out, nil
}

func (c *MatrixCase) options(text string) error {
	for _, option := range strings.Fields(text) {
		key, value, _ := strings.Cut(option, "=")
		switch key {
		case "sources":
			c.sources = strings.Split(value, ",")
		case "sinks":
			c.sinks = strings.Split(value, ",")
		case "route":
			c.route = value
		default:
			return fmt.Errorf("%s/%s: unknown option %s", c.File, c.Name, option)
		}
	}
	return nil
}

// MatrixProgram is a case with one source and one sink: its files, and what each of its
// cells should be (file:line -> want, want:missing, want:spurious or safe) by a rule.
type MatrixProgram struct {
	Source, Sink, Rule string
	Files, Marks       map[string]string
	Head               int // how many lines every program begins with
}

// Programs writes the n-th case with the sources and sinks that it is run with: what the
// case asks for, crossed; else the plain source and one that changes from case to case,
// each with a sink in its turn.
func (c *MatrixCase) Programs(n int) []MatrixProgram {
	var out []MatrixProgram
	for _, k := range c.combinations(n) {
		files, marks := c.program(k.source, k.sink)
		out = append(out, MatrixProgram{k.source.name, k.sink.name, k.sink.rule, files, marks, strings.Count(c.head, "\n")})
	}
	return out
}

// combination is a source and a sink with which a case is run.
type combination struct {
	source *matrixSource
	sink   *matrixSink
}

// combinations chooses them.
func (c *MatrixCase) combinations(n int) []combination {
	sources, sinks := c.sources, c.sinks
	if sources == nil {
		sources = []string{"args", matrixSources[1+n%(len(matrixSources)-1)].name}
	}
	if slices.Equal(sources, []string{"all"}) {
		sources = nil
		for _, s := range matrixSources {
			sources = append(sources, s.name)
		}
	}
	var out []combination
	for i, source := range sources {
		each := sinks
		if each == nil {
			each = []string{plainSinks[(n+i)%len(plainSinks)]}
		}
		for _, sink := range each {
			s := slices.IndexFunc(matrixSources, func(s matrixSource) bool { return s.name == source })
			k := slices.IndexFunc(matrixSinks, func(s matrixSink) bool { return s.name == sink })
			out = append(out, combination{&matrixSources[s], &matrixSinks[k]})
		}
	}
	return out
}
