// Package check finds files of a fixed name in directories that everybody may write to.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at calls that write, make or move something.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if text := shared(p, written(p, c)); text != "" {
			p.Report(c, "`"+text+"` is written under a name that everybody on the machine knows: somebody else may put a link there first")
		}
	}
}

// written is the path that a call writes to, or nil.
func written(p *rule.Pass, c *syntax.Call) syntax.Expr {
	switch {
	case p.Is(c.Func, "builtins.open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open"):
		if writes(p, rule.ArgumentOf(c, 1, "mode")) {
			return rule.ArgumentOf(c, 0, "file")
		}
	case p.Is(c.Func, "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.move", "shutil.copytree", "urllib.request.urlretrieve"):
		return rule.ArgumentOf(c, 1, "dst")
	case p.Is(c.Func, "os.mkfifo", "os.mknod"):
		return rule.ArgumentOf(c, 0, "path")
	}
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return nil
	}
	switch a.Attr {
	case "write_text", "write_bytes":
		return a.Value
	case "open":
		if p.HasType(a.Value, "pathlib.Path") && writes(p, rule.ArgumentOf(c, 0, "mode")) {
			return a.Value
		}
	}
	return nil
}

// writes tells whether a mode writes to a file that may be there already.
func writes(p *rule.Pass, mode syntax.Expr) bool {
	text, ok := p.Text(mode)
	return mode != nil && ok && strings.ContainsAny(text, "wa+") && !strings.Contains(text, "x")
}

// shared is a path below a shared directory as far as it is fixed, or "": one whose own
// part of the name is made by tempfile, or holds the process's number, is none.
func shared(p *rule.Pass, x syntax.Expr) string {
	if x == nil {
		return ""
	}
	text := start(p, x, 4)
	for _, dir := range []string{"/tmp/", "/var/tmp/", "/dev/shm/"} {
		if strings.HasPrefix(text, dir) && len(text) > len(dir) {
			return text
		}
	}
	return ""
}

// start is the fixed beginning of a path.
func start(p *rule.Pass, x syntax.Expr, depth int) string {
	if depth == 0 {
		return ""
	}
	v := p.Value(x)
	if c, ok := v.(*syntax.Call); ok && len(c.Args) > 0 {
		switch {
		case p.Is(c.Func, "os.path.join", "pathlib.Path", "pathlib.PosixPath"):
			out := start(p, c.Args[0], depth-1)
			for _, a := range c.Args[1:] {
				piece, ok := p.Text(a)
				if !ok {
					break
				}
				out = strings.TrimSuffix(out, "/") + "/" + piece
			}
			return out
		}
	}
	if b, ok := v.(*syntax.BinOp); ok && b.Op == syntax.Div {
		piece, _ := p.Text(b.Right)
		return strings.TrimSuffix(start(p, b.Left, depth-1), "/") + "/" + piece
	}
	out := ""
	for _, piece := range p.Pieces(v) {
		if piece.X != nil {
			if unique(p, piece.X) {
				return ""
			}
			out += "…"
			continue
		}
		out += piece.Text
	}
	return out
}

// unique tells whether an expression is different in every process.
func unique(p *rule.Pass, x syntax.Expr) bool {
	said := strings.ToLower(p.Source(p.Value(x)))
	for _, w := range []string{"uuid", "getpid", "token_", "urandom", "random", "mkdtemp", "tempfile"} {
		if strings.Contains(said, w) {
			return true
		}
	}
	return false
}
