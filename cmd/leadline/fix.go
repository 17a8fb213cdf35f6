package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/rule"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// maxRounds bounds how often fixes are applied and the result analysed again:
// fixes that touch one another wait for the next round.
const maxRounds = 5

// repairs are fixes being applied.
type repairs struct {
	plan *plan
	all  bool // those that need review, too
	// was and now are the contents of the files that change, by their paths
	// relative to the root.
	was, now map[string][]byte
	// last are the contents before the present round, done the fixes that it has
	// applied in each file, by what their findings say.
	last    map[string][]byte
	done    map[string]map[said]int
	applied int
	refused []string
	// secret are, by file, the lines on which secrets stand, in all rounds; hidden
	// counts those that a difference has masked.
	secret map[string]map[string]bool
	hidden int
}

// repair applies the fixes of a scan in memory, each round proved by the scan of
// the next, until nothing is left to do.
func (r *request) repair(ctx context.Context, p *plan) (*repairs, error) {
	f := &repairs{plan: p, all: r.Fix == "all", was: map[string][]byte{}, now: map[string][]byte{}, secret: map[string]map[string]bool{}}
	bad := map[string]bool{}
	var before *found
	for n := 0; ; n++ {
		seen, err := f.scan(ctx)
		if err != nil {
			return nil, err
		}
		if before != nil {
			refused := len(f.refused)
			f.prove(before, seen, bad)
			if len(f.refused) > refused {
				if seen, err = f.scan(ctx); err != nil {
					return nil, err
				}
			}
		}
		if n == maxRounds || !f.round(seen, bad) {
			return f, nil
		}
		before = seen
	}
}

// applyFixes writes the fixes, or shows them; then there is no report.
func (r *request) applyFixes(ctx context.Context, s *streams, p *plan) (done bool, err error) {
	f, err := r.repair(ctx, p)
	if err != nil {
		return true, &status{exitIncomplete, err}
	}
	if !r.Diff {
		if err := f.write(s.err); err != nil {
			return true, &status{exitIncomplete, err}
		}
		return false, nil
	}
	f.diff(s.out)
	f.say(s.err, "would be applied")
	if f.hidden > 0 {
		fmt.Fprintf(s.err, "leadline: %d lines with secrets are masked: the difference is for reading, --fix applies it\n", f.hidden)
	}
	if f.applied > 0 {
		return true, &status{code: exitFindings}
	}
	return true, nil
}

// found is a handler that keeps what a scan finds.
type found struct {
	findings []*finding.Finding
	errors   map[string]int // syntax errors by path
	coverage *finding.Coverage
	// bar shows how far the scan is; it may be nil.
	bar *bar
}

// Progress goes to the terminal.
func (f *found) Progress(p finding.Progress) {
	if f.bar != nil {
		f.bar.show(p)
	}
}

// Finding keeps one.
func (f *found) Finding(x *finding.Finding) { f.findings = append(f.findings, x) }

// Done keeps what was looked at.
func (f *found) Done(c *finding.Coverage) {
	f.coverage = c
	f.errors = map[string]int{}
	for i := range c.SyntaxErrors {
		f.errors[c.SyntaxErrors[i].Location.File.Path]++
	}
}

// scan analyses the project with the changed files in their new form.
func (f *repairs) scan(ctx context.Context) (*found, error) {
	o := f.plan.options
	for name, content := range f.now {
		o.Overlays = append(o.Overlays[:len(o.Overlays):len(o.Overlays)], workspace.Overlay{Name: filepath.Join(f.plan.info.Root, filepath.FromSlash(name)), Content: content})
	}
	out := &found{}
	err := engine.Scan(ctx, o, out)
	f.note(out)
	return out, err
}

// note keeps the lines on which the findings about secrets are.
func (f *repairs) note(seen *found) {
	for _, x := range seen.findings {
		file := x.Location.File
		if file == nil || !x.Rule.ShowsSecret() {
			continue
		}
		if f.secret[file.Path] == nil {
			f.secret[file.Path] = map[string]bool{}
		}
		for n := file.LineOf(x.Location.Span.Start); n <= file.LineOf(max(x.Location.Span.Start, x.Location.Span.End)); n++ {
			f.secret[file.Path][file.Line(n)] = true
		}
	}
}

// shown is a line of a difference as it may be seen: what stands between quotes is
// masked where a secret is. A notebook's JSON has every line of code between
// quotes, and is masked as a whole when there is a secret in it.
func (f *repairs) shown(name, line string) string {
	secrets := f.secret[name]
	if len(secrets) == 0 || !secrets[strings.TrimRight(line, "\r\n")] && path.Ext(name) != ".ipynb" {
		return line
	}
	masked := []byte(line)
	if path.Ext(name) == ".py" || path.Ext(name) == ".ipynb" {
		text.MaskQuoted(masked, 0)
	} else {
		text.Mask(masked)
	}
	if string(masked) != line {
		f.hidden++
	}
	return string(masked)
}

