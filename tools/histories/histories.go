// Package histories knows what every tool needs that looks at a public repository: where
// it lies, its commits, the contents of its files, what people say of them (labels), and
// the catalogue that judges them. It must not know what is measured.
//
// Its window is what benchci, benchidentity and benchapps print.
package histories

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"leadline/internal/git"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
	"leadline/rules"
)

// Catalogue is every model and every rule that is built in.
func Catalogue() (*model.Set, *rule.Set, error) {
	known, err := model.Load(models.FS)
	if err != nil {
		return nil, nil, err
	}
	set, err := rule.Load(rules.FS, known, rules.Code())
	return known, set, err
}

// Snapshot is where a repository lies in a folder of git directories.
func Snapshot(folder, name string) (string, error) {
	at := filepath.Join(folder, name)
	if folder == "" {
		return "", fmt.Errorf("not measured: SNAPSHOTS=DIR names a folder of git directories")
	}
	if _, err := os.Stat(at); err != nil {
		return "", fmt.Errorf("not measured: %s is not there; SNAPSHOTS=DIR names a folder of git directories", at)
	}
	return at, nil
}

// Commits are the newest n that touch Python, the newest first; flags go to git log.
func Commits(ctx context.Context, repo string, n int, flags ...string) ([]string, error) {
	args := append([]string{"-C", repo, "log", "--format=%H", "-n", fmt.Sprint(n)}, flags...)
	out, err := exec.CommandContext(ctx, "git", append(args, "HEAD", "--", "*.py")...).Output()
	if err != nil {
		return nil, fmt.Errorf("git log: %w", err)
	}
	return strings.Fields(string(out)), nil
}

// Text reads contents by their hash; "" for what cannot be read.
func Text(objects *git.Objects) func(hash string) string {
	return func(hash string) string {
		data, err := objects.Read(hash)
		if err != nil {
			return ""
		}
		return string(data)
	}
}
