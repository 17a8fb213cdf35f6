// Command gentypes writes models/auto/types.pack: what the type stubs of pinned packages say, as facts. It fetches their wheels by
// pip, reads the stubs with leadline's own parser, and keeps of each library the classes with their bases, the classes of what
// functions give and of what attributes are, and under which names the models know them. It knows stubs and wheels, and
// must not know how types are used.
package main

import (
	"archive/zip"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"leadline/internal/model"
	"leadline/internal/text"
	"leadline/models"
	"leadline/tools/wheel"
)

func main() {
	list := flag.String("list", "models/auto/stubs.txt", "the packages with stubs, a line each: NAME==VERSION LICENCE FOLDER")
	wheels := flag.String("wheels", "build/stubs", "where their wheels are kept")
	out := flag.String("out", "models/auto/types.pack", "the pack to write")
	show := flag.String("show", "", "print the lines of a library instead")
	flag.Parse()
	if err := run(*list, *wheels, *out, *show); err != nil {
		fmt.Fprintln(os.Stderr, "gentypes:", err)
		os.Exit(1)
	}
}

// pin is a package with stubs: below which folder of its wheel they lie.
type pin struct {
	name, version, folder string
	source                bool // annotations stand in the code itself
}

func run(list, wheels, out, show string) error {
	pins, err := readPins(list)
	if err != nil {
		return err
	}
	known, err := model.Load(rows{models.FS})
	if err != nil {
		return err
	}
	w := newWorld(known)
	for _, p := range pins {
		at, err := p.fetch(wheels)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		n, err := w.readWheel(at, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if n == 0 {
			return fmt.Errorf("%s: no stubs lie in %q", p.name, p.folder)
		}
		fmt.Printf("%-40s %5d modules\n", p.name+"=="+p.version, n)
	}
	lines := w.lines()
	if show != "" {
		fmt.Print(lines[show])
		return nil
	}
	return write(out, lines)
}

// rows are the models without the pack of the last run.
type rows struct{ fs.FS }

// Open opens a file of rows.
func (r rows) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "auto/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return r.FS.Open(name)
}

func write(out string, lines map[string]string) error {
	pack, err := model.PackTypes(lines)
	if err != nil {
		return err
	}
	facts := 0
	for _, text := range lines {
		facts += strings.Count(text, "\n")
	}
	fmt.Printf("%d libraries, %d facts, %d bytes\n", len(lines), facts, len(pack))
	return os.WriteFile(out, pack, 0o644)
}

func readPins(name string) ([]pin, error) {
	lines, err := wheel.ReadList(name)
	if err != nil {
		return nil, err
	}
	var out []pin
	for _, words := range lines {
		p := pin{}
		p.name, p.version, _ = strings.Cut(words[0], "==")
		if p.version == "" || len(words) < 2 || len(words) > 4 {
			return nil, fmt.Errorf("%s: want NAME==VERSION LICENCE [FOLDER] [source], not %q", name, strings.Join(words, " "))
		}
		for _, word := range words[2:] {
			if word == "source" {
				p.source = true
			} else {
				p.folder = word
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// fetch downloads a wheel unless it is there. The platform is fixed, so that every
// machine reads the same stubs.
func (p *pin) fetch(dir string) (string, error) {
	at := filepath.Join(dir, p.name+"-"+p.version)
	found, err := filepath.Glob(filepath.Join(at, "*.whl"))
	if err != nil || len(found) == 1 {
		return strings.Join(found, ""), err
	}
	if err := os.MkdirAll(at, 0o755); err != nil {
		return "", err
	}
	pip := exec.Command("python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python",
		"--platform", "manylinux2014_x86_64", "--implementation", "cp", "--python-version", "3.13", "--dest", at, p.name+"=="+p.version)
	pip.Stderr = os.Stderr
	if err := pip.Run(); err != nil {
		return "", fmt.Errorf("pip download: %w", err)
	}
	found, err = filepath.Glob(filepath.Join(at, "*.whl"))
	if err == nil && len(found) != 1 {
		err = errors.New("no wheel came")
	}
	return strings.Join(found, ""), err
}

// readWheel parses the stubs of a wheel and tells how many modules those are.
func (w *world) readWheel(at string, p pin) (int, error) {
	z, err := zip.OpenReader(at)
	if err != nil {
		return 0, err
	}
	defer z.Close()
	n := 0
	for _, entry := range z.File {
		name, ok := p.module(entry.Name)
		if !ok {
			continue
		}
		in, err := entry.Open()
		if err != nil {
			return n, err
		}
		data, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			return n, err
		}
		w.addModule(name, text.New(entry.Name, data), p.source)
		n++
	}
	return n, nil
}

// module is the dotted name of a file of a wheel, when it is one of the stubs.
func (p *pin) module(file string) (string, bool) {
	ext := ".pyi"
	if p.source {
		ext = ".py"
	}
	parts, ok := below(strings.Split(strings.TrimSuffix(file, ext), "/"), p.folder)
	if !ok || path.Ext(file) != ext {
		return "", false
	}
	parts[0] = strings.TrimSuffix(parts[0], "-stubs")
	for _, s := range parts {
		if s == "tests" || s == "test" || strings.HasPrefix(s, "@") || strings.HasSuffix(s, ".dist-info") || strings.HasSuffix(s, ".data") {
			return "", false
		}
	}
	return strings.TrimSuffix(strings.Join(parts, "."), ".__init__"), true
}

// below are the parts of a path behind those of a folder, in which * is any one.
func below(parts []string, folder string) ([]string, bool) {
	if folder == "" {
		return parts, true
	}
	for i, want := range strings.Split(folder, "/") {
		if i >= len(parts)-1 || want != "*" && parts[i] != want {
			return nil, false
		}
	}
	return parts[strings.Count(folder, "/")+1:], true
}
