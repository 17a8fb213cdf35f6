// Command hostfacts writes down what code hosts publish about the few operations
// that leadline uses: addresses, parameters and the members of bodies, as JSON
// Schemas in which every object is closed. The stand-in hosts of the tests refuse
// whatever these do not allow. Each file says which package, of which version, its
// facts were read from; nothing of those packages is kept.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// facts is one file.
type facts struct {
	Source     string      `json:"source"`
	Operations []operation `json:"operations,omitempty"`
	// Graph are the types of a GraphQL interface, as far as they are used.
	Graph map[string]map[string]field `json:"graph,omitempty"`
}

// operation is one that a host has. Query are the parameters that it knows, Body
// is the schema of what it takes.
type operation struct {
	Method string   `json:"method"`
	Path   string   `json:"path"`
	Query  []string `json:"query,omitempty"`
	Body   schema   `json:"body,omitempty"`
}

// field is a field of a GraphQL type: the type that it leads to, and its arguments'.
type field struct {
	Type string            `json:"type"`
	Args map[string]string `json:"args,omitempty"`
}

// schema is a JSON Schema.
type schema map[string]any

func main() {
	log.SetFlags(0)
	packages := flag.String("packages", "tools/hostfacts/node_modules", "where npm put the packages")
	out := flag.String("out", "cmd/leadline/testdata/hosts", "the folder to write to")
	flag.Parse()
	if err := write(*packages, *out); err != nil {
		log.Fatal("hostfacts: ", err)
	}
}

func write(packages, out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, read := range map[string]func(string) (*facts, error){
		"github": github, "github-graphql": graph, "gitlab": gitlab, "azure": azure, "bitbucket": bitbucket} {
		f, err := read(packages)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		data, err := json.MarshalIndent(f, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, name+".json"), append(data, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// named says which package facts are from.
func named(packages, name string) (string, error) {
	var p struct{ Version, License string }
	if err := readJSON(filepath.Join(packages, name, "package.json"), &p); err != nil {
		return "", fmt.Errorf("%w (make host-facts fetches the packages)", err)
	}
	return fmt.Sprintf("npm %s %s (%s)", name, p.Version, p.License), nil
}

func readJSON(name string, v any) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// closed is an object that takes the named members and no others.
func closed(properties map[string]any, required []string) schema {
	s := schema{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// lower writes the first letter small.
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
