package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// File names of settings, in the order in which a directory is asked.
const (
	ownName     = "leadline.toml"
	projectName = "pyproject.toml"
)

// Project is what is known of a project before its files are looked at.
type Project struct {
	Settings Settings
	// File is the path of the settings file, or empty when there is none.
	File string
	// Dir is the directory that the settings' paths are relative to; empty
	// without a settings file.
	Dir string
	// Versions is the range of Python versions that the project runs on.
	Versions Versions
	// packaging is the nearest pyproject.toml's word on source roots.
	packaging packaging
}

// Roots are the source roots, relative to dir, which is the directory that the
// project's paths are relative to: the settings' own, else what pyproject.toml
// says there. None means that they are to be found.
func (p *Project) Roots(dir string) []string {
	if len(p.Settings.SourceRoots) > 0 {
		return p.Settings.SourceRoots
	}
	if p.packaging.dir == dir {
		return p.packaging.roots
	}
	return nil
}

// Problem is a fault in a settings file.
type Problem struct {
	File         string
	Line, Column int
	Message      string
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Find looks for settings in dir and then upwards: the nearest leadline.toml,
// or pyproject.toml with a [tool.leadline] table. The nearest pyproject.toml
// gives the Python versions and source roots that the settings leave open.
func Find(dir string) (*Project, error) { return FindBelow("", dir) }

// FindBelow is Find that looks no higher than top; "" sets no bound.
func FindBelow(top, dir string) (*Project, error) {
	var nearest packaging
	for {
		own := filepath.Join(dir, ownName)
		if _, err := os.Stat(own); err == nil {
			p, err := loadOwn(own)
			return p.with(nearest), err
		}
		project := filepath.Join(dir, projectName)
		if data, err := os.ReadFile(project); err == nil {
			p, found, err := parseProject(project, data)
			if err != nil {
				return nil, err
			}
			if nearest.dir == "" {
				nearest = p.packaging
			}
			if found {
				return p.with(nearest), nil
			}
		}
		up := filepath.Dir(dir)
		if up == dir || dir == top {
			return (&Project{}).with(nearest), nil
		}
		dir = up
	}
}

// with lets packaging fill what the settings leave open.
func (p *Project) with(pack packaging) *Project {
	if p == nil {
		return nil
	}
	if pack.dir != "" {
		p.packaging = pack
	}
	if p.Settings.TargetVersion == "" {
		// A faulty requires-python is the packager's business, not ours.
		p.Versions, _ = ParseVersions(p.packaging.requires)
	}
	return p
}

// Load reads one settings file; a pyproject.toml is known by its name.
func Load(name string) (*Project, error) {
	if filepath.Base(name) != projectName {
		p, err := loadOwn(name)
		return p.with(packaging{}), err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	p, _, err := parseProject(name, data)
	return p.with(packaging{}), err
}

// loadOwn reads a leadline.toml, and the packaging that stands beside it.
func loadOwn(name string) (*Project, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	p := newProject(name)
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := problem(name, d.Decode(&p.Settings), nil); err != nil {
		return nil, err
	}
	if err := p.check(data); err != nil {
		return nil, err
	}
	if beside, err := os.ReadFile(filepath.Join(p.Dir, projectName)); err == nil {
		// Its faults are not about these settings.
		if q, _, err := parseProject(filepath.Join(p.Dir, projectName), beside); err == nil {
			p.packaging = q.packaging
		}
	}
	return p, nil
}

func newProject(name string) *Project {
	return &Project{File: name, Dir: filepath.Dir(name)}
}

// parseProject reads [tool.leadline] and the packaging of a pyproject.toml.
// Keys outside that table are other tools' and are not looked at.
func parseProject(name string, data []byte) (p *Project, found bool, err error) {
	p = newProject(name)
	var doc struct {
		Tool struct {
			Leadline *Settings `toml:"leadline"`
		} `toml:"tool"`
	}
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := problem(name, d.Decode(&doc), []string{"tool", "leadline"}); err != nil {
		return nil, false, err
	}
	p.packaging = parsePackaging(filepath.Dir(name), data)
	if doc.Tool.Leadline == nil {
		return p, false, nil
	}
	p.Settings = *doc.Tool.Leadline
	return p, true, p.check(data)
}

// problem turns a decoder's error into one with a position and, for unknown
// keys, a suggestion. Unknown keys outside the table are no error.
func problem(file string, err error, table []string) error {
	var missing *toml.StrictMissingError
	var fault *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing):
		for i := range missing.Errors {
			e := &missing.Errors[i]
			key := []string(e.Key())
			if len(key) <= len(table) || !reflect.DeepEqual(key[:len(table)], append([]string{}, table...)) {
				continue
			}
			row, column := e.Position()
			return &Problem{file, row, column, unknown(key[len(table):])}
		}
		return nil
	case errors.As(err, &fault):
		row, column := fault.Position()
		return &Problem{file, row, column, strings.TrimPrefix(fault.Error(), "toml: ")}
	}
	return &Problem{File: file, Message: err.Error()}
}

