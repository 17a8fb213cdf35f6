package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestUpgrade starts the present version on the data directories of former ones,
// which a scan of testdata/upgrade/src and one verdict made, and goes on
// working with them: findings keep their ids, people their verdicts.
func TestUpgrade(t *testing.T) {
	former, err := filepath.Glob("testdata/upgrade/*.zip")
	if err != nil || len(former) == 0 {
		t.Fatal("no former data directory", err)
	}
	for _, name := range former {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Setenv("XDG_CONFIG_HOME", t.TempDir())
			t.Setenv("XDG_CACHE_HOME", t.TempDir())
			data := t.TempDir()
			unzip(t, name, data)
			address, token := serveData(t, data)
			before := findingsOf(t, address, token)
			if len(before) != 3 || !slices.ContainsFunc(before, func(f string) bool { return strings.HasSuffix(f, " weak-hash false_positive") }) {
				t.Fatalf("after the upgrade: %q", before)
			}
			if code, _, errs := command(t, token+"\n", "login", address); code != exitClean {
				t.Fatal(errs)
			}
			code, out, errs := command(t, "", "scan", "testdata/upgrade/src", "--remote", address, "--project", "shop", "--ref", "main")
			if code != exitFindings {
				t.Fatalf("%d\n%s%s", code, out, errs)
			}
			after := findingsOf(t, address, token)
			for _, f := range before {
				if !slices.Contains(after, f) {
					t.Errorf("%s is not in %q after a scan", f, after)
				}
			}
		})
	}
}

func findingsOf(t *testing.T, address, token string) []string {
	t.Helper()
	answer := sent(t, http.MethodGet, address+"/v1/findings?project=shop&state=all", token, "", nil)
	var page struct {
		Items []struct{ ID, Rule, Verdict string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&page); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range page.Items {
		out = append(out, fmt.Sprintf("%s %s %s", f.ID, f.Rule, f.Verdict))
	}
	return out
}

func unzip(t *testing.T, name, dir string) {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			t.Fatal(err)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
