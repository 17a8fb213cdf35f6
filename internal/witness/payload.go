package witness

import (
	"path"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/python/syntax"
)

// pickPayload takes the first payload of the sink's kind whose context fits the
// place of the data.
func (b *builder) pickPayload() {
	s := &b.detail.Sink
	row := b.table.sinks[s.Kind]
	if row == nil {
		b.missing("what data does harm in %s (%s): no payload is known for it", s.API, s.Kind)
		return
	}
	before := b.before()
	quote, place := openQuote(before), ""
	if row.Watch == "html" {
		place = htmlPlace(before)
		quote = htmlQuote(before, place)
	}
	sent := ""
	for i := range b.fields {
		if b.fields[i].Tainted {
			sent = b.fields[i].In
		}
	}
	for k := range row.Payloads {
		p := &row.Payloads[k]
		if p.In != "" && p.In != quote || p.HTML != "" && p.HTML != place || p.Sent != "" && p.Sent != sent || !p.after.MatchString(before) || !p.api.MatchString(s.API) {
			continue
		}
		b.Watch, b.part = row.Watch, p.Part
		b.Payload = strings.NewReplacer("{marker}", Marker, "{outside}", Outside, "{name}", Marker).Replace(p.Text)
		b.Context = contextPhrase(quote, place)
		return
	}
	b.missing("a payload of %s for this place in the text", s.Kind)
}

// before is the constant text in front of the data; of a hole of a page, the page
// up to it.
func (b *builder) before() string {
	if at := b.finding.Location; path.Ext(at.File.Path) != ".py" && len(at.File.Parts) == 0 {
		return withoutTags(string(at.File.Bytes[:at.Span.Start]))
	}
	return b.detail.Sink.Before
}

// withoutTags is a page's text without the tags and holes of the template.
func withoutTags(page string) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(page, '{')
		if i < 0 || i+1 >= len(page) {
			// the brace of the hole itself
			return strings.TrimRight(out.String()+page, "{ ")
		}
		end := map[byte]string{'{': "}}", '%': "%}", '#': "#}"}[page[i+1]]
		j := -1
		if end != "" {
			j = strings.Index(page[i+2:], end)
		}
		switch {
		case end == "":
			out.WriteString(page[:i+1])
			page = page[i+1:]
		case j < 0:
			out.WriteString(page[:i])
			return out.String()
		default:
			out.WriteString(page[:i])
			page = page[i+2+j+2:]
		}
	}
}

// openQuote is the quote that is open at the end of a text, or "".
func openQuote(before string) string {
	var open byte
	for i := 0; i < len(before); i++ {
		switch c := before[i]; {
		case c == open:
			open = 0
		case open == 0 && (c == '\'' || c == '"' || c == '`'):
			open = c
		}
	}
	if open == 0 {
		return ""
	}
	return string(open)
}

// htmlPlace is where in a page its end is: script, attribute (in quotes),
// unquoted (an attribute without) or text.
func htmlPlace(before string) string {
	lower := strings.ToLower(before)
	if strings.LastIndex(lower, "<script") > strings.LastIndex(lower, "</script") {
		return "script"
	}
	tag := strings.LastIndexByte(before, '<')
	if tag < 0 || strings.LastIndexByte(before, '>') > tag {
		return "text"
	}
	if openQuote(before[tag:]) != "" {
		return "attribute"
	}
	if strings.HasSuffix(before, "=") {
		return "unquoted"
	}
	return "text"
}

func htmlQuote(before, place string) string {
	switch place {
	case "attribute":
		return openQuote(before[strings.LastIndexByte(before, '<'):])
	case "script":
		tail := before[strings.LastIndex(strings.ToLower(before), "<script"):]
		if i := strings.LastIndexByte(tail, '\n'); i >= 0 {
			tail = tail[i:]
		}
		return openQuote(tail)
	}
	return ""
}

func contextPhrase(quote, place string) string {
	switch {
	case place == "script":
		return "in a script of the page"
	case place == "attribute":
		return "in an attribute of the page"
	case place == "unquoted":
		return "in an attribute without quotes"
	case place == "text":
		return "in the text of the page"
	case quote != "":
		return "between " + quote
	}
	return ""
}

// encodings are the expressions, innermost first, that make of the payload what
// must be sent, so that the conversions on the way give the payload again.
func (b *builder) encodings() string {
	out := "{}"
	for _, s := range b.detail.Passes {
		c := b.code(s.Location.File)
		call, ok := c.expr(s.Location.Span).(*syntax.Call)
		if !ok {
			continue
		}
		if undo := b.table.decoders[b.calledName(c, call)]; undo != "" {
			// what is decoded last is encoded first
			out = strings.ReplaceAll(out, "{}", undo)
		}
	}
	if out == "{}" {
		return ""
	}
	return out
}

// calledName is the name of a called function by what it was imported as.
func (b *builder) calledName(c *code, call *syntax.Call) string {
	if name := dotted(call.Func); name != "" {
		return strings.TrimLeft(c.meant(name), ".")
	}
	return ""
}

// noteChanges names the calls on the way of which it is not known what they leave
// of the payload.
func (b *builder) noteChanges() {
	for _, s := range b.detail.Passes {
		if s.Location.File == nil || !strings.HasSuffix(s.Location.File.Path, ".py") {
			continue
		}
		c := b.code(s.Location.File)
		call, ok := c.expr(s.Location.Span).(*syntax.Call)
		if !ok || b.Payload == "" {
			continue
		}
		undo, known := b.table.decoders[b.calledName(c, call)]
		if known && undo == "" || s.Kind == finding.StepUnknown && !known || b.cuts(call) {
			b.missing("what %s leaves of the payload (%s, line %d)", c.written(call), c.file.Path, c.lineOf(call))
		}
	}
}

// cuts tells whether a method of texts takes a piece of the payload away.
func (b *builder) cuts(call *syntax.Call) bool {
	at, ok := call.Func.(*syntax.Attribute)
	if !ok || len(call.Args) == 0 {
		return false
	}
	switch at.Attr {
	case "replace", "split", "rsplit", "partition", "rpartition", "removeprefix", "removesuffix":
		piece, ok := constant(call.Args[0])
		return ok && piece != "" && strings.Contains(b.Payload, piece)
	}
	return false
}
