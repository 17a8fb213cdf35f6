package rule

import (
	"bytes"

	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/text"
)

// Edits are a fix's edits of the bytes on disk. It is false for files that
// the analysis saw in another form: decoded, or changed since.
func Edits(content []byte, fix *finding.Fix) ([]notebook.Edit, bool) {
	var own, cells []notebook.Edit
	for i := range fix.Edits {
		e := &fix.Edits[i]
		if e.File.Path != fix.Edits[0].File.Path {
			return nil, false
		}
		edit := notebook.Edit{Span: e.Span, Text: e.Text}
		if len(e.File.Parts) > 0 {
			cells = append(cells, edit)
			continue
		}
		if !bytes.Equal(content, e.File.Bytes) {
			return nil, false
		}
		own = append(own, edit)
	}
	if len(cells) == 0 {
		return own, true
	}
	n := notebook.Split(text.New(fix.Edits[0].File.Path, content))
	if !bytes.Equal(n.File.Bytes, fix.Edits[0].File.Bytes) {
		return nil, false
	}
	raw, ok := n.Rewrite(cells)
	return append(own, raw...), ok
}
