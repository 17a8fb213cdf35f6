package syntax

import "strings"

// IPython's escapes. A line that begins with one of them belongs to the shell,
// not to Python, up to its end; a backslash at the end takes the next line in.

// pythonMagics are the cell magics whose body is Python.
var pythonMagics = [...]string{"time", "timeit", "capture", "prun", "px", "memit", "mprun", "lprun", "snakeviz"}

// cellMagic reads `%%name` on the first line with text. The rest of the cell
// belongs to the magic, unless the magic runs Python.
func (p *parser) cellMagic() {
	q := p.pos
	for strings.IndexByte(" \t\r\n\f", p.src[q]) >= 0 && q < p.eof {
		q++
	}
	if p.src[q] != '%' || p.src[q+1] != '%' {
		return
	}
	end := p.physicalEnd(q)
	name, _, _ := strings.Cut(strings.TrimSpace(p.src[q+2:end]), " ")
	python := false
	for _, m := range pythonMagics {
		python = python || m == name
	}
	if !python {
		end = p.eof
	}
	p.add(&MagicStmt{Pos{q, end}, p.src[q:end]})
	p.pos, p.end = end, end
	p.bol, p.tok = true, tNewline
}

// physicalEnd is the end of the line that holds q, without its line ending.
func (p *parser) physicalEnd(q uint32) uint32 {
	for p.src[q] != '\n' && p.src[q] != '\r' && q < p.eof {
		q++
	}
	return q
}

// escapeEnd is the end of an escape that begins at q.
func (p *parser) escapeEnd(q uint32) uint32 {
	for {
		q = p.physicalEnd(q)
		if q == 0 || p.src[q-1] != '\\' || q >= p.eof {
			return q
		}
		q += lineBreak(p.src, q)
	}
}

// escape reads an escape that stands as a statement, if there is one here.
func (p *parser) escape() bool {
	start := p.start
	switch p.tok {
	case tPercent, tBang, tQuest, tSlash, tComma, tSemi, tNotEq:
		if p.tok == tNotEq && p.src[start] != '!' {
			return false
		}
	case tName, tStar:
		if !p.asksHelp(start) && !p.automagic(start) {
			return false
		}
	case tAugAssign, tDoubleSlash:
		if c := p.src[start]; c != '%' && c != '/' {
			return false
		}
	default:
		return false
	}
	if end := p.timed(start); end > start {
		p.add(&MagicStmt{Pos{start, end}, p.src[start:end]})
		p.takeEscape(end)
		return true
	}
	end := p.escapeEnd(start)
	p.add(&MagicStmt{Pos{start, end}, p.src[start:end]})
	p.takeEscape(end)
	p.accept(tNewline)
	return true
}

// timed is the end of a line magic, with its options, that runs the Python
// behind it: that is read as a statement of its own. It is start if there is
// none.
func (p *parser) timed(start uint32) uint32 {
	line := p.src[start:p.physicalEnd(start)]
	name, rest, _ := strings.Cut(line, " ")
	switch name {
	case "%time", "%timeit", "%prun", "%memit":
	default:
		return start
	}
	for option := false; ; {
		word, more, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
		number := option && word != "" && strings.Trim(word, "0123456789") == "" && strings.TrimSpace(more) != ""
		if word == "" || word[0] != '-' && !number {
			break
		}
		option = !number && len(word) == 2 // -n 10: its number follows
		rest = more
	}
	if strings.TrimSpace(rest) == "" {
		return start
	}
	return start + uint32(len(line)-len(rest))
}

// takeEscape goes on after an escape that ends at end.
func (p *parser) takeEscape(end uint32) {
	p.set(tBad, end, end)
	p.stmtEnd = end
	p.next()
}

// automagics are line magics and shell commands that IPython takes without a
// percent sign.
var automagics = [...]string{"pip", "conda", "mamba", "cd", "ls", "cat", "cp", "mv", "rm", "mkdir", "rmdir", "pwd",
	"matplotlib", "load_ext", "run", "pylab", "who", "whos", "store", "time", "timeit", "autoreload"}

// automagic tells whether the line from start is one: such a name, with a word
// behind it where Python wants an operator.
func (p *parser) automagic(start uint32) bool {
	if p.tok != tName {
		return false
	}
	line := p.src[start:p.physicalEnd(start)]
	name, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimLeft(rest, " ")
	if rest == "" {
		return false
	}
	known := false
	for _, m := range automagics {
		known = known || m == name
	}
	if !known {
		return false
	}
	word := rest
	for i := range len(rest) {
		if class[rest[i]]&isIdent == 0 {
			word = rest[:i]
			break
		}
	}
	if word == "" {
		return name == "cd" && (rest[0] == '.' || rest[0] == '/' || rest[0] == '~')
	}
	return class[word[0]]&isInitial != 0 && keyword(word) == tName
}

// asksHelp tells whether the line from start is `name?`, `name??` or a
// wildcard such as `os.*dir*?`.
func (p *parser) asksHelp(start uint32) bool {
	line := strings.TrimRight(p.src[start:p.physicalEnd(start)], " \t;")
	name := strings.TrimRight(line, "?")
	if name == "" || len(line)-len(name) == 0 || len(line)-len(name) > 2 {
		return false
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; class[c]&isIdent == 0 && c != '.' && c != '*' && c != '[' && c != ']' && c != '\'' && c != '"' {
			return false
		}
	}
	return true
}

// magicExpr reads the escape on the right of an assignment.
func (p *parser) magicExpr() Expr {
	start := p.start
	end := p.escapeEnd(start)
	p.takeEscape(end)
	return &Magic{Pos{start, end}, p.src[start:end]}
}

// leads tells whether an indentation is that of the first line of a cell, which
// IPython takes off every line that has it.
func (p *parser) leads(start uint32) bool {
	return p.cell && strings.Trim(p.src[p.begin:start], " \t\r\n\f") == ""
}

// RunFile is the file that an escape runs in the namespace of the cell: %run of a
// script or a notebook.
func RunFile(escape string) (file string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(escape, "%"), "run")
	if !ok || !strings.HasPrefix(escape, "%") || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
		return "", false
	}
	for _, word := range strings.Fields(rest) {
		if word == "-m" {
			return "", false // a module of the path
		}
		if word[0] == '-' {
			continue
		}
		word = strings.Trim(word, `"'`)
		if !strings.HasSuffix(word, ".py") && !strings.HasSuffix(word, ".ipynb") {
			word += ".py"
		}
		return word, !strings.ContainsAny(word, "${}~*\\")
	}
	return "", false
}
