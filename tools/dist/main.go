// Command dist makes what a release consists of: an archive for each platform,
// Debian and RPM packages, a software bill of materials, checksums and the
// Homebrew formula. Equal sources give equal bytes: times come from the commit,
// paths are trimmed, names are in order.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)

// platform is one that a release has an archive for.
type platform struct{ os, arch string }

var platforms = []platform{{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"}}

// The programs that make packages and the bill of materials, by go run.
const (
	nfpm = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.43.4"
	sbom = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0"
)

// terms is the file with the licences of what is inside the binary.
const terms = "build/dist/THIRD-PARTY-LICENCES.txt"

// beside are files that archives hold beside the binary.
var beside = []string{"LICENSE", terms, "README.md", "CHANGELOG.md", "SECURITY.md"}

type release struct {
	version, out string
	at           time.Time
	sums         map[string]string
}

func main() {
	log.SetFlags(0)
	r := &release{sums: map[string]string{}}
	only := ""
	packages := true
	flag.StringVar(&r.version, "version", "dev", "the version")
	flag.StringVar(&r.out, "out", "dist", "the directory to write to")
	flag.StringVar(&only, "only", "", "one platform, such as linux/amd64")
	flag.BoolVar(&packages, "packages", true, "also Debian and RPM packages and the bill of materials")
	flag.Parse()
	if err := r.make(only, packages); err != nil {
		log.Fatal("dist: ", err)
	}
}

func (r *release) make(only string, packages bool) error {
	seconds, err := strconv.ParseInt(output("git", "log", "-1", "--format=%ct"), 10, 64)
	if err != nil {
		return fmt.Errorf("the time of the commit: %w", err)
	}
	r.at = time.Unix(seconds, 0).UTC()
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	if err := r.run("go", "run", "./tools/licences", "-texts", terms); err != nil {
		return fmt.Errorf("the licences: %w", err)
	}
	for _, p := range platforms {
		if only != "" && only != p.os+"/"+p.arch {
			continue
		}
		binary, err := r.build(p)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", p.os, p.arch, err)
		}
		if err := r.archive(p, binary); err != nil {
			return err
		}
		if packages && p.os == "linux" {
			if err := r.packages(p, binary); err != nil {
				return err
			}
		}
	}
	if packages {
		if err := r.materials(); err != nil {
			return err
		}
	}
	if only == "" {
		if err := r.keep("leadline.rb", r.formula()); err != nil {
			return err
		}
	}
	return r.checksums()
}

func output(name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// build makes the binary of a platform and gives its path.
func (r *release) build(p platform) (string, error) {
	name := filepath.Join("build", "dist", p.os+"-"+p.arch, "leadline")
	if p.os == "windows" {
		name += ".exe"
	}
	c := exec.Command("go", "build", "-trimpath", "-pgo=cmd/leadline/scan.pgo", "-buildvcs=false", "-ldflags", "-s -w -buildid= -X main.version="+r.version, "-o", name, "./cmd/leadline")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+p.os, "GOARCH="+p.arch)
	c.Stderr = os.Stderr
	return name, c.Run()
}

// plain is the version as packages write it.
func (r *release) plain() string { return strings.TrimPrefix(r.version, "v") }

func (r *release) base(p platform) string {
	return "leadline-" + r.plain() + "-" + p.os + "-" + p.arch
}

// archive packs a binary: zip for Windows, tar elsewhere.
func (r *release) archive(p platform, binary string) error {
	files := append([]string{binary}, beside...)
	var b bytes.Buffer
	var err error
	name := r.base(p) + ".tar.gz"
	if p.os == "windows" {
		name = r.base(p) + ".zip"
		err = r.zip(&b, r.base(p), files)
	} else {
		err = r.tar(&b, r.base(p), files)
	}
	if err != nil {
		return err
	}
	return r.keep(name, b.Bytes())
}

func (r *release) tar(b *bytes.Buffer, top string, files []string) error {
	z, err := gzip.NewWriterLevel(b, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for i, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		mode := int64(0o644)
		if i == 0 {
			mode = 0o755
		}
		h := &tar.Header{Name: top + "/" + filepath.Base(name), Mode: mode, Size: int64(len(data)), ModTime: r.at, Format: tar.FormatPAX}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(data); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

func (r *release) zip(b *bytes.Buffer, top string, files []string) error {
	z := zip.NewWriter(b)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: top + "/" + filepath.Base(name), Method: zip.Deflate, Modified: r.at})
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	return z.Close()
}

// packages makes the Debian and the RPM package of a platform.
func (r *release) packages(p platform, binary string) error {
	settings := fmt.Sprintf(`name: leadline
arch: %s
platform: linux
version: %q
section: devel
maintainer: Leadline maintainers <maintainers@leadline.invalid>
description: |
  Deep analysis of Python and notebooks.
  Whole-program data flow, findings explained step by step, and a service where
  a team's findings live.
license: Apache-2.0
mtime: %s
contents:
  - {src: %s, dst: /usr/bin/leadline, file_info: {mode: 0755, mtime: %s}}
  - {src: deploy/leadline.service, dst: /usr/lib/systemd/system/leadline.service, file_info: {mode: 0644, mtime: %s}}
  - {src: LICENSE, dst: /usr/share/doc/leadline/copyright, file_info: {mode: 0644, mtime: %s}}
  - {src: %s, dst: /usr/share/doc/leadline/third-party-licences.txt, file_info: {mode: 0644, mtime: %s}}
recommends: [git]
`, p.arch, r.plain(), stamp(r.at), binary, stamp(r.at), stamp(r.at), stamp(r.at), terms, stamp(r.at))
	name := filepath.Join("build", "dist", "nfpm.yaml")
	if err := os.WriteFile(name, []byte(settings), 0o644); err != nil {
		return err
	}
	for _, kind := range []string{"deb", "rpm"} {
		target := r.base(p) + "." + kind
		if err := r.run("go", "run", nfpm, "package", "--config", name, "--packager", kind, "--target", filepath.Join(r.out, target)); err != nil {
			return fmt.Errorf("make %s: %w", target, err)
		}
		if err := r.note(target); err != nil {
			return err
		}
	}
	return nil
}

func stamp(t time.Time) string { return t.Format(time.RFC3339) }

// materials lists the modules that the binary is made of, with their licences.
func (r *release) materials() error {
	name := "leadline-" + r.plain() + ".cdx.json"
	err := r.run("go", "run", sbom, "app", "-json", "-licenses", "-noserial", "-main", "cmd/leadline", "-output", filepath.Join(r.out, name))
	if err != nil {
		return fmt.Errorf("make the bill of materials: %w", err)
	}
	data, err := os.ReadFile(filepath.Join(r.out, name))
	if err != nil {
		return err
	}
	// The tool writes when it ran.
	return r.keep(name, made.ReplaceAll(data, []byte(`"timestamp": "`+stamp(r.at)+`"`)))
}

var made = regexp.MustCompile(`"timestamp": "[^"]*"`)

// run runs a tool for this machine, with the commit's time as the present.
func (r *release) run(name string, args ...string) error {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+strconv.FormatInt(r.at.Unix(), 10), "CGO_ENABLED=0")
	c.Stderr = os.Stderr
	return c.Run()
}

