package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leadline/internal/service/store/postgrestest"
)

// Figures of several processes, which take minutes and a quiet machine: make
// bench-scale. Without these flags nothing is measured.
var (
	scaleTrees = flag.String("scale.trees", "", "folders with Python, with commas between: a queue of scans of them, with one and with two workers")
	scaleLarge = flag.String("scale.large", "", "folders that together are one large tree: a change of one file, on a worker that never saw it")
	scaleOver  = flag.String("scale.over", "", "a folder with Python: what the service adds to a scan of it")
	scaleScans = flag.Int("scale.scans", 48, "how many scans the queue has")
)

// plant is a service of several processes.
type plant struct {
	*testing.T
	binary, database, data string
	address, token         string
}

func buildForTest(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "leadline")
	if out, err := exec.Command("go", "build", "-pgo=scan.pgo", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// launch starts the program, on one processor where core is not negative, and ends
// it with the test.
func (p *plant) launch(core int, args ...string) *exec.Cmd {
	p.Helper()
	args = append([]string{p.binary}, args...)
	if core >= 0 {
		args = append([]string{"taskset", "-c", fmt.Sprint(core)}, args...)
	}
	c := exec.Command(args[0], args[1:]...)
	var said bytes.Buffer
	c.Stdout, c.Stderr = io.Discard, &said
	if err := c.Start(); err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() {
		if c.ProcessState == nil {
			c.Process.Kill()
			c.Wait()
		}
		if p.Failed() {
			p.Logf("%v said\n%s", args, said.String())
		}
	})
	return c
}

func (p *plant) stop(c *exec.Cmd) {
	p.Helper()
	c.Process.Signal(os.Interrupt)
	c.Wait()
}

// serve starts the service without workers of its own; database is "" for SQLite
// with one.
func (p *plant) serve(more ...string) {
	p.Helper()
	p.data = p.TempDir()
	listen := freeAddress(p.T)
	args := append([]string{"serve", "--data", p.data, "--listen", listen}, more...)
	if p.database != "" {
		args = append(args, "--database", p.database)
	}
	p.launch(-1, args...)
	p.address = "http://" + listen
	for range 400 {
		if answers(p.Context(), p.address) {
			secret, err := os.ReadFile(filepath.Join(p.data, "admin-token"))
			if err != nil {
				p.Fatal(err)
			}
			p.token = strings.TrimSpace(string(secret))
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.Fatal("the service does not answer")
}

func (p *plant) worker(core int, data string) *exec.Cmd {
	return p.launch(core, "worker", "--database", p.database, "--data", data, "--jobs", "1")
}

// ask sends a request that must succeed.
func (p *plant) ask(method, path string, in, out any) {
	p.Helper()
	var body io.Reader
	kind := "application/json"
	if data, ok := in.([]byte); ok {
		body, kind = bytes.NewReader(data), "application/octet-stream"
	} else if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			p.Fatal(err)
		}
		body = bytes.NewReader(data)
	}
	res := sent(p.T, method, p.address+path, p.token, kind, body)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		p.Fatalf("%s %s: %s %v: %s", method, path, res.Status, err, data)
	}
	switch out := out.(type) {
	case nil:
	case *[]byte:
		*out = data
	default:
		if err := json.Unmarshal(data, out); err != nil {
			p.Fatal(err)
		}
	}
}

// scaleScan is a scan as the service tells of it.
type scaleScan struct {
	ID, Project, Ref, State, Error string
	Priority                       int
	Findings                       int
	Started, Finished              time.Time
}

// ended waits for the end of a scan that must succeed.
func (p *plant) ended(id string) scaleScan {
	p.Helper()
	for end := time.Now().Add(30 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		var s scaleScan
		if p.ask("GET", "/v1/scans/"+id, nil, &s); s.State != "queued" && s.State != "running" {
			if s.State != "succeeded" {
				p.Fatalf("the scan %s %s: %s", id, s.State, s.Error)
			}
			return s
		}
	}
	p.Fatal("the scan does not end")
	return scaleScan{}
}

// copyTree copies the Python of folders into one, each below its own name, and
// gives how many lines that are.
func copyTree(t *testing.T, to string, from ...string) (lines int) {
	t.Helper()
	for _, root := range from {
		root, err := filepath.EvalSymlinks(root)
		if err != nil {
			t.Fatal(err)
		}
		err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".py" {
				return err
			}
			rel, err := filepath.Rel(filepath.Dir(root), name)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			lines += bytes.Count(data, []byte("\n"))
			at := filepath.Join(to, rel)
			if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
				return err
			}
			return os.WriteFile(at, data, 0o600)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if lines == 0 {
		t.Fatalf("there is no Python in %v", from)
	}
	return lines
}

