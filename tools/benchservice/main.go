// Command benchservice measures the service with a large project: how fast
// findings are recorded, and how long pages take over HTTP with many readers
// while a scan is being recorded.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/service"
	"leadline/internal/service/blob"
	"leadline/internal/service/rest"
	"leadline/internal/service/store"
	"leadline/internal/text"
)

func main() {
	findings := flag.Int("findings", 100_000, "how many findings the project has")
	readers := flag.Int("readers", 20, "how many read at once")
	spell := flag.Duration("time", 10*time.Second, "how long they read")
	database := flag.String("database", "", "a PostgreSQL database (empty) instead of a SQLite file")
	flag.Parse()
	if err := run(*findings, *readers, *spell, *database); err != nil {
		fmt.Fprintln(os.Stderr, "benchservice:", err)
		os.Exit(1)
	}
}

// bench is a service with one large project.
type bench struct {
	ctx   context.Context
	s     *service.Service
	actor *service.Actor
	token string
	n     int
}

func run(n, readers int, spell time.Duration, database string) (err error) {
	dir, err := os.MkdirTemp("", "leadline-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	kind := "PostgreSQL"
	if database == "" {
		kind, database = "SQLite", filepath.Join(dir, "bench.db")
	}
	b := &bench{ctx: context.Background(), n: n}
	blobs, err := blob.OpenDir(filepath.Join(dir, "blobs"))
	if err != nil {
		return err
	}
	b.s = &service.Service{Blobs: blobs, Versions: map[string]string{}, Engine: "bench", Log: slog.New(slog.DiscardHandler), Now: service.Clock}
	for i := range 30 {
		r := &finding.Rule{ID: fmt.Sprintf("rule-%02d", i), Title: fmt.Sprintf("Rule number %d", i), Category: "security"}
		b.s.Rules = append(b.s.Rules, r)
		b.s.Versions[r.ID] = "1"
	}
	if b.s.Store, err = store.Open(b.ctx, database, store.Options{}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.s.Store.Close()) }()
	if b.token, err = b.s.AdminToken(b.ctx, "bench"); err != nil {
		return err
	}
	if b.actor, err = b.s.ByToken(b.ctx, b.token); err != nil {
		return err
	}
	if _, err := b.s.AddProject(b.ctx, b.actor, "bench", "", "main"); err != nil {
		return err
	}
	fmt.Printf("%s, %d findings\n", kind, n)
	first, err := b.record("first scan, everything new", 0)
	if err != nil {
		return err
	}
	if _, err := b.record("same tree again", 0); err != nil {
		return err
	}
	if _, err := b.record("3 lines on top of every 10th file", 10); err != nil {
		return err
	}
	_ = first
	return b.read(readers, spell)
}

const perFile = 50

// record records one scan and says how fast that was.
func (b *bench) record(what string, shift int) (time.Duration, error) {
	outcome := &service.Outcome{Coverage: &finding.Coverage{Files: b.n / perFile}, Report: "{}", Results: map[string]string{}}
	m := service.Manifest{}
	var all []*finding.Finding
	for f := range b.n / perFile {
		var code bytes.Buffer
		if shift > 0 && f%shift == 0 {
			code.WriteString("# one\n# two\n# three\n")
		}
		fmt.Fprintf(&code, "def handler_%d(request):\n", f)
		for i := range perFile {
			fmt.Fprintf(&code, "    value = request.args[%d]\n    sink_%d(value, %d)\n", i, i%30, i)
		}
		sum := sha256.Sum256(code.Bytes())
		hash := hex.EncodeToString(sum[:])
		path := fmt.Sprintf("pkg%d/module_%d.py", f%100, f)
		m.Files = append(m.Files, service.File{Path: path, SHA256: hash, Size: int64(code.Len())})
		if err := b.s.AddBlob(b.ctx, b.actor, "bench", hash, bytes.NewReader(code.Bytes())); err != nil {
			return 0, err
		}
		file := text.New(path, code.Bytes())
		for line := 1; line <= file.Lines(); line++ {
			l := file.Line(line)
			at := bytes.Index([]byte(l), []byte("sink_"))
			if at < 0 {
				continue
			}
			span := file.LineSpan(line)
			span.Start += uint32(at)
			rule := b.s.Rules[len(all)%30]
			all = append(all, &finding.Finding{Rule: rule, Severity: finding.Severity(len(all) % 5), Function: fmt.Sprintf("handler_%d", f),
				Message: "request.args reaches " + l, Location: finding.Location{File: file, Span: span}})
		}
	}
	identity.Assign(all, "")
	detail := `{"rule":"r","message":"m","path":"p","start":{"line":1,"column":1,"offset":0},"end":{"line":1,"column":9,"offset":8},"snippet":"` + string(bytes.Repeat([]byte("x"), 400)) + `","fingerprint":"f"}`
	for _, f := range all {
		outcome.Findings = append(outcome.Findings, service.Observed{Subject: identity.Of(f), Fingerprint: f.Fingerprint, Scope: f.Fingerprints[identity.Scope],
			Severity: int(f.Severity), Confidence: "high", Category: "security", Title: f.Rule.Title, Message: f.Message, Detail: detail})
	}
	tree, _, err := b.s.AddTree(b.ctx, b.actor, "bench", m)
	if err != nil {
		return 0, err
	}
	scan, err := b.s.StartScan(b.ctx, b.actor, "bench", service.NewScan{Tree: tree, Ref: "main"})
	if err != nil {
		return 0, err
	}
	if scan, err = b.s.BeginScan(b.ctx, &store.Job{ScanID: scan.ID, Attempt: 1}); err != nil {
		return 0, err
	}
	start := time.Now()
	if err := b.s.Record(b.ctx, nil, scan, outcome); err != nil {
		return 0, err
	}
	took := time.Since(start)
	fmt.Printf("record, %-36s %8.2f s  %7.0f findings/s\n", what+":", took.Seconds(), float64(len(all))/took.Seconds())
	return took, nil
}

