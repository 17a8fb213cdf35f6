// Package openapi knows OpenAPI documents, in which some frameworks declare an application's
// addresses: no decorator and no call in the code names a function that answers requests, the document
// does, as the operationId. It turns a document into the tree of a module that registers these
// functions, so that what knows entry points in Python knows them, too. It must not know who
// reads such documents, or what is dangerous.
//
// The format: https://spec.openapis.org/oas/v3.1.0 and https://swagger.io/specification/v2/.
//
// Its window is syntax.Print of what Parse gives: of each operation
//
//	from shop.orders import find as operation0
//	leadline_api.operation("/orders/{number:int}?{sort:path}", operation0)
package openapi

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Module is the name of the module that the tree registers operations with.
const Module = "leadline_api"

// Register is the function of Module that takes an operation: its address with its
// parameters in braces, {name} for one segment of the address, {name:converter}
// for everything else, and the function that answers.
const Register = "operation"

// Converters of parameters: text of any form, and values that hold no text.
const (
	anyText = "path"
	noText  = "uuid"
	whole   = "int"
	object  = "object"
)

// Parse reads a document; nil for a text that is none, or that names no function.
func Parse(f *text.File) *syntax.Tree {
	if !namesFunctions(f.Bytes) {
		return nil
	}
	var root map[string]any
	if yaml.Unmarshal(f.Bytes, &root) != nil {
		return nil
	}
	d := &document{file: f, root: root}
	if _, ok := root["openapi"]; !ok && root["swagger"] == nil {
		return nil
	}
	paths := d.object(root["paths"])
	for _, address := range slices.Sorted(maps.Keys(paths)) {
		d.address(address, d.object(paths[address]))
	}
	if len(d.body) == 0 {
		return nil
	}
	start := []syntax.Stmt{&syntax.Import{Names: []syntax.Alias{{Name: Module}}}}
	return &syntax.Tree{File: f, Body: append(start, d.body...)}
}

// namesFunctions tells from the text alone whether an operation may be called like a
// function of a module: most documents call theirs otherwise, and reading one is dear.
func namesFunctions(b []byte) bool {
	id := []byte("operationId")
	if bytes.Contains(b, []byte("router-controller")) {
		return bytes.Contains(b, id)
	}
	for {
		i := bytes.Index(b, id)
		if i < 0 {
			return false
		}
		b = b[i+len(id):]
		value := b[:min(len(b), maxID)]
		if end := bytes.IndexAny(value, "\n,"); end >= 0 {
			value = value[:end]
		}
		if bytes.IndexByte(value, '.') >= 0 {
			return true
		}
	}
}

// maxID bounds how long the name of an operation is.
const maxID = 500

type document struct {
	file *text.File
	root map[string]any
	body []syntax.Stmt
	n    int // operations so far
}

// maxRefs bounds references to references.
const maxRefs = 8

// object is a mapping, behind references within the document.
func (d *document) object(v any) map[string]any {
	for range maxRefs {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		ref, ok := m["$ref"].(string)
		if !ok {
			return m
		}
		inside, ok := strings.CutPrefix(ref, "#/")
		if !ok {
			return nil
		}
		v = d.root
		for step := range strings.SplitSeq(inside, "/") {
			m, _ := v.(map[string]any)
			v = m[strings.NewReplacer("~1", "/", "~0", "~").Replace(step)]
		}
	}
	return nil
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

func word(v any) string {
	s, _ := v.(string)
	return s
}

// address reads the operations of one address.
func (d *document) address(address string, item map[string]any) {
	for _, method := range []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"} {
		op := d.object(item[method])
		id := word(op["operationId"])
		if id == "" {
			continue
		}
		if c := controller(op, item, d.root); c != "" {
			id = c + "." + id
		}
		params := map[string]string{}
		for _, p := range append(list(item["parameters"]), list(op["parameters"])...) {
			d.parameter(d.object(p), params)
		}
		d.requestBody(d.object(op["requestBody"]), params)
		d.register(id, route(address, params))
	}
}

// controller is the module that an extension names for the functions of operations.
func controller(levels ...map[string]any) string {
	for _, l := range levels {
		for _, key := range []string{"x-openapi-router-controller", "x-swagger-router-controller"} {
			if c := word(l[key]); c != "" {
				return c
			}
		}
	}
	return ""
}