// check tests what types alone do not say.
func (p *Project) check(data []byte) error {
	s := &p.Settings
	fault := func(key, value, message string) error {
		line, column := locate(data, key, value)
		return &Problem{p.File, line, column, message}
	}
	for _, f := range fields(reflect.TypeOf(*s)) {
		v := reflect.ValueOf(*s).FieldByName(f.Name)
		if bad, ok := f.badValue(v); ok {
			return fault(f.Key, bad, f.mustBe(bad))
		}
	}
	for i := range s.PerPath {
		if err := checkEntry("per-path", reflect.ValueOf(s.PerPath[i]), fault); err != nil {
			return err
		}
	}
	for i := range s.Policy {
		if err := checkEntry("policy", reflect.ValueOf(s.Policy[i]), fault); err != nil {
			return err
		}
	}
	for _, list := range []struct {
		key   string
		paths []string
	}{{"models", s.Models}, {"rules", s.RuleFiles()}, {"baseline", []string{s.Baseline}}} {
		for _, name := range list.paths {
			// Settings come with the code that is scanned, and that may be anybody's.
			if name != "" && !filepath.IsLocal(filepath.FromSlash(name)) {
				return fault(list.key, name, fmt.Sprintf("%s: %q lies outside of the settings' folder", list.key, name))
			}
		}
	}
	if s.MaxFileSize < 0 {
		return fault("max-file-size", "", "max-file-size must not be negative")
	}
	v, ok := ParseVersions(s.TargetVersion)
	if !ok && s.TargetVersion != "" {
		return fault("target-version", "", fmt.Sprintf("target-version is %q; write one version (3.12) or a range (>=3.9,<3.14)", s.TargetVersion))
	}
	p.Versions = v
	return nil
}

// checkEntry tests one entry of a list of tables.
func checkEntry(table string, v reflect.Value, fault func(key, value, message string) error) error {
	for _, f := range fields(v.Type()) {
		if bad, ok := f.badValue(v.FieldByName(f.Name)); ok {
			return fault(f.Key, bad, table+": "+f.mustBe(bad))
		}
		if f.Key == required[v.Type()] && v.FieldByName(f.Name).Len() == 0 {
			return fault(table, "", table+": "+f.Key+" is missing")
		}
	}
	return nil
}

// locate finds the line of a key (and on it, the value), for faults that are
// seen only after decoding.
func locate(data []byte, key, value string) (line, column int) {
	for n, text := range strings.Split(string(data), "\n") {
		trimmed := strings.TrimLeft(text, " \t[\"")
		if !strings.HasPrefix(trimmed, key) {
			continue
		}
		at := len(text) - len(trimmed)
		if i := strings.Index(text, value); value != "" && i > at {
			return n + 1, i + 1
		}
		if line == 0 {
			line, column = n+1, at+1
		}
	}
	return line, column
}

// CheckFlags tests the values that the command line laid over the settings.
func (s *Settings) CheckFlags() error {
	for _, f := range fields(reflect.TypeOf(*s)) {
		if bad, ok := f.badValue(reflect.ValueOf(*s).FieldByName(f.Name)); ok {
			return errors.New("--" + f.mustBe(bad))
		}
	}
	return nil
}
