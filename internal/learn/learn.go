// Package learn proposes rows of models from a project's own code: functions that
// clean what passes through them, library calls whose results the project itself
// treats as foreign, calls that are given statements or commands, and decorators
// that register what a framework calls. Each proposal says what it rests on; what it
// would change is for its caller to try. It must not know how a project is scanned,
// nor where rows are kept.
//
// Its window is Proposal.Row.
package learn

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
)

// Evidence is one place in the project that speaks for a proposal.
type Evidence struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Says string `json:"says"`
}

func (e Evidence) String() string { return fmt.Sprintf("%s:%d %s", e.Path, e.Line, e.Says) }

// Proposal is a row that a model could have.
type Proposal struct {
	Section  string     `json:"section"` // sanitizers, sources, sinks or entrypoints
	Key      string     `json:"key"`
	Value    string     `json:"value"`
	Evidence []Evidence `json:"evidence"`
	// proof are the lines that the row is proved by, classes those that it needs.
	proof   []string
	imports string
	classes []string
}

// Row is the proposal as a model writes it.
func (p *Proposal) Row() string { return fmt.Sprintf("%q: %s", p.Key, p.Value) }

// What says in a word what a proposal is.
func (p *Proposal) What() string {
	return map[string]string{"sanitizers": "sanitizer", "sources": "source", "sinks": "wrapper of a sink", "entrypoints": "entry decorator"}[p.Section]
}

// maxEvidence bounds how many places are shown for one proposal.
const maxEvidence = 5

// Notes are what the texts of a project show, gathered while a scan reads them.
type Notes struct {
	models *model.Set
	mu     sync.Mutex
	// functions are those at the top of modules, tested what tests say of them.
	functions map[string]*function
	tested    map[string][]observation
	// decorators, sinks and sources are uses of names that no model knows.
	decorators map[string]*uses
	sinks      map[string]*uses
	sources    map[string]*uses
	called     map[string]int
	roots      map[string]bool // first components of the project's modules
}

// function is a function of the project, and what its body does to texts.
type function struct {
	name   string
	params []string
	body   []observation
}

// observation is evidence with what it is about: characters or pieces of text that
// are taken away, or kept out.
type observation struct {
	Evidence
	marks []string
}

// uses are the places where a name is used in one way.
type uses struct {
	places []Evidence
	marks  []string // what the uses have in common: kinds, routes, classes
	inner  []string // the functions that are decorated
}

// New makes empty notes; models are those of the scan.
func New(models *model.Set) *Notes {
	return &Notes{models: models, functions: map[string]*function{}, tested: map[string][]observation{}, decorators: map[string]*uses{},
		sinks: map[string]*uses{}, sources: map[string]*uses{}, called: map[string]int{}, roots: map[string]bool{}}
}

// Rule is what gathers the notes: a rule that reports nothing.
func (n *Notes) Rule() *rule.Rule {
	return &rule.Rule{Rule: finding.Rule{ID: "learn", Category: "learn", Default: true}, Own: true, Code: n.look}
}

func (n *Notes) use(of map[string]*uses, name string, at Evidence, mark, inner string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	u := of[name]
	if u == nil {
		u = &uses{}
		of[name] = u
	}
	u.places = append(u.places, at)
	if mark != "" && !slices.Contains(u.marks, mark) {
		u.marks = append(u.marks, mark)
	}
	if inner != "" {
		u.inner = append(u.inner, inner)
	}
}

// Proposals are the rows that the notes speak for, given what the scan found.
func (n *Notes) Proposals(findings []*finding.Finding, rules []*rule.Rule) []*Proposal {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := slices.Concat(n.sanitizers(findings, rules), n.entries(), n.wrappers(), n.foreign())
	for _, p := range out {
		slices.SortFunc(p.Evidence, func(a, b Evidence) int {
			if a.Path != b.Path {
				return strings.Compare(a.Path, b.Path)
			}
			return a.Line - b.Line
		})
		p.Evidence = slices.Compact(p.Evidence)
		if more := len(p.Evidence) - maxEvidence; more > 0 {
			p.Evidence = p.Evidence[:maxEvidence]
			p.Evidence[maxEvidence-1].Says += fmt.Sprintf(" (and %d more places)", more)
		}
	}
	return out
}

// own tells whether a dotted name is the project's.
func (n *Notes) own(name string) bool {
	root, _, _ := strings.Cut(name, ".")
	return n.roots[root]
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
