package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// hostFacts is what a code host publishes about the operations that leadline uses;
// tools/hostfacts writes it down.
type hostFacts struct {
	Source     string
	Operations []struct {
		Method, Path string
		Query        []string
		Body         json.RawMessage
	}
	Graph map[string]map[string]graphField
}

type graphField struct {
	Type string
	Args map[string]string
}

// loadFacts reads them; a host that publishes nothing has none.
func loadFacts(t *testing.T, name string) *hostFacts {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/hosts", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	f := &hostFacts{}
	if err := json.Unmarshal(data, f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

var hole = regexp.MustCompile(`\\\{[^}]*\\\}`)

// refuses says what the host's description does not allow of a request, "" for
// nothing. The request's body can be read again.
func (f *hostFacts) refuses(r *http.Request) string {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err.Error()
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if f.Graph != nil && r.URL.Path == "/graphql" {
		var asked struct {
			Query     string
			Variables map[string]any
		}
		if err := json.Unmarshal(body, &asked); err != nil {
			return err.Error()
		}
		return f.graphRefuses(asked.Query, asked.Variables)
	}
	for _, o := range f.Operations {
		form := "^" + hole.ReplaceAllString(regexp.QuoteMeta(o.Path), "[^/]+") + "$"
		if o.Method != r.Method || !regexp.MustCompile(form).MatchString(r.URL.EscapedPath()) {
			continue
		}
		for name := range r.URL.Query() {
			if !slices.Contains(o.Query, name) {
				return fmt.Sprintf("there is no parameter %s", name)
			}
		}
		if o.Body == nil {
			if len(body) > 0 {
				return "it takes no body"
			}
			return ""
		}
		return schemaRefuses(o.Body, body)
	}
	return "there is no such operation"
}

func schemaRefuses(schema, body []byte) string {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return err.Error()
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("body.json", doc); err != nil {
		return err.Error()
	}
	compiled, err := c.Compile("body.json")
	if err != nil {
		return err.Error()
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err == nil {
		err = compiled.Validate(value)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

var graphToken = regexp.MustCompile(`[{}():!$\[\]]|\w+`)

// graphRefuses walks a query along the types that the host has.
func (f *hostFacts) graphRefuses(query string, variables map[string]any) string {
	w := &graphWalk{f: f, tokens: graphToken.FindAllString(query, -1), declared: map[string]string{}}
	root := map[string]string{"query": "Query", "mutation": "Mutation"}[w.next()]
	if root == "" {
		return "it is neither a query nor a mutation"
	}
	if w.peek() == "(" {
		w.declarations()
	}
	w.selection(root)
	for name, kind := range w.declared {
		if _, given := variables[name]; strings.HasSuffix(kind, "!") && !given {
			w.fail("the variable %s is not given", name)
		}
	}
	for name := range variables {
		if w.declared[name] == "" {
			w.fail("the variable %s is not declared", name)
		}
	}
	return w.fault
}

type graphWalk struct {
	f        *hostFacts
	tokens   []string
	declared map[string]string
	fault    string
}

func (w *graphWalk) peek() string {
	if len(w.tokens) == 0 {
		return ""
	}
	return w.tokens[0]
}

func (w *graphWalk) next() string {
	t := w.peek()
	if len(w.tokens) > 0 {
		w.tokens = w.tokens[1:]
	}
	return t
}

func (w *graphWalk) fail(format string, args ...any) {
	if w.fault == "" {
		w.fault = fmt.Sprintf(format, args...)
	}
	w.tokens = nil
}

// declarations reads ($name:Type!, ...).
func (w *graphWalk) declarations() {
	for w.next(); w.peek() != ")" && w.fault == ""; {
		if w.next() != "$" {
			w.fail("a variable was to come")
		}
		name := w.next()
		w.next()
		kind := w.next()
		if w.peek() == "!" {
			kind += w.next()
		}
		w.declared[name] = kind
	}
	w.next()
}

// selection reads {field(args){...} ...} of a type.
func (w *graphWalk) selection(of string) {
	fields := w.f.Graph[strings.Trim(of, "[]!")]
	if fields == nil {
		w.fail("%s has no fields", of)
	}
	if w.next() != "{" {
		w.fail("fields of %s were to come", of)
	}
	for w.fault == "" && w.peek() != "}" {
		name := w.next()
		field, ok := fields[name]
		if !ok {
			w.fail("%s has no field %q", of, name)
			return
		}
		given := map[string]bool{}
		if w.peek() == "(" {
			given = w.arguments(field.Args, "(", ")")
		}
		for arg, kind := range field.Args {
			if strings.HasSuffix(kind, "!") && !given[arg] {
				w.fail("%s needs %s", name, arg)
			}
		}
		if w.peek() == "{" {
			w.selection(field.Type)
		}
	}
	w.next()
}

// arguments reads (name:value ...), where a value may be an object.
func (w *graphWalk) arguments(known map[string]string, open, end string) map[string]bool {
	given := map[string]bool{}
	for w.next(); w.fault == "" && w.peek() != end; {
		name := w.next()
		kind, ok := known[name]
		if !ok {
			w.fail("there is no argument %q", name)
			return given
		}
		given[name] = true
		w.next() // the colon
		switch w.peek() {
		case "{":
			inner := map[string]string{}
			for member, f := range w.f.Graph[strings.Trim(kind, "[]!")] {
				inner[member] = f.Type
			}
			has := w.arguments(inner, "{", "}")
			for member, f := range inner {
				if strings.HasSuffix(f, "!") && !has[member] {
					w.fail("%s needs %s", kind, member)
				}
			}
		case "$":
			w.next()
			if v := w.declared[w.next()]; strings.TrimSuffix(v, "!") != strings.TrimSuffix(kind, "!") || strings.HasSuffix(kind, "!") && !strings.HasSuffix(v, "!") {
				w.fail("%s is a %s, not a %s", name, kind, v)
			}
		default:
			w.next()
		}
	}
	w.next()
	return given
}

// TestHostFacts: a check that allows anything would prove nothing.
func TestHostFacts(t *testing.T) {
	for _, c := range []struct{ host, method, path, body, want string }{
		{"github", "POST", "/repos/o/r/pulls/7/comments", `{"body":"b","commit_id":"c","path":"a.py","line":3,"side":"RIGHT"}`, ""},
		{"github", "POST", "/repos/o/r/pulls/7/comments", `{"body":"b","path":"a.py","line":3}`, "commit_id"},
		{"github", "POST", "/repos/o/r/pulls/7/comments", `{"body":"b","commit_id":"c","path":"a.py","line":"3"}`, "integer"},
		{"github", "POST", "/repos/o/r/pulls/7/comments", `{"body":"b","commit_id":"c","path":"a.py","side":"right"}`, "side"},
		{"github", "POST", "/repos/o/r/pulls/7/comments", `{"body":"b","commit_id":"c","path":"a.py","lines":3}`, "lines"},
		{"github", "GET", "/repos/o/r/pulls/7/comments?per=1", ``, "no parameter per"},
		{"github", "DELETE", "/repos/o/r/pulls/7/comments", ``, "no such operation"},
		{"gitlab", "PUT", "/projects/1/merge_requests/2/discussions/x", `{"resolved":"yes"}`, "boolean"},
		{"gitlab", "PUT", "/projects/1/merge_requests/2/discussions/x", `{"resolve":true}`, "resolve"},
		{"azure", "POST", "/p/_apis/git/repositories/r/pullRequests/7/threads?api-version=7.1", `{"status":"Fixed"}`, "status"},
		{"azure", "PATCH", "/p/_apis/git/repositories/r/pullRequests/7/threads/1?api-version=7.1", `{"status":"fixed"}`, ""},
		{"bitbucket", "POST", "/repositories/o/r/pullrequests/7/comments", `{"content":{"raw":"x"}}`, "type"},
	} {
		r, err := http.NewRequest(c.method, "http://host.test"+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if got := loadFacts(t, c.host).refuses(r); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s %s %s %s: %q, want %q", c.host, c.method, c.path, c.body, got, c.want)
		}
	}
	g := loadFacts(t, "github-graphql")
	for query, want := range map[string]string{
		`query($o:String!,$n:String!){repository(owner:$o,name:$n){pullRequest(number:7){reviewThreads(first:1){nodes{id isResolved}}}}}`: "",
		`query($o:String!,$n:String!){repository(owner:$o,name:$n){pullRequest(number:7){reviewThreads(first:1){nodes{resolved}}}}}`:      "no field",
		`query($o:String!,$n:String!){repository(owner:$o){pullRequest(number:7){reviewThreads(first:1){nodes{id}}}}}`:                    "needs name",
		`query($o:Int!,$n:String!){repository(owner:$o,name:$n){pullRequest(number:7){reviewThreads(first:1){nodes{id}}}}}`:               "owner",
		`mutation($o:ID!,$n:String){resolveReviewThread(input:{thread:$o}){thread{id}}}`:                                                  "no argument",
	} {
		if got := g.graphRefuses(query, map[string]any{"o": "o", "n": "n"}); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
