package rest

import (
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// reference is the description of the API as a page for people.
type reference struct {
	Version string
	Tags    []referenceTag
}

type referenceTag struct {
	Name       string
	Operations []referenceOperation
}

type referenceOperation struct {
	ID, Method, Path, Summary string
	Open                      bool // to everybody
	Parameters                []referenceField
	Body, Answer              []referenceField
	Statuses                  string
}

// referenceField is a parameter, or a member of a body at some depth.
type referenceField struct {
	Name, In, Type, Doc string
	Required            bool
	Depth               int
}

//go:embed reference.html
var referenceHTML string

//go:embed reference.css
var referenceCSS []byte

// reference serves the page; it is made once, from what every client reads.
func (a *api) reference(h huma.API, mux *http.ServeMux) error {
	page, err := template.New("reference").Parse(referenceHTML)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := page.Execute(&b, referenceOf(h.OpenAPI())); err != nil {
		return err
	}
	mux.HandleFunc("GET /v1/docs", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(b.String()))
	})
	mux.HandleFunc("GET /v1/docs.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(referenceCSS)
	})
	return nil
}

func referenceOf(spec *huma.OpenAPI) *reference {
	r := &reference{Version: spec.Info.Version}
	byTag := map[string][]referenceOperation{}
	for path, item := range spec.Paths {
		for _, m := range []struct {
			name string
			op   *huma.Operation
		}{{"GET", item.Get}, {"POST", item.Post}, {"PUT", item.Put}, {"PATCH", item.Patch}, {"DELETE", item.Delete}} {
			if m.op == nil {
				continue
			}
			tag := "other"
			if len(m.op.Tags) > 0 {
				tag = m.op.Tags[0]
			}
			byTag[tag] = append(byTag[tag], operationOf(spec, m.name, path, m.op))
		}
	}
	for tag, list := range byTag {
		slices.SortFunc(list, func(a, b referenceOperation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
		r.Tags = append(r.Tags, referenceTag{tag, list})
	}
	slices.SortFunc(r.Tags, func(a, b referenceTag) int { return strings.Compare(a.Name, b.Name) })
	return r
}

func operationOf(spec *huma.OpenAPI, method, path string, op *huma.Operation) referenceOperation {
	out := referenceOperation{ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, Open: len(op.Security) == 0}
	f := &fields{spec: spec}
	for _, p := range op.Parameters {
		out.Parameters = append(out.Parameters, referenceField{Name: p.Name, In: p.In, Type: f.word(p.Schema), Doc: p.Description, Required: p.Required})
	}
	if op.RequestBody != nil {
		out.Body = f.content(op.RequestBody.Content)
	}
	var statuses []string
	for status, r := range op.Responses {
		statuses = append(statuses, status)
		if strings.HasPrefix(status, "2") {
			out.Answer = f.content(r.Content)
		}
	}
	slices.Sort(statuses)
	out.Statuses = strings.Join(statuses, ", ")
	return out
}

// fields flattens schemas.
type fields struct{ spec *huma.OpenAPI }

// deepest is how far the members of members are shown.
const deepest = 3

func (f *fields) content(content map[string]*huma.MediaType) (out []referenceField) {
	for kind, m := range content {
		if m.Schema == nil {
			continue
		}
		if kind != "application/json" {
			return []referenceField{{Name: kind, Type: f.word(m.Schema)}}
		}
		return f.members(f.follow(m.Schema), 0, map[*huma.Schema]bool{})
	}
	return nil
}

func (f *fields) follow(s *huma.Schema) *huma.Schema {
	for s != nil && s.Ref != "" {
		s = f.spec.Components.Schemas.SchemaFromRef(s.Ref)
	}
	return s
}

func (f *fields) members(s *huma.Schema, depth int, above map[*huma.Schema]bool) (out []referenceField) {
	if s == nil || depth > deepest || above[s] {
		return nil
	}
	above[s] = true
	defer delete(above, s)
	if s.Type == "array" {
		return f.members(f.follow(s.Items), depth, above)
	}
	names := make([]string, 0, len(s.Properties))
	for name := range s.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		p := s.Properties[name]
		doc := p.Description
		out = append(out, referenceField{Name: name, Type: f.word(p), Doc: doc, Required: slices.Contains(s.Required, name), Depth: depth})
		out = append(out, f.members(f.follow(p), depth+1, above)...)
	}
	return out
}

// word says what a value is.
func (f *fields) word(s *huma.Schema) string {
	s = f.follow(s)
	if s == nil {
		return ""
	}
	switch {
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, e := range s.Enum {
			words[i] = fmt.Sprint(e)
		}
		return strings.Join(words, " | ")
	case s.Type == "array":
		return "list of " + f.word(s.Items)
	case s.Format != "":
		return s.Format
	}
	return s.Type
}
