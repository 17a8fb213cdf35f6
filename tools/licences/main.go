// Command licences says under which terms everything that leadline hands out comes:
// the Go modules inside the program, and the npm packages inside the dashboard and
// the extensions. It writes docs/licences.md, and with -texts the texts themselves,
// which travel with the program. It fails on terms that are not on its list.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"leadline/tools/wheel"
)

// accepted are the terms that a program under the Apache licence may hand out with
// it. MPL-2.0 asks that changed files of such a module stay open: none is changed.
var accepted = []string{"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "ISC", "MIT", "MPL-2.0", "Unlicense"}

// part is something that is handed out.
type part struct {
	Kind, Name, Version, Licence string
	// texts are files with the terms.
	texts []string
}

func main() {
	log.SetFlags(0)
	report := flag.String("report", "docs/licences.md", "write the list to this file")
	texts := flag.String("texts", "", "write the terms of the Go modules to this file")
	flag.Parse()
	parts, err := all()
	if err != nil {
		log.Fatal("licences: ", err)
	}
	if err := os.WriteFile(*report, render(parts), 0o644); err != nil {
		log.Fatal("licences: ", err)
	}
	if *texts != "" {
		if err := writeTexts(*texts, parts); err != nil {
			log.Fatal("licences: ", err)
		}
	}
	if bad := refused(parts); len(bad) > 0 {
		log.Fatalf("licences: not on the list of terms: %s", strings.Join(bad, ", "))
	}
	fmt.Printf("%d parts, all under terms that are on the list\n", len(parts))
}

// all lists the parts, in order.
func all() ([]part, error) {
	parts, err := modules()
	if err != nil {
		return nil, err
	}
	for list, kind := range map[string]string{"models/auto/stubs.txt": "types, as facts", "models/auto/summaries.txt": "what code does, as facts"} {
		more, err := facts(list, kind)
		if err != nil {
			return nil, err
		}
		parts = append(parts, more...)
	}
	for _, l := range locks {
		more, err := l.read()
		if err != nil {
			return nil, err
		}
		parts = append(parts, more...)
	}
	sort.SliceStable(parts, func(i, j int) bool {
		a, b := &parts[i], &parts[j]
		return a.Kind < b.Kind || a.Kind == b.Kind && a.Name < b.Name
	})
	return parts, nil
}

// facts are the packages of which something is known to the models: what their stubs say,
// or what their code does.
func facts(list, kind string) ([]part, error) {
	lines, err := wheel.ReadList(list)
	if err != nil {
		return nil, err
	}
	var out []part
	seen := map[string]bool{}
	for _, words := range lines {
		if len(words) < 2 {
			return nil, fmt.Errorf("%s: %s has no terms", list, words[0])
		}
		if seen[words[0]] {
			continue
		}
		seen[words[0]] = true
		p := part{Kind: kind, Licence: words[1]}
		p.Name, p.Version, _ = strings.Cut(words[0], "==")
		out = append(out, p)
	}
	return out, nil
}

// systems are those that the program is built for; each may need modules of its own.
var systems = []string{"linux", "darwin", "windows"}

// modules are the Go modules that the program is made of, on any system.
func modules() ([]part, error) {
	dirs := map[string]string{}
	for _, system := range systems {
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/leadline")
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			if name, dir, ok := strings.Cut(line, "\t"); ok {
				dirs[name] = dir
			}
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	parts := []part{{Kind: "Go", Name: "Go's standard library", Version: "", texts: []string{filepath.Join(strings.TrimSpace(string(goroot)), "LICENSE")}}}
	for name, dir := range dirs {
		p := part{Kind: "Go"}
		p.Name, p.Version, _ = strings.Cut(name, " ")
		for _, pattern := range []string{"LICEN[CS]E*", "COPYING*", "NOTICE*"} {
			found, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				return nil, err
			}
			p.texts = append(p.texts, found...)
		}
		parts = append(parts, p)
	}
	for i := range parts {
		if len(parts[i].texts) == 0 {
			parts[i].Licence = "none"
			continue
		}
		text, err := os.ReadFile(parts[i].texts[0])
		if err != nil {
			return nil, err
		}
		parts[i].Licence = classify(text)
	}
	return parts, nil
}

// classify names the terms that a text states, by sentences that only these have.
func classify(text []byte) string {
	flat := strings.Join(strings.Fields(strings.ToLower(string(text))), " ")
	has := func(s string) bool { return strings.Contains(flat, s) }
	var found []string
	for _, c := range []struct {
		name string
		is   bool
	}{
		{"Apache-2.0", has("apache license, version 2.0") || has("apache license version 2.0")},
		{"MPL-2.0", has("mozilla public license version 2.0")},
		{"MIT", has("permission is hereby granted, free of charge, to any person obtaining a copy of this software")},
		{"BSD-3-Clause", has("redistributions in binary form must reproduce") && (has("neither the name") || has("names of its contributors may not") || has("may not be used to endorse"))},
		{"BSD-2-Clause", has("redistributions in binary form must reproduce") && !has("neither the name") && !has("may not be used to endorse")},
		{"ISC", has("permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted")},
		{"Unlicense", has("this is free and unencumbered software released into the public domain")},
		{"GPL", has("gnu general public license") && !has("secondary license")},
		{"AGPL", has("gnu affero general public license") && !has("secondary license")},
	} {
		if c.is {
			found = append(found, c.name)
		}
	}
	if len(found) == 0 {
		return "unknown"
	}
	return strings.Join(found, " AND ")
}

// lock is a file of npm that says which packages are used. Only, where it is set,
// are the ones that end up in what is handed out.
type lock struct {
	kind, file string
	only       []string
}

// locks are those of what is handed out. JupyterLab shares its own packages with
// every extension: they are not in the extension.
var locks = []lock{
	{"dashboard", "clients/package-lock.json", nil},
	{"VS Code", "clients/vscode/package-lock.json", nil},
	{"JupyterLab", "clients/jupyterlab/package-lock.json", []string{"@codemirror/lint"}},
}

func (l lock) read() ([]part, error) {
	data, err := os.ReadFile(l.file)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Packages map[string]struct {
			Version, License string
			Dev, Link        bool
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", l.file, err)
	}
	var out []part
	for at, p := range doc.Packages {
		i := strings.LastIndex(at, "node_modules/")
		if i < 0 || p.Dev || p.Link {
			continue
		}
		name := at[i+len("node_modules/"):]
		if l.only != nil && !slices.Contains(l.only, name) {
			continue
		}
		licence := p.License
		if licence == "" {
			licence = "unknown"
		}
		out = append(out, part{Kind: l.kind, Name: name, Version: p.Version, Licence: licence})
	}
	return out, nil
}

// refused are the parts whose terms are not on the list.
func refused(parts []part) (out []string) {
	for _, p := range parts {
		unknown := func(terms string) bool { return !slices.Contains(accepted, terms) }
		if slices.ContainsFunc(strings.Split(p.Licence, " AND "), unknown) {
			out = append(out, fmt.Sprintf("%s %s (%s)", p.Name, p.Version, p.Licence))
		}
	}
	return out
}

func render(parts []part) []byte {
	var b bytes.Buffer
	b.WriteString("# Licences\n\nEverything that leadline hands out beside its own code, with its terms; `make licences` writes this page and fails on terms\n" +
		"that are not on its list. The texts are in every archive and package.\n\n| in | part | version | terms |\n|---|---|---|---|\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", p.Kind, p.Name, p.Version, p.Licence)
	}
	return b.Bytes()
}

// writeTexts writes the terms one after the other.
func writeTexts(name string, parts []part) error {
	var b bytes.Buffer
	b.WriteString("Leadline contains the following, each under its own terms.\n")
	for _, p := range parts {
		for _, file := range p.texts {
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "\n%s\n%s %s: %s\n\n%s\n", strings.Repeat("=", 80), p.Name, p.Version, filepath.Base(file), bytes.TrimSpace(text))
		}
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
