// Command newrule scaffolds a rule: a folder under rules/ with its rule.yaml,
// its page and one test file. It knows the shape of a rule's folder and nothing
// of any rule.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	if len(os.Args) != 2 || !validID.MatchString(os.Args[1]) {
		fmt.Fprintln(os.Stderr, "usage: make rule id=my-rule-id (small letters, digits and dashes)")
		os.Exit(2)
	}
	if err := scaffold("rules", os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "newrule:", err)
		os.Exit(1)
	}
}

var validID = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// scaffold writes the files of a new rule; it never overwrites one.
func scaffold(root, id string) error {
	folder := filepath.Join(root, id)
	if _, err := os.Stat(folder); err == nil {
		return fmt.Errorf("%s exists", folder)
	}
	if err := os.MkdirAll(filepath.Join(folder, "testdata"), 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	title := strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "-", " ")
	fill := strings.NewReplacer("{id}", id, "{title}", title)
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(fill.Replace(text)), 0o644); err != nil {
			return fmt.Errorf("write the scaffold: %w", err)
		}
		fmt.Println(path)
	}
	fmt.Println("next: fill in the page, then go test ./rules -run '/" + id + "'")
	return nil
}

var files = map[string]string{
	"rule.yaml": `id: {id}
title: {title}
category: security
severity: medium   # the harm if it is true: info, low, medium, high, critical
precision: high    # the share expected to be true: low, medium, high, very-high
cwe: [1]
# One or more of: flow (data reaches), match (a call or assignment looks like), literal (a constant text reaches),
# pattern (the text looks like), protocol (an object is used in the wrong order), deprecated (names that are gone).
# Kinds are listed in models/kinds.yaml; the forms are described in docs/rules.md.
match:
  any: ["module.function(...)"]
  unless: ["module.function(..., safe=$TRUE)"]
message: "{sink} does what it should not"
applies: {match: ["module.function(...)"]}
`,
	"rule.md": `# {title}

## What
One or two sentences: what the rule finds.

## Why
What goes wrong for whom.

## Bad
` + "```py bad\nimport module\n\n\nmodule.function()  # want\n```" + `

## Good
` + "```py good\nimport module\n\n\nmodule.function(safe=True)\n```" + `

## Fix
What to write instead. The first paragraph is shown with every finding.

## Limits
What the rule does not see, and what it reports although it should not.
`,
	"testdata/cases.py": `import module


def vulnerable():
    module.function()  # want


def safe():
    module.function(safe=True)
`,
}