// read measures pages over HTTP while a scan is recorded again and again.
func (b *bench) read(readers int, spell time.Duration) error {
	handler, _ := rest.New(rest.Options{Service: b.s, Version: "bench"})
	server := httptest.NewServer(handler)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers}}
	get := func(path string) ([]byte, error) {
		req, err := http.NewRequest("GET", server.URL+path, nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", "Bearer "+b.token)
		res, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err == nil && res.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s: %s: %.200s", path, res.Status, data)
		}
		return data, err
	}
	var page struct {
		Items []struct{ ID string }
		Next  string
	}
	data, err := get("/v1/findings?project=bench&limit=500")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &page); err != nil {
		return err
	}
	pages := map[string]func(*rand.Rand) string{
		"list, worst first": func(*rand.Rand) string { return "/v1/findings?project=bench&limit=50" },
		"list, next page":   func(*rand.Rand) string { return "/v1/findings?project=bench&limit=50&cursor=" + page.Next },
		"list, by rule": func(r *rand.Rand) string {
			return fmt.Sprintf("/v1/findings?project=bench&limit=50&rule=rule-%02d", r.IntN(30))
		},
		"finding": func(r *rand.Rand) string { return "/v1/findings/" + page.Items[r.IntN(len(page.Items))].ID },
	}
	for _, writing := range []bool{false, true} {
		if err := b.spell(readers, spell, writing, pages, get); err != nil {
			return err
		}
	}
	for _, path := range []string{"/v1/findings/counts?project=bench", "/v1/metrics/summary?project=bench", "/v1/findings?project=bench&q=module_77"} {
		start := time.Now()
		if _, err := get(path); err != nil {
			return err
		}
		fmt.Printf("alone, %-40s %6.0f ms\n", path, float64(time.Since(start).Microseconds())/1000)
	}
	return nil
}

// spell lets all readers read for a while.
func (b *bench) spell(readers int, spell time.Duration, writing bool, pages map[string]func(*rand.Rand) string, get func(string) ([]byte, error)) error {
	var mu sync.Mutex
	times := map[string][]time.Duration{}
	var fault atomic.Pointer[error]
	end := time.Now().Add(spell)
	var wait sync.WaitGroup
	for i := range readers {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 7))
			names := slices.Sorted(func(yield func(string) bool) {
				for k := range pages {
					if !yield(k) {
						return
					}
				}
			})
			for time.Now().Before(end) {
				name := names[r.IntN(len(names))]
				start := time.Now()
				_, err := get(pages[name](r))
				took := time.Since(start)
				if err != nil {
					fault.Store(&err)
					return
				}
				mu.Lock()
				times[name] = append(times[name], took)
				mu.Unlock()
				time.Sleep(time.Duration(r.IntN(100)) * time.Millisecond) // people look at what they got
			}
		})
	}
	if writing {
		if _, err := b.record("again, with the readers", 10); err != nil {
			return err
		}
	}
	wait.Wait()
	if err := fault.Load(); err != nil {
		return *err
	}
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for k := range times {
			if !yield(k) {
				return
			}
		}
	}) {
		t := times[name]
		slices.Sort(t)
		ms := func(q float64) float64 { return float64(t[int(q*float64(len(t)-1))].Microseconds()) / 1000 }
		fmt.Printf("%d readers, writing %-5v %-18s n=%5d  p50 %6.1f ms  p95 %6.1f ms  p99 %6.1f ms\n", readers, writing, name, len(t), ms(.5), ms(.95), ms(.99))
	}
	return nil
}
