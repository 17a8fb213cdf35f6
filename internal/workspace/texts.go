package workspace

import (
	"bytes"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"leadline/internal/text"
)

// TextLimit is the largest file that is looked at as plain text: what is larger
// is data.
const TextLimit = 1_000_000

// noText are the extensions of files that hold no text that a person wrote.
var noText = func() map[string]bool {
	out := map[string]bool{}
	for _, ext := range strings.Fields(`png jpg jpeg gif bmp ico tif tiff webp svg psd pdf ps eps ttf otf woff woff2 eot mp3 mp4 wav ogg flac avi mov mkv webm
		zip gz tgz bz2 xz zst 7z rar tar jar war whl egg so dylib dll a o obj lib exe bin dat db sqlite sqlite3 pyc pyo pyd class
		npy npz h5 hdf5 pkl pickle pt pth onnx pb tflite safetensors parquet feather arrow avro orc mat rds xls xlsx doc docx ppt pptx odt
		po mo pot csv tsv lock sum map min.js gpg asc`) {
		out["."+ext] = true
	}
	return out
}()

// MayBeText tells whether a file may be text by its name; what programs keep in
// caches is none that a person wrote.
func MayBeText(rel string) bool {
	return !strings.HasPrefix(rel, ".cache/") && !strings.Contains(rel, "/.cache/") && !noText[strings.ToLower(path.Ext(rel))] && !strings.HasSuffix(rel, ".min.js")
}

// otherText tells names that are text of another kind beyond doubt: such a file
// is no Python even where it is named.
func otherText(rel string) bool {
	switch strings.ToLower(path.Ext(rel)) {
	case ".yaml", ".yml", ".json", ".toml", ".ini", ".cfg", ".conf", ".env", ".sh", ".tf", ".xml", ".properties", ".dockerfile":
		return true
	}
	base := path.Base(rel)
	return strings.HasPrefix(base, ".env") || strings.HasPrefix(base, "Dockerfile")
}

// isTemplate tells pages that code may render, by their names.
func isTemplate(rel string) bool {
	ext := strings.ToLower(path.Ext(rel))
	if ext == ".j2" || strings.HasPrefix(ext, ".jinja") {
		inner := strings.ToLower(path.Ext(strings.TrimSuffix(rel, path.Ext(rel))))
		return page(inner) || inner == "" && ext != ".j2"
	}
	return page(ext) || ext == ".djhtml"
}

// mayDescribe tells texts that may describe an application's addresses, by where such
// documents lie and what they are called: openapi/shop.yaml, swagger.json.
func mayDescribe(rel string) bool {
	switch strings.ToLower(path.Ext(rel)) {
	case ".yaml", ".yml", ".json":
	default:
		return false
	}
	lower := strings.ToLower(rel)
	return strings.Contains(lower, "openapi") || strings.Contains(lower, "swagger") || strings.Contains(lower, "spec") || strings.Contains(path.Base(lower), "api")
}

func page(ext string) bool { return ext == ".html" || ext == ".htm" || ext == ".xhtml" }

// ReadText gives the content of a file that may hold text; nil for one that
// does not, with the reason where it is its size or that it cannot be read.
func (t *Tree) ReadText(e *Entry) (*text.File, *Skipped) {
	if info, err := os.Stat(e.name); err == nil && !e.overlay && info.Size() > TextLimit {
		return nil, &Skipped{Path: e.Path, Code: TooLarge, Reason: "over the limit of 1 MB for text that is no Python", Accepted: true}
	}
	data := e.content
	if !e.overlay {
		var fault *Skipped
		if data, fault = t.load(e); fault != nil {
			fault.Accepted = true
			return nil, fault
		}
	}
	if head := data[:min(len(data), 8000)]; bytes.IndexByte(head, 0) >= 0 {
		return nil, nil
	}
	switch {
	case !utf8.Valid(data):
		return text.New(e.Path, bytes.ToValidUTF8(data, []byte("?"))), nil
	case e.overlay:
		return text.New(e.Path, data), nil
	}
	return text.Take(e.Path, data), nil
}
