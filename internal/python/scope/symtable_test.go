package scope_test

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/python/scope"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// dump prints what CPython's symtable says of each file: a line per name of
// each table; a table goes by its line and by how many began there before it.
const dump = `
import sys, symtable
def meaning(t, s):
    if t.get_type() == "module": return "local" if s.is_assigned() or s.is_imported() or s.is_namespace() else "global"
    if s.is_free(): return "free"
    if s.is_local(): return "local"
    return "global"
def walk(t, seen):
    line = t.get_lineno() if t.get_type() != "module" else 0
    seen[line] = seen.get(line, -1) + 1
    n = "%d/%d" % (line, seen[line])
    for s in t.get_symbols():
        if s.get_name() != ".0": print(n, s.get_name(), meaning(t, s))
    for c in t.get_children(): walk(c, seen)
for path in sys.argv[1:]:
    print("=", path)
    try: t = symtable.symtable(open(path, encoding="utf-8").read(), path, "exec")
    except Exception: print("!"); continue
    walk(t, {})
`

// TestSymtable compares with CPython over its standard library.
func TestSymtable(t *testing.T) {
	root, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").Output()
	if err != nil {
		t.Skip("no Python on this machine")
	}
	args := []string{"-W", "ignore", "-c", dump}
	i := 0
	filepath.WalkDir(strings.TrimSpace(string(root)), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "site-packages" {
			return filepath.SkipDir
		}
		if err == nil && strings.HasSuffix(path, ".py") {
			if i++; !testing.Short() || i%6 == 0 {
				args = append(args, path)
			}
		}
		return nil
	})
	cmd := exec.Command("python3", args...)
	pipe, _ := cmd.StdoutPipe()
	cmd.Start()
	names, faults := 0, 0
	for path, theirs := range byFile(bufio.NewScanner(pipe)) {
		n, bad := compare(path, theirs)
		names += n
		for _, b := range bad {
			if faults++; faults < 20 {
				t.Errorf("%s: %s", path, b)
			}
		}
	}
	cmd.Wait()
	t.Logf("%d names, %d differ", names, faults)
	if names < 10000 {
		t.Errorf("only %d names compared", names)
	}
}

// byFile reads the dump.
func byFile(lines *bufio.Scanner) func(func(string, map[string]string) bool) {
	return func(yield func(string, map[string]string) bool) {
		var path string
		var names map[string]string
		for lines.Scan() {
			f := strings.Fields(lines.Text())
			switch {
			case f[0] == "=":
				if len(names) > 0 && !yield(path, names) {
					return
				}
				path, names = lines.Text()[2:], map[string]string{}
			case len(f) == 3:
				names[f[0]+" "+f[1]] = f[2]
			}
		}
		if len(names) > 0 {
			yield(path, names)
		}
	}
}

// compare wants each of our names in theirs with the same meaning, and each of
// theirs in ours, but for free variables that only pass through a scope.
func compare(path string, theirs map[string]string) (n int, bad []string) {
	content, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(content), "import annotations") {
		return 0, nil // CPython gives annotations no scope then
	}
	file := text.New(path, content)
	t := scope.Bind(syntax.Parse(file))
	ours, lines, seen := map[string]bool{}, make([]string, len(t.Scopes)), map[int]int{}
	for i := range t.Scopes {
		line := 0
		if i > 0 {
			line = file.LineOf(t.Scopes[i].Start)
		}
		lines[i] = fmt.Sprintf("%d/%d", line, seen[line])
		seen[line]++
	}
	for i := range t.Symbols {
		y := &t.Symbols[i]
		key := fmt.Sprintf("%s %s", lines[y.Scope], t.Names.List[y.Name])
		ours[key] = true
		want := [...]string{scope.Local: "local", scope.Global: "global", scope.Free: "free", scope.ClassCell: "free"}[y.Meaning]
		if y.Scope == 0 && y.Flags&scope.Bound != 0 {
			want = "local"
		}
		if theirs[key] != want {
			bad = append(bad, fmt.Sprintf("%s is %s, CPython says %q", key, want, theirs[key]))
		}
	}
	for key, meaning := range theirs {
		// CPython also lists in the module what functions declare global, and
		// __class__ wherever super is named.
		if !ours[key] && meaning == "local" || meaning == "global" && !ours[key] && !strings.HasPrefix(key, "0/") && !strings.HasSuffix(key, "__class__") {
			bad = append(bad, fmt.Sprintf("%s is missing, CPython says %s", key, meaning))
		}
	}
	return len(ours), bad
}
