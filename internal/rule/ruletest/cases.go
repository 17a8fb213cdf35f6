// Package ruletest reads the tests that a rule's folder holds, the fences of
// its page and the files of its testdata, and the cases of taint's matrix, and
// compares them with what a scan reports. It must not know how to scan.
package ruletest

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"leadline/internal/notebook"
	"leadline/internal/text"
)

// Case is one small project with what one rule should say of it.
type Case struct {
	Name  string
	Rule  string
	Files map[string]string // path -> text
	Wants []Want
	// Oks counts the near misses: lines marked # ok, and a page's good examples.
	Oks int
	// Fixed is what the single file becomes when the rule's fixes are applied;
	// empty when the page does not show it.
	Fixed string
}

// Mark says how a want relates to what the rule reports today.
type Mark uint8

// The marks: Expected must be reported; Missing is known not to be (a miss in
// the open), Spurious is known to be although it should not.
const (
	Expected Mark = iota
	Missing
	Spurious
)

// Want is one marker comment.
type Want struct {
	File    string
	Line    int // from 1
	Mark    Mark
	Message string // part of the message, or empty
}

// Got is one finding as the harness needs it.
type Got struct {
	Rule, File, Message string
	Line                int
}

var marker = regexp.MustCompile(`# want(:missing|:spurious)?(?:\s+"([^"]*)")?`)

// Cases reads every case of a rule's folder.
func Cases(fsys fs.FS, id string) ([]Case, error) {
	page, err := fs.ReadFile(fsys, path.Join(id, "rule.md"))
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	cases, err := pageCases(id, string(page))
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, path.Join(id, "testdata", "*"))
	if err != nil {
		return nil, fmt.Errorf("list testdata: %w", err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("read testdata: %w", err)
		}
		c := Case{Name: file, Rule: id, Files: map[string]string{path.Base(file): string(data)}}
		switch path.Ext(file) {
		case ".txtar":
			c.Files = splitArchive(string(data))
		case ".cells":
			c.Files = map[string]string{"page.ipynb": string(notebook.FromFrames(string(data)))}
		}
		c.Wants = wants(c.Files)
		if c.Oks, err = oks(c); err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// Examples are the cases that a rule's page holds.
func Examples(id, page string) ([]Case, error) { return pageCases(id, page) }

// Of is the case of some files, with what their marks say.
func Of(id string, files map[string]string) Case {
	return Case{Name: id, Rule: id, Files: files, Wants: wants(files)}
}

// fence is a fenced block of the page.
type fence struct {
	info, text string
	line       int
}

func pageCases(id, page string) ([]Case, error) {
	var out []Case
	for _, f := range fences(page) {
		name := fmt.Sprintf("%s/rule.md:%d", id, f.line)
		c := Case{Name: name, Rule: id, Files: map[string]string{"page.py": f.text}}
		info, isCells := strings.CutPrefix(f.info, "cells ")
		if isCells {
			c.Files = map[string]string{"page.ipynb": string(notebook.FromFrames(f.text))}
			f.info = "py " + info
		}
		switch f.info {
		case "py bad":
			if c.Wants = wants(c.Files); len(c.Wants) == 0 {
				return nil, fmt.Errorf("%s: a bad example without # want", name)
			}
		case "py good":
			if len(wants(c.Files)) > 0 {
				return nil, fmt.Errorf("%s: a good example with # want", name)
			}
			c.Oks = 1
		case "py fixed":
			if len(out) == 0 {
				return nil, fmt.Errorf("%s: a fixed example follows a bad one", name)
			}
			out[len(out)-1].Fixed = f.text
			continue
		default:
			continue
		}
		out = append(out, c)
	}
	return out, nil
}

func fences(page string) []fence {
	var out []fence
	lines := strings.Split(page, "\n")
	for i := 0; i < len(lines); i++ {
		info, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			continue
		}
		start := i + 1
		for i++; i < len(lines) && lines[i] != "```"; i++ {
		}
		out = append(out, fence{info, strings.Join(lines[start:min(i, len(lines))], "\n") + "\n", start})
	}
	return out
}

// splitArchive reads a txtar archive: "-- name --" begins each file.
func splitArchive(archive string) map[string]string {
	out := map[string]string{}
	name := ""
	for _, line := range strings.SplitAfter(archive, "\n") {
		trimmed := strings.TrimSpace(line)
		if inner, ok := strings.CutPrefix(trimmed, "-- "); ok && strings.HasSuffix(inner, " --") {
			name = strings.TrimSuffix(inner, " --")
			out[name] = ""
			continue
		}
		if name != "" {
			out[name] += line
		}
	}
	return out
}

// cellText is the text of a notebook's cells, in whose lines findings are
// counted.
func cellText(json string) string {
	return string(notebook.Split(text.New("page.ipynb", []byte(json))).File.Bytes)
}

func wants(files map[string]string) []Want {
	var out []Want
	for file, content := range files {
		if path.Ext(file) == ".ipynb" {
			content = cellText(content)
		}
		for i, line := range strings.Split(content, "\n") {
			for _, m := range marker.FindAllStringSubmatch(line, -1) {
				w := Want{File: file, Line: i + 1, Message: m[2]}
				switch m[1] {
				case ":missing":
					w.Mark = Missing
				case ":spurious":
					w.Mark = Spurious
				}
				out = append(out, w)
			}
		}
	}
	return out
}

var near = regexp.MustCompile(`# ok\b`)

// oks counts the lines that are marked as near misses: they look like what the
// rule reports and are right.
func oks(c Case) (int, error) {
	n := 0
	for file, content := range c.Files {
		if path.Ext(file) == ".ipynb" {
			content = cellText(content)
		}
		for i, line := range strings.Split(content, "\n") {
			if !near.MatchString(line) {
				continue
			}
			if marker.MatchString(line) {
				return 0, fmt.Errorf("%s: %s:%d is marked as reported and as a near miss", c.Name, file, i+1)
			}
			n++
		}
	}
	return n, nil
}
