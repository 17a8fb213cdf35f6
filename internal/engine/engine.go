// Package engine knows how a scan is done: what runs when, on how many
// processors, what happens when it is cancelled or when a stage panics. It is
// the only analysis room with goroutines. It must not know what any stage
// decides.
//
// Its window is the stream that Scan sends to a finding.Handler.
package engine

import (
	"context"

	"leadline/internal/baseline"
	"leadline/internal/cache"
	"leadline/internal/cells"
	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/module"
	"leadline/internal/rule"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// Options is what a scan is asked to do.
type Options struct {
	// Paths are the files and directories to scan.
	Paths []string
	// Overlays are files whose content does not come from the disk.
	Overlays []workspace.Overlay
	// Project holds the settings, with the command line's already merged in.
	Project *config.Project
	// Jobs bounds how many files or components are worked on at once.
	Jobs int
	// Cache keeps results between scans.
	Cache cache.Store
	// Budgets multiplies what the analysis may spend on a body before it gives up;
	// 0 is 1. It is for measuring: findings hardly depend on it.
	Budgets int
	// Baseline holds the findings that are known; it may be nil.
	Baseline *baseline.Baseline
	// Rules and Models are everything that is known; which rules run is for the
	// settings to say.
	Rules  *rule.Set
	Models *model.Set
	// Live is what a session saw of the one notebook that is scanned; it may be
	// nil.
	Live *cells.Log
	// Logs are the same of notebooks by their absolute paths, where more than one
	// is open.
	Logs map[string]*cells.Log
	// Early is told, before a session's first look at a project is through, what
	// the texts of the overlays tell by themselves; it may be nil.
	Early func([]*finding.Finding)
	// MostKept is how many bodies a project may have of which a session is kept; 0 is
	// what people expect of a scan on their machine.
	MostKept int
	// Sites asks for the places that rules could judge, in the coverage.
	Sites bool
	// Details asks for findings with all that is known of their flows, See for the
	// texts of the program; both are for explanations.
	Details bool
	See     func([]*text.File)
	// Gaps are known before the scan begins, as rules that could not be read.
	Gaps []finding.Skipped
	// analysis stands in for analyze in tests of the schedule around it.
	analysis func(context.Context, *Program, Options, func(stage string, done, total int)) ([]*finding.Finding, finding.Coverage)
}

// Program is a project as the analysis sees it: its files in path order, and
// each one's lowered form. Modules[i] is Files[i]'s. Modules' paths are those
// of the Layout: relative to the project, of which a part may be scanned, while
// the files' are relative to the scan's root.
type Program struct {
	Files    []*text.File
	Modules  []*ir.Module
	Layout   *module.Layout
	Versions config.Versions
	// Notebooks are the files that are notebooks.
	Notebooks map[*text.File]*notebook.Notebook
	// Graphs are what their cells do.
	Graphs map[*text.File]*cells.Graph
	// Ran are, by their numbers, the lowered forms of notebooks in the order in
	// which the cells ran, where that is not the order of the page.
	Ran map[int]*ir.Module
	// Rules are those that run, in order of their ids.
	Rules []*rule.Rule
	// Found is what the texts of the files gave by themselves.
	Found []*finding.Finding
	// Named are, by file, the constants under telling names.
	Named map[*text.File][]*finding.Finding
}

// module is a file's lowered form.
func (p *Program) module(f *text.File) *ir.Module {
	for i := range p.Files {
		if p.Files[i] == f {
			return p.Modules[i]
		}
	}
	return nil
}
