package service_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/service"
	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store"
	"leadline/internal/service/store/postgrestest"
	"leadline/internal/text"
)

var (
	steps = flag.Int("lifecycle.steps", 250, "how many random steps the model takes on each database")
	seed  = flag.Uint64("lifecycle.seed", 1, "where chance begins")
)

// episode is how many steps one project lives: after it everything that a team does
// has met everything else often, and a longer past only makes the next step slower.
const episode = 500

// team is a project whose history is made up at random, with what must hold of
// it. The engine is stood in for by one that finds every call of sink.
type team struct {
	*testing.T
	s     *service.Service
	a     *service.Actor
	r     *rand.Rand
	ctx   context.Context
	now   int64
	trees map[string]map[string][]string // by ref: the lines of each file
	past  map[string]int64               // by ref: the commit time that it shows
	off   bool
	count int
	slug  string // of the project
	id    string
	sent  map[string]bool // the contents that the project has
	keeps *meddler
	// meanwhile is done once, while the next scan is recorded.
	meanwhile func()
}

// meddler keeps contents in memory, and lets somebody do something while a scan's
// outcome is worked out.
type meddler struct {
	kept map[string][]byte
	act  func()
}

func (m *meddler) Open(ctx context.Context, hash string) (io.ReadCloser, error) {
	if act := m.act; act != nil {
		m.act = nil
		act()
	}
	data, ok := m.kept[hash]
	if !ok {
		return nil, fmt.Errorf("there is no content %s", hash)
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

func (m *meddler) Put(_ context.Context, hash string, r io.Reader) (err error) {
	m.kept[hash], err = io.ReadAll(r)
	return err
}

func (m *meddler) Remove(_ context.Context, hash string) error {
	delete(m.kept, hash)
	return nil
}

func TestLifecycleModel(t *testing.T) { walk(t, filepath.Join(t.TempDir(), "model.db")) }

func TestLifecycleModelOnPostgres(t *testing.T) { walk(t, postgrestest.Start(t)(t)) }

func newTeam(t *testing.T, database string) *team {
	w := &team{T: t, ctx: t.Context(), r: rand.New(rand.NewPCG(*seed, 2)), now: 1_700_000_000_000, keeps: &meddler{}}
	var err error
	w.s = &service.Service{Blobs: w.keeps, Rules: []*finding.Rule{{ID: "r"}}, Versions: map[string]string{"r": "1"}, Engine: "e", Log: slog.New(slog.DiscardHandler), Now: func() int64 { return w.now }}
	if w.s.Store, err = store.Open(w.ctx, database, store.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.s.Store.Close() })
	token, err := w.s.Begin(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if w.a, err = w.s.ByToken(w.ctx, token); err != nil {
		t.Fatal(err)
	}
	w.begin("p")
	return w
}

// begin makes a project without a past.
func (w *team) begin(slug string) {
	p, err := w.s.AddProject(w.ctx, w.a, slug, "", "main")
	if err != nil {
		w.Fatal(err)
	}
	w.slug, w.id, w.off, w.keeps.kept = slug, p.ID, false, map[string][]byte{}
	w.trees, w.past, w.sent = map[string]map[string][]string{}, map[string]int64{}, map[string]bool{}
}

// end removes the project: nothing of it is left but the audit.
func (w *team) end() {
	refs := w.refs()
	if err := w.s.RemoveProject(w.ctx, w.a, w.slug); err != nil {
		w.Fatal(err)
	}
	for _, ref := range refs {
		if rows := w.onRef(ref); len(rows) > 0 {
			w.Errorf("a removed project has %d findings", len(rows))
		}
	}
	if lines, err := w.s.Store.Lines(w.ctx, w.id); err != nil || len(lines) > 0 {
		w.Errorf("a removed project has %d findings, %v", len(lines), err)
	}
}

// TestRecordedMeanwhile: what another ref records while an outcome is worked out
// is not lost on it: the same code on both is one finding.
func TestRecordedMeanwhile(t *testing.T) {
	w := newTeam(t, filepath.Join(t.TempDir(), "model.db"))
	code := map[string][]string{"a.py": {"def f(a):", "    sink(a, 1)", "    return a"}}
	w.trees["one"], w.trees["two"] = code, code
	w.meanwhile = func() { w.scan("two", scanOptions{}) }
	w.scan("one", scanOptions{})
	one, two := w.onRef("one"), w.onRef("two")
	if len(one) != 1 || len(two) != 1 || !slices.Equal(slices.Collect(maps.Keys(one)), slices.Collect(maps.Keys(two))) {
		t.Errorf("one has %v, two has %v", one, two)
	}
}

func walk(t *testing.T, database string) {
	w := newTeam(t, database)
	start := time.Now()
	for i := range *steps {
		if i%episode == 0 {
			if i > 0 {
				w.end()
				w.begin(fmt.Sprintf("p%d", i))
			}
			w.trees["main"] = map[string][]string{}
			for i := range 4 {
				w.trees["main"][fmt.Sprintf("f%d.py", i)] = w.function()
			}
		}
		w.now += 1000
		w.step()
		if t.Failed() {
			t.Fatalf("after step %d", i)
		}
		if (i+1)%10_000 == 0 {
			t.Logf("%d steps in %v", i+1, time.Since(start).Round(time.Second))
		}
	}
	t.Logf("%d steps in %v", *steps, time.Since(start).Round(time.Millisecond))
}

func (w *team) function() []string {
	w.count++
	out := []string{fmt.Sprintf("def f%d(a):", w.count)}
	for range 1 + w.r.IntN(3) {
		out = append(out, fmt.Sprintf("    x = %d", w.r.IntN(50)), fmt.Sprintf("    sink(a, %d)", w.r.IntN(6)))
	}
	return append(out, "    return a")
}

func (w *team) refs() []string { return slices.Sorted(maps.Keys(w.trees)) }

func pickOne[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// step does one thing that teams do.
func (w *team) step() {
	ref := pickOne(w.r, w.refs())
	switch n := w.r.IntN(20); {
	case n < 7:
		w.edit(w.trees[ref])
		w.scan(ref, scanOptions{})
	case n < 9:
		w.scan(ref, scanOptions{}) // the same again
	case n < 11:
		w.edit(w.trees[ref])
		w.scan(ref, scanOptions{gap: pickOne(w.r, slices.Sorted(maps.Keys(w.trees[ref])))})
	case n < 12:
		w.scan(ref, scanOptions{part: pickOne(w.r, slices.Sorted(maps.Keys(w.trees[ref])))})
	case n < 14:
		w.scan(ref, scanOptions{old: true})
	case n < 15:
		w.branch()
	case n < 16:
		w.off = !w.off
		w.scan(ref, scanOptions{})
		w.off = false
	case n < 17:
		w.s.Versions["r"] = fmt.Sprint(w.now)
		w.scan(ref, scanOptions{})
	case n < 18:
		w.now += 3_600_000
		if _, err := w.s.EndRisks(w.ctx); err != nil {
			w.Error(err)
		}
		w.check(ref)
	default:
		w.triage(ref)
	}
}

func (w *team) branch() {
	if len(w.trees) > 3 {
		name := pickOne(w.r, w.refs())
		if name == "main" {
			return
		}
		delete(w.trees, name)
		if w.past[name] == 0 {
			return
		}
		delete(w.past, name)
		if err := w.s.DropRef(w.ctx, w.a, w.slug, name); err != nil {
			w.Error(err)
		}
		if rows, err := w.s.Store.OnRef(w.ctx, w.id, name); err != nil || len(rows) > 0 {
			w.Errorf("a dropped ref has %d findings, %v", len(rows), err)
		}
		return
	}
	w.count++
	tree := map[string][]string{}
	for path, lines := range w.trees["main"] {
		tree[path] = slices.Clone(lines)
	}
	w.trees[fmt.Sprintf("b%d", w.count)] = tree
}

// edit changes a tree: lines come and go, files are renamed, added and deleted.
func (w *team) edit(tree map[string][]string) {
	path := pickOne(w.r, slices.Sorted(maps.Keys(tree)))
	lines := tree[path]
	at := w.r.IntN(len(lines) + 1)
	switch n := w.r.IntN(10); {
	case n < 3:
		tree[path] = slices.Insert(slices.Clone(lines), at, fmt.Sprintf("    y = %d", w.r.IntN(50)))
	case n < 5 && len(lines) > 2:
		at = w.r.IntN(len(lines))
		tree[path] = slices.Delete(slices.Clone(lines), at, at+1)
	case n < 6:
		tree[path] = slices.Insert(slices.Clone(lines), at, fmt.Sprintf("    sink(a, %d)", w.r.IntN(6)))
	case n < 7:
		delete(tree, path)
		w.count++
		tree[fmt.Sprintf("g%d.py", w.count)] = lines
	case n < 8 && len(tree) > 2:
		delete(tree, path)
	default:
		if len(lines) < 60 {
			tree[path] = append(slices.Clone(lines), w.function()...)
		} else {
			tree[path] = lines[:20]
		}
	}
}

type scanOptions struct {
	gap, part string
	old       bool
}

// observe finds every call of sink in what is looked at.
func (w *team) observe(tree map[string][]string, o scanOptions) *service.Outcome {
	out := &service.Outcome{Coverage: &finding.Coverage{}, Report: "{}", Off: map[string]bool{"r": w.off}}
	var all []*finding.Finding
	for _, path := range slices.Sorted(maps.Keys(tree)) {
		if o.part != "" && path != o.part {
			continue
		}
		f := text.New(path, []byte(strings.Join(tree[path], "\n")))
		if path == o.gap {
			out.Coverage.Skipped = append(out.Coverage.Skipped, finding.Skipped{Path: path, Code: "internal-error"})
			continue
		}
		scope := ""
		for i, l := range tree[path] {
			if name, ok := strings.CutPrefix(l, "def "); ok {
				scope = name
			}
			if strings.Contains(l, "sink(") && !w.off {
				span := f.LineSpan(i + 1)
				span.Start += 4
				all = append(all, &finding.Finding{Rule: w.s.Rules[0], Severity: finding.High, Function: scope, Location: finding.Location{File: f, Span: span}})
			}
		}
	}
	identity.Assign(all, "")
	for _, f := range all {
		out.Findings = append(out.Findings, service.Observed{Subject: identity.Of(f), Fingerprint: f.Fingerprint, Scope: f.Fingerprints[identity.Scope], Severity: int(f.Severity), Detail: "{}"})
	}
	return out
}

// upload keeps a tree as if it had been sent.
func (w *team) upload(tree map[string][]string) string {
	m := service.Manifest{}
	for path, lines := range tree {
		content := strings.Join(lines, "\n")
		sum := sha256.Sum256([]byte(content))
		hash := hex.EncodeToString(sum[:])
		m.Files = append(m.Files, service.File{Path: path, SHA256: hash, Size: int64(len(content))})
		if w.sent[hash] {
			continue
		}
		w.sent[hash] = true
		if err := w.s.AddBlob(w.ctx, w.a, w.slug, hash, strings.NewReader(content)); err != nil {
			w.Fatal(err)
		}
	}
	id, missing, err := w.s.AddTree(w.ctx, w.a, w.slug, m)
	if len(missing) > 0 {
		w.Errorf("contents %v that were sent are missing", missing)
	}
	if err != nil {
		w.Fatal(err)
	}
	return id
}

func (w *team) onRef(ref string) map[string]store.Presence {
	rows, err := w.s.Store.OnRef(w.ctx, w.id, ref)
	if err != nil {
		w.Fatal(err)
	}
	out := map[string]store.Presence{}
	for _, r := range rows {
		out[r.FindingID] = r
	}
	return out
}

// scan records a scan of a ref and looks at what it changed.
func (w *team) scan(ref string, o scanOptions) {
	tree := w.trees[ref]
	n := service.NewScan{Tree: w.upload(tree), Ref: ref, CommittedAt: w.now}
	if o.old {
		n.CommittedAt = w.past[ref] - 5000
		if n.CommittedAt <= 0 {
			return
		}
	}
	if o.part != "" {
		n.Paths = []string{o.part}
	}
	scan, err := w.s.StartScan(w.ctx, w.a, w.slug, n)
	if err != nil {
		w.Fatal(err)
	}
	before := w.onRef(ref)
	if scan, err = w.s.BeginScan(w.ctx, &store.Job{ScanID: scan.ID, Attempt: 1}); err != nil {
		w.Fatal(err)
	}
	outcome := w.observe(tree, o)
	w.keeps.act, w.meanwhile = w.meanwhile, nil
	if len(before) > 0 && !o.old && w.r.IntN(3) == 0 {
		id := pickOne(w.r, slices.Sorted(maps.Keys(before)))
		w.keeps.act = func() {
			if _, err := w.s.Decide(w.ctx, w.a, id, 0, service.Decision{Verdict: pickOne(w.r, lifecycle.Verdicts)}); err != nil {
				w.Error(err)
			}
		}
	}
	for range 1 + w.r.IntN(2) { // a job may run twice
		if err := w.s.Record(w.ctx, nil, scan, outcome); err != nil {
			w.Fatal(err)
		}
	}
	after := w.onRef(ref)
	if o.old {
		if !maps.Equal(before, after) {
			w.Errorf("a scan of an older commit changed %s", ref)
		}
		return
	}
	w.past[ref] = w.now
	here := 0
	for id, r := range after {
		if lifecycle.Presence(r.State).Here() {
			here++
		}
		was := before[id]
		if looked := r.Path != o.gap && (o.part == "" || r.Path == o.part); !looked && r.State == string(lifecycle.Absent) && was.State != r.State && was.BeforeState != r.State {
			if _, there := tree[r.Path]; there {
				w.Errorf("%s in %s, which was not looked at, is absent: %s", id, r.Path, r.Cause)
			}
		}
		if r.Cause == string(lifecycle.Fixed) && w.off && was.State != r.State && was.BeforeState != r.State {
			w.Errorf("a finding of a rule that is off counts as fixed")
		}
	}
	if here != len(outcome.Findings) {
		w.Errorf("%s has %d findings, the scan found %d", ref, here, len(outcome.Findings))
	}
	for id := range before {
		if _, kept := after[id]; !kept {
			w.Errorf("the finding %s is lost", id)
		}
	}
	w.check(ref)
}

// check looks at what must hold at any time.
func (w *team) check(ref string) {
	lines, err := w.s.Store.Lines(w.ctx, w.id)
	if err != nil {
		w.Fatal(err)
	}
	byID := map[string]*store.Finding{}
	for i := range lines {
		byID[lines[i].ID] = &lines[i]
	}
	rows := w.onRef(ref)
	for id, r := range rows {
		f := byID[id]
		if f == nil {
			w.Errorf("%s is on %s, but there is no such finding", id, ref)
			continue
		}
		if want := lifecycle.Effect(lifecycle.Presence(r.State), lifecycle.Verdict(f.Verdict)); r.Effective != string(want) || r.Verdict != f.Verdict {
			w.Errorf("%s is %s and %s, and counts as %s (%s)", id, r.State, f.Verdict, r.Effective, r.Verdict)
		}
		if absent := r.State == string(lifecycle.Absent) || r.State == string(lifecycle.Unknown); absent != (r.Cause != "") {
			w.Errorf("%s is %s because of %q", id, r.State, r.Cause)
		}
		if f.UntilAt > 0 && f.Verdict != string(lifecycle.AcceptedRisk) {
			w.Errorf("%s is %s until %d", id, f.Verdict, f.UntilAt)
		}
	}
	id := ""
	for k := range rows {
		id = max(id, k)
	}
	if id == "" {
		return
	}
	f := byID[id]
	history, err := w.s.Store.History(w.ctx, id)
	if err != nil {
		w.Fatal(err)
	}
	last := string(lifecycle.Untriaged)
	for _, h := range history {
		if h.Kind == "triage" {
			if h.Was != last {
				w.Errorf("the history of %s goes from %s to %s", id, last, h.Was)
			}
			last = h.Became
		}
	}
	if last != f.Verdict {
		w.Errorf("the history of %s ends with %s, it is %s", id, last, f.Verdict)
	}
}

func (w *team) triage(ref string) {
	ids := slices.Sorted(maps.Keys(w.onRef(ref)))
	if len(ids) == 0 {
		return
	}
	d := service.Decision{Verdict: pickOne(w.r, lifecycle.Verdicts)}
	if d.Verdict == lifecycle.AcceptedRisk && w.r.IntN(2) == 0 {
		d.Until = w.now + 1 + w.r.Int64N(4_000_000)
	}
	id := pickOne(w.r, ids)
	if _, err := w.s.Decide(w.ctx, w.a, id, 0, d); err != nil {
		w.Error(err)
	}
	w.check(ref)
}
