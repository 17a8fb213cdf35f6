package worker

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/service"
	"leadline/internal/service/store"
	"leadline/internal/text"
)

// maxNotebooks bounds how many notebooks of a tree are kept as cells.
const maxNotebooks = 500

// notebooks keeps what the cells of a tree's notebooks do, for looking at them;
// "" when there are none that the scan looked at.
func (w *Worker) notebooks(ctx context.Context, scan *store.Scan, dir string, h *handler, effects *model.Effects) (string, error) {
	m, err := w.Service.ManifestOf(ctx, scan.TreeID)
	if err != nil {
		return "", err
	}
	reports := []cells.Report{}
	for i := range m.Files {
		p := m.Files[i].Path
		if path.Ext(p) != ".ipynb" || len(reports) == maxNotebooks || !service.Analysed(h.coverage, scan.Paths, p) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
		if err != nil {
			return "", fmt.Errorf("read %s: %w", p, err)
		}
		if r := w.play(p, data, effects); r != nil {
			reports = append(reports, *r)
		}
	}
	if len(reports) == 0 {
		return "", nil
	}
	data, err := json.Marshal(map[string]any{"version": 1, "notebooks": reports})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	return hash, w.Service.Blobs.Put(ctx, hash, bytes.NewReader(data))
}

// play is what a notebook's cells do; nil for one that is not in Python. A fault
// of ours costs the page of that notebook: the scan has judged it already.
func (w *Worker) play(name string, data []byte, effects *model.Effects) (r *cells.Report) {
	defer func() {
		if fault := recover(); fault != nil {
			w.Service.Log.Error("a notebook's cells cannot be shown", "path", name, "fault", fault)
			r = nil
		}
	}()
	n := notebook.Split(text.New(name, data))
	if len(n.Cells) == 0 || !n.Python() {
		return nil
	}
	report := engine.Play(n, syntax.Parse(n.File), nil, effects, nil).Report()
	return &report
}
