package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestChanges runs leadline ci over scripted repositories; each file under
// testdata/ci holds situations of one kind. In them, git runs git as somebody,
// ci CODE ARGS runs leadline ci with an exit code, and new, unclear, gone and
// unseen compare exact sets of RULE@PATH:LINE.
func TestChanges(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/ci",
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("HOME", env.WorkDir)
			for k, v := range map[string]string{"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
				"GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"} {
				env.Setenv(k, v)
			}
			return os.WriteFile(filepath.Join(env.WorkDir, ".gitconfig"),
				[]byte("[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n[advice]\n\tdetachedHead = false\n"), 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"git": func(ts *testscript.TestScript, neg bool, args []string) {
				if err := ts.Exec("git", args...); (err != nil) != neg {
					ts.Fatalf("git %v: %v", args, err)
				}
			},
			"ci":      runCI,
			"new":     compareSet("new"),
			"unclear": compareSet("unclear"),
			"gone":    compareSet("gone"),
			"unseen":  compareSet("unseen"),
			"blocking": func(ts *testscript.TestScript, _ bool, args []string) {
				if got := fmt.Sprint(changeOf(ts)["blocking"]); got != args[0] {
					ts.Fatalf("%s blocking, want %s", got, args[0])
				}
			},
			// envfile FROM TO copies a file of the archive with variables filled in.
			"envfile": func(ts *testscript.TestScript, _ bool, args []string) {
				text := os.Expand(ts.ReadFile(filepath.Join(ts.Getenv("HOME"), args[0])), ts.Getenv)
				ts.Check(os.WriteFile(filepath.Join(ts.Getenv("HOME"), args[1]), []byte(text), 0o644))
			},
			"putenv": func(ts *testscript.TestScript, _ bool, args []string) {
				value, err := os.ReadFile(ts.MkAbs(args[1]))
				ts.Check(err)
				ts.Setenv(args[0], strings.TrimSpace(string(value)))
			},
		},
	})
}

func runCI(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("leadline", append([]string{"ci", "--format", "change"}, args[1:]...)...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	out := ts.ReadFile("stdout")
	if got == "0" || got == "1" {
		schema, err := filepath.Abs("../../schemas")
		ts.Check(err)
		checkJSON(ts, schema, "change", []byte(out))
	}
	ts.Check(os.WriteFile(filepath.Join(ts.Getenv("HOME"), "change.json"), []byte(out), 0o644))
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

func changeOf(ts *testscript.TestScript) map[string]any {
	var doc map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(filepath.Join(ts.Getenv("HOME"), "change.json"))), &doc))
	return doc
}

func compareSet(key string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, want []string) {
		got := []string{}
		for _, x := range changeOf(ts)[key].([]any) {
			f := x.(map[string]any)
			line := f["line"]
			if start, ok := f["start"].(map[string]any); ok {
				line = start["line"]
			}
			got = append(got, fmt.Sprintf("%v@%v:%v", f["rule"], f["path"], line))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			ts.Fatalf("%s: %v, want %v", key, got, want)
		}
	}
}
