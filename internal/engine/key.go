package engine

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"leadline/internal/cache"
	"leadline/internal/finding"
	"leadline/internal/workspace"
)

// Key is the hash of everything that a scan's findings depend on but the
// program itself: the bytes of all files, what is left out, what modules are
// called, the settings and the baseline. It reads the files and analyses nothing.
func Key(ctx context.Context, o Options) (cache.Key, error) {
	tree, err := workspace.Discover(o.Paths, o.Project, o.Overlays...)
	if err != nil {
		return cache.Key{}, fmt.Errorf("discover: %w", err)
	}
	names := newNaming(tree, o.Project)
	type entry struct {
		Path, Module string
		Package      bool
		Sum          [sha256.Size]byte
		Skipped      *finding.Skipped
	}
	entries := make([]entry, len(tree.Files))
	err = parallel(ctx, o.Jobs, len(entries), func(i int) {
		e := &entries[i]
		e.Path = tree.Files[i].Path
		e.Module, e.Package = names.layout.Name(names.path(e.Path))
		if f := &tree.Files[i]; f.Template && !f.Overlaid() {
			return // it is among the texts
		}
		file, skipped := tree.Read(&tree.Files[i])
		if skipped != nil {
			sk := finding.Skipped(*skipped)
			e.Skipped = &sk
			return
		}
		e.Sum = sha256.Sum256(file.Bytes)
	})
	if err != nil {
		return cache.Key{}, err
	}
	texts := make([]entry, len(tree.Texts))
	err = parallel(ctx, o.Jobs, len(texts), func(i int) {
		texts[i].Path = tree.Texts[i].Path
		if file, _ := tree.ReadText(&tree.Texts[i]); file != nil {
			texts[i].Sum = sha256.Sum256(file.Bytes)
		}
	})
	if err != nil {
		return cache.Key{}, err
	}
	parts := make([][]byte, 0, 4)
	for _, v := range []any{tree.Root, names.prefix, entries, texts, tree.Skipped, o.Project, o.Baseline} {
		data, err := json.Marshal(v)
		if err != nil {
			return cache.Key{}, fmt.Errorf("describe the scan: %w", err)
		}
		parts = append(parts, data)
	}
	return cache.KeyOf(parts...), nil
}
