package witness

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Print shows a witness to people.
func (w *Witness) Print(out io.Writer) error {
	p := &printer{w: out}
	p.line("Witness")
	switch {
	case w.Payload == "":
	case w.Request != nil:
		p.line("  Send to %s:", w.Entry)
		p.request(w.Request)
	case len(w.Call) > 0:
		p.line("  Call:")
		var args []string
		for _, f := range w.Call {
			args = append(args, f.Name+"="+pythonText(f.Value))
		}
		p.line("    %s(%s)", w.Entry, strings.Join(args, ", "))
	case len(w.Program) > 0:
		where := w.plan.entry.path
		if w.Cell > 0 {
			where += fmt.Sprintf(", cell %d,", w.Cell)
		}
		p.line("  Run %s with:", where)
		for _, f := range w.Program {
			p.line("    %s: %s", strings.TrimSpace(f.In+" "+f.Name), visible(f.sent()))
		}
	}
	if w.Payload != "" {
		context := ""
		if w.Context != "" {
			context = " (" + w.Context + ")"
		}
		p.line("  Payload%s:", context)
		p.block(w.Payload)
	}
	if w.Sink != "" {
		p.line("  %s", w.arrival())
		p.block(w.Sink)
	}
	p.list("  Given:", w.Given)
	p.list("  Not known:", w.Missing)
	p.line("")
	return p.err
}

// arrival says who gets what.
func (w *Witness) arrival() string {
	switch {
	case w.API == "return":
		return "The answer then is:"
	case !strings.HasSuffix(w.Path, ".py") && !strings.HasSuffix(w.Path, ".ipynb"):
		return "The page then has:"
	}
	return strings.TrimPrefix(w.API, "builtins.") + "() then gets:"
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) block(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		p.line("    %s", visible(line))
	}
}

func (p *printer) list(title string, items []string) {
	if len(items) > 0 {
		p.line("%s", title)
	}
	for _, s := range items {
		p.line("    - %s", visible(s))
	}
}

// request shows the request line, its headers and its body.
func (p *printer) request(r *Request) {
	query, form := r.pairs("query"), r.pairs("form")
	line := r.Method + " " + r.Path
	if query != "" {
		line += "?" + query
	}
	p.line("    %s", line)
	var cookies []string
	for _, f := range r.Fields {
		switch f.In {
		case "header":
			p.line("    %s: %s", f.Name, visible(f.sent()))
		case "cookie":
			cookies = append(cookies, f.Name+"="+f.sent())
		}
	}
	if len(cookies) > 0 {
		p.line("    Cookie: %s", visible(strings.Join(cookies, "; ")))
	}
	files := false
	for _, f := range r.Fields {
		files = files || f.In == "file" || f.In == "filename"
	}
	switch body, kind := r.body(); {
	case files:
		p.line("    Content-Type: multipart/form-data")
		p.line("")
		for _, f := range r.Fields {
			switch f.In {
			case "form":
				p.line("    %s: %s", f.Name, visible(f.sent()))
			case "file":
				if f.Tainted {
					p.line("    %s: a file that contains %s", f.Name, visible(f.sent()))
				} else {
					p.line("    %s: any picture", f.Name)
				}
			case "filename":
				p.line("    %s: a file that is called %s", f.Name, visible(f.sent()))
			}
		}
	case body != "":
		p.line("    Content-Type: %s", kind)
		p.line("")
		p.block(body)
	case form != "":
		p.line("    Content-Type: application/x-www-form-urlencoded")
		p.line("")
		p.line("    %s", form)
	}
}

// sent is what is sent of a field, for people.
func (f *Field) sent() string {
	if f.Encoding == "" {
		return f.Value
	}
	return strings.ReplaceAll(f.Encoding, "{}", pythonText(f.Value))
}

func (r *Request) pairs(in string) string {
	var out []string
	for _, f := range r.Fields {
		if f.In == in {
			value := escapeQuery(f.Value)
			if f.Encoding != "" {
				value = f.sent()
			}
			out = append(out, escapeQuery(f.Name)+"="+value)
		}
	}
	return strings.Join(out, "&")
}

// body is the body where it is one text, and its type.
func (r *Request) body() (text, kind string) {
	var object *tree
	for i := range r.Fields {
		f := &r.Fields[i]
		switch {
		case f.In == "body":
			return f.sent(), "application/octet-stream"
		case f.In == "json" && len(f.keys) == 0:
			return jsonText(f.sent()), "application/json"
		case f.In == "json":
			if object == nil {
				object = &tree{}
			}
			object.put(f.keys, f)
		}
	}
	if object == nil {
		return "", ""
	}
	return object.json(), "application/json"
}

// tree is a JSON object whose keys are in the order in which they were put.
type tree struct {
	keys   []string
	leaves map[string]*Field
	below  map[string]*tree
}

func (t *tree) put(keys []string, f *Field) {
	if t.leaves == nil {
		t.leaves, t.below = map[string]*Field{}, map[string]*tree{}
	}
	key := keys[0]
	if t.leaves[key] == nil && t.below[key] == nil {
		t.keys = append(t.keys, key)
	}
	if len(keys) == 1 {
		if t.below[key] == nil {
			t.leaves[key] = f
		}
		return
	}
	delete(t.leaves, key)
	if t.below[key] == nil {
		t.below[key] = &tree{}
	}
	t.below[key].put(keys[1:], f)
}

func (t *tree) json() string {
	var out []string
	for _, key := range t.keys {
		value := ""
		switch f := t.leaves[key]; {
		case f == nil:
			value = t.below[key].json()
		case f.number:
			value = f.Value
		default:
			value = jsonText(f.sent())
		}
		out = append(out, jsonText(key)+": "+value)
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func jsonText(s string) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""`
	}
	return strings.TrimSpace(out.String())
}

// visible shows control characters as escapes: nothing of a payload moves the
// cursor.
func visible(s string) string {
	var out strings.Builder
	for _, r := range s {
		out.WriteString(shown(r))
	}
	return out.String()
}

// shown is a character, or what stands for one that moves the cursor, as Python has it.
func shown(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r < ' ' || r == 0x7f:
		return fmt.Sprintf(`\x%02x`, r)
	}
	return string(r)
}
