package notebook

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"strings"

	"leadline/internal/text"
)

// between stands between two cells in Notebook.File. A script that is printed
// like this has the same cells.
const between = "# %%\n"

// Split reads a notebook. It never fails: what is wrong with the file is the
// notebook's Fault, and the cells before it are there.
func Split(f *text.File) *Notebook {
	n := &Notebook{JSON: f, Major: 4}
	r := &reader{scanner: scanner{b: f.Bytes}, n: n}
	r.pos = len(f.Bytes) - len(bytes.TrimPrefix(f.Bytes, []byte("\ufeff")))
	switch r.peek() {
	case '{':
		r.top()
	case '<':
		r.fail("this is a web page, not a notebook")
	case 0:
		r.fail("the file is empty")
	default:
		r.fail("this is not JSON, so it is no notebook")
	}
	if !r.bad() && !r.sawCells {
		r.fail("there is no list of cells, so this is no notebook")
	}
	n.Fault, n.At = r.fault, uint32(min(r.pos, len(f.Bytes)))
	n.Language = r.language()
	n.Python2 = n.Python() && (strings.HasPrefix(r.version, "2.") || r.version == "" && r.name == "python2" || n.Language == "python2")
	n.compose(f.Path)
	return n
}

// reader is one Split in progress.
type reader struct {
	scanner
	n                      *Notebook
	sawCells               bool
	spec, info, name, cell string // what names the language
	version                string // of it
}

func (r *reader) top() {
	r.object(func(key string) {
		switch key {
		case "cells":
			r.cells()
		case "worksheets":
			r.array(func() { r.worksheet() })
		case "metadata":
			r.metadata()
		case "nbformat":
			r.n.Major = r.number()
		case "nbformat_minor":
			r.n.Minor = r.number()
		default:
			r.skip()
		}
	})
}

func (r *reader) worksheet() {
	if r.peek() != '{' {
		r.skip()
		return
	}
	r.object(func(key string) {
		if key == "cells" {
			r.cells()
			return
		}
		r.skip()
	})
}

func (r *reader) cells() {
	if r.peek() != '[' {
		r.skip()
		return
	}
	r.sawCells = true
	r.array(r.oneCell)
}

func (r *reader) metadata() {
	r.fields(func(key string) {
		if key != "kernelspec" && key != "language_info" {
			r.skip()
			return
		}
		r.fields(func(inner string) {
			switch key + "." + inner {
			case "kernelspec.language":
				r.spec = r.str()
			case "kernelspec.name":
				r.name = r.str()
			case "language_info.name":
				r.info = r.str()
			case "language_info.version":
				r.version = r.str()
			default:
				r.skip()
			}
		})
	})
}

// fields visits an object, or passes over a value that is none.
func (r *reader) fields(visit func(key string)) {
	if r.peek() != '{' {
		r.skip()
		return
	}
	r.object(visit)
}

// language is the kernel's: what the file says of it, most telling first. A
// kernel that only has a name is Python's unless its name is another language's.
func (r *reader) language() string {
	for _, s := range []string{r.spec, r.info, r.cell} {
		if s != "" {
			return strings.ToLower(s)
		}
	}
	name := strings.ToLower(r.name)
	for _, other := range []string{"julia", "irkernel", "scala", "javascript", "typescript", "rust", "bash", "ruby", "kotlin", "octave", "matlab", "sql", "csharp", "fsharp", "java", "haskell", "gophernotes", "xcpp"} {
		if strings.HasPrefix(name, other) || strings.HasPrefix(name, ".net") {
			return name
		}
	}
	if name == "ir" {
		return "r"
	}
	return "python"
}

func (r *reader) oneCell() {
	c := Cell{Number: len(r.n.Cells) + 1, Kind: Raw}
	r.peek()
	c.Object.Start = uint32(r.pos)
	r.fields(func(key string) {
		switch key {
		case "cell_type":
			c.Kind = kindOf(r.str())
		case "id":
			c.ID = r.str()
		case "source", "input":
			c.source = r.source(0)
		case "execution_count", "prompt_number":
			r.peek()
			c.CountAt.Start = uint32(r.pos)
			c.Count = r.number()
			c.CountAt.End = uint32(r.pos)
		case "language":
			r.cell = r.str()
		case "metadata":
			r.cellMetadata(&c)
		case "outputs":
			r.outputs(&c)
		default:
			r.skip()
		}
	})
	c.Object.End = uint32(r.pos)
	if r.bad() && c.source.at.End == 0 {
		return // nothing of it was read
	}
	r.n.Cells = append(r.n.Cells, c)
}

func kindOf(name string) Kind {
	switch name {
	case "code":
		return Code
	case "markdown", "heading":
		return Markdown
	}
	return Raw
}

func (r *reader) cellMetadata(c *Cell) {
	r.fields(func(key string) {
		switch key {
		case "tags":
			if r.peek() != '[' {
				r.skip()
				return
			}
			r.array(func() { c.Tags = append(c.Tags, r.str()) })
		case "leadline":
			r.fields(func(inner string) {
				if inner != "ignore" || r.peek() != '[' {
					r.skip()
					return
				}
				r.array(func() { r.ignore(c) })
			})
		case "execution", "papermill", "ExecuteTime", "executionInfo":
			r.fields(func(inner string) { r.time(c, inner) })
		default:
			r.skip()
		}
	})
}

