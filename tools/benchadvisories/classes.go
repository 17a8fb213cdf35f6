package main

import (
	"regexp"
	"slices"
)

// class is a kind of weakness: the plain words by which a text that names no CWE tells
// it, and the rules whose findings are of it.
type class struct {
	cwe   string
	words *regexp.Regexp
	rules []string
}

// classes are those that are measured. A text is of the class whose words, or whose number, come first in it.
func classes() []class {
	words := func(s string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + s) }
	return []class{
		{"22", words(`path[- ]traversal|directory[- ]traversal|zip[- ]?slip|tar[- ]?slip|local file inclusion|\bCWE-22\b`), []string{"path-traversal", "archive-path-traversal"}},
		{"78", words(`command injection|shell injection|shell metacharacters|inject(ion of)? (arbitrary )?(os |shell )?commands|\bCWE-78\b`), []string{"os-command-injection", "subprocess-shell-true"}},
		{"79", words(`cross[- ]site[- ]scripting|\bxss\b|\bCWE-79\b`), []string{"xss", "stored-markup-bypass", "template-autoescape-off"}},
		{"89", words(`sql[- ]injection|\bsqli\b|\bCWE-89\b`), []string{"sql-injection", "sql-built-from-parts"}},
		{"94", words(`code injection|template injection|\bssti\b|\beval\b|\bexec\(|\bCWE-94\b`), []string{"code-injection", "server-side-template-injection", "dynamic-code-execution", "module-injection"}},
		{"502", words(`deseriali[sz]|unpickl|\bpickle|yaml\.load|unsafe yaml|\bCWE-502\b`), []string{"unsafe-deserialization", "yaml-unsafe-load", "pickle-load", "torch-load-unsafe", "numpy-allow-pickle"}},
		{"601", words(`open[- ]redirect|redirect(ion|s)? (users )?to (an )?(arbitrary|untrusted|malicious|external)|\bCWE-601\b`), []string{"open-redirect"}},
		{"611", words(`\bxxe\b|xml external entit|\bCWE-611\b`), []string{"xxe", "xxe-unsafe-parser-config", "stdlib-xml-parser"}},
		{"918", words(`\bssrf\b|server[- ]side[- ]request[- ]forgery|\bCWE-918\b`), []string{"ssrf"}},
	}
}

// classOf is the class of an advisory's text, or nothing.
func classOf(text string) string {
	best, at := "", len(text)
	for _, c := range classes() {
		if m := c.words.FindStringIndex(text); m != nil && m[0] < at {
			best, at = c.cwe, m[0]
		}
	}
	return best
}

// rulesOf are the rules whose findings are of a class.
func rulesOf(cwe string) []string {
	all := classes()
	if i := slices.IndexFunc(all, func(c class) bool { return c.cwe == cwe }); i >= 0 {
		return all[i].rules
	}
	return nil
}

// allRules are those of every class.
func allRules() []string {
	var out []string
	for _, c := range classes() {
		out = append(out, c.rules...)
	}
	return out
}