// prove takes back what a round did to a file where that made it worse: it no
// longer parses, fixes have brought a finding that was not there, in that file or in
// one whose own text nobody touched, or a rule's findings are still there. What does
// not hold is not proposed again: the rule's fixes in that file, or all of them where
// nobody knows which one it was.
func (f *repairs) prove(before, after *found, bad map[string]bool) {
	old, now := before.byRule(), after.byRule()
	elsewhere := f.elsewhere(old, now)
	for _, name := range slices.Sorted(maps.Keys(f.done)) {
		why, which := f.fault(name, before, after)
		if why == "" {
			why = elsewhere
		}
		if why == "" {
			continue
		}
		bad[name+which] = true
		f.refused = append(f.refused, name+": "+why)
		f.applied -= sum(f.done[name])
		if f.now[name] = f.last[name]; bytes.Equal(f.now[name], f.was[name]) {
			delete(f.now, name)
		}
	}
}

// said is what a finding says: of another name, or of another place, it is another
// finding, which may only come to light where the first one is gone.
type said struct{ rule, message string }

// fault says what is wrong with what a round did to a file, and which rule's fixes
// are to blame ("" for all of them).
func (f *repairs) fault(name string, before, after *found) (why, which string) {
	if after.errors[name] > before.errors[name] {
		return "left as it is, since with its fixes it no longer parses", ""
	}
	if f.all {
		return "", ""
	}
	old, now := before.byRule()[name], after.byRule()[name]
	for _, rule := range slices.Sorted(maps.Keys(now)) {
		if now[rule] > old[rule] {
			return "left as it is, since with its fixes there is a new finding of " + rule, ""
		}
	}
	for what, n := range f.done[name] {
		if after.count(name, what) > before.count(name, what)-n && (which == "" || ofRule(what.rule) < which) {
			why, which = "the fixes of "+what.rule+" are left out, since its findings are still there with them", ofRule(what.rule)
		}
	}
	return why, which
}

// count is how many open findings of a file say something.
func (f *found) count(name string, what said) (n int) {
	for _, x := range f.findings {
		if x.Location.File != nil && x.Location.File.Path == name && x.Suppression == "" && x.Rule.ID == what.rule && x.Message == what.message {
			n++
		}
	}
	return n
}

// elsewhere finds a new finding in a file that the round did not change: then
// nobody knows which of its changes brought it.
func (f *repairs) elsewhere(old, now map[string]map[string]int) string {
	for _, other := range slices.Sorted(maps.Keys(now)) {
		for _, rule := range slices.Sorted(maps.Keys(now[other])) {
			if f.done[other] == nil && !f.all && now[other][rule] > old[other][rule] {
				return "left as it is, since with its fixes there is a new finding of " + rule + " in " + other
			}
		}
	}
	return ""
}

// ofRule is how the fixes of one rule in a file are called among those that do not
// hold.
func ofRule(rule string) string { return "\x00" + rule }

