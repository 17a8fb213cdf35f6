package openapi

import (
	"strings"
	"testing"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

const shop = `openapi: 3.0.1
paths:
  /orders/{number}/{name}:
    parameters:
      - {name: number, in: path, schema: {type: integer}}
      - {name: name, in: path, schema: {type: string}}
    get:
      operationId: shop.orders.find
      parameters:
        - $ref: '#/components/parameters/sortBy'
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: state, in: query, schema: {type: string, enum: [open, closed]}}
    post:
      x-openapi-router-controller: shop.views
      operationId: Orders.make
      requestBody:
        content:
          multipart/form-data:
            schema:
              properties:
                file: {type: string, format: binary}
                note: {type: string}
  /else:
    get:
      operationId: read_items_else_get
components:
  parameters:
    sortBy: {name: sortBy, in: query, schema: {type: string}}
`

func show(t *testing.T, name, content string) string {
	t.Helper()
	tree := Parse(text.New(name, []byte(content)))
	if tree == nil {
		return ""
	}
	var b strings.Builder
	for _, st := range tree.Body {
		switch st := st.(type) {
		case *syntax.ImportFrom:
			b.WriteString("from " + st.Module + " import " + st.Names[0].Name + " as " + st.Names[0].AsName + "\n")
		case *syntax.ExprStmt:
			b.WriteString(syntax.Unparse(st.Value) + "\n")
			if at := tree.File.Slice(st.Span()); !strings.HasPrefix(at, "operationId") {
				t.Errorf("the call stands at %q", at)
			}
		}
	}
	return b.String()
}

func TestParse(t *testing.T) {
	want := `from shop.orders import find as operation0
leadline_api.operation("/orders/{number:int}/{name}?{sortBy:path}{sort_by:path}{state:uuid}", operation0)
from shop.views import Orders as operation1
leadline_api.operation("/orders/{number:int}/{name}?{body:object}{file:object}{note:path}", operation1.make)
`
	if got := show(t, "api.yaml", shop); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestVersionTwoInJSON(t *testing.T) {
	got := show(t, "swagger.json", `{"swagger": "2.0", "paths": {"/a": {"post": {
		"operationId": "app.add",
		"parameters": [{"name": "pet", "in": "body", "schema": {"type": "object"}}, {"name": "limit", "in": "query", "type": "integer"}]}}}}`)
	if want := "from app import add as operation0\nleadline_api.operation(\"/a?{limit:int}{pet:object}\", operation0)\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNoDocument(t *testing.T) {
	for _, content := range []string{"", "operationId: [", "a: 1\noperationId: x.y\n", "openapi: 3\npaths: 7\n# operationId\n", "openapi: 3\npaths: {/a: {get: {$ref: '#/paths/~1a/get', operationId: a.b}}}\n"} {
		if got := show(t, "a.yaml", content); got != "" {
			t.Errorf("%q gives %s", content, got)
		}
	}
}
