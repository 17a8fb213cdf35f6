package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// called is a call of leadline in a text: at the start of a command, with all that
// belongs to it.
var called = regexp.MustCompile(`(?m)(?:^|[` + "`" + `'"(|&;/]|- |entry: |script: |\$ )leadline ((?:[a-z]|--)[^\n` + "`" + `|;&#'>]*)`)

// TestReadyMade: what is handed out for CI systems is well formed, and it and the
// docs call commands with flags that there are.
func TestReadyMade(t *testing.T) {
	t.Chdir("../..")
	names := []string{"action.yml", ".pre-commit-hooks.yaml", "README.md", "CONTRIBUTING.md"}
	for _, pattern := range []string{"deploy/ci/*", "docs/*.md", "deploy/*.service", "deploy/Dockerfile"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	calls := map[string]int{}
	for _, name := range names {
		if name == "docs/benchmarks.md" { // it tells of the past
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if ext := filepath.Ext(name); ext == ".yml" || ext == ".yaml" {
			var doc any
			if err := yaml.Unmarshal(data, &doc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, m := range called.FindAllStringSubmatch(string(data), -1) {
			fault := wrongCall(strings.Fields(strings.TrimRight(m[1], ")")))
			if strings.HasPrefix(m[0], "leadline") && filepath.Ext(name) == ".md" && strings.HasPrefix(fault, "unknown command") {
				continue // a sentence
			}
			calls[filepath.Dir(name)]++
			if fault != "" {
				t.Errorf("%s: leadline %s: %s", name, strings.TrimSpace(m[1]), fault)
			}
		}
	}
	for dir, least := range map[string]int{".": 10, "deploy/ci": 4, "docs": 40} {
		if calls[dir] < least {
			t.Errorf("%d calls found in %s: the search finds nothing", calls[dir], dir)
		}
	}
	for call, right := range map[string]bool{"ci --base main": true, "scan . --fix=all --diff": true, "ci --bsae main": false, "rules shwo x": false, "serve -x": false} {
		if got := wrongCall(strings.Fields(call)) == ""; got != right {
			t.Errorf("%q is right: %v", call, got)
		}
	}
}

// wrongCall says what leadline would not understand of a call.
func wrongCall(args []string) string {
	root := rootCommand(&streams{strings.NewReader(""), io.Discard, io.Discard})
	root.InitDefaultCompletionCmd(args...)
	root.InitDefaultHelpCmd()
	c, rest, err := root.Find(args)
	if err != nil {
		return err.Error()
	}
	if c.HasSubCommands() && c != root && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		return "there is no command " + rest[0]
	}
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	for _, arg := range rest {
		name, _, _ := strings.Cut(strings.Trim(arg, `",.)[]`), "=")
		if long, ok := strings.CutPrefix(name, "--"); ok && long != "" && c.Flags().Lookup(long) == nil {
			return "there is no flag " + name
		}
		if short, ok := strings.CutPrefix(name, "-"); ok && len(short) == 1 && short != "-" && c.Flags().ShorthandLookup(short) == nil {
			return "there is no flag " + name
		}
	}
	return ""
}
