// Package check finds shell commands whose wildcards may become options.
package check

import (
	"path"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at command lines that a shell reads.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if program := obeys(line(p, c)); program != "" {
			p.Report(c, "the shell puts the names of files in the place of *, and "+program+" takes one that begins with - for an option")
		}
	}
}

// line is the command line that a call hands to a shell, with … for what is not fixed.
func line(p *rule.Pass, c *syntax.Call) string {
	switch {
	case p.Is(c.Func, "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "commands.getoutput"):
		return text(p, rule.ArgumentOf(c, 0, "cmd"))
	case p.Is(c.Func, "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.Popen"):
		args := rule.ArgumentOf(c, 0, "args")
		if k := p.Constant(rule.Keyword(c, "shell")); k != nil && k.Kind == syntax.True {
			return text(p, args)
		}
		if l, ok := p.Value(args).(*syntax.List); ok && len(l.Elts) == 3 {
			shell, _ := p.Text(l.Elts[0])
			flag, _ := p.Text(l.Elts[1])
			if strings.HasSuffix(shell, "sh") && strings.HasPrefix(flag, "-") && strings.HasSuffix(flag, "c") {
				return text(p, l.Elts[2])
			}
		}
	}
	return ""
}

func text(p *rule.Pass, x syntax.Expr) string {
	if x == nil {
		return ""
	}
	var b strings.Builder
	for _, piece := range p.Pieces(x) {
		if piece.X != nil {
			b.WriteString("…")
		} else {
			b.WriteString(piece.Text)
		}
	}
	return b.String()
}

// obeys is the program of a command line that gets a bare wildcard where it looks for
// options, or "".
func obeys(line string) string {
	if !strings.Contains(line, "*") {
		return ""
	}
	for _, command := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(";|&\n", r) }) {
		words := strings.Fields(command)
		for len(words) > 0 && (words[0] == "sudo" || strings.Contains(words[0], "=")) {
			words = words[1:]
		}
		if len(words) == 0 {
			continue
		}
		program := path.Base(words[0])
		switch program {
		case "tar", "chown", "chmod", "chgrp", "rsync", "zip", "7z", "rm", "cp", "mv", "scp":
		default:
			continue
		}
		for _, w := range words[1:] {
			if w == "--" {
				break
			}
			if w[0] == '*' || w[0] == '?' {
				return program
			}
		}
	}
	return ""
}
