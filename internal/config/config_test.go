package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// project writes files below a new directory and gives their directory.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFind(t *testing.T) {
	dir := project(t, map[string]string{
		"leadline.toml":      "severity = \"high\"\n",
		"pyproject.toml":     "[tool.leadline]\nseverity = \"low\"\n",
		"a/pyproject.toml":   "[project]\nrequires-python = \">=3.9,<3.13\"\n[tool.other]\nx = 1\n[tool.poetry]\npackages = [{include = \"p\", from = \"lib\"}]\n",
		"b/pyproject.toml":   "[tool.leadline]\nprofile = \"all\"\ntarget-version = \"3.12\"\n",
		"b/sub/x.py":         "",
		"a/deep/er/x.py":     "",
		"c/leadline.toml":    "",
		"c/pyproject.toml":   "[project]\nrequires-python = \"~=3.10.2\"\n[tool.setuptools.packages.find]\nwhere = [\"src\", \".\"]\n",
		"d/pyproject.toml":   "[tool.poetry.dependencies]\npython = \"^3.8\"\n[tool.hatch.build.targets.wheel]\npackages = [\"code/pkg\"]\n",
		"d/leadline.toml":    "source-roots = [\"x\"]\n",
		"e/f/pyproject.toml": "[tool.setuptools]\npackage-dir = {\"\" = \"lib\"}\n",
	})
	for _, c := range []struct {
		from, file, severity, profile string
		versions                      Versions
		roots                         []string
	}{
		{".", "leadline.toml", "high", "", Versions{}, nil},
		{"a/deep/er", "leadline.toml", "high", "", Versions{Version{3, 9}, Version{3, 12}}, nil},
		{"b/sub", "b/pyproject.toml", "", "all", Versions{Version{3, 12}, Version{3, 12}}, nil},
		{"c", "c/leadline.toml", "", "", Versions{Version{3, 10}, Version{3, 10}}, []string{"src"}},
		{"d", "d/leadline.toml", "", "", Versions{Version{3, 8}, Version{3, 99}}, []string{"x"}},
		{"e/f", "leadline.toml", "high", "", Versions{}, []string{"lib"}},
	} {
		p, err := Find(filepath.Join(dir, c.from))
		if err != nil {
			t.Errorf("%s: %v", c.from, err)
			continue
		}
		if p.File != filepath.Join(dir, c.file) || p.Settings.Severity != c.severity || p.Settings.Profile != c.profile || p.Versions != c.versions {
			t.Errorf("%s: got %s, %+v", c.from, p.File, p)
		}
		if got := p.Roots(filepath.Join(dir, c.from)); !slices.Equal(got, c.roots) {
			t.Errorf("%s: roots %q, want %q", c.from, got, c.roots)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"leadline.toml", "severty = \"high\"\n", `1:1: unknown setting "severty"; did you mean "severity"?`},
		{"leadline.toml", "\nsource_roots = []\n", `2:1: unknown setting "source_roots"; did you mean "source-roots"?`},
		{"leadline.toml", "zzzzz = 1\n", `1:1: unknown setting "zzzzz"`},
		{"leadline.toml", "severity = \"hihg\"\n", `1:13: severity: "hihg" is not one of info, low, medium, high, critical; did you mean "high"?`},
		{"leadline.toml", "severity = 3\n", `1:12: `},
		{"leadline.toml", "trust = [\n \"local\",\n \"storred\"]\n", `trust: "storred" is not one of local, stored, library, all; did you mean "stored"?`},
		{"leadline.toml", "[[per-path]]\npaths = [\"a\"]\nignores = [\"x\"]\n", `3:1: unknown setting "per-path.ignores"; did you mean "ignore"?`},
		{"leadline.toml", "[[per-path]]\nignore = [\"x\"]\n", `1:3: per-path: paths is missing`},
		{"leadline.toml", "models = [\"../theirs.yaml\"]\n", `models: "../theirs.yaml" lies outside of the settings' folder`},
		{"leadline.toml", "rules = [\"/etc/rules\"]\n", `rules: "/etc/rules" lies outside of the settings' folder`},
		{"leadline.toml", "baseline = \"../b.json\"\n", `baseline: "../b.json" lies outside of the settings' folder`},
		{"leadline.toml", "target-version = \"three\"\n", `1:1: target-version is "three"`},
		{"leadline.toml", "max-file-size = -1\n", `1:1: max-file-size must not be negative`},
		{"leadline.toml", "rules = [\n", ``},
		{"pyproject.toml", "[tool.ruff]\nx = 1\n\n[tool.leadline]\nseverity = \"low\"\nignroe = []\n", `6:1: unknown setting "ignroe"; did you mean "ignore"?`},
		{"pyproject.toml", "[tool.leadline.profile]\nx = 1\n", ``},
	} {
		_, err := Find(project(t, map[string]string{c.name: c.content}))
		if err == nil || !strings.Contains(err.Error(), c.name+":") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q:\n got  %v\n want %s", c.name, c.content, err, c.want)
		}
	}
}

func TestParseVersions(t *testing.T) {
	v := func(a, b, c, d int) Versions { return Versions{Version{a, b}, Version{c, d}} }
	for s, want := range map[string]Versions{
		"3.12": v(3, 12, 3, 12), "3.11.4": v(3, 11, 3, 11), ">=3.8": v(3, 8, 0, 0), "< 4": v(0, 0, 3, 99),
		">=3.9, <3.13": v(3, 9, 3, 12), ">=3.9,<=3.12,!=3.10.*": v(3, 9, 3, 12), "==3.10.*": v(3, 10, 3, 10),
		"~=3.8": v(3, 8, 3, 99), "~=3.8.1": v(3, 8, 3, 8), "^3.9.1": v(3, 9, 3, 99), ">3.7,<3.12.2": v(3, 7, 3, 12),
	} {
		if got, ok := ParseVersions(s); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "x", "3.x", ">=", "=>3.8", "3.8.1.2.3"} {
		if got, ok := ParseVersions(s); ok {
			t.Errorf("%q is taken for %v", s, got)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"sql-injection", "xss", "weak-hash", "weak-random"}
	for word, want := range map[string]string{
		"sql-injecton": "sql-injection", "SQL_injection": "sql-injection", "xs": "xss", "weak-hsah": "weak-hash", "entirely-else": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
