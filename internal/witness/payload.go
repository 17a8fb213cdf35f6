package witness

import (
	"path"
	"regexp"
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
	var fits *payloadRow
	for k := range row.Payloads {
		p := &row.Payloads[k]
		if p.In != "" && p.In != quote || p.HTML != "" && p.HTML != place || p.Sent != "" && p.Sent != sent || !p.after.MatchString(before) || !p.api.MatchString(s.API) {
			continue
		}
		if fits == nil {
			fits = p
		}
		if p.In == fits.In && p.HTML == fits.HTML && b.survives(p.payload()) {
			fits = p
			break
		}
	}
	if fits != nil {
		b.Watch, b.part, b.Payload, b.Context = row.Watch, fits.Part, fits.payload(), contextPhrase(quote, place)
		b.plan.place = place
		return
	}
	b.missing("a payload of %s for this place in the text", s.Kind)
}

// payload is the text of a row.
func (p *payloadRow) payload() string {
	return strings.NewReplacer("{marker}", Marker, "{outside}", Outside, "{name}", Marker).Replace(p.Text)
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
	if name := syntax.Dotted(call.Func); name != "" {
		return strings.TrimLeft(c.meant(name), ".")
	}
	return ""
}

// eachChange visits the calls on the way that may take something of a payload
// away, with the name that the call is known by.
func (b *builder) eachChange(visit func(c *code, s *finding.Step, call *syntax.Call, name string)) {
	for i := range b.detail.Passes {
		s := &b.detail.Passes[i]
		if s.Location.File == nil || !strings.HasSuffix(s.Location.File.Path, ".py") {
			continue
		}
		c := b.code(s.Location.File)
		if call, ok := c.expr(s.Location.Span).(*syntax.Call); ok {
			visit(c, s, call, b.calledName(c, call))
		}
	}
}

// survives tells whether the replacements on the way, as far as they are constant,
// leave a payload as it is.
func (b *builder) survives(payload string) bool {
	out := true
	b.eachChange(func(c *code, _ *finding.Step, call *syntax.Call, name string) {
		left, known := b.substituted(c, call, name, payload)
		out = out && !cuts(call, payload) && (!known || left == payload)
	})
	return out
}

// substituted is what re.sub leaves of a payload, where its pattern and what it
// puts there are constant.
func (b *builder) substituted(c *code, call *syntax.Call, name, payload string) (left string, known bool) {
	if name != "re.sub" || len(call.Args) != 3 || len(call.Keywords) > 0 {
		return "", false
	}
	pattern, ok := c.constantOf(call.Args[0])
	with, also := c.constantOf(call.Args[1])
	if !ok || !also || strings.Contains(with, `\`) {
		return "", false
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return "", false
	}
	return re.ReplaceAllLiteralString(payload, with), true
}

// constantOf is the text of a literal, or of the variable that was given it.
func (c *code) constantOf(x syntax.Expr) (string, bool) {
	if name, ok := x.(*syntax.Name); ok {
		x = c.assigned(name)
	}
	return constant(x)
}

// noteChanges names the calls on the way of which it is not known what they leave
// of the payload, and those that change it.
func (b *builder) noteChanges() {
	if b.Payload == "" {
		return
	}
	b.eachChange(func(c *code, s *finding.Step, call *syntax.Call, name string) {
		undo, known := b.table.decoders[name]
		left, sure := b.substituted(c, call, name, b.Payload)
		switch {
		case sure && left == b.Payload:
		case known && undo == "", s.Kind == finding.StepUnknown && !known, cuts(call, b.Payload):
			b.missing("what %s leaves of the payload (%s, line %d)", c.written(call), c.file.Path, c.lineOf(call))
		}
	})
}

// cuts tells whether a method of texts takes a piece of a payload away.
func cuts(call *syntax.Call, payload string) bool {
	at, ok := call.Func.(*syntax.Attribute)
	if !ok || len(call.Args) == 0 {
		return false
	}
	switch at.Attr {
	case "replace", "split", "rsplit", "partition", "rpartition", "removeprefix", "removesuffix":
		piece, ok := constant(call.Args[0])
		return ok && piece != "" && strings.Contains(payload, piece)
	}
	return false
}
