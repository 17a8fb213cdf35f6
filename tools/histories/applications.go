package histories

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"leadline/internal/git"
)

// Application is a public application at a commit.
type Application struct{ Name, Commit string }

// Applications reads a list of applications: owner/name and commit, one a line.
func Applications(name string) ([]Application, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Application
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		switch fields := strings.Fields(line); len(fields) {
		case 0:
		case 2:
			out = append(out, Application{fields[0], fields[1]})
		default:
			return nil, fmt.Errorf("%s: %q is no owner/name and commit", name, line)
		}
	}
	return out, lines.Err()
}

// read are the ends of the names of files that an analysis looks at.
var read = []string{".py", ".html", ".jinja2", ".txt", ".toml", ".cfg"}

// Files are what an analysis reads of an application, from its snapshot in a folder;
// missing are those whose content the snapshot lacks.
func (a Application) Files(ctx context.Context, folder string) (files map[string]string, missing []string, err error) {
	dir, err := Snapshot(folder, strings.ReplaceAll(a.Name, "/", "+"))
	if err != nil {
		return nil, nil, err
	}
	repo := git.In(dir)
	tree, err := repo.Tree(ctx, a.Commit)
	if err != nil {
		return nil, nil, fmt.Errorf("%s at %s: %w", a.Name, a.Commit, err)
	}
	entries, err := repo.Files(ctx, tree)
	if err != nil {
		return nil, nil, err
	}
	objects, err := repo.Objects(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer objects.Close()
	files = map[string]string{}
	for _, e := range entries {
		if e.Mode == git.Link || !slices.Contains(read, filepath.Ext(e.Path)) {
			continue
		}
		data, err := objects.Read(e.Hash)
		switch {
		case errors.Is(err, git.ErrMissing):
			missing = append(missing, e.Path)
		case err != nil:
			return nil, nil, fmt.Errorf("%s: %s: %w", a.Name, e.Path, err)
		default:
			files[e.Path] = string(data)
		}
	}
	return files, missing, nil
}

// Lay writes files below a directory, and nothing outside of it.
func Lay(dir string, files map[string]string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for name, content := range files {
		if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
			return err
		}
		if err := root.WriteFile(name, []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