// ignore reads one entry of the list of silenced rules.
func (r *reader) ignore(c *Cell) {
	var i Ignore
	r.fields(func(key string) {
		switch key {
		case "rule":
			i.Rule = r.str()
		case "reason":
			i.Reason = r.str()
		default:
			r.skip()
		}
	})
	if i.Rule != "" {
		c.Ignores = append(c.Ignores, i)
	}
}

// time reads what the tools that record times write when a cell begins to run.
func (r *reader) time(c *Cell, key string) {
	switch key {
	case "iopub.execute_input", "shell.execute_reply.started", "start_time":
		if t := milliseconds(r.str()); t != 0 && c.When == 0 {
			c.When = t
		}
	case "timestamp": // of Colab, in milliseconds, at the end
		if t := r.number(); t > 0 {
			c.When = int64(t)
		}
	default:
		r.skip()
	}
}

func (r *reader) outputs(c *Cell) {
	r.peek()
	c.OutputList.Start = uint32(r.pos)
	if r.peek() == '[' {
		r.array(func() { c.Outputs = append(c.Outputs, r.output()) })
	} else {
		r.skip()
	}
	c.OutputList.End = uint32(r.pos)
}

// formatThree are the names of format 3.
var formatThree = map[string]string{"pyout": "execute_result", "pyerr": "error", "text": "text/plain", "html": "text/html",
	"latex": "text/latex", "json": "application/json", "javascript": "application/javascript", "svg": "image/svg+xml", "png": "image/png", "jpeg": "image/jpeg"}

func (r *reader) output() Output {
	var o Output
	r.peek()
	o.Object.Start = uint32(r.pos)
	r.fields(func(key string) {
		switch key {
		case "output_type":
			if o.Type = r.str(); formatThree[o.Type] != "" {
				o.Type = formatThree[o.Type]
			}
		case "name", "stream", "ename":
			o.Name = r.str()
		case "data":
			r.fields(func(media string) { o.Data = append(o.Data, Datum{media, r.skip()}) })
		case "text", "traceback", "evalue":
			o.Data = append(o.Data, Datum{"text/plain", r.skip()})
		case "html", "latex", "json", "javascript", "svg", "png", "jpeg":
			o.Data = append(o.Data, Datum{formatThree[key], r.skip()})
		default:
			r.skip()
		}
	})
	o.Object.End = uint32(r.pos)
	return o
}

// compose puts the sources of the code cells into one text.
func (n *Notebook) compose(path string) {
	size := 0
	for i := range n.Cells {
		size += len(n.Cells[i].source.text) + len(between) + 1
	}
	b := make([]byte, 0, size)
	var parts []text.Part
	ids := map[string]int{}
	for i := range n.Cells {
		c := &n.Cells[i]
		c.name(ids)
		if c.Kind != Code {
			continue
		}
		start := uint32(len(b))
		b = append(b, c.source.text...)
		c.Source = text.Span{Start: start, End: uint32(len(b))}
		parts = append(parts, text.Part{Span: c.Source, Name: c.ID, Number: c.Number, Label: fmt.Sprintf("cell %d", c.Number)})
		if l := len(b); l == 0 || b[l-1] != '\n' {
			b = append(b, '\n')
		}
		b = append(b, between...)
	}
	n.File = text.New(path, b)
	n.File.Parts = parts
}

// name gives a cell without an id one that is made of its content, so that it
// stays the same when cells above it come and go. Copies are numbered.
func (c *Cell) name(ids map[string]int) {
	if c.ID == "" {
		c.fresh = true
		h := fnv.New64a()
		h.Write(c.source.text)
		c.ID = fmt.Sprintf("%012x", h.Sum64()&0xffffffffffff)
	}
	ids[c.ID]++
	if k := ids[c.ID]; k > 1 {
		c.ID = fmt.Sprintf("%s-%d", c.ID, k)
	}
}

// milliseconds reads a time as ISO 8601 writes it, 0 for anything else.
func milliseconds(s string) int64 {
	var f [7]int
	if len(s) < 19 {
		return 0
	}
	for i, at := range [...]int{0, 5, 8, 11, 14, 17} {
		width := 2
		if i == 0 {
			width = 4
		}
		for _, c := range []byte(s[at : at+width]) {
			if c < '0' || c > '9' {
				return 0
			}
			f[i] = 10*f[i] + int(c-'0')
		}
	}
	if len(s) > 20 && s[19] == '.' {
		scale := 100
		for _, c := range []byte(s[20:]) {
			if c < '0' || c > '9' {
				break
			}
			f[6] += scale * int(c-'0')
			scale /= 10
		}
	}
	return ((days(f[0], f[1], f[2])*24+int64(f[3]))*60+int64(f[4]))*60_000 + int64(f[5])*1000 + int64(f[6])
}

// days counts from 1970 to a day of the Gregorian calendar.
func days(y, m, d int) int64 {
	if m <= 2 {
		y--
		m += 12
	}
	era := int64(y) / 400
	yoe := int64(y) - 400*era
	doy := int64((153*(m-3)+2)/5 + d - 1)
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}
