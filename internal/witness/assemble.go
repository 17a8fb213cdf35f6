package witness

import (
	"slices"
	"strings"

	"leadline/internal/model"
	"leadline/internal/python/syntax"
)

// plainValue stands in every field of which nothing more is known.
const plainValue = "leadline"

// assemble makes one input of the fields.
func (b *builder) assemble() {
	encoding := b.encodings()
	if b.part == "filename" || b.uploadName() {
		for i := range b.fields {
			if b.fields[i].In == "file" {
				b.fields[i].In = "filename"
			}
		}
	}
	for i := range b.fields {
		f := &b.fields[i]
		switch {
		case f.Tainted:
			f.Value, f.Encoding = b.Payload, encoding
			if (f.In == "header" || f.In == "cookie") && encoding == "" && strings.Contains(b.Payload, "\n") {
				b.plan.stuck = true
				b.missing("how a line break gets into a %s: no client can send one there", f.In)
			}
		case f.Value != "" || f.empty:
		case f.number:
			f.Value = "1"
		default:
			f.Value = plainValue
		}
	}
	for i := range b.plan.rows {
		for k := range b.plan.rows[i].fields {
			f := &b.plan.rows[i].fields[k]
			if of := b.find(f.of[0], f.of[1]); of != nil {
				f.value = *of
			}
		}
	}
	if b.driver != nil {
		b.assembleRequest()
		return
	}
	for _, f := range b.fields {
		switch f.In {
		case "argument":
			b.Call = append(b.Call, f)
		case "argv", "environment", "stdin":
			b.Program = append(b.Program, f)
		}
	}
	if len(b.Call) > 0 {
		b.fillArguments()
	}
}

// uploadName tells whether it is the name of an uploaded file that matters, and
// not its content.
func (b *builder) uploadName() bool {
	for _, s := range b.detail.Passes {
		if s.Location.File == nil || !strings.HasSuffix(s.Location.File.Path, ".py") {
			continue
		}
		if at, ok := b.code(s.Location.File).expr(s.Location.Span).(*syntax.Attribute); ok && slices.Contains([]string{"filename", "name", "raw_filename"}, at.Attr) {
			return true
		}
	}
	return false
}

// fillArguments gives the function's other parameters values.
func (b *builder) fillArguments() {
	c := b.code(b.detail.Source.File)
	fn := c.function(b.detail.Source.Span)
	if fn == nil {
		return
	}
	for i := range fn.Args.Args {
		a := &fn.Args.Args[i]
		if a.Default != nil || a.Kind == syntax.VarPositional || a.Kind == syntax.VarKeyword || slices.ContainsFunc(b.Call, func(f Field) bool { return f.Name == a.Name }) {
			continue
		}
		if _, method := c.parents[fn].(*syntax.ClassDef); method && i == 0 {
			b.missing("an object of %s to call the method on", strings.TrimSuffix(c.path(fn), "."+fn.Name))
			continue
		}
		b.Call = append(b.Call, Field{In: "argument", Name: a.Name, Value: plainValue})
	}
}

func (b *builder) assembleRequest() {
	r := &Request{Method: b.pickMethod(), Path: b.route}
	if r.Method == "GET" || r.Method == "HEAD" {
		b.fields = slices.DeleteFunc(b.fields, func(f Field) bool { return !f.Tainted && f.inBody() })
	}
	if r.Path == "" {
		r.Path = nowhere
	}
	for _, p := range model.RouteParams(b.route, b.driver.Route) {
		f := b.find("path", p.Name)
		if f == nil {
			b.fields = append(b.fields, Field{In: "path", Name: p.Name, Value: valueFor(p.Converter)})
			f = &b.fields[len(b.fields)-1]
		}
		r.Path = strings.Replace(r.Path, p.Text, escapePath(f.Value), 1)
	}
	if f := b.find("address", ""); f != nil && f.Tainted {
		r.Path += "?" + escapeQuery(Marker) + "=" + escapeQuery(f.Value)
	}
	for _, f := range b.fields {
		if f.In == "session" {
			b.given("the client's session has %s: %s", f.Name, f.Value)
		}
	}
	r.Fields = b.fields
	b.Request = r
}

// inBody tells whether a field is sent in a request's body.
func (f Field) inBody() bool {
	return slices.Contains([]string{"form", "json", "body", "file", "filename"}, f.In)
}

func valueFor(converter string) string {
	switch converter {
	case "int", "float":
		return "1"
	case "uuid":
		return "00000000-0000-0000-0000-000000000001"
	}
	return plainValue
}

// pickMethod is the method that the code asks for, one that its route takes, or
// the one that carries the fields.
func (b *builder) pickMethod() string {
	body := slices.ContainsFunc(b.fields, Field.inBody)
	takes := func(m string) bool { return len(b.methods) == 0 || slices.Contains(b.methods, m) }
	switch {
	case b.method != "":
		if !takes(b.method) {
			b.missing("a method that both the route (%s) and the code (%s) take", strings.Join(b.methods, ", "), b.method)
		}
		return b.method
	case body:
		for _, m := range []string{"POST", "PUT", "PATCH"} {
			if takes(m) && (len(b.methods) > 0 || b.driver.Methods == "") {
				return m
			}
		}
	}
	if len(b.methods) > 0 {
		return b.methods[0]
	}
	return b.driver.Default
}

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

func escape(s, also string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; strings.IndexByte(unreserved, c) >= 0 || strings.IndexByte(also, c) >= 0 {
			out.WriteByte(c)
		} else {
			out.WriteByte('%')
			out.WriteByte(hex[c>>4])
			out.WriteByte(hex[c&15])
		}
	}
	return out.String()
}

func escapePath(s string) string { return escape(s, "/") }

func escapeQuery(s string) string { return escape(s, "") }
