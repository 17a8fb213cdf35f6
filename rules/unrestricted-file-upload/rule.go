// Package check looks at the names under which uploads are stored.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Keep drops uploads that are stored under a name that the program makes.
func Keep(p *rule.Pass, n syntax.Node) bool {
	c, ok := n.(*syntax.Call)
	if !ok || rule.LastName(c.Func) != "save" || len(c.Args) == 0 {
		return true
	}
	pieces := p.Pieces(c.Args[0])
	if len(pieces) == 1 && pieces[0].X == c.Args[0] {
		return true // nothing is known of it
	}
	last := pieces[len(pieces)-1]
	if last.X != nil || !strings.Contains(last.Text, ".") {
		return true
	}
	for _, piece := range pieces {
		if piece.X != nil && named(p, piece.X) {
			return true
		}
	}
	return false
}

// named tells whether an expression holds the client's name of a file.
func named(p *rule.Pass, x syntax.Expr) bool {
	found := false
	syntax.Walk(p.Value(x), func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Attribute); ok && (a.Attr == "filename" || a.Attr == "name") {
			found = true
		}
		return !found
	})
	return found
}

// Check looks at files that are opened for writing under the client's name of an
// upload.
func Check(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if !p.Is(c.Func, "builtins.open", "io.open", "aiofiles.open", "anyio.open_file") || len(c.Args) == 0 {
			continue
		}
		mode, _ := p.Text(rule.ArgumentOf(c, 1, "mode"))
		f, ok := p.Function(c).(*syntax.FunctionDef)
		if !ok || !strings.ContainsAny(mode, "wax") || !uploaded(p, p.Value(c.Args[0]), 4) || tests(p, f) {
			continue
		}
		p.Report(c, "the upload is stored under the client's name of it and nothing tests its type")
	}
}

// uploaded tells whether an expression holds the name of an uploaded file.
func uploaded(p *rule.Pass, x syntax.Expr, depth int) bool {
	found := false
	syntax.Walk(x, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Attribute:
			if (n.Attr == "filename" || n.Attr == "name") && upload(p, n.Value) {
				found = true
			}
		case *syntax.Name:
			if v := p.Value(n); depth > 0 && v != syntax.Expr(n) {
				found = found || uploaded(p, v, depth-1)
			}
		}
		return !found
	})
	return found
}

// upload tells whether an expression is an uploaded file.
func upload(p *rule.Pass, x syntax.Expr) bool {
	if p.HasType(x, "fastapi.UploadFile", "starlette.datastructures.UploadFile", "fastapi.datastructures.UploadFile", "werkzeug.datastructures.FileStorage") {
		return true
	}
	said := p.Source(p.Value(x))
	return strings.HasPrefix(said, "request.FILES") || strings.HasPrefix(said, "request.files") || strings.HasPrefix(said, "self.request.FILES")
}

// tests tells whether the function looks at the type of the upload.
func tests(p *rule.Pass, f *syntax.FunctionDef) bool {
	said := p.Source(f)
	for _, word := range []string{"endswith(", "splitext", ".suffix", "content_type", "rsplit(", "allowed", "ALLOWED", "extension", "imghdr", "magic", "mimetypes", "Image.open", "is_valid()", "validate"} {
		if strings.Contains(said, word) {
			return true
		}
	}
	return false
}