// parameter notes a parameter by its name, with its converter.
func (d *document) parameter(p map[string]any, params map[string]string) {
	name, schema := word(p["name"]), d.object(p["schema"])
	if schema == nil {
		schema = p // as version 2 writes it
	}
	conv := d.converter(schema)
	switch word(p["in"]) {
	case "path":
		if conv == anyText && word(schema["format"]) != "path" {
			conv = ""
		}
	case "query", "formData":
	case "body":
		conv = object
	default: // headers and cookies are no parameters of a function
		return
	}
	give(params, name, conv)
}

// give notes a parameter as it is written and as a name of Python.
func give(params map[string]string, name, conv string) {
	params[name] = conv
	if s := snake(name); s != name {
		params[s] = conv
	}
}

func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case unicode.IsUpper(r):
			if i > 0 {
				b.WriteByte('_')
			}
			b.WriteRune(unicode.ToLower(r))
		case r == '-' || r == '.' || r == '[' || r == ']':
			b.WriteByte('_')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Trim(b.String(), "_")
}

// converter tells what a schema lets through.
func (d *document) converter(schema map[string]any) string {
	if len(list(schema["enum"])) > 0 {
		return noText
	}
	switch word(schema["type"]) {
	case "integer":
		return whole
	case "number", "boolean":
		return noText
	case "array", "object":
		return object
	}
	switch word(schema["format"]) {
	case "uuid", "date", "date-time":
		return noText
	}
	return anyText
}

// requestBody notes what the body of a request gives: the whole as body, or as
// the document calls it, and the fields of forms by their names.
func (d *document) requestBody(body map[string]any, params map[string]string) {
	if body == nil {
		return
	}
	give(params, cmp.Or(word(body["x-body-name"]), "body"), object)
	content := d.object(body["content"])
	for _, form := range []string{"application/x-www-form-urlencoded", "multipart/form-data"} {
		schema := d.object(d.object(content[form])["schema"])
		fields := d.object(schema["properties"])
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			conv := d.converter(d.object(fields[name]))
			if word(d.object(fields[name])["format"]) == "binary" {
				conv = object // an upload
			}
			give(params, name, conv)
		}
	}
}

// route writes an address with its parameters in braces, those that do not stand in it behind
// a question mark.
func route(address string, params map[string]string) string {
	rest := ""
	for _, name := range slices.Sorted(maps.Keys(params)) {
		said := "{" + name + "}"
		if params[name] != "" {
			said = "{" + name + ":" + params[name] + "}"
		}
		if strings.Contains(address, "{"+name+"}") {
			address = strings.ReplaceAll(address, "{"+name+"}", said)
		} else {
			rest += said
		}
	}
	if rest != "" {
		return address + "?" + rest
	}
	return address
}

// register writes an import and a call for an operation, where the document names it. Methods
// are read from their class, whose name begins with a capital.
func (d *document) register(id, route string) {
	parts := strings.Split(id, ".")
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return !identifier(p) }) {
		return
	}
	last := len(parts) - 1
	if last > 1 && unicode.IsUpper([]rune(parts[last-1])[0]) {
		last--
	}
	at := d.where(parts[len(parts)-1])
	local := fmt.Sprintf("operation%d", d.n)
	d.n++
	var fn syntax.Expr = &syntax.Name{Pos: at, ID: local}
	for _, attr := range parts[last+1:] {
		fn = &syntax.Attribute{Pos: at, Value: fn, Attr: attr}
	}
	d.body = append(d.body,
		&syntax.ImportFrom{Pos: at, Module: strings.Join(parts[:last], "."), Names: []syntax.Alias{{Pos: at, Name: parts[last], AsName: local}}},
		&syntax.ExprStmt{Pos: at, Value: &syntax.Call{Pos: at, Func: &syntax.Attribute{Pos: at, Value: &syntax.Name{Pos: at, ID: Module}, Attr: Register},
			Args: []syntax.Expr{syntax.NewText(at, route), fn}}})
}

func identifier(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// where is the place at which the document names a function first.
func (d *document) where(name string) syntax.Pos {
	key := []byte("operationId")
	for at := 0; ; {
		i := bytes.Index(d.file.Bytes[at:], key)
		if i < 0 {
			return syntax.Pos{}
		}
		at += i + len(key)
		line := d.file.Bytes[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		value := strings.Trim(string(line), "\"': ,\r\t")
		if value == name || strings.HasSuffix(value, "."+name) {
			return syntax.Pos{Start: uint32(at - len(key)), End: uint32(at + len(line))}
		}
	}
}
