package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"leadline/internal/config"
)

func TestKinds(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.py": "x", "b.pyw": "x", "c.pyi": "x", "d.txt": "x", "e.ipynb": "{}", "README": "text",
		"run": "#!/usr/bin/env python3\n", "run2": "#!/usr/bin/python2.7 -u\n", "sh": "#!/bin/sh\n# python\n", "empty": "",
		"pythonic": "#!/opt/pythonic/run\n", ".hidden.py": "x", ".dir/a.py": "x",
		"node_modules/x/a.py": "x", "env/pyvenv.cfg": "", "env/lib/a.py": "x", "p.egg-info/a.py": "x", "build/a.py": "x",
	} {
		write(t, filepath.Join(dir, name), content)
	}
	want := []string{".dir/a.py", ".hidden.py", "a.py", "b.pyw", "build/a.py", "e.ipynb", "run", "run2"}
	if got := discovered(t, dir, config.Settings{}); !slices.Equal(got, want) {
		t.Errorf("files: %q\nwant   %q", got, want)
	}
	set := config.Settings{Exclude: []string{"/build/", ".*"}, Include: []string{"*.pyi", "node_modules/x/*.py"}}
	want = []string{"a.py", "b.pyw", "c.pyi", "e.ipynb", "node_modules/x/a.py", "run", "run2"}
	if got := discovered(t, dir, set); !slices.Equal(got, want) {
		t.Errorf("with settings: %q\nwant           %q", got, want)
	}
}

// skips lists path code (with ! where it is a gap) for a tree.
func skips(tree *Tree) []string {
	out := []string{}
	for _, s := range tree.Skipped {
		gap := ""
		if !s.Accepted {
			gap = "!"
		}
		out = append(out, s.Path+" "+gap+s.Code)
	}
	return out
}

