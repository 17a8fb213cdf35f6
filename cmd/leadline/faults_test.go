package main

import (
	"flag"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"leadline/internal/service/store/postgrestest"
)

var restarts = flag.Int("restarts", 1, "how often the database is restarted")

// on is what a plant took, looked at as after crashes.
func (p *plant) on() *crashing {
	return &crashing{T: p.T, listen: strings.TrimPrefix(p.address, "http://"), token: p.token, away: true}
}

// TestDatabaseRestarts: the database goes away at random moments, in order and all
// at once, and comes back: what was taken is there, once, and scans go on.
func TestDatabaseRestarts(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and restarts processes")
	}
	database := postgrestest.StartServer(t)
	p := &plant{T: t, binary: buildForTest(t), database: database.New(t)}
	p.serve("--workers", "1")
	c := p.on()
	c.begin()
	for k := range *restarts {
		used := make(chan struct{})
		go func() {
			defer close(used)
			c.use(k, 1500)
		}()
		time.Sleep(time.Duration(300+k*97%600) * time.Millisecond)
		database.Restart(t, []string{"immediate", "fast"}[k%2])
		<-used
	}
	c.ready()
	c.all()
}

// ready waits until the service can be used again.
func (c *crashing) ready() {
	c.Helper()
	for range 300 {
		if res, err := http.Get("http://" + c.listen + "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	c.Fatal("the service does not come to itself")
}

// TestWorkersKilled: workers die at random moments, others take over what they did.
func TestWorkersKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills processes")
	}
	p := &plant{T: t, binary: buildForTest(t), database: postgrestest.Start(t)(t)}
	p.serve("--workers", "0")
	w := p.worker(-1, p.data)
	c := p.on()
	c.away = false
	c.begin()
	for k := range max(1, *kills/2) {
		c.use(k, 300)
		w.Process.Kill()
		w.Wait()
		w = p.worker(-1, p.data)
	}
	c.all()
}

// TestDiskFull: where there is no room left the service says so, loses nothing, and
// goes on when there is room again.
func TestDiskFull(t *testing.T) {
	if testing.Short() || runtime.GOOS != "linux" {
		t.Skip("builds processes and mounts a small disk")
	}
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", disk).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	c := &crashing{T: t, binary: buildForTest(t), data: filepath.Join(disk, "data"), listen: freeAddress(t), away: true}
	c.start()
	defer c.kill()
	c.begin()
	ballast := filepath.Join(disk, "ballast")
	for k := range 3 {
		fill(t, ballast)
		c.use(k, 300)
		var refused struct{ ID string }
		for n := range 200 { // what is left in files that are there already is used up too
			body := map[string]any{"verdict": "confirmed", "reason": strings.Repeat("x", 3000) + string(rune('a'+n%26))}
			if !c.ask("POST", "/v1/findings/"+c.ids[n%len(c.ids)]+"/triage", body, &refused) {
				break
			}
		}
		if status, said := c.status("PUT", "/v1/projects/shop/blobs/"+strings.Repeat("0", 64), strings.Repeat("y", 2<<20)); status != http.StatusInsufficientStorage || !strings.Contains(said, "no room") {
			t.Errorf("a file that has no room: status %d, %s", status, said)
		}
		if status, _ := c.status("GET", "/v1/findings?project=shop", ""); status != http.StatusOK {
			t.Errorf("what is there cannot be read: status %d", status)
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
	}
	c.ready()
	c.use(9, 300)
	c.all()
}

// fill uses all of the room that is left.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4096, 1} {
		block := make([]byte, size)
		for {
			if _, err := f.Write(block); err != nil {
				break
			}
		}
	}
}

// status is what a request is answered with.
func (c *crashing) status(method, path, body string) (int, string) {
	c.Helper()
	res := sent(c.T, method, "http://"+c.listen+path, c.token, "application/octet-stream", strings.NewReader(body))
	defer res.Body.Close()
	said := make([]byte, 500)
	n, _ := res.Body.Read(said)
	return res.StatusCode, string(said[:n])
}
