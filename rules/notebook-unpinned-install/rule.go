// Package check reports installs without a version.
package check

import (
	"regexp"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

var install = regexp.MustCompile(`(?m)^[ \t]*[!%]*[ \t]*(?:sudo[ \t]+)?(?:\S*python[\d.]*[ \t]+-m[ \t]+|\{sys\.executable\}[ \t]+-m[ \t]+)?(pip3?|conda|mamba)[ \t]+install[ \t]+(.*)$`)

// valued are options that take the next word.
var valued = map[string]bool{"-r": true, "--requirement": true, "-c": true, "--constraint": true, "-i": true, "--index-url": true,
	"--extra-index-url": true, "-f": true, "--find-links": true, "-t": true, "--target": true, "--name": true, "-n": true, "-e": true, "--prefix": true, "--channel": true}

// Check reports one finding for each command.
func Check(p *rule.Pass) {
	for m := range rule.All[*syntax.MagicStmt](p) {
		for _, at := range install.FindAllStringSubmatchIndex(m.Text, -1) {
			look(p, m, m.Text[at[2]:at[3]], at[4], at[5])
		}
	}
}

// look judges the words behind install.
func look(p *rule.Pass, m *syntax.MagicStmt, tool string, from, to int) {
	words := m.Text[from:to]
	if i := strings.IndexAny(words, "#;|&>"); i >= 0 {
		words = words[:i]
	}
	var names []string
	var edits []rule.Edit
	skip := false
	offset := from
	for _, w := range strings.SplitAfter(words, " ") {
		at := offset
		offset += len(w)
		w = strings.TrimSpace(w)
		switch {
		case w == "" || skip:
			skip = skip && w == ""
			continue
		case strings.HasPrefix(w, "-"):
			skip = valued[w]
			continue
		}
		if pinned(tool, w) {
			continue
		}
		name := strings.Trim(w, `'"`)
		names = append(names, name)
		if v := version(p, name); v != "" && tool != "conda" && tool != "mamba" {
			end := m.Start + uint32(at) + uint32(len(w))
			edits = append(edits, rule.Insert(end, "=="+v))
		}
	}
	if len(names) == 0 {
		return
	}
	at := rule.Part(m, from, from+len(strings.TrimRight(words, " \t")))
	p.ReportSpan(at, m, "installed without a version: "+strings.Join(names, ", ")).Fix(false, "pin the version that the stored output names", edits...)
}

func pinned(tool, w string) bool {
	w = strings.Trim(w, `'"`)
	switch {
	case w == "pip" || w == "setuptools" || w == "wheel" || w == "." || strings.HasPrefix(w, "./") || strings.HasPrefix(w, "/") || strings.HasPrefix(w, "."):
		return true
	case strings.ContainsAny(w, "{$"):
		return true // not known
	case strings.Contains(w, "=="), strings.Contains(w, "~="), strings.HasSuffix(w, ".whl"), strings.HasSuffix(w, ".txt"), strings.HasSuffix(w, ".tar.gz"):
		return true
	case strings.HasPrefix(w, "git+"):
		return pinnedCommit.MatchString(w)
	case tool != "pip" && tool != "pip3":
		return strings.Contains(w, "=")
	}
	return false
}

var pinnedCommit = regexp.MustCompile(`@[0-9a-f]{7,40}(?:#|$)|@v?\d+(?:\.\d+)+`)

// version is what a stored output says of a package's version.
func version(p *rule.Pass, name string) string {
	if i := strings.IndexAny(name, "[<>~!"); i >= 0 {
		return ""
	}
	form := regexp.QuoteMeta(name)
	form = strings.NewReplacer("-", "[-_.]", "_", "[-_.]").Replace(form)
	re := regexp.MustCompile(`(?im)^Successfully installed\b.*? ` + form + `-(\d[\w.]*)|^Requirement already satisfied: ` + form + ` in .*\((\d[\w.]*)\)`)
	cells := p.CellsOf()
	for i := range cells {
		for j := range cells[i].Outputs {
			for _, t := range p.OutputTexts(&cells[i].Outputs[j], []string{"Successfully installed", "Requirement already satisfied"}, "text/plain") {
				if m := re.FindStringSubmatch(t); m != nil {
					return m[1] + m[2]
				}
			}
		}
	}
	return ""
}
