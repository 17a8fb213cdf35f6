package main

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"leadline/internal/cache"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/report"
	"leadline/internal/text"
)

func explainCommand(s *streams) *cobra.Command {
	var from, to string
	e := &explanation{}
	r := &e.request
	c := &cobra.Command{
		Use:   "explain FINGERPRINT [PATH...]",
		Short: "Explain why something is reported",
		Long: "Explain a finding of the last scan that was started in this directory: the whole flow,\n" +
			"what each step rests on, what the rule says, and a witness: an input that shows that it is true,\n" +
			"with what the sink then gets. What is not known for that is named. The first characters of the\n" +
			"fingerprint do.\n\n" +
			"With --test: write a pytest file that drives the program with that input; it fails while the\n" +
			"finding is true, and passes when it is mended. Nothing is run: the test runs when you run it.\n\n" +
			"With --from and --to: why data of one line is not reported where it should arrive. The answer\n" +
			"is how far it gets, and what ends its way.",
		Example: "  leadline explain 3f2a9c\n" +
			"  leadline explain 3f2a9c --format json\n" +
			"  leadline explain 3f2a9c --test\n" +
			"  leadline explain 3f2a9c --test=tests/test_search.py\n" +
			"  leadline explain --from app/views.py:12 --to app/db.py:31",
		RunE: func(c *cobra.Command, args []string) error {
			if from != "" || to != "" {
				r.Paths = args
				return whyNot(c.Context(), s, r, from, to)
			}
			if len(args) == 0 {
				return usage("explain needs a fingerprint: a scan prints one with each finding")
			}
			r.Paths = args[1:]
			return e.run(c.Context(), s, args[0])
		},
	}
	r.flags(c)
	c.Flags().StringVar(&from, "from", "", "`FILE:LINE` where the data comes from")
	c.Flags().StringVar(&to, "to", "", "`FILE:LINE` where it should arrive")
	c.Flags().StringVar(&e.test, "test", "", "write a test that shows the finding to `FILE`, or to one that is named after it (- is standard output)")
	c.Flags().Lookup("test").NoOptDefVal = named
	c.Flags().Lookup("format").Usage = "text or json"
	for _, hidden := range []string{"output", "write-baseline", "stdin-filename", "verbose"} {
		c.Flags().Lookup(hidden).Hidden = true
	}
	return c
}

// lastKey is where the last scan of the present directory is remembered.
func lastKey() (cache.Key, bool) {
	here, err := os.Getwd()
	return cache.KeyOf([]byte("last scan"), []byte(here)), err == nil
}

// remember keeps what the last scan was asked, not what it found: an
// explanation is of the code as it is now.
func remember(store cache.Store, r *request) {
	if key, ok := lastKey(); ok && len(r.Paths) > 0 {
		if data, err := json.Marshal(r); err == nil {
			store.Put(key, data)
		}
	}
}

// recall takes the last scan's request where the caller names no path.
func recall(r *request) *request {
	store, err := r.cache()
	key, ok := lastKey()
	if err != nil || !ok || len(r.Paths) > 0 {
		return r
	}
	data, ok := store.Get(key)
	last := *r
	if !ok || json.Unmarshal(data, &last) != nil || last.StdinName != "" {
		return r
	}
	last.Format, last.Output, last.WriteBaseline = "text", "", false
	return &last
}

// explanation is what the command line asks of leadline explain.
type explanation struct {
	request
	test string // the file of the test, named for one named after the finding
}

// named stands for a file name that nobody gave.
const named = "\x00"

func (e *explanation) run(ctx context.Context, s *streams, fingerprint string) error {
	format := e.Format
	if format != "text" && format != "json" {
		return usage("--format %s: an explanation is text or json", format)
	}
	r := recall(&e.request)
	p, err := r.plan(s)
	if err != nil {
		return err
	}
	p.info.Verbose, p.info.Colour = true, colourful(s.out)
	found := &collector{bar: newBar(s.err), prefix: fingerprint}
	var files []*text.File
	p.options.Details, p.options.See = true, func(seen []*text.File) { files = seen }
	err = engine.Scan(ctx, p.options, found)
	found.bar.clear()
	if err != nil {
		return &status{exitIncomplete, err}
	}
	switch {
	case len(found.findings) == 0:
		return usage("no finding of this scan has the fingerprint %s; it may be gone since", fingerprint)
	case found.ambiguous():
		return usage("%d findings start with %s; give more of it", len(found.findings), fingerprint)
	}
	return e.show(s, found.findings[0], files, p.info, format)
}

// collector keeps the findings whose fingerprint starts with a prefix.
type collector struct {
	bar      *bar
	prefix   string
	findings []*finding.Finding
}

// Progress goes to the terminal.
func (c *collector) Progress(p finding.Progress) { c.bar.show(p) }

// Finding keeps one that is meant.
func (c *collector) Finding(f *finding.Finding) {
	if c.prefix != "" && strings.HasPrefix(f.Fingerprint, c.prefix) {
		c.findings = append(c.findings, f)
	}
}

// Done has nothing to add.
func (c *collector) Done(*finding.Coverage) {}

func (c *collector) ambiguous() bool {
	for _, f := range c.findings {
		if f.Fingerprint != c.findings[0].Fingerprint {
			return true
		}
	}
	return false
}

func whyNot(ctx context.Context, s *streams, r *request, from, to string) error {
	p, err := recall(r).plan(s)
	if err != nil {
		return err
	}
	source, err := parsePlace(from)
	if err != nil {
		return err
	}
	sink, err := parsePlace(to)
	if err != nil {
		return err
	}
	steps, reason, err := engine.WhyNot(ctx, p.options, source, sink)
	if err != nil {
		return usage("%w", err)
	}
	p.info.Colour = colourful(s.out)
	return report.ExplainNot(s.out, steps, reason, p.info)
}

func parsePlace(s string) (engine.Place, error) {
	i := strings.LastIndexByte(s, ':')
	if i > 0 {
		if line, err := strconv.Atoi(s[i+1:]); err == nil && line > 0 {
			return engine.Place{Name: s[:i], Line: line}, nil
		}
	}
	return engine.Place{}, usage("%q is not FILE:LINE; --from and --to both need one", s)
}
