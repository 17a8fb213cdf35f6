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

var kills = flag.Int("kills", 4, "how often the service is killed")

// crashing is a service in a process of its own that something happens to again
// and again, and what it said that it took.
type crashing struct {
	*testing.T
	binary, data, listen string
	process              *exec.Cmd
	token                string
	away                 bool // it may say that it cannot do things now
	r                    *rand.Rand
	tree                 string
	want                 int      // findings of the tree
	ids                  []string // of them
	scans                []string
	verdicts             map[string]string // by note: the finding's id
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
		if err == nil && res.StatusCode != http.StatusConflict && !(c.away && res.StatusCode >= 500) {
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

// begin sends the first tree and scans it.
func (c *crashing) begin() {
	c.Helper()
	c.r, c.verdicts = rand.New(rand.NewPCG(3, 5)), map[string]string{}
	c.tree = c.upload()
	var first struct{ ID string }
	if !c.ask("POST", "/v1/projects/shop/scans", map[string]any{"tree": c.tree, "ref": "main"}, &first) {
		c.Fatal("the first scan was not taken")
	}
	c.want = c.ended(first.ID)
	var list struct{ Items []struct{ ID string } }
	c.ask("GET", "/v1/findings?project=shop", nil, &list)
	if c.want == 0 || len(list.Items) != c.want {
		c.Fatalf("%d findings, listed %d", c.want, len(list.Items))
	}
	for _, f := range list.Items {
		c.ids = append(c.ids, f.ID)
	}
}

// use uses the service for some milliseconds, and at least once.
func (c *crashing) use(round, most int) {
	c.Helper()
	stop := time.Now().Add(time.Duration(c.r.IntN(most)) * time.Millisecond)
	for n := 0; n == 0 || time.Now().Before(stop); n++ {
		var s struct{ ID string }
		if c.ask("POST", "/v1/projects/shop/scans", map[string]any{"tree": c.tree, "ref": fmt.Sprintf("b%d-%d", round, n)}, &s) {
			c.scans = append(c.scans, s.ID)
		}
		id, note := c.ids[c.r.IntN(len(c.ids))], fmt.Sprintf("verdict %d-%d", round, n)
		if c.ask("POST", "/v1/findings/"+id+"/triage", map[string]any{"verdict": "confirmed", "reason": note}, nil) {
			c.verdicts[note] = id
		}
	}
}

// all looks whether everything that was taken is there, once.
func (c *crashing) all() {
	c.Helper()
	for _, id := range c.scans {
		if got := c.ended(id); got != c.want {
			c.Errorf("scan %s has %d findings, want %d", id, got, c.want)
		}
	}
	var refs struct{ Items []struct{ Name string } }
	c.ask("GET", "/v1/projects/shop/refs", nil, &refs)
	for _, ref := range refs.Items {
		var on struct {
			Items []struct{ ID, Presence string }
		}
		c.ask("GET", "/v1/findings?project=shop&state=all&limit=500&ref="+ref.Name, nil, &on)
		if len(on.Items) != c.want {
			c.Errorf("%s has %d findings, want %d", ref.Name, len(on.Items), c.want)
		}
	}
	for note, id := range c.verdicts {
		var f struct{ History []struct{ Note string } }
		c.ask("GET", "/v1/findings/"+id, nil, &f)
		n := 0
		for _, h := range f.History {
			if h.Note == note {
				n++
			}
		}
		if n != 1 {
			c.Errorf("%q is in the history %d times", note, n)
		}
	}
	c.Logf("%d scans, %d verdicts", len(c.scans), len(c.verdicts))
}

// TestKilled kills the service at random moments: every scan that it took ends
// well, once, and every verdict that it took is there, once.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and kills processes")
	}
	c := &crashing{T: t, binary: buildForTest(t), data: t.TempDir(), listen: freeAddress(t)}
	c.start()
	c.begin()
	for k := range *kills {
		c.use(k, 300)
		c.kill()
		c.start()
	}
	c.all()
	t.Logf("%d kills", *kills)
	c.kill()
}

// upload sends the example application and gives its tree.
func (c *crashing) upload() string { return c.send("../../examples", "shop") }

// send sends a folder to a project and gives its tree.
func (c *crashing) send(dir, project string) string {
	p, err := (&request{Paths: []string{dir}, Format: "text", Jobs: 1, NoCache: true}).plan(&streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard})
	if err != nil {
		c.Fatal(err)
	}
	sent, err := gather(p)
	if err != nil {
		c.Fatal(err)
	}
	client := &remote.Client{URL: "http://" + c.listen, Token: c.token, Version: "test"}
	if err := client.EnsureProject(c.Context(), project, "main"); err != nil {
		c.Fatal(err)
	}
	sent.Project = project
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
	for end := time.Now().Add(90 * time.Second); time.Now().Before(end); {
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
