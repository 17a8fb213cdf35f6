package config

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// ModelFiles are the model files that the settings name, relative to Dir with
// forward slashes: a folder stands for the .yaml files below it, in order. A name
// that leads nowhere is an error.
func (p *Project) ModelFiles() ([]string, error) {
	var out []string
	for _, name := range p.Settings.Models {
		at := filepath.Join(p.Dir, filepath.FromSlash(name))
		info, err := os.Stat(at)
		if err != nil {
			return nil, fmt.Errorf("models in the settings: %w", err)
		}
		if !info.IsDir() {
			out = append(out, name)
			continue
		}
		found := 0
		err = filepath.WalkDir(at, func(file string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if e.Type().IsRegular() && filepath.Ext(file) == ".yaml" {
				rel, err := filepath.Rel(at, file)
				if err != nil {
					return err
				}
				out = append(out, path.Join(strings.TrimSuffix(filepath.ToSlash(name), "/"), filepath.ToSlash(rel)))
				found++
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("models in the settings: %w", err)
		}
		if found == 0 {
			return nil, fmt.Errorf("models in the settings: %s holds no .yaml file", name)
		}
	}
	return out, nil
}