func sum(counts map[said]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// byRule counts findings by file and rule.
func (f *found) byRule() map[string]map[string]int {
	out := map[string]map[string]int{}
	for _, x := range f.findings {
		if x.Location.File == nil || x.Suppression != "" {
			continue
		}
		name := x.Location.File.Path
		if out[name] == nil {
			out[name] = map[string]int{}
		}
		out[name][x.Rule.ID]++
	}
	return out
}

// round applies what the findings propose, and tells whether that was anything.
func (f *repairs) round(seen *found, bad map[string]bool) bool {
	edits := map[string][]notebook.Edit{}
	changed := false
	f.last, f.done = map[string][]byte{}, map[string]map[said]int{}
	for _, x := range seen.findings {
		if x.Fix == nil || x.Suppression != "" || len(x.Fix.Edits) == 0 || !f.all && x.Fix.Safety != finding.Safe {
			continue
		}
		name := x.Fix.Edits[0].File.Path
		if bad[name] || bad[name+ofRule(x.Rule.ID)] {
			continue
		}
		content, err := f.content(name)
		if err != nil {
			bad[name] = true
			continue
		}
		raw, ok := rule.Edits(content, x.Fix)
		if !ok || overlap(edits[name], raw) {
			continue
		}
		edits[name] = append(edits[name], raw...)
		if f.done[name] == nil {
			f.done[name] = map[said]int{}
		}
		f.done[name][said{x.Rule.ID, x.Message}]++
		f.applied++
		changed = true
	}
	for name, list := range edits {
		content, _ := f.content(name)
		if f.was[name] == nil {
			f.was[name] = content
		}
		f.last[name] = content
		f.now[name] = notebook.Apply(content, list)
	}
	return changed
}

func (f *repairs) content(name string) ([]byte, error) {
	if c, ok := f.now[name]; ok {
		return c, nil
	}
	return os.ReadFile(filepath.Join(f.plan.info.Root, filepath.FromSlash(name)))
}

// overlap tells whether edits touch those that are accepted.
func overlap(accepted, edits []notebook.Edit) bool {
	for _, e := range edits {
		for _, a := range accepted {
			if e.Start < a.End && a.Start < e.End || e.Start == a.Start && (e.Len() == 0 || a.Len() == 0) && e.Text != a.Text {
				return true
			}
		}
	}
	return false
}

// names are the changed files in order.
func (f *repairs) names() []string {
	var out []string
	for name := range f.now {
		if !bytes.Equal(f.now[name], f.was[name]) {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// write puts the new contents in their places, each file at once.
func (f *repairs) write(w io.Writer) error {
	for _, name := range f.names() {
		file := filepath.Join(f.plan.info.Root, filepath.FromSlash(name))
		info, err := os.Stat(file)
		if err != nil {
			return fmt.Errorf("write the fixes: %w", err)
		}
		part := file + ".leadline"
		if err := os.WriteFile(part, f.now[name], info.Mode().Perm()); err != nil {
			return fmt.Errorf("write the fixes: %w", err)
		}
		if err := os.Rename(part, file); err != nil {
			os.Remove(part)
			return fmt.Errorf("write the fixes: %w", err)
		}
	}
	f.say(w, "applied")
	return nil
}

func (f *repairs) say(w io.Writer, verb string) {
	fmt.Fprintf(w, "leadline: %d fixes %s in %d files\n", f.applied, verb, len(f.names()))
	for _, line := range f.refused {
		fmt.Fprintf(w, "leadline: %s\n", line)
	}
}

// diff prints the changes, as patch reads them. Notebooks are shown by their
// JSON, as they are in the repository.
func (f *repairs) diff(w io.Writer) {
	for _, name := range f.names() {
		shown := f.plan.info.Display
		if shown == "" || shown == "." {
			shown = name
		} else {
			shown = path.Join(shown, name)
		}
		fmt.Fprintf(w, "--- a/%s\n+++ b/%s\n", shown, shown)
		hunks(w, splitLines(f.was[name]), splitLines(f.now[name]), func(line string) string { return f.shown(name, line) })
	}
}

func splitLines(b []byte) []string {
	return strings.SplitAfter(strings.TrimSuffix(string(b), "\n"), "\n")
}

// line is one line of a difference: kept, taken away or added.
type line struct {
	mark byte
	text string
}

// hunks prints how b differs from a, with three lines around each change.
func hunks(w io.Writer, a, b []string, shown func(string) string) {
	lines := difference(a, b)
	const around = 3
	oldAt, newAt := 1, 1
	for i := 0; i < len(lines); {
		if lines[i].mark == ' ' {
			oldAt, newAt, i = oldAt+1, newAt+1, i+1
			continue
		}
		from := max(0, i-around)
		for from < i && lines[from].mark != ' ' {
			from++
		}
		to, kept := i, 0
		for to < len(lines) && kept <= 2*around {
			kept++
			if lines[to].mark != ' ' {
				kept = 0
			}
			to++
		}
		to = min(len(lines), to-max(0, kept-around))
		removed, added := 0, 0
		for _, l := range lines[from:to] {
			if l.mark != '+' {
				removed++
			}
			if l.mark != '-' {
				added++
			}
		}
		fmt.Fprintf(w, "@@ -%d,%d +%d,%d @@\n", oldAt-(i-from), removed, newAt-(i-from), added)
		for _, l := range lines[from:to] {
			fmt.Fprintf(w, "%c%s\n", l.mark, shown(strings.TrimSuffix(l.text, "\n")))
		}
		oldAt, newAt, i = oldAt-(i-from)+removed, newAt-(i-from)+added, to
	}
}

// maxCompared bounds the table of a comparison; what is larger counts as wholly
// changed.
const maxCompared = 4_000_000

// difference compares the lines between what both texts begin and end with by
// their longest common subsequence.
func difference(a, b []string) []line {
	var out []line
	first := 0
	for first < len(a) && first < len(b) && a[first] == b[first] {
		out = append(out, line{' ', a[first]})
		first++
	}
	last := 0
	for last < len(a)-first && last < len(b)-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	x, y := a[first:len(a)-last], b[first:len(b)-last]
	common := make([][]int, len(x)+1)
	if len(x)*len(y) <= maxCompared {
		for i := range common {
			common[i] = make([]int, len(y)+1)
		}
		for i := len(x) - 1; i >= 0; i-- {
			for j := len(y) - 1; j >= 0; j-- {
				if x[i] == y[j] {
					common[i][j] = common[i+1][j+1] + 1
				} else {
					common[i][j] = max(common[i+1][j], common[i][j+1])
				}
			}
		}
	} else {
		common = nil
	}
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && common != nil && x[i] == y[j]:
			out = append(out, line{' ', x[i]})
			i, j = i+1, j+1
		case i < len(x) && (j == len(y) || common == nil || common[i+1][j] >= common[i][j+1]):
			out = append(out, line{'-', x[i]})
			i++
		default:
			out = append(out, line{'+', y[j]})
			j++
		}
	}
	for _, l := range a[len(a)-last:] {
		out = append(out, line{' ', l})
	}
	return out
}
