package rest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestNotebooks: what cells do is kept with the scan, under the path that the
// tree has, and for the parts that were scanned only.
func TestNotebooks(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "lab"}, nil)
	cell := func(id string, count int, code string) string {
		return fmt.Sprintf(`{"cell_type":"code","id":%q,"metadata":{},"outputs":[],"execution_count":%d,"source":%q}`, id, count, code)
	}
	book := `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"markdown","id":"m","metadata":{},"source":"# x"},` +
		strings.Join([]string{cell("a", 2, "print(x)"), cell("b", 1, "x = 1")}, ",") + `]}`
	scan := w.scan("lab", "main", map[string]string{"deep/down/n.ipynb": book, "other/n.ipynb": book, "broken.ipynb": "{", "a.py": "x = 1\n"}, map[string]any{"paths": []string{"deep", "broken.ipynb", "a.py"}})
	var got page[notebookView]
	w.do("GET", "/v1/scans/"+scan.ID+"/notebooks", nil, &got)
	if len(got.Items) != 1 || got.Items[0].Path != "deep/down/n.ipynb" || got.Items[0].Verdict != "fails" || got.Items[0].Cells != nil {
		t.Fatalf("%+v", got)
	}
	w.do("GET", "/v1/scans/"+scan.ID+"/notebooks?path="+url.QueryEscape("deep/down/n.ipynb"), nil, &got)
	if n := got.Items[0]; len(n.Cells) != 2 || n.Cells[0].Number != 2 || n.Cells[0].State != "fails" || len(n.Order) != 2 || n.Order[0] != 3 || n.Order[1] != 2 {
		t.Errorf("%+v", n)
	}
	if _, code := w.call(w.token, "GET", "/v1/projects/lab/trees/"+scan.Tree+"/file?cell=3&path=deep/down/n.ipynb", nil); string(code) != "x = 1" {
		t.Errorf("the third cell is %q", code)
	}
	none := w.scan("lab", "main", map[string]string{"a.py": "x = 1\n"}, nil)
	if w.do("GET", "/v1/scans/"+none.ID+"/notebooks", nil, &got); len(got.Items) != 0 {
		t.Errorf("%+v", got)
	}
}
