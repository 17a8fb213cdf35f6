// Package quality knows how a rule is judged by what people do with its
// findings: rates with their intervals, times with those still open counted,
// drift between versions, and the state that all this puts a rule in. It must
// not know where the numbers come from.
//
// Its window is Assess.
package quality

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// Enough is the least number of cases from which a rate is told.
const Enough = 30

// z is the normal quantile of a 95 % interval.
const z = 1.959963984540054

// Rate is k of n, with Wilson's 95 % interval.
type Rate struct {
	K, N             int
	Value, Low, High float64
	// Few is set when n is too small for the value to be told.
	Few bool
}

// RateOf is a rate. Of nothing it is 0, somewhere between 0 and 1.
func RateOf(k, n int) Rate {
	r := Rate{K: k, N: n, High: 1, Few: n < Enough}
	if n == 0 {
		return r
	}
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	r.Value, r.Low, r.High = p, max(0, middle-half), min(1, middle+half)
	return r
}

// Counts are what happened to the findings of one rule version in a window.
// Every number counts findings, each once.
type Counts struct {
	// Exposed were shown to a person.
	Exposed int
	// NotUseful, PleaseFix and Applied are what people answered; FixedAfter were
	// fixed after they were shown, without an answer.
	NotUseful, PleaseFix, Applied, FixedAfter int
	// Useful were called useful; Confirmed and FalsePositive are verdicts about
	// findings of which nothing else was said.
	Useful, Confirmed, FalsePositive int
	// Fixed went by a fix and OtherGone for any other cause.
	Fixed, OtherGone int
	// Dismissed have a verdict that closes; Reversed lost one again.
	Dismissed, Reversed int
	// Sites matched the rule's applies pattern, and Fired of them are findings.
	Sites, Fired int
	// Offered, Previewed, FixApplied, Survived and Again follow fixes: the last
	// two count applied ones that stayed for a week and those that were found again.
	Offered, Previewed, FixApplied, Survived, Again int
}

// Figures are a rule's rates.
type Figures struct {
	// FalsePositive is the effective rate: no use, of those that were answered or
	// acted upon. Strict is the share of shown ones that nobody acted on.
	FalsePositive, Strict Rate
	// Acceptance is accepted of answered; Answered is how many of the shown ones
	// were answered at all.
	Acceptance, Answered Rate
	FixRate              Rate
	// Avoidance is the share of the sites where code does it right.
	Avoidance       Rate
	Regret          Rate
	Survival, Again Rate
}

// Assess computes the rates.
func Assess(c Counts) Figures {
	acted := c.PleaseFix + c.Applied + c.FixedAfter
	accepted, rejected := c.Useful+c.PleaseFix+c.Applied+c.Confirmed, c.NotUseful+c.FalsePositive // of one who says false positive, too, it is no use
	return Figures{
		FalsePositive: RateOf(rejected, rejected+acted),
		Strict:        RateOf(max(0, c.Exposed-acted), c.Exposed),
		Acceptance:    RateOf(accepted, accepted+rejected),
		Answered:      RateOf(min(accepted+rejected, c.Exposed), c.Exposed),
		FixRate:       RateOf(min(c.Fixed, max(0, c.Exposed-c.OtherGone)), max(0, c.Exposed-c.OtherGone)),
		Avoidance:     RateOf(max(0, c.Sites-c.Fired), c.Sites),
		Regret:        RateOf(c.Reversed, c.Dismissed),
		Survival:      RateOf(c.Survived, c.FixApplied),
		Again:         RateOf(c.Again, c.FixApplied),
	}
}

// Lift is what avoidance gained from one time to another.
func Lift(before, after Rate) float64 { return after.Value - before.Value }

// Churn is how many findings were wrongly called new or fixed in a thousand
// commits, for each finding.
func Churn(falseNew, falseFixed, findings, commits int) float64 {
	if findings == 0 || commits == 0 {
		return 0
	}
	return float64(falseNew+falseFixed) / float64(findings) * 1000 / float64(commits)
}

