package engine

import (
	"context"
	"slices"

	"leadline/internal/finding"
	"leadline/internal/rule"
	"leadline/internal/suppress"
	"leadline/internal/text"
)

// plainUnit is what one file that is no Python gave.
type plainUnit struct {
	file     *text.File
	found    []*finding.Finding
	comments []suppress.Comment
	skipped  []finding.Skipped
}

// readTexts runs the rules that look at any text over the files that are no
// Python, in parallel.
func (s *scan) readTexts(ctx context.Context, rules []*rule.Rule) error {
	var plain []*rule.Rule
	for _, r := range rules {
		if r.Plain != nil {
			plain = append(plain, r)
		}
	}
	if len(plain) == 0 {
		return nil
	}
	s.plain = make([]plainUnit, len(s.tree.Texts))
	pages := s.pages()
	err := parallel(ctx, s.options.Jobs, len(s.plain), func(i int) {
		s.plain[i] = s.readText(i, pages, plain)
		s.progress.step("texts", len(s.plain))
	})
	s.countTexts()
	return err
}

// pages are the templates, which are texts as well: they have been read, with their
// comments, and what is wrong with them has been told.
func (s *scan) pages() map[string]*unit {
	out := map[string]*unit{}
	for i := range s.units {
		if s.tree.Files[i].Template {
			out[s.tree.Files[i].Path] = &s.units[i]
		}
	}
	return out
}

func (s *scan) readText(i int, pages map[string]*unit, rules []*rule.Rule) plainUnit {
	u := plainUnit{}
	if page := pages[s.tree.Texts[i].Path]; page != nil {
		u.file = page.raw
	} else {
		file, skipped := s.tree.ReadText(&s.tree.Texts[i])
		if skipped != nil {
			u.skipped = []finding.Skipped{finding.Skipped(*skipped)}
		}
		if u.file = file; file != nil {
			u.comments = suppress.FindText(file)
		}
	}
	file := u.file
	if file == nil {
		return u
	}
	for _, r := range rules {
		var found []*finding.Finding
		if fault := guarded(func() {
			found = r.OverText(file, func(reason string) { u.skipped = append(u.skipped, gap(file.Path, r.ID, reason)) })
		}); fault != "" {
			u.skipped = append(u.skipped, *s.internalError(file.Path, "rule "+r.ID, fault))
			continue
		}
		u.found = append(u.found, found...)
	}
	return u
}

// gap is the coverage's word for a file that a rule could not judge to its end.
func gap(path, rule, reason string) finding.Skipped {
	return finding.Skipped{Path: path, Code: "rule", Reason: "rule " + rule + ": " + reason}
}

func (s *scan) countTexts() {
	for i := range s.plain {
		u := &s.plain[i]
		if u.file != nil {
			s.coverage.Texts++
		}
		s.coverage.Skipped = append(s.coverage.Skipped, u.skipped...)
	}
}

// shallow are the findings of a scan none of whose rules need more than the
// texts of single files, or that has no module to look at.
func shallow(p *Program) []*finding.Finding {
	out := make([]*finding.Finding, 0, len(p.Found))
	for _, f := range p.Found {
		own := *f // what is reported gets a fingerprint and may be silenced
		out = append(out, &own)
	}
	return rule.Reduce(out, p.Rules)
}

// isShallow tells whether a program needs no analysis beyond its texts.
func isShallow(p *Program, o Options) bool {
	return o.Models == nil || len(p.Modules) == 0 || len(p.Rules) > 0 && !slices.ContainsFunc(p.Rules, (*rule.Rule).Deep)
}
