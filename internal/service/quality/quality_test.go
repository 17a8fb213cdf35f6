package quality

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// TestWilson: the bounds that statsmodels gives.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{0, 10, 0, 0.27753279986288926},
		{3, 40, 0.025836025774588184, 0.1986423352431055},
		{50, 100, 0.4038315303659956, 0.5961684696340044},
		{29, 30, 0.8332960900859081, 0.9940914096183875},
		{1, 1000, 0.00017654637062607765, 0.005642558597957937},
	} {
		if r := RateOf(c.k, c.n); !near(r.Low, c.low) || !near(r.High, c.high) || r.Few != (c.n < 30) {
			t.Errorf("%d of %d: %+v", c.k, c.n, r)
		}
	}
	if r := RateOf(0, 0); r.Value != 0 || r.Low != 0 || r.High != 1 || !r.Few {
		t.Errorf("nothing: %+v", r)
	}
}

// TestDrift: the p values that statsmodels gives.
func TestDrift(t *testing.T) {
	if p := Drift(RateOf(10, 100), RateOf(20, 100)); !near(p, 0.04767038065616141) {
		t.Errorf("p = %v", p)
	}
	if p := Drift(RateOf(3, 40), RateOf(9, 45)); !near(p, 0.09853948864420588) {
		t.Errorf("p = %v", p)
	}
	if Drift(RateOf(0, 0), RateOf(1, 2)) != 1 || Drift(RateOf(0, 9), RateOf(0, 9)) != 1 {
		t.Error("nothing to compare is a difference")
	}
}

// TestSurvival: the curve that lifelines gives.
func TestSurvival(t *testing.T) {
	times := []float64{1, 2, 2, 3, 4, 5, 6, 6, 9, 12}
	ended := []bool{true, true, false, true, false, true, true, false, true, false}
	var lives []Life
	for i := range times {
		lives = append(lives, Life{times[i], ended[i]})
	}
	want := map[float64]float64{1: 0.9, 2: 0.8, 3: 0.685714, 5: 0.548571, 6: 0.411429, 9: 0.205714}
	curve := Survival(lives)
	if len(curve) != len(want) {
		t.Fatalf("the curve: %v", curve)
	}
	for _, p := range curve {
		if math.Abs(p.Open-want[p.Time]) > 1e-6 {
			t.Errorf("after %v: %v, want %v", p.Time, p.Open, want[p.Time])
		}
	}
	if m, ok := MedianTime(lives); !ok || m != 6 {
		t.Errorf("median %v, %v", m, ok)
	}
	if _, ok := MedianTime([]Life{{1, true}, {2, false}, {3, false}}); ok {
		t.Error("a median that was not reached")
	}
}

func TestAssess(t *testing.T) {
	f := Assess(Counts{Exposed: 100, NotUseful: 5, PleaseFix: 10, Applied: 20, FixedAfter: 15, Useful: 4, Confirmed: 6, FalsePositive: 5,
		Fixed: 40, OtherGone: 20, Dismissed: 10, Reversed: 1, Sites: 200, Fired: 30, FixApplied: 20, Survived: 19})
	for name, c := range map[string]struct {
		got  Rate
		k, n int
	}{
		"false positives": {f.FalsePositive, 10, 55}, "strict": {f.Strict, 55, 100}, "acceptance": {f.Acceptance, 40, 50}, "answered": {f.Answered, 50, 100},
		"fix rate": {f.FixRate, 40, 80}, "avoidance": {f.Avoidance, 170, 200}, "regret": {f.Regret, 1, 10}, "survival": {f.Survival, 19, 20}, "again": {f.Again, 0, 20},
	} {
		if c.got.K != c.k || c.got.N != c.n {
			t.Errorf("%s: %d of %d, want %d of %d", name, c.got.K, c.got.N, c.k, c.n)
		}
	}
	if got := Churn(2, 3, 1000, 500); !near(got, 0.01) {
		t.Errorf("churn %v", got)
	}
}

// TestWindows: four weeks where there is enough in them, longer where not, and never
// what is older than a year.
func TestWindows(t *testing.T) {
	every := func(days float64, n int, noUse func(int) bool) (out []Answer) {
		for i := range n {
			out = append(out, Answer{1000 - float64(i)*days - 0.5, noUse(i)})
		}
		return out
	}
	half := func(i int) bool { return i%2 == 0 }
	for what, c := range map[string]struct {
		answers      []Answer
		last, before [2]int
	}{
		"two a day":                  {every(0.5, 200, half), [2]int{28, 55}, [2]int{28, 56}},
		"one in three days":          {every(3, 100, half), [2]int{15, 30}, [2]int{15, 30}},
		"one in twenty days":         {every(20, 100, half), [2]int{10, 19}, [2]int{9, 18}},
		"bad of late":                {every(1, 56, func(i int) bool { return i < 28 }), [2]int{28, 30}, [2]int{0, 26}},
		"nothing":                    {nil, [2]int{}, [2]int{}},
		"all of it more than a year": {[]Answer{{600, true}}, [2]int{}, [2]int{}},
	} {
		last, before := Windows(c.answers, 1000)
		if last.K != c.last[0] || last.N != c.last[1] || before.K != c.before[0] || before.N != c.before[1] {
			t.Errorf("%s: %d of %d after %d of %d", what, last.K, last.N, before.K, before.N)
		}
	}
}

func TestStates(t *testing.T) {
	good, fair, poor, awful, few := RateOf(4, 100), RateOf(9, 100), RateOf(13, 100), RateOf(20, 100), RateOf(9, 10)
	for _, c := range []struct {
		from           State
		window, before Rate
		want           State
	}{
		{Active, good, good, Active},
		{Active, poor, good, Watch},
		{Active, few, good, Active},           // too few to judge
		{Active, RateOf(4, 40), good, Active}, // 10 %, but the bound is below 7 %
		{Watch, awful, awful, Disabled},
		{Watch, awful, good, Watch},
		{Watch, RateOf(5, 30), RateOf(5, 30), Watch}, // 17 % of 60, but the bound is below 10 %
		{Watch, RateOf(6, 30), RateOf(6, 30), Disabled},
		{Watch, fair, good, Active},
		{Watch, fair, poor, Watch},
		{Canary, awful, good, Watch},
		{Draft, awful, awful, Draft},
		{Disabled, good, good, Disabled},
		{Retired, awful, awful, Retired},
	} {
		if got := Next(c.from, c.window, c.before); got != c.want {
			t.Errorf("%s with %d/%d after %d/%d: %s, want %s", c.from, c.window.K, c.window.N, c.before.K, c.before.N, got, c.want)
		}
	}
	if !Default(Active, good) || Default(Active, fair) || Default(Watch, good) {
		t.Error("the default set is wrong")
	}
}
