package workspace

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leadline/internal/config"
)

// TestGitignore compares Discover with git on generated trees: random ignore
// files at three depths over the same set of paths.
func TestGitignore(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	runs := 100
	if testing.Short() {
		runs = 20
	}
	for seed := range runs {
		rng := rand.New(rand.NewPCG(uint64(seed), 7))
		dir := t.TempDir()
		git(t, dir, "init", "-q")
		for _, d := range []string{"", "a", "a/b", "ab", "a/b/a", "c d/a", "é"} {
			for _, f := range []string{"a.py", "b.py", "ab.py", "x y.py", "é.py", "[a].py", "a*.py"} {
				write(t, filepath.Join(dir, d, f), "")
			}
			if d == "" || rng.IntN(3) == 0 {
				write(t, filepath.Join(dir, d, ".gitignore"), randomIgnore(rng))
			}
		}
		if rng.IntN(4) == 0 {
			write(t, filepath.Join(dir, ".git/info/exclude"), randomIgnore(rng))
		}
		want := strings.Split(git(t, dir, "ls-files", "--others", "--exclude-standard", "-z"), "\x00")
		want = slices.DeleteFunc(want, func(s string) bool { return !strings.HasSuffix(s, ".py") })
		slices.Sort(want)
		if got := discovered(t, dir, config.Settings{}); !slices.Equal(got, want) {
			t.Errorf("seed %d: Discover and git differ:\n only here: %q\n only git:  %q\n%s",
				seed, minus(got, want), minus(want, got), ignoreFiles(t, dir))
		}
	}
}

// randomIgnore makes a few lines out of the pieces that patterns consist of.
func randomIgnore(rng *rand.Rand) string {
	pieces := []string{"a", "b", "ab", "*", "**", "?", "a*", "*b", "*.py", "a.py", "x y.py", "é", "?.py", "[ab]", "[!a]*", "[^b].py",
		"[[:alpha:]].py", "[a-c]b", "[]a]*", "\\a", "\\*.py", "a\\*.py", "\\[a].py", "[[]a*", "**a", "a**", "[a", "[b-a]", "c d", "*y.py", "[", "é.py", "??.py"}
	var b strings.Builder
	for range 1 + rng.IntN(4) {
		if rng.IntN(4) == 0 {
			b.WriteString("!")
		}
		if rng.IntN(4) == 0 {
			b.WriteString("/")
		}
		for i := range 1 + rng.IntN(3) {
			if i > 0 {
				b.WriteString("/")
			}
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		b.WriteString([]string{"", "", "", "/", " ", "  ", "\\ ", "/ ", "\\", "\r"}[rng.IntN(10)])
		b.WriteString("\n")
	}
	if rng.IntN(5) == 0 {
		return "\xef\xbb\xbf# comment\n\n\\#x\n" + b.String()
	}
	return b.String()
}

func TestIgnoreAbove(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, ".git/HEAD"), "")
	write(t, filepath.Join(dir, ".gitignore"), "skip.py\n/sub/only/\n")
	write(t, filepath.Join(dir, "sub/skip.py"), "")
	write(t, filepath.Join(dir, "sub/only/a.py"), "")
	write(t, filepath.Join(dir, "sub/keep.py"), "")
	if got := discovered(t, filepath.Join(dir, "sub"), config.Settings{}); !slices.Equal(got, []string{"keep.py"}) {
		t.Errorf("files below a directory of a repository: %q", got)
	}
	// A directory that the user names is walked even when it is ignored.
	if got := discovered(t, filepath.Join(dir, "sub/only"), config.Settings{}); !slices.Equal(got, []string{"a.py"}) {
		t.Errorf("files of a named, ignored directory: %q", got)
	}
}

func discovered(t *testing.T, dir string, s config.Settings) []string {
	t.Helper()
	tree, err := Discover([]string{dir}, &config.Project{Settings: s, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for i := range tree.Files {
		got = append(got, tree.Files[i].Path)
	}
	return got
}

func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func ignoreFiles(t *testing.T, dir string) string {
	var b strings.Builder
	_ = filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err == nil && (e.Name() == ".gitignore" || strings.HasSuffix(name, "info/exclude")) {
			data, _ := os.ReadFile(name)
			fmt.Fprintf(&b, "%s: %q\n", strings.TrimPrefix(name, dir), data)
		}
		return nil
	})
	return b.String()
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.Command("git", append([]string{"-C", dir, "-c", "core.excludesFile="}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "HOME="+t.TempDir())
	out, err := c.Output()
	if err != nil {
		t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