// editOne changes the body of the first function of the k-th file that has one.
func editOne(t *testing.T, dir string, k int) {
	t.Helper()
	var names []string
	filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".py" {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	for i := range names {
		name := names[(k*37+i)%len(names)]
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := bytes.Index(data, []byte("    return "))
		if at < 0 || at > 0 && data[at-1] != '\n' {
			continue
		}
		line := fmt.Sprintf("    edited_%d = %d\n", k, k)
		if err := os.WriteFile(name, slices.Concat(data[:at], []byte(line), data[at:]), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatal("nothing can be edited")
}

// queued sends a tree as the command line does and queues a scan of it.
func (p *plant) queued(dir, project, ref string, priority int) string {
	p.Helper()
	c := &crashing{T: p.T, listen: strings.TrimPrefix(p.address, "http://"), token: p.token}
	tree := c.send(dir, project)
	var s struct{ ID string }
	p.ask("POST", "/v1/projects/"+project+"/scans", map[string]any{"tree": tree, "ref": ref, "priority": priority}, &s)
	return s.ID
}

// TestScaleOut: a queue of scans of several projects is done by one worker and then,
// in another service, by two, each on one processor: how much faster, in which order,
// and whether everything is found either way.
func TestScaleOut(t *testing.T) {
	if *scaleTrees == "" {
		t.Skip("not measured: -scale.trees names folders with Python")
	}
	fresh := postgrestest.Start(t)
	binary := buildForTest(t)
	trees := strings.Split(*scaleTrees, ",")
	took := map[int]time.Duration{}
	found := map[int]map[string]string{}
	for _, workers := range []int{1, 2} {
		p := &plant{T: t, binary: binary, database: fresh(t)}
		p.serve("--workers", "0")
		ids := p.fill(trees, *scaleScans)
		var running []*exec.Cmd
		began := time.Now()
		for core := range workers {
			running = append(running, p.worker(core, p.data))
		}
		found[workers] = map[string]string{}
		var scans []scaleScan
		for _, id := range ids {
			s := p.ended(id)
			var result []byte
			p.ask("GET", "/v1/scans/"+id+"/result?format=jsonl", nil, &result)
			found[workers][s.Project+" "+s.Ref] = string(result)
			scans = append(scans, s)
		}
		first, last := scans[0].Started, scans[0].Finished
		for _, s := range scans {
			if s.Started.Before(first) {
				first = s.Started
			}
			if s.Finished.After(last) {
				last = s.Finished
			}
		}
		took[workers] = last.Sub(first)
		p.ordered(scans, workers)
		whole := time.Since(began)
		busy := 0.0 // of the processor, which a busy machine changes less
		for _, c := range running {
			p.stop(c)
			busy += (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
		}
		t.Logf("%d workers: %d scans of %d projects in %.1f s (with their start %.1f s): %.2f scans/s; the workers took %.1f s of the processor", workers, len(scans), len(trees),
			took[workers].Seconds(), whole.Seconds(), float64(len(scans))/took[workers].Seconds(), busy)
	}
	for name, one := range found[1] {
		if two := found[2][name]; one != two {
			t.Errorf("%s: one worker finds other things than two (%d and %d bytes)", name, len(one), len(two))
		}
	}
	ratio := took[1].Seconds() / took[2].Seconds()
	t.Logf("throughput ratio %.2f", ratio)
	if ratio < 1.7 {
		t.Errorf("two workers are only %.2f times as fast", ratio)
	}
}

// fill queues scans: of every project the same number of each priority, every scan
// of a tree of its own. The first of a project is of all of it, the later ones
// change a file more each.
func (p *plant) fill(trees []string, n int) (ids []string) {
	dirs := make([]string, len(trees))
	lines := 0
	for i, from := range trees {
		dirs[i] = p.TempDir()
		lines += copyTree(p.T, dirs[i], from)
	}
	for k := 0; len(ids) < n; k++ {
		for i := range trees {
			if k > 0 {
				editOne(p.T, dirs[i], k)
			}
			ids = append(ids, p.queued(dirs[i], fmt.Sprintf("p%d", i), fmt.Sprintf("b%d", k), 1+(k+1)%4))
		}
	}
	p.Logf("%d scans are queued, of projects with %d lines", len(ids), lines)
	return ids
}

// ordered looks at the order in which scans began: those that are more urgent first,
// and among them the projects in turns.
func (p *plant) ordered(scans []scaleScan, workers int) {
	slices.SortFunc(scans, func(a, b scaleScan) int { return a.Started.Compare(b.Started) })
	at := 0 // the priority that is being worked on
	turns := map[string]int{}
	for i, s := range scans {
		if s.Priority < at {
			p.Errorf("scan %d of %s has priority %d and begins after one of priority %d", i, s.Project, s.Priority, at)
		}
		if s.Priority > at {
			at, turns = s.Priority, map[string]int{}
		}
		turns[s.Project]++
		least := turns[s.Project]
		for _, other := range scans {
			if other.Priority == at {
				least = min(least, turns[other.Project])
			}
		}
		if turns[s.Project]-least > workers {
			p.Errorf("scan %d: %s has its turn %d while another project had %d", i, s.Project, turns[s.Project], least)
		}
	}
}

// TestFreshWorker: a change of one file of a large tree, on a worker that never saw
// the project: from what another worker kept of it, with the very findings of the
// command line.
func TestFreshWorker(t *testing.T) {
	if *scaleLarge == "" {
		t.Skip("not measured: -scale.large names folders that together are one large tree")
	}
	p := &plant{T: t, binary: buildForTest(t), database: postgrestest.Start(t)(t)}
	p.serve("--workers", "0")
	dir := filepath.Join(t.TempDir(), "large")
	lines := copyTree(t, dir, strings.Split(*scaleLarge, ",")...)
	scan := func(data, ref string) scaleScan {
		t.Helper()
		id := p.queued(dir, "large", ref, 1)
		w := p.worker(-1, data)
		s := p.ended(id)
		time.Sleep(time.Second) // what it keeps is kept behind the end
		for end := time.Now().Add(5 * time.Minute); time.Now().Before(end) && busy(w); {
			time.Sleep(200 * time.Millisecond)
		}
		p.stop(w)
		return s
	}
	cold := scan(p.data, "main")
	editOne(t, dir, 1)
	other := filepath.Join(t.TempDir(), "other") // the same contents, and nothing else
	if err := os.MkdirAll(other, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(p.data, "blobs"), filepath.Join(other, "blobs")); err != nil {
		t.Fatal(err)
	}
	warm := scan(other, "main")
	var result []byte
	p.ask("GET", "/v1/scans/"+warm.ID+"/result?format=jsonl", nil, &result)
	c := exec.Command(p.binary, "scan", dir, "--no-cache", "--format", "jsonl")
	local, err := c.Output()
	if err != nil && c.ProcessState.ExitCode() != exitFindings {
		t.Fatal(err)
	}
	first, again := cold.Finished.Sub(cold.Started).Seconds(), warm.Finished.Sub(warm.Started).Seconds()
	t.Logf("%d lines, %d findings: cold %.1f s; one file changed, on a worker that never saw it: %.1f s (%.0f %%)", lines, warm.Findings, first, again, 100*again/first)
	if string(result) != string(local) {
		t.Errorf("the service finds other things than the command line: %d and %d bytes", len(result), len(local))
	}
	if again > 0.15*first+1 {
		t.Errorf("%.1f s are more than 15 %% of %.1f s and a second", again, first)
	}
}

// busy tells whether a process has used the processor since a moment ago.
func busy(c *exec.Cmd) bool {
	spent := func() string {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.Process.Pid))
		if err != nil {
			return ""
		}
		f := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
		return f[11] + " " + f[12]
	}
	before := spent()
	time.Sleep(500 * time.Millisecond)
	var a, b int
	fmt.Sscan(before, &a)
	fmt.Sscan(spent(), &b)
	return b-a > 5 // more than a tenth of a processor
}

// TestOverhead: what the service adds to a scan, over the command line alone.
func TestOverhead(t *testing.T) {
	if *scaleOver == "" {
		t.Skip("not measured: -scale.over names a folder with Python")
	}
	binary := buildForTest(t)
	dir := filepath.Join(t.TempDir(), "tree")
	lines := copyTree(t, dir, *scaleOver)
	time1 := func(args ...string) float64 {
		t.Helper()
		c := exec.Command(binary, append([]string{"scan", dir, "--format", "jsonl", "--output", os.DevNull}, args...)...)
		var said bytes.Buffer
		c.Stderr = &said
		began := time.Now()
		if err := c.Run(); err != nil && c.ProcessState.ExitCode() != exitFindings {
			t.Fatalf("%v\n%s", err, said.String())
		}
		return time.Since(began).Seconds()
	}
	plain := slices.Min([]float64{time1("--no-cache"), time1("--no-cache"), time1("--no-cache")})
	for _, kind := range []string{"SQLite", "PostgreSQL"} {
		t.Run(kind, func(t *testing.T) {
			p := &plant{T: t, binary: binary}
			if kind == "PostgreSQL" {
				p.database = postgrestest.Start(t)(t)
			}
			p.serve("--workers", "1")
			t.Setenv("LEADLINE_TOKEN", p.token)
			best := 0.0
			for i := range 3 { // each a project that nobody has seen
				took := time1("--remote", p.address, "--project", fmt.Sprintf("p%d", i), "--ref", "main")
				if best == 0 || took < best {
					best = took
				}
			}
			t.Logf("%d lines: %.2f s alone, %.2f s through the service on %s (%+.0f %%)", lines, plain, best, kind, 100*(best/plain-1))
			if best > 1.3*plain+1 {
				t.Errorf("%.2f s are more than 130 %% of %.2f s and a second", best, plain)
			}
		})
	}
}
