// Command site lays out what the documentation site is built from: the pages of
// docs/, the pages of rules, the schemas and a page of REST operations written
// from the API's description, each where the repository has it, so that links
// between them hold on disk, at the code host and in the site.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
)

// taken are the files and folders of the repository that the site shows or
// links to.
var taken = []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "action.yml", ".pre-commit-hooks.yaml",
	"docs", "rules", "schemas", "api/openapi.yaml", "deploy", "examples", "clients/vscode/README.md", "clients/jupyterlab/README.md"}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "build/site-src", "the directory to write to")
	flag.Parse()
	if err := run(*out); err != nil {
		log.Fatal("site: ", err)
	}
}

func run(out string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	for _, name := range taken {
		if _, err := os.Stat(name); err != nil {
			continue
		}
		if err := copyAll(name, out); err != nil {
			return err
		}
	}
	page, err := operations("api/openapi.yaml")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "docs", "rest.md"), []byte(page), 0o644)
}

// wanted tells whether a file belongs into the site: of rules the pages only.
func wanted(name string) bool {
	slashed := filepath.ToSlash(name)
	if strings.HasPrefix(slashed, "rules/") {
		return strings.HasSuffix(slashed, "/rule.md")
	}
	return !strings.Contains(slashed, "/.") && !strings.HasSuffix(slashed, ".tgz")
}

func copyAll(from, out string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() || !wanted(name) {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		to := filepath.Join(out, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	})
}

// operation is what the page tells of one.
type operation struct {
	ID         string   `yaml:"operationId"`
	Summary    string   `yaml:"summary"`
	Tags       []string `yaml:"tags"`
	Parameters []struct {
		Name        string         `yaml:"name"`
		In          string         `yaml:"in"`
		Description string         `yaml:"description"`
		Required    bool           `yaml:"required"`
		Schema      map[string]any `yaml:"schema"`
	} `yaml:"parameters"`
	RequestBody struct {
		Content map[string]struct {
			Schema map[string]any `yaml:"schema"`
		} `yaml:"content"`
	} `yaml:"requestBody"`
	Responses map[string]struct {
		Description string `yaml:"description"`
		Content     map[string]struct {
			Schema map[string]any `yaml:"schema"`
		} `yaml:"content"`
	} `yaml:"responses"`
}

var methods = []string{"get", "post", "put", "patch", "delete"}

// operations is the page of REST operations.
func operations(name string) (string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	var api struct {
		Paths      map[string]map[string]operation `yaml:"paths"`
		Components struct {
			Schemas map[string]struct {
				Properties map[string]map[string]any `yaml:"properties"`
				Required   []string                  `yaml:"required"`
			} `yaml:"schemas"`
		} `yaml:"components"`
	}
	if err := yaml.Unmarshal(data, &api); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	var b strings.Builder
	b.WriteString("# REST operations\n\nWritten from [`api/openapi.yaml`](../api/openapi.yaml); [the API](api.md) is the way in.\n\n")
	byTag := map[string][]string{}
	for path, item := range api.Paths {
		for _, m := range methods {
			if op, ok := item[m]; ok {
				tag := "other"
				if len(op.Tags) > 0 {
					tag = op.Tags[0]
				}
				byTag[tag] = append(byTag[tag], path+"\x00"+m)
			}
		}
	}
	for _, tag := range keys(byTag) {
		fmt.Fprintf(&b, "## %s\n\n", tag)
		sort.Strings(byTag[tag])
		for _, at := range byTag[tag] {
			path, method, _ := strings.Cut(at, "\x00")
			writeOperation(&b, path, method, api.Paths[path][method])
		}
	}
	b.WriteString("## Shapes\n\n")
	for _, name := range keys(api.Components.Schemas) {
		s := api.Components.Schemas[name]
		if len(s.Properties) == 0 {
			continue
		}
		fmt.Fprintf(&b, "### %s\n\n| member | type | |\n|---|---|---|\n", name)
		for _, p := range keys(s.Properties) {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", p, typeOf(s.Properties[p]), cell(s.Properties[p]["description"]))
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}

func writeOperation(b *strings.Builder, path, method string, op operation) {
	fmt.Fprintf(b, "### %s\n\n`%s %s`\n\n%s.\n\n", op.ID, strings.ToUpper(method), path, strings.TrimSuffix(op.Summary, "."))
	if len(op.Parameters) > 0 {
		b.WriteString("| parameter | in | type | |\n|---|---|---|---|\n")
		for _, p := range op.Parameters {
			need := ""
			if p.Required {
				need = "required. "
			}
			fmt.Fprintf(b, "| `%s` | %s | %s | %s%s |\n", p.Name, p.In, typeOf(p.Schema), need, cell(p.Description))
		}
		b.WriteString("\n")
	}
	for _, kind := range keys(op.RequestBody.Content) {
		fmt.Fprintf(b, "Body (`%s`): %s\n\n", kind, typeOf(op.RequestBody.Content[kind].Schema))
	}
	for _, code := range keys(op.Responses) {
		r := op.Responses[code]
		shape := ""
		for _, kind := range keys(r.Content) {
			shape = ": " + typeOf(r.Content[kind].Schema)
		}
		fmt.Fprintf(b, "- `%s` %s%s\n", code, r.Description, shape)
	}
	b.WriteString("\n")
}

// typeOf names a schema, with a link where the page describes it.
func typeOf(s map[string]any) string {
	if ref, ok := s["$ref"].(string); ok {
		name := ref[strings.LastIndexByte(ref, '/')+1:]
		return "[" + name + "](#" + strings.ToLower(name) + ")"
	}
	if items, ok := s["items"].(map[string]any); ok {
		return "list of " + typeOf(items)
	}
	out := strings.Trim(strings.ReplaceAll(fmt.Sprint(s["type"]), " ", ", "), "[]")
	if values, ok := s["enum"].([]any); ok {
		words := make([]string, len(values))
		for i, v := range values {
			words[i] = fmt.Sprintf("`%v`", v)
		}
		return strings.Join(words, " ")
	}
	if out == "<nil>" {
		return "any"
	}
	return out
}

func cell(v any) string {
	if v == nil {
		return ""
	}
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(fmt.Sprint(v))
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
