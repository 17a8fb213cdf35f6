package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadline/internal/remote"
)

var kills = flag.Int("kills", 5, "how often the service is killed")

// crashing is a service in a process of its own that is killed again and again.
type crashing struct {
	*testing.T
	binary, data, listen string
	process              *exec.Cmd
	token                string
}

func (c *crashing) start() {
	c.Helper()
	c.process = exec.CommandContext(c.Context(), c.binary, "serve", "--data", c.data, "--listen", c.listen)
	if err := c.process.Start(); err != nil {
		c.Fatal(err)
	}
	for range 1000 {
		if answers(c.Context(), "http://"+c.listen) {
			if token, err := os.ReadFile(filepath.Join(c.data, "admin-token")); err == nil {
				c.token = strings.TrimSpace(string(token))
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	c.Fatal("the service does not come back")
}

func (c *crashing) kill() {
	c.process.Process.Kill()
	c.process.Wait()
}

// ask tells whether the service took a request: what it did not answer may or
// may not have happened.
func (c *crashing) ask(method, path string, in, out any) bool {
	body, err := json.Marshal(in)
	if err != nil {
		c.Fatal(err)
	}
	req, err := http.NewRequest(method, "http://"+c.listen+path, bytes.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		if err == nil && res.StatusCode != http.StatusConflict {
			c.Errorf("%s %s: %s: %s", method, path, res.Status, data)
		}
		return false
	}
	if out != nil {
		if err := json.Unmarshal(data, out); err != nil {
			return false
		}
	}
	return true
}

// TestKilled kills the service at random moments: every scan that it took ends
// well, once, and every verdict that it took is there, once.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills processes")
	}
	c := &crashing{T: t, binary: filepath.Join(t.TempDir(), "leadline"), data: t.TempDir(), listen: freeAddress(t)}
	if out, err := exec.Command("go", "build", "-o", c.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	r := rand.New(rand.NewPCG(3, 5))
	c.start()
	tree := c.upload()
	var first struct{ ID string }
	if !c.ask("POST", "/v1/projects/shop/scans", map[string]any{"tree": tree, "ref": "main"}, &first) {
		t.Fatal("the first scan was not taken")
	}
	want := c.ended(first.ID)
	var list struct{ Items []struct{ ID string } }
	c.ask("GET", "/v1/findings?project=shop", nil, &list)
	if want == 0 || len(list.Items) != want {
		t.Fatalf("%d findings, listed %d", want, len(list.Items))
	}
	var scans []string
	verdicts := map[string]string{}
	for k := range *kills {
		stop := time.Now().Add(time.Duration(r.IntN(300)) * time.Millisecond)
		for n := 0; n == 0 || time.Now().Before(stop); n++ {
			var s struct{ ID string }
			if c.ask("POST", "/v1/projects/shop/scans", map[string]any{"tree": tree, "ref": fmt.Sprintf("b%d-%d", k, n)}, &s) {
				scans = append(scans, s.ID)
			}
			id, note := list.Items[r.IntN(len(list.Items))].ID, fmt.Sprintf("verdict %d-%d", k, n)
			if c.ask("POST", "/v1/findings/"+id+"/triage", map[string]any{"verdict": "confirmed", "reason": note}, nil) {
				verdicts[note] = id
			}
		}
		c.kill()
		c.start()
	}
	for _, id := range scans {
		if got := c.ended(id); got != want {
			t.Errorf("scan %s has %d findings, want %d", id, got, want)
		}
	}
	var refs struct{ Items []struct{ Name string } }
	c.ask("GET", "/v1/projects/shop/refs", nil, &refs)
	for _, ref := range refs.Items {
		var on struct {
			Items []struct{ ID, Presence string }
		}
		c.ask("GET", "/v1/findings?project=shop&state=all&limit=500&ref="+ref.Name, nil, &on)
		if len(on.Items) != want {
			t.Errorf("%s has %d findings, want %d", ref.Name, len(on.Items), want)
		}
	}
	for note, id := range verdicts {
		var f struct{ History []struct{ Note string } }
		c.ask("GET", "/v1/findings/"+id, nil, &f)
		n := 0
		for _, h := range f.History {
			if h.Note == note {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%q is in the history %d times", note, n)
		}
	}
	t.Logf("%d kills, %d scans, %d verdicts", *kills, len(scans), len(verdicts))
	c.kill()
}

// upload sends the example application and gives its tree.
func (c *crashing) upload() string {
	p, err := (&request{Paths: []string{"../../examples"}, Format: "text", Jobs: 1, NoCache: true}).plan(&streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard})
	if err != nil {
		c.Fatal(err)
	}
	sent, err := gather(p)
	if err != nil {
		c.Fatal(err)
	}
	client := &remote.Client{URL: "http://" + c.listen, Token: c.token, Version: "test"}
	if err := client.EnsureProject(c.Context(), "shop", "main"); err != nil {
		c.Fatal(err)
	}
	sent.Project = "shop"
	id, err := client.Upload(c.Context(), &sent.Request, &collector{bar: newBar(io.Discard)})
	if err != nil {
		c.Fatal(err)
	}
	return id
}

// ended waits for a scan's end and gives its findings.
func (c *crashing) ended(id string) int {
	var s struct {
		State, Error string
		Findings     int
	}
	for range 1500 {
		if c.ask("GET", "/v1/scans/"+id, nil, &s) && s.State != "queued" && s.State != "running" {
			if s.State != "succeeded" {
				c.Errorf("scan %s %s: %s", id, s.State, s.Error)
			}
			return s.Findings
		}
		time.Sleep(20 * time.Millisecond)
	}
	c.Fatalf("scan %s does not end: %+v", id, s)
	return 0
}
