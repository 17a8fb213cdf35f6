package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// github reads GitHub's OpenAPI description.
func github(packages string) (*facts, error) {
	source, err := named(packages, "@octokit/openapi")
	if err != nil {
		return nil, err
	}
	d := &document{}
	if err := readJSON(filepath.Join(packages, "@octokit/openapi/generated/api.github.com.json"), &d.root); err != nil {
		return nil, err
	}
	const comments = "/repos/{owner}/{repo}/pulls/{pull_number}/comments"
	f := &facts{Source: source}
	for _, o := range [][2]string{{"GET", comments}, {"POST", comments}, {"PATCH", "/repos/{owner}/{repo}/pulls/comments/{comment_id}"}} {
		op, err := d.operation(o[0], o[1])
		if err != nil {
			return nil, err
		}
		f.Operations = append(f.Operations, *op)
	}
	return f, nil
}

// document is an OpenAPI description.
type document struct{ root map[string]any }

// at follows members; nil where there is none of the name.
func at(v any, names ...string) any {
	for _, n := range names {
		m, _ := v.(map[string]any)
		v = m[n]
	}
	return v
}

// resolved follows references.
func (d *document) resolved(v any) any {
	for {
		ref, ok := at(v, "$ref").(string)
		if !ok {
			return v
		}
		v = at(d.root, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
}

func (d *document) operation(method, path string) (*operation, error) {
	found := at(d.root, "paths", path, strings.ToLower(method))
	if found == nil {
		return nil, fmt.Errorf("the description has no %s %s", method, path)
	}
	op := &operation{Method: method, Path: path}
	list, _ := at(found, "parameters").([]any)
	for _, p := range list {
		if p = d.resolved(p); at(p, "in") == "query" {
			op.Query = append(op.Query, at(p, "name").(string))
		}
	}
	sort.Strings(op.Query)
	if body := at(d.resolved(at(found, "requestBody")), "content", "application/json", "schema"); body != nil {
		op.Body = d.trimmed(body)
	}
	return op, nil
}

// trimmed keeps of a schema what decides, and closes its objects.
func (d *document) trimmed(v any) schema {
	out := schema{}
	m, _ := d.resolved(v).(map[string]any)
	for _, key := range []string{"type", "enum", "required", "minLength", "maxLength", "minimum", "maximum", "pattern"} {
		if x, ok := m[key]; ok {
			out[key] = x
		}
	}
	if items, ok := m["items"]; ok {
		out["items"] = d.trimmed(items)
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		if list, ok := m[key].([]any); ok {
			var all []any
			for _, x := range list {
				all = append(all, d.trimmed(x))
			}
			out[key] = all
		}
	}
	if members, ok := m["properties"].(map[string]any); ok {
		properties := map[string]any{}
		for name, x := range members {
			properties[name] = d.trimmed(x)
		}
		out["properties"], out["additionalProperties"] = properties, false
	}
	return out
}

// graph reads the part of GitHub's GraphQL schema that threads need.
func graph(packages string) (*facts, error) {
	source, err := named(packages, "@octokit/graphql-schema")
	if err != nil {
		return nil, err
	}
	var doc any
	if err := readJSON(filepath.Join(packages, "@octokit/graphql-schema/schema.json"), &doc); err != nil {
		return nil, err
	}
	types, _ := at(doc, "__schema", "types").([]any)
	if types == nil {
		types, _ = at(doc, "data", "__schema", "types").([]any)
	}
	f := &facts{Source: source, Graph: map[string]map[string]field{}}
	for _, t := range types {
		name, _ := at(t, "name").(string)
		wanted, ok := graphTypes[name]
		if !ok {
			continue
		}
		kept := map[string]field{}
		list, _ := at(t, "fields").([]any)
		inputs, _ := at(t, "inputFields").([]any)
		for _, x := range slices.Concat(list, inputs) {
			if n := at(x, "name").(string); wanted == nil || slices.Contains(wanted, n) {
				kept[n] = fieldOf(x)
			}
		}
		f.Graph[name] = kept
	}
	if len(f.Graph) != len(graphTypes) {
		return nil, fmt.Errorf("%d of %d types are there", len(f.Graph), len(graphTypes))
	}
	return f, nil
}

// graphTypes are the types that are kept; of those with very many fields, only some.
var graphTypes = map[string][]string{
	"Query": {"repository"}, "Mutation": {"resolveReviewThread"}, "Repository": {"pullRequest"}, "PullRequest": {"reviewThreads"},
	"PullRequestReviewThreadConnection": nil, "PullRequestReviewThread": nil, "PageInfo": nil, "PullRequestReviewCommentConnection": nil,
	"PullRequestReviewComment": nil, "ResolveReviewThreadInput": nil, "ResolveReviewThreadPayload": nil,
}

func fieldOf(x any) field {
	f := field{Type: typeName(at(x, "type"))}
	args, _ := at(x, "args").([]any)
	for _, a := range args {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[at(a, "name").(string)] = typeName(at(a, "type"))
	}
	return f
}

// typeName writes a type as the language does.
func typeName(t any) string {
	switch at(t, "kind") {
	case "NON_NULL":
		return typeName(at(t, "ofType")) + "!"
	case "LIST":
		return "[" + typeName(at(t, "ofType")) + "]"
	}
	name, _ := at(t, "name").(string)
	return name
}
