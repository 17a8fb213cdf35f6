package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// label is what is true of one generated notebook.
type label struct {
	File       string   `json:"file"`
	Kinds      []string `json:"kinds"`
	Bad        []int    `json:"bad"`
	Undefined  [][2]any `json:"undefined"`
	Cells      int      `json:"cells"`
	Disordered bool     `json:"disordered"`
}

// score counts judgements against the truth.
type score struct{ tp, fp, fn, tn int }

func (s *score) add(truth, said bool) {
	switch {
	case truth && said:
		s.tp++
	case said:
		s.fp++
	case truth:
		s.fn++
	default:
		s.tn++
	}
}

func (s score) String() string {
	return fmt.Sprintf("precision %.3f  recall %.3f  (TP %d FP %d FN %d TN %d)",
		ratio(s.tp, s.tp+s.fp), ratio(s.tp, s.tp+s.fn), s.tp, s.fp, s.fn, s.tn)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// orderScores are the figures of one set of generated notebooks.
type orderScores struct {
	sessions, positive                                        int
	file, any, live, logged, ceiling, counts, cell, undefined score
	harmless, harmlessReported                                int
	told                                                      score
	shown                                                     int
	misses, alarms                                            map[string]int
}

// readLabels reads the labels of a folder that sessions.py wrote.
func readLabels(dir string) ([]label, error) {
	f, err := os.Open(filepath.Join(dir, "labels.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []label
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var l label
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, s.Err()
}

func loadGraph(path string, live *cells.Log, effects *model.Effects) (*cells.Graph, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	n := notebook.Split(text.New(filepath.Base(path), data))
	return engine.Play(n, syntax.Parse(n.File), live, effects, nil), nil
}

// scoreOrder judges every generated notebook of a folder.
func scoreOrder(dir string, explain bool, effects *model.Effects) (*orderScores, error) {
	labels, err := readLabels(dir)
	if err != nil {
		return nil, err
	}
	s := &orderScores{misses: map[string]int{}, alarms: map[string]int{}}
	for _, l := range labels {
		base := filepath.Join(dir, l.File)
		g, err := loadGraph(base+".ipynb", nil, effects)
		if err != nil {
			return nil, err
		}
		s.sessions++
		truth := len(l.Bad) > 0
		sure, said := saysWrong(g), saysWrong(g) || suspects(g)
		s.file.add(truth, sure)
		s.any.add(truth, said)
		s.counts.add(truth, l.Disordered)
		if facts, err := readFacts(base + ".facts.json"); err == nil {
			s.ceiling.add(truth, wrongByFacts(g, facts))
		}
		if truth {
			s.positive++
		} else if l.Disordered {
			s.harmless++
			if sure {
				s.harmlessReported++
			}
		}
		s.cells(l, g, explain)
		s.names(l, g, explain)
		if truth != sure {
			kinds := strings.Join(l.Kinds, "+")
			if truth {
				s.misses[kinds]++
			} else {
				s.alarms[kinds]++
			}
			if explain {
				fmt.Printf("%s %v truth %v: %s\n", l.File, l.Kinds, l.Bad, describe(g))
			}
		}
		for _, withSource := range []bool{false, true} {
			log, err := readLog(base+".log.json", withSource)
			if err != nil {
				return nil, err
			}
			lg, err := loadGraph(base+".ipynb", log, effects)
			if err != nil {
				return nil, err
			}
			if withSource {
				s.logged.add(truth, saysWrong(lg))
			} else {
				s.live.add(truth, saysWrong(lg))
			}
			if explain && withSource && truth != saysWrong(lg) {
				fmt.Printf("LOG %s %v truth %v: %s\n", l.File, l.Kinds, l.Bad, describe(lg))
			}
		}
	}
	return s, nil
}

func readLog(path string, withSource bool) (*cells.Log, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var log cells.Log
	if err := json.Unmarshal(data, &log); err != nil {
		return nil, err
	}
	if !withSource {
		for i := range log.Runs {
			log.Runs[i].Source = ""
		}
	}
	return &log, nil
}

// saysWrong tells whether the verdict is that a restart gives something else
// than what is stored.
func saysWrong(g *cells.Graph) bool {
	for _, c := range g.Fails {
		if g.Notebook.Cells[c].Count > 0 && !g.Notebook.Cells[c].Failed() {
			return true
		}
	}
	return len(g.Changes) > 0
}

// suspects tells whether there is a possible finding about the order.
func suspects(g *cells.Graph) bool {
	for _, p := range g.Problems {
		if p.Kind != cells.Undefined && p.Kind != cells.Again {
			return true
		}
	}
	return false
}

func (s *orderScores) cells(l label, g *cells.Graph, explain bool) {
	said := map[int]bool{}
	for _, c := range append(append([]int{}, g.Fails...), g.Changes...) {
		said[c] = g.Notebook.Cells[c].Count > 0
	}
	bad := map[int]bool{}
	for _, c := range l.Bad {
		bad[c] = true
	}
	for c := range l.Cells {
		s.cell.add(bad[c], said[c])
		cell := &g.Notebook.Cells[c]
		if cell.Count == 0 || cell.Failed() {
			continue
		}
		if len(cell.Outputs) > 0 {
			s.shown++
		}
		if right, known := g.Told(c); known && (len(cell.Outputs) > 0 || !right) {
			s.told.add(bad[c], !right)
			if explain && bad[c] == right {
				fmt.Printf("TEXT %s cell %d: bad %v, told right %v\n", l.File, c, bad[c], right)
			}
		}
	}
}

// names compares the names that are said to be undefined with those that a
// restart stopped at. A restart stops at the first of a cell.
func (s *orderScores) names(l label, g *cells.Graph, explain bool) {
	truth := map[string]bool{}
	for _, u := range l.Undefined {
		truth[fmt.Sprint(u[0], u[1])] = true
	}
	stopped := map[string]bool{}
	for _, u := range l.Undefined {
		stopped[fmt.Sprint(u[0])] = true
	}
	for _, p := range g.Problems {
		if p.Kind != cells.Undefined && p.Kind != cells.Ghost || !p.Sure {
			continue
		}
		key := fmt.Sprint(p.Cell, p.Name)
		if truth[key] {
			delete(truth, key)
			s.undefined.tp++
		} else if !stopped[fmt.Sprint(p.Cell)] {
			s.undefined.fp++
			if explain {
				fmt.Printf("UNDEFINED %s cell %d %s, stopped at %v\n", l.File, p.Cell, p.Name, l.Undefined)
			}
		}
	}
	s.undefined.fn += len(truth)
}

func describe(g *cells.Graph) string {
	var parts []string
	for _, p := range g.Problems {
		sure := "?"
		if p.Sure {
			sure = ""
		}
		parts = append(parts, fmt.Sprintf("%s%s %d %s<-%d %v", p.Kind, sure, p.Cell, p.Name, p.Other, p.Spoils))
	}
	return fmt.Sprintf("fails %v changes %v; %s", g.Fails, g.Changes, strings.Join(parts, "; "))
}

// top prints the commonest entries of a tally.
func top(m map[string]int) string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return m[keys[i]] > m[keys[j]] || m[keys[i]] == m[keys[j]] && keys[i] < keys[j] })
	var b strings.Builder
	for i, k := range keys {
		if i == 12 {
			break
		}
		fmt.Fprintf(&b, " %s:%d", k, m[k])
	}
	return b.String()
}
