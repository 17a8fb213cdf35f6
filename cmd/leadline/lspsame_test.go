package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSameVerdict: an editor is told what the command line says of the same
// bytes, also after random edits that break the code and mend it again.
func TestSameVerdict(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("../../examples")); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range []string{"bookshop/shop/admin.py", "bookshop/shop/catalogue.py", "bookshop/shop/store.py", "bookshop/shop/files.py", "bookshop/shop/orders.py"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(data)
	}
	e := editing(t, root, filepath.Join(t.TempDir(), "cloud.json"), "")
	names := []string{}
	for name, text := range texts {
		names = append(names, name)
		e.say("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uriBelow(root, name), "languageId": "python", "version": 1, "text": text}})
	}
	slices.Sort(names)
	e.same(root, texts, "at the start")
	rng := rand.New(rand.NewPCG(17, 5))
	for i := range 50 {
		name := names[rng.IntN(len(names))]
		from, to, with := randomEdit(rng, texts, name)
		lines := strings.Split(texts[name], "\n")
		e.say("textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": uriBelow(root, name), "version": i + 2},
			"contentChanges": []any{map[string]any{"text": with, "range": map[string]any{
				"start": map[string]any{"line": from, "character": 0}, "end": map[string]any{"line": to, "character": 0},
			}}},
		})
		texts[name] = strings.Join(lines[:from], "\n") + brk(from) + with + strings.Join(lines[to:], "\n")
		if i%5 == 4 {
			e.same(root, texts, fmt.Sprintf("after %d edits, the last in %s", i+1, name))
		}
	}
}

func brk(line int) string {
	if line > 0 {
		return "\n"
	}
	return ""
}

// randomEdit takes lines away, repeats some, puts in some of another file, or
// breaks one off. Lines from to before to become with.
func randomEdit(rng *rand.Rand, texts map[string]string, name string) (from, to int, with string) {
	lines := strings.Split(texts[name], "\n")
	n := max(1, len(lines)-1)
	from = rng.IntN(n)
	to = min(n, from+rng.IntN(4))
	switch rng.IntN(4) {
	case 0: // taken away
	case 1: // repeated
		with = strings.Join(lines[from:to], "\n") + "\n" + strings.Join(lines[from:to], "\n") + "\n"
	case 2: // from elsewhere
		names := []string{}
		for other := range texts {
			names = append(names, other)
		}
		slices.Sort(names)
		others := strings.Split(texts[names[rng.IntN(len(names))]], "\n")
		k := rng.IntN(len(others))
		with = strings.Join(others[k:min(len(others), k+4)], "\n") + "\n"
	default: // broken off
		line := lines[from]
		with = line[:rng.IntN(len(line)+1)] + "\n"
	}
	return from, to, with
}

func uriBelow(root, name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(root, name))}).String()
}

func (e *clientOf) say(method string, params any) {
	e.t.Helper()
	if err := e.rpc.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatal(err)
	}
}

// same compares what the editor knows with a scan of the same bytes.
func (e *clientOf) same(root string, texts map[string]string, when string) {
	e.t.Helper()
	var all struct {
		Findings []struct {
			Rule, Fingerprint string
			Steps             int
		}
	}
	e.must("leadline/findings", nil, &all)
	var here, there []string
	for _, f := range all.Findings {
		here = append(here, fmt.Sprint(f.Rule, f.Fingerprint, f.Steps))
	}
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			e.t.Fatal(err)
		}
	}
	_, out, errs := command(e.t, "", "scan", "--no-cache", "--format", "jsonl", root)
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var f struct {
			Finding *struct {
				Rule, Fingerprint string
				Flow              []json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			e.t.Fatalf("%v: %s%s", err, line, errs)
		}
		if f.Finding != nil {
			there = append(there, fmt.Sprint(f.Finding.Rule, f.Finding.Fingerprint, len(f.Finding.Flow)))
		}
	}
	slices.Sort(here)
	slices.Sort(there)
	if len(there) < 10 || !slices.Equal(here, there) {
		e.t.Fatalf("%s: the editor has %d findings, the command line %d\n%v\n%v", when, len(here), len(there), here, there)
	}
}
