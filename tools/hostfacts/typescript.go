package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// azure reads the types of Microsoft's own client.
func azure(packages string) (*facts, error) {
	source, err := named(packages, "azure-devops-node-api")
	if err != nil {
		return nil, err
	}
	ts, err := readTypes(filepath.Join(packages, "azure-devops-node-api/interfaces/GitInterfaces.d.ts"), 3)
	if err != nil {
		return nil, err
	}
	thread, comment := ts.named("GitPullRequestCommentThread", 0), ts.named("Comment", 0)
	const threads = "/{}/_apis/git/repositories/{}/pullRequests/{}/threads"
	query := []string{"api-version"}
	return &facts{Source: source, Operations: []operation{{"GET", threads, append(query, "$baseIteration", "$iteration"), nil}, {"POST", threads, query, thread},
		{"PATCH", threads + "/{}", query, thread}, {"PATCH", threads + "/{}/comments/{}", query, comment}}}, nil
}

// bitbucket reads the types that were made from Bitbucket's OpenAPI description, and
// the addresses beside them.
func bitbucket(packages string) (*facts, error) {
	source, err := named(packages, "bitbucket")
	if err != nil {
		return nil, err
	}
	ts, err := readTypes(filepath.Join(packages, "bitbucket/lib/bitbucket.d.ts"), 2)
	if err != nil {
		return nil, err
	}
	code, err := os.ReadFile(filepath.Join(packages, "bitbucket/lib/index.js"))
	if err != nil {
		return nil, err
	}
	comment := ts.named("PullrequestComment", 0)
	f := &facts{Source: source}
	const comments = "/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments"
	for _, o := range []operation{{"GET", comments, []string{"pagelen", "page", "q", "sort", "fields"}, nil}, {"POST", comments, nil, comment},
		{"PUT", comments + "/{comment_id}", nil, comment}, {"POST", comments + "/{comment_id}/resolve", nil, nil}} {
		if !strings.Contains(string(code), `"`+o.Path+`"`) {
			return nil, fmt.Errorf("the client calls nothing at %s", o.Path)
		}
		f.Operations = append(f.Operations, o)
	}
	return f, nil
}

// types are the type declarations of a TypeScript file: of each what it is made of,
// as text.
type types struct {
	text map[string]string
	// deep bounds how far names are followed.
	deep int
}

var (
	declared = regexp.MustCompile(`(?m)^\s*export (?:declare )?(interface|type|enum) (\w+)\s*(?:extends (\w+)\s*)?(=\s*)?`)
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
	member   = regexp.MustCompile(`^\s*'?"?(\$?\w+)'?"?(\??):\s*`)
)

func readTypes(name string, deep int) (*types, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	text := comments.ReplaceAllString(string(data), "")
	t := &types{map[string]string{}, deep}
	for _, m := range declared.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		body := text[m[1]:endOf(text, m[1])]
		if base := group(3); base != "" {
			body = base + " & " + body
		}
		if group(1) == "enum" {
			body = "enum " + body
		}
		t.text[group(2)] = body
	}
	return t, nil
}

// endOf is where the type that begins at an offset ends: at the end of its line,
// outside of all brackets.
func endOf(text string, from int) int {
	depth := 0
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			if depth--; depth < 0 {
				return i
			}
		case '\n', ';':
			if depth == 0 && strings.TrimSpace(text[from:i]) != "" {
				return i
			}
		}
	}
	return len(text)
}

// named is the schema of a declared type; of one that is declared elsewhere,
// anything.
func (t *types) named(name string, depth int) schema {
	text, ok := t.text[name]
	if !ok || depth > t.deep {
		return schema{}
	}
	if list, ok := strings.CutPrefix(text, "enum "); ok {
		var words []any
		for _, m := range regexp.MustCompile(`(\w+) = \d+`).FindAllStringSubmatch(list, -1) {
			words = append(words, lower(m[1]))
		}
		return schema{"enum": words}
	}
	return t.schema(text, depth)
}

// schema reads a type.
func (t *types) schema(text string, depth int) schema {
	text = strings.TrimSpace(text)
	if parts := splitAt(text, '&'); len(parts) > 1 {
		all := map[string]any{}
		var required []string
		for _, p := range parts {
			s := t.schema(p, depth)
			members, _ := s["properties"].(map[string]any)
			for k, v := range members {
				all[k] = v
			}
			more, _ := s["required"].([]string)
			required = append(required, more...)
		}
		return closed(all, required)
	}
	if parts := splitAt(text, '|'); len(parts) > 1 {
		var any []any
		for _, p := range parts {
			any = append(any, t.schema(p, depth))
		}
		return schema{"anyOf": any}
	}
	switch {
	case strings.HasSuffix(text, "[]"):
		return schema{"type": "array", "items": t.schema(strings.Trim(strings.TrimSuffix(text, "[]"), "()"), depth)}
	case strings.HasPrefix(text, "{"):
		return t.object(text[1:len(text)-1], depth)
	case strings.HasPrefix(text, "'"):
		return schema{"const": strings.Trim(text, "'")}
	case text == "string" || text == "boolean" || text == "number":
		return schema{"type": text}
	}
	return t.named(text, depth+1)
}

// object reads members.
func (t *types) object(text string, depth int) schema {
	properties := map[string]any{}
	var required []string
	for i := 0; i < len(text); {
		end := endOf(text, i)
		if m := member.FindStringSubmatch(text[i:end]); m != nil {
			properties[m[1]] = t.schema(text[i+len(m[0]):end], depth)
			if m[2] == "" {
				required = append(required, m[1])
			}
		}
		i = end + 1
	}
	return closed(properties, required)
}

// splitAt cuts a type at a sign that stands outside of all brackets.
func splitAt(text string, sign rune) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range text {
		switch {
		case strings.ContainsRune("{([", r):
			depth++
		case strings.ContainsRune("})]", r):
			depth--
		case r == sign && depth == 0:
			out = append(out, text[from:i])
			from = i + 1
		}
	}
	return append(out, text[from:])
}
