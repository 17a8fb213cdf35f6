package config

import (
	"bytes"
	"flag"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the generated files")

// TestGenerated: the reference page and the schema are what the struct says.
func TestGenerated(t *testing.T) {
	for name, write := range map[string]func(io.Writer) error{
		"../../docs/configuration.md":        WriteDocs,
		"../../schemas/settings.schema.json": WriteSchema,
	} {
		var want bytes.Buffer
		if err := write(&want); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(name, want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.String(), string(got)); d != "" {
			t.Errorf("%s is stale; run make gen\n%s", name, d)
		}
	}
}

// TestSchema: the schema accepts what the loader accepts, and refuses what it
// refuses.
func TestSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../schemas/settings.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for content, good := range map[string]bool{
		"": true, "severity = \"low\"": true, "severity = \"lo\"": false, "x = 1": false, "rules = \"a\"": false, "max-file-size = 12": true,
		"respect-gitignore = false\ntrust = [\"all\"]\n[[per-path]]\npaths = [\"a\"]\nignore = [\"b\"]": true,
		"[[per-path]]\nignore = [\"b\"]": false, "trust = [\"some\"]": false,
	} {
		var v map[string]any
		if err := toml.Unmarshal([]byte(content), &v); err != nil {
			t.Fatal(err)
		}
		if v == nil {
			v = map[string]any{}
		}
		_, loaded := Find(project(t, map[string]string{"leadline.toml": content}))
		if err := schema.Validate(plain(v)); (err == nil) != good || (loaded == nil) != good {
			t.Errorf("%q: schema says %v, loader %v", content, err, loaded)
		}
	}
}

// plain gives integers the type that the validator knows.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case int64:
		return int(v)
	}
	return v
}