func TestOddFiles(t *testing.T) {
	dir := t.TempDir()
	outside := t.TempDir()
	write(t, filepath.Join(outside, "far.py"), "x")
	write(t, filepath.Join(outside, "lib/far.py"), "x")
	write(t, filepath.Join(dir, "a.py"), "x")
	write(t, filepath.Join(dir, "sub/b.py"), "x")
	write(t, filepath.Join(dir, "legacy/readme"), "x")
	write(t, filepath.Join(dir, "n.ipynb"), "{}")
	for _, l := range [][2]string{
		{"loop", "loop"}, {"one.py", "two.py"}, {"two.py", "one.py"}, {"up", ".."}, {"self", "."}, {"dangling.py", "nowhere"}, {"dangling", "nowhere"},
		{"inside.py", "a.py"}, {"subs", "sub"}, {"outside.py", filepath.Join(outside, "far.py")}, {"outside", filepath.Join(outside, "lib")},
		{"legacy/gone.py", "nowhere"},
	} {
		if err := os.Symlink(l[1], filepath.Join(dir, l[0])); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"pipe.py", "pipe"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := Discover([]string{dir}, &config.Project{Dir: dir, Settings: config.Settings{AcceptIncomplete: []string{"legacy/"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"dangling.py !unreadable", "inside.py symlink", "legacy/gone.py unreadable", "loop !symlink-loop",
		"one.py !symlink-loop", "outside symlink", "outside.py symlink", "pipe.py !not-a-file", "self symlink-loop", "subs symlink", "two.py !symlink-loop", "up symlink-loop"}
	if got := skips(tree); !slices.Equal(got, want) {
		t.Errorf("skipped: %q\nwant     %q", got, want)
	}
	files := []string{}
	for i := range tree.Files {
		files = append(files, tree.Files[i].Path)
	}
	if want := []string{"a.py", "n.ipynb", "sub/b.py"}; !slices.Equal(files, want) {
		t.Errorf("files: %q, want %q", files, want)
	}
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.py"), "x")
	write(t, filepath.Join(dir, "d/b.py"), "x")
	os.Chmod(filepath.Join(dir, "a.py"), 0)
	os.Chmod(filepath.Join(dir, "d"), 0)
	defer os.Chmod(filepath.Join(dir, "d"), 0o700)
	tree, err := Discover([]string{dir}, &config.Project{})
	if err != nil {
		t.Fatal(err)
	}
	if got := skips(tree); !slices.Equal(got, []string{"d !unreadable"}) {
		t.Errorf("skipped: %q", got)
	}
	if _, sk := tree.Read(&tree.Files[0]); sk == nil || sk.Code != Unreadable {
		t.Errorf("reading a file without permission: %+v", sk)
	}
}

func TestNamedPaths(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.py"), "x")
	write(t, filepath.Join(dir, "p/odd.txt"), "x")
	write(t, filepath.Join(dir, "p/q/b.py"), "x")
	paths := []string{filepath.Join(dir, "p/odd.txt"), filepath.Join(dir, "p/q"), filepath.Join(dir, "p/q/b.py")}
	tree, err := Discover(paths, &config.Project{}, Overlay{Name: filepath.Join(dir, "p/new.py"), Content: []byte("y = 1")})
	if err != nil {
		t.Fatal(err)
	}
	files := []string{}
	for i := range tree.Files {
		files = append(files, tree.Files[i].Path)
	}
	if want := []string{"new.py", "odd.txt", "q/b.py"}; !slices.Equal(files, want) || filepath.Base(tree.Root) != "p" {
		t.Errorf("root %s, files %q, want %q", tree.Root, files, want)
	}
	if f, _ := tree.Read(&tree.Files[0]); f == nil || string(f.Bytes) != "y = 1" {
		t.Errorf("overlay reads as %+v", f)
	}
	if _, err := Discover([]string{filepath.Join(dir, "absent")}, &config.Project{}); err == nil {
		t.Error("a path that is not there is no error")
	}
}

func TestPrefix(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "src/pkg/__init__.py"), "")
	write(t, filepath.Join(dir, "src/pkg/sub/__init__.py"), "")
	root := filepath.Join(dir, "src/pkg/sub")
	for _, c := range []struct{ settings, want string }{{"", "pkg/sub"}, {dir, "src/pkg/sub"}, {root, ""}} {
		tree, err := Discover([]string{root}, &config.Project{Dir: c.settings})
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.Prefix(); got != c.want {
			t.Errorf("settings in %q: prefix %q, want %q", c.settings, got, c.want)
		}
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "small.py"), strings.Repeat("#", 100))
	write(t, filepath.Join(dir, "large.py"), strings.Repeat("#", 101))
	tree, err := Discover([]string{dir}, &config.Project{Settings: config.Settings{MaxFileSize: 100}})
	if err != nil {
		t.Fatal(err)
	}
	if _, sk := tree.Read(&tree.Files[0]); sk == nil || sk.Code != TooLarge {
		t.Errorf("large.py: %+v", sk)
	}
	if f, sk := tree.Read(&tree.Files[1]); sk != nil || len(f.Bytes) != 100 {
		t.Errorf("small.py: %+v", sk)
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ in, out, code string }{
		{"x = 'é'\n", "x = 'é'\n", ""},
		{"\xef\xbb\xbfx = 'é'\n", "x = 'é'\n", ""},
		{"\xef\xbb\xbf# coding: latin-1\nx = 'é'\n", "# coding: latin-1\nx = 'é'\n", ""},
		{"x = '\xe9'\n", "", Encoding},
		{"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n", ""},
		{"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n", "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '€'\n", ""},
		{"# coding: cp1252\nx = '\x81'\n", "", Encoding},
		{"\n\n# coding: latin-1\nx = '\xe9'\n", "", Encoding},
		{"x = 1\n# coding: latin-1\ny = '\xe9'\n", "", Encoding},
		{"# coding: KOI8_R\n'\xc1'\n", "# coding: KOI8_R\n'а'\n", ""},
		{"# coding: shift_jis\n'\x82\xa0'\n", "# coding: shift_jis\n'あ'\n", ""},
		{"# coding: utf-7\n'+AGE-'\n", "", Encoding},
		{"# coding: ascii\n'\xe9'\n", "", Encoding},
		{"# coding: nonsense\nx\n", "", Encoding},
		{"# coding=utf8\r\nx\r\n", "# coding=utf8\r\nx\r\n", ""},
		{"x\x00y", "", Binary},
		{"\xff\xfex\x00", "", Encoding},
		{"", "", ""},
	} {
		out, code, reason := Decode([]byte(c.in))
		if string(out) != c.out || code != c.code || (code == "") != (reason == "") {
			t.Errorf("%q: %q %s %q", c.in, out, code, reason)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"# coding: latin-1\n\xe9", "\xef\xbb\xbfx", "# coding: euc-jp\n\x8e\xa1", "# coding: iso-2022-jp\n\x1b$B"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, code, reason := Decode(data)
		if (code == "") != (reason == "") || code == "" && strings.ToValidUTF8(string(out), "") != string(out) {
			t.Errorf("%q: %q %s %s", data, out, code, reason)
		}
	})
}

// FuzzPatterns looks for panics and for patterns that take too long.
func FuzzPatterns(f *testing.F) {
	f.Add("**/*a*a*a*a*a*b", "a/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	f.Add("[[:alpha:]-z]*/\\", "x/y")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		p := parsePatterns(place{}, strings.Split(pattern, "\n"))
		p.match(name, true)
		p.matchAny(name)
		p.reaches(name)
	})
}

func TestManyStars(t *testing.T) {
	p := parsePatterns(place{}, []string{strings.Repeat("*a", 40) + "b", strings.Repeat("**/a/", 20) + "b"})
	for i := range 20 {
		p.match(fmt.Sprintf("%s%s%d", strings.Repeat("a/", 100), strings.Repeat("a", 200), i), false)
	}
}

// TestBeside: what a file names beside it is read below the root only, through no
// link, and a pipe is not even opened.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.txt")
	root := filepath.Join(dir, "root")
	write(t, outside, "secret")
	write(t, filepath.Join(root, "a/page.py"), "x = 1\n")
	write(t, filepath.Join(root, "data.txt"), "data")
	for name, target := range map[string]string{"link.txt": outside, "folder": filepath.Dir(outside)} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(root, "pipe.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	tree, err := Discover([]string{root}, &config.Project{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"page.py": "x = 1\n", "../data.txt": "data", "../../root/data.txt": "", "../link.txt": "", "../folder/secret.txt": "", "../pipe.txt": "", "..": "", "../..": "", outside: "", "none.txt": "",
	} {
		have := ""
		if f := tree.Beside("a/page.py", name); f != nil {
			have = string(f.Bytes)
		}
		if have != want {
			t.Errorf("%s: have %q, want %q", name, have, want)
		}
	}
}
