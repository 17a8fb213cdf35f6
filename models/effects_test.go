package models

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

var claim = regexp.MustCompile(`  # (changes|keeps|draws)(?:: (\w+))?$`)

// TestEffects plays each marked line of the proof as a cell of its own, below
// the lines without a mark.
func TestEffects(t *testing.T) {
	effects := loadAll(t).Effects()
	data, err := fs.ReadFile(proofFS, "notebooks.proof.py")
	if err != nil {
		t.Fatal(err)
	}
	setup, marked := "", []string{}
	for _, line := range strings.Split(string(data), "\n") {
		switch {
		case strings.Contains(line, "  # "):
			marked = append(marked, line)
		case !strings.HasPrefix(line, "#"):
			setup += line + "\n"
		}
	}
	facts := func(sources ...string) cells.Facts {
		frames := ""
		for _, s := range sources {
			frames += "In [ ]:\n" + s + "\n"
		}
		g := play(frames, effects)
		return g.Facts[len(g.Facts)-1]
	}
	n := 0
	for _, line := range marked {
		m := claim.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		n++
		code := strings.TrimSuffix(line, m[0])
		switch m[1] {
		case "draws":
			// The cell above has drawn from the same generator.
			f := facts(setup+code, code)
			if !slices.ContainsFunc(f.Uses, func(s string) bool { return strings.HasPrefix(s, "the generator of ") }) {
				t.Errorf("%s: it draws from no generator", line)
			}
		default:
			if changed := slices.Contains(facts(setup, code).Changes, m[2]); changed != (m[1] == "changes") {
				t.Errorf("%s: changed %v", line, changed)
			}
		}
	}
	t.Logf("%d lines", n)
}

// TestArrays computes the text that each line of the proof shows.
func TestArrays(t *testing.T) {
	effects := loadAll(t).Effects()
	data, err := fs.ReadFile(proofFS, "notebooks.proof.py")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, line := range strings.Split(string(data), "\n") {
		code, text, ok := strings.Cut(line, "  # shows: ")
		if !ok {
			continue
		}
		shown++
		g := play("In [1]:\nimport numpy\nIn [2]:\n"+code+"\nOut:\n"+text+"\n", effects)
		if right, known := g.Told(1); !known || !right {
			t.Errorf("%s: known %v, right %v", line, known, right)
		}
	}
	if shown < 60 {
		t.Errorf("only %d lines show a text", shown)
	}
}

func play(frames string, effects *model.Effects) *cells.Graph {
	n := notebook.Split(text.New("n.ipynb", notebook.FromFrames(frames)))
	return engine.Play(n, syntax.Parse(n.File), nil, effects, nil)
}