// Drift is the two-sided p value of a two-proportion test: how likely two
// rates this far apart are when nothing changed.
func Drift(a, b Rate) float64 {
	if a.N == 0 || b.N == 0 {
		return 1
	}
	pooled := float64(a.K+b.K) / float64(a.N+b.N)
	spread := math.Sqrt(pooled * (1 - pooled) * (1/float64(a.N) + 1/float64(b.N)))
	if spread == 0 {
		return 1
	}
	return math.Erfc(math.Abs(a.Value-b.Value) / spread / math.Sqrt2)
}

// Life is how long a finding was or has been open.
type Life struct {
	Time float64
	// Ended is set when it was fixed; otherwise it is open still, or went for
	// another cause, and lived at least this long.
	Ended bool
}

// Point is a step of a survival curve: the share still open after Time.
type Point struct{ Time, Open float64 }

// Survival is Kaplan and Meier's curve.
func Survival(lives []Life) []Point {
	sorted := append([]Life(nil), lives...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Time < sorted[j].Time })
	var out []Point
	share := 1.0
	for i := 0; i < len(sorted); {
		t, ended, all := sorted[i].Time, 0, 0
		atRisk := len(sorted) - i
		for ; i < len(sorted) && sorted[i].Time == t; i++ {
			all++
			if sorted[i].Ended {
				ended++
			}
		}
		if ended > 0 {
			share *= 1 - float64(ended)/float64(atRisk)
			out = append(out, Point{t, share})
		}
	}
	return out
}

// MedianTime is when half of the findings are fixed; ok is false when fewer
// than half are.
func MedianTime(lives []Life) (time float64, ok bool) {
	for _, p := range Survival(lives) {
		if p.Open <= 0.5+1e-12 { // a half that was rounded is a half
			return p.Time, true
		}
	}
	return 0, false
}

// State is what a rule is trusted with.
type State string

// The states.
const (
	Draft    State = "draft"
	Canary   State = "canary"
	Active   State = "active"
	Watch    State = "watch"
	Disabled State = "disabled"
	Retired  State = "retired"
)

// The bounds at which a rule's state changes.
const (
	watchAt    = 0.10
	watchLow   = 0.07
	disableAt  = 0.15
	disableLow = 0.10
	defaultMax = 0.05
)

// Next is a rule's state after a window, given the effective false-positive
// rates of that window and of the one before. Drafts and retired rules are for
// people to move; so is a disabled one.
func Next(s State, window, before Rate) State {
	bad := func(r Rate, at float64) bool { return !r.Few && r.Value >= at }
	switch s {
	case Active, Canary:
		if bad(window, watchAt) && window.Low >= watchLow {
			return Watch
		}
	case Watch:
		switch {
		case bad(window, disableAt) && bad(before, disableAt) && RateOf(window.K+before.K, window.N+before.N).Low >= disableLow:
			return Disabled
		case !window.Few && !before.Few && window.Value < watchAt && before.Value < watchAt:
			return Active
		}
	}
	return s
}

// Answer is what a finding's readers came to, and when: that it was no use, or that
// they acted upon it.
type Answer struct {
	At    float64 // days
	NoUse bool
}

// A window is this many days, or as many as Enough answers take, up to a year: where
// few people work, a rule is judged slowly, and not never.
const (
	Window  = 28
	longest = 365
)

// Windows are the effective false-positive rates of the last window and of the one
// before it.
func Windows(answers []Answer, now float64) (last, before Rate) {
	sorted := slices.Clone(answers)
	slices.SortFunc(sorted, func(a, b Answer) int { return cmp.Compare(b.At, a.At) })
	last, rest, since := window(sorted, now)
	before, _, _ = window(rest, since)
	return last, before
}

// window is the rate of the answers of a window that ends at a time; they are sorted,
// the latest first. since is when it begins.
func window(answers []Answer, end float64) (r Rate, rest []Answer, since float64) {
	n, bad := 0, 0
	since = end - Window
	for _, a := range answers {
		if a.At <= end-longest || a.At <= end-Window && n >= Enough {
			break
		}
		n++
		if a.NoUse {
			bad++
		}
		since = min(since, a.At)
	}
	return RateOf(bad, n), answers[n:], since
}

// Default tells whether a rule may run where nobody chose it.
func Default(s State, r Rate) bool { return s == Active && (r.Few || r.Value <= defaultMax) }
