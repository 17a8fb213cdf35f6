// Command simquality lets synthetic teams work with synthetic rules of which it is
// known how often they are right, and shows what the service's judgement makes of
// them: which rules go on watch and are switched off, after how many weeks and how
// many answers, and which good ones are punished with them.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"

	"leadline/internal/service/quality"
)

func main() {
	lives := flag.Int("lives", 400, "how many times each rule meets each team")
	weeks := flag.Int("weeks", 52, "how long")
	seed := flag.Uint64("seed", 1, "where chance begins")
	flag.Parse()
	if bad := run(*lives, *weeks, *seed); len(bad) > 0 {
		for _, b := range bad {
			fmt.Fprintln(os.Stderr, "simquality:", b)
		}
		os.Exit(1)
	}
}

// team is how people deal with findings that they are shown.
type team struct {
	name string
	// shown is how many findings of a rule they see in a week.
	shown float64
	// says is how often they say of a wrong finding that it is no use; fixes how
	// often they fix a right one, with a word or without.
	says, fixes float64
	// errs is how often they call a right one no use.
	errs float64
}

var teams = []team{
	{"busy and careful", 20, 0.8, 0.7, 0.01},
	{"small", 5, 0.7, 0.6, 0.02},
	{"hurried: most is never answered", 20, 0.25, 0.4, 0.03},
	{"fixes little, complains much", 15, 0.9, 0.3, 0.04},
}

// precisions are how often the rules are right. What is noisy and what is good is
// known of them only here.
var precisions = []float64{0.50, 0.70, 0.80, 0.85, 0.90, 0.95, 0.98, 0.995}

// fate is what became of a rule: days and answers until it was on watch and until it
// was off; 0 for never.
type fate struct {
	watched, disabled int
	answers           int // until it was watched
	forgiven          bool
}

// live lets a team work with a rule, which is judged every day as the service does.
func live(t *team, precision float64, weeks int, r *rand.Rand) (f fate) {
	var answers []quality.Answer
	state := quality.Active
	for day := range weeks * 7 {
		say := func(noUse bool) { answers = append(answers, quality.Answer{At: float64(day) + 0.5, NoUse: noUse}) }
		for range poisson(t.shown/7, r) {
			if right := r.Float64() < precision; right {
				switch x := r.Float64(); {
				case x < t.errs:
					say(true)
				case x < t.errs+t.fixes:
					say(false)
				}
			} else if r.Float64() < t.says {
				say(true)
			}
		}
		last, before := quality.Windows(answers, float64(day+1))
		next := quality.Next(state, last, before)
		switch {
		case next == quality.Watch && f.watched == 0:
			f.watched, f.answers = day+1, len(answers)
		case next == quality.Active && state == quality.Watch:
			f.forgiven = true
		case next == quality.Disabled:
			f.disabled = day + 1
			return f
		}
		state = next
	}
	return f
}

// poisson is how many events a day has.
func poisson(mean float64, r *rand.Rand) int {
	n := 0
	for t := r.ExpFloat64(); t < mean; t += r.ExpFloat64() {
		n++
	}
	return n
}

// felt is the effective false-positive rate that a rule comes to in a team: what the
// judgement sees, since only what is answered counts.
func (t *team) felt(precision float64) float64 {
	no := (1-precision)*t.says + precision*t.errs
	return no / (no + precision*t.fixes)
}

func run(lives, weeks int, seed uint64) (bad []string) {
	r := rand.New(rand.NewPCG(seed, 7))
	fmt.Printf("%d lives of %d weeks each; judged every day over %d days, or as many as %d answers take\n", lives, weeks, quality.Window, quality.Enough)
	for i := range teams {
		t := &teams[i]
		fmt.Printf("\n%s: %.0f findings of a rule a week\n", t.name, t.shown)
		fmt.Println("precision  felt rate  on watch  after weeks  answers  off    after weeks  forgiven")
		for _, p := range precisions {
			var watched, disabled, answers []int
			forgiven := 0
			for range lives {
				f := live(t, p, weeks, r)
				if f.watched > 0 {
					watched, answers = append(watched, f.watched), append(answers, f.answers)
				}
				if f.disabled > 0 {
					disabled = append(disabled, f.disabled)
				}
				if f.forgiven {
					forgiven++
				}
			}
			share := func(n int) float64 { return 100 * float64(n) / float64(lives) }
			fmt.Printf("%8.1f %% %8.1f %% %7.1f %% %12s %8s %5.1f %% %12s %7.1f %%\n", 100*p, 100*t.felt(p), share(len(watched)), weeksOf(watched), middle(answers),
				share(len(disabled)), weeksOf(disabled), share(forgiven))
			switch felt := t.felt(p); {
			case felt >= 0.25 && share(len(disabled)) < 95:
				bad = append(bad, fmt.Sprintf("%s: of rules that are no use in %.0f %% of the cases only %.1f %% are switched off", t.name, 100*felt, share(len(disabled))))
			case felt <= 0.05 && share(len(disabled)) > 1:
				bad = append(bad, fmt.Sprintf("%s: of rules that are no use in %.1f %% of the cases %.1f %% are switched off", t.name, 100*felt, share(len(disabled))))
			}
		}
	}
	return bad
}

func middle(list []int) string {
	if len(list) == 0 {
		return "-"
	}
	slices.Sort(list)
	return fmt.Sprint(list[len(list)/2])
}

func weeksOf(days []int) string {
	if len(days) == 0 {
		return "-"
	}
	slices.Sort(days)
	return fmt.Sprintf("%.1f (%.1f)", float64(days[len(days)/2])/7, float64(days[len(days)*9/10])/7)
}
