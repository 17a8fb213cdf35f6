// Command bench measures leadline on the pinned corpus: speed, memory, how both
// grow, what is found, and beside it other tools on the same files. It must not
// know how anything is analysed.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// settings of one run.
type settings struct {
	binary, corpus, list, venvs, out string
	apps, appList                    string
	semgrepRules, snapshots          string
	repeat, edits                    int
	peers, growth, slow, wider       bool
	budgets                          bool
	only                             string
	setup                            bool
	// cold is the first cold run over the whole corpus.
	cold outcome
}

func main() {
	s := settings{}
	flag.StringVar(&s.binary, "binary", "build/leadline", "the program to measure")
	flag.StringVar(&s.corpus, "corpus", "bench/corpus", "the packages that make corpus fetched")
	flag.StringVar(&s.list, "list", "bench/corpus.txt", "the list of packages; a # subset marks those for slow tools")
	flag.StringVar(&s.venvs, "venvs", "bench/venv", "virtual environments of the other tools")
	flag.StringVar(&s.out, "out", "bench/out/bench.md", "where the tables go as well")
	flag.StringVar(&s.apps, "apps", "", "a directory of applications to measure as well")
	flag.StringVar(&s.appList, "app-list", "bench/applications.txt", "which applications: owner/name commit, in directories owner+name")
	flag.StringVar(&s.only, "only", "", "measure these parts only, by their names: "+strings.Join(partNames(), ", "))
	flag.BoolVar(&s.budgets, "budgets", true, "measure every budget times ten")
	flag.StringVar(&s.semgrepRules, "semgrep-rules", os.Getenv("SEMGREP_RULES"), "rules for semgrep; without them it is skipped")
	flag.StringVar(&s.snapshots, "snapshots", "", "a directory of Git directories named OWNER+NAME, for the same rules in leadline and in semgrep")
	flag.IntVar(&s.repeat, "repeat", 3, "runs per figure; the median is printed")
	flag.IntVar(&s.edits, "edits", 50, "one-function edits for the warm figures; 0 skips them")
	flag.BoolVar(&s.peers, "peers", true, "measure the other tools")
	flag.BoolVar(&s.growth, "growth", true, "measure how time grows with size")
	flag.BoolVar(&s.wider, "wider", true, "measure wider trust and all rules as well")
	flag.BoolVar(&s.slow, "files", true, "measure every file by itself")
	flag.BoolVar(&s.setup, "setup", false, "install the other tools into their virtual environments, and stop")
	flag.Parse()
	if err := s.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (s *settings) run() error {
	if s.setup {
		return s.install()
	}
	packages, err := s.packages()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.out), 0o755); err != nil {
		return err
	}
	f, err := os.Create(s.out)
	if err != nil {
		return err
	}
	w := io.MultiWriter(os.Stdout, f)
	s.header(w)
	for _, part := range parts {
		if s.only != "" && !slices.Contains(strings.Split(s.only, ","), part.name) {
			continue
		}
		if err := part.measure(s, w, packages); err != nil {
			return err
		}
	}
	return f.Close()
}

// parts are what is measured, in this order.
var parts = []struct {
	name    string
	measure func(*settings, io.Writer, []pack) error
}{
	{"whole", (*settings).whole}, {"startup", (*settings).startup}, {"files", (*settings).perFile},
	{"budgets", (*settings).moreBudget}, {"growth", (*settings).growing}, {"peers", (*settings).others},
	{"applications", (*settings).applications}, {"same-rules", (*settings).sameRules},
	{"warm", (*settings).warm}, // last: it analyses in this process, whose memory every program started later would be measured with
}

func partNames() []string {
	var out []string
	for _, p := range parts {
		out = append(out, p.name)
	}
	return out
}

// header says what was measured where: a figure without it means nothing.
func (s *settings) header(w io.Writer) {
	fmt.Fprintf(w, "## %s\n\n%s, %d processors, %s memory, load %s before the run; %s; %s\n", time.Now().UTC().Format("2006-01-02 15:04 UTC"),
		cpu(), runtime.NumCPU(), memory(), load(), runtime.Version(), firstLine(s.binary, "--version"))
}

func cpu() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for _, line := range strings.Split(string(data), "\n") {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.Trim(name, "\t: ")
		}
	}
	return runtime.GOARCH
}

func memory() string {
	data, _ := os.ReadFile("/proc/meminfo")
	var kb int
	if _, err := fmt.Sscanf(string(data), "MemTotal: %d kB", &kb); err != nil {
		return "unknown"
	}
	return fmt.Sprintf("%.0f GB", float64(kb)/1e6)
}

func load() string {
	data, _ := os.ReadFile("/proc/loadavg")
	one, _, _ := strings.Cut(string(data), " ")
	return one
}
