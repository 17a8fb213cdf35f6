package quality

import (
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAgainstLibraries compares the formulas with those of statsmodels and lifelines
// on random cases, where make quality-libraries has installed them.
func TestAgainstLibraries(t *testing.T) {
	top, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	python := filepath.Join(top, "build", "quality", "bin", "python")
	if err := exec.Command(python, "-c", "import lifelines, statsmodels").Run(); err != nil {
		t.Skip("the libraries are not there: make quality-libraries")
	}
	r := rand.New(rand.NewPCG(5, 8))
	var in strings.Builder
	put := func(v map[string]any) {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(data, '\n'))
	}
	rate := func() Rate {
		n := 1 + r.IntN(1<<r.IntN(12))
		return RateOf(r.IntN(n+1), n)
	}
	of := func(a Rate) map[string]int { return map[string]int{"k": a.K, "n": a.N} }
	for range 300 {
		a, b := rate(), rate()
		put(map[string]any{"kind": "wilson", "k": a.K, "n": a.N, "got": []float64{a.Low, a.High}})
		put(map[string]any{"kind": "drift", "a": of(a), "b": of(b), "got": []float64{Drift(a, b)}})
		var lives []Life
		var times []float64
		var ended []bool
		for range 1 + r.IntN(60) {
			l := Life{float64(1 + r.IntN(30)), r.IntN(3) > 0}
			lives, times, ended = append(lives, l), append(times, l.Time), append(ended, l.Ended)
		}
		got := []float64{}
		for _, p := range Survival(lives) {
			got = append(got, p.Time, p.Open)
		}
		median, ok := MedianTime(lives)
		if !ok {
			median = -1
		}
		put(map[string]any{"kind": "survival", "times": times, "ended": ended, "got": append(got, median)})
	}
	c := exec.CommandContext(t.Context(), python, filepath.Join(top, "tools", "simquality", "check.py"))
	c.Stdin = strings.NewReader(in.String())
	out, err := c.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}