// formula is what Homebrew installs by.
func (r *release) formula() []byte {
	var b strings.Builder
	b.WriteString("class Leadline < Formula\n  desc \"Deep analysis of Python and notebooks\"\n  homepage \"https://leadline.invalid\"\n")
	fmt.Fprintf(&b, "  version %q\n  license \"Apache-2.0\"\n", r.plain())
	for _, system := range []struct{ word, os string }{{"macos", "darwin"}, {"linux", "linux"}} {
		fmt.Fprintf(&b, "  on_%s do\n", system.word)
		for _, cpu := range []struct{ word, arch string }{{"arm", "arm64"}, {"intel", "amd64"}} {
			name := r.base(platform{system.os, cpu.arch}) + ".tar.gz"
			fmt.Fprintf(&b, "    on_%s do\n      url \"#{homepage}/releases/%s\"\n      sha256 %q\n    end\n", cpu.word, name, r.sums[name])
		}
		b.WriteString("  end\n")
	}
	b.WriteString("\n  def install\n    bin.install \"leadline\"\n    generate_completions_from_executable(bin/\"leadline\", \"completion\")\n  end\n\n" +
		"  test do\n    (testpath/\"a.py\").write \"eval(input())\\n\"\n    assert_match \"code-injection\", shell_output(\"#{bin}/leadline scan --trust local a.py\", 1)\n  end\nend\n")
	return []byte(b.String())
}

func (r *release) keep(name string, data []byte) error {
	if err := os.WriteFile(filepath.Join(r.out, name), data, 0o644); err != nil {
		return err
	}
	return r.note(name)
}

func (r *release) note(name string) error {
	data, err := os.ReadFile(filepath.Join(r.out, name))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	r.sums[name] = hex.EncodeToString(sum[:])
	fmt.Printf("%s  %s  %d bytes\n", r.sums[name][:12], name, len(data))
	return nil
}

// checksums writes what sha256sum -c reads.
func (r *release) checksums() error {
	names := make([]string, 0, len(r.sums))
	for name := range r.sums {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s  %s\n", r.sums[name], name)
	}
	return os.WriteFile(filepath.Join(r.out, "checksums.txt"), []byte(b.String()), 0o644)
}
