// Package config knows a project's settings: which keys there are, what each
// means, where they are written and what a reader got wrong. It must not know
// what any setting does to a scan.
//
// Its window is WriteDocs, the reference page written from the struct.
package config

import "strings"

// Settings is the content of leadline.toml, or of [tool.leadline] in
// pyproject.toml. Its tags are the source of the reference page and of the
// JSON Schema.
type Settings struct {
	SourceRoots      []string  `toml:"source-roots" doc:"Directories from which the project's own modules are imported, relative to the settings file. Without it they are found: pyproject packages, then src/, then the top-level packages." example:"[\"src\", \"lib\"]"`
	TargetVersion    string    `toml:"target-version" doc:"The Python that the project runs on: one version (3.12), or a range (>=3.9,<3.14). It decides which branches on sys.version_info can run. Without it requires-python of pyproject.toml is taken; without both nothing is decided." example:"\"3.12\""`
	Exclude          []string  `toml:"exclude" doc:"Paths that are not analysed, as .gitignore patterns relative to the settings file." example:"[\"migrations/\", \"*_pb2.py\"]"`
	Include          []string  `toml:"include" doc:"Paths that are analysed although .gitignore, a default ignore or their extension says otherwise, as .gitignore patterns." example:"[\"build/generated/*.py\", \"*.pyi\"]"`
	RespectGitignore *bool     `toml:"respect-gitignore" doc:"Whether .gitignore files are followed." default:"true" example:"false"`
	MaxFileSize      int64     `toml:"max-file-size" doc:"Files over this many bytes are skipped and named in the coverage; a notebook, whose outputs may hold pictures, may have ten times as many." default:"5000000" example:"2000000"`
	AcceptIncomplete []string  `toml:"accept-incomplete" doc:"Paths, as .gitignore patterns, whose gaps (syntax errors, unreadable files) do not make the exit code 3. They stay in the coverage." example:"[\"legacy/py2/\"]"`
	Rules            []string  `toml:"rules" doc:"The rules that run: ids, or patterns such as weak-*; without any the profile decides. Entries with a slash are files or folders with rules of your own, relative to the settings file, which run beside them: Semgrep YAML, or folders <id>/rule.yaml." example:"[\"./our-rules\"]"`
	Known            []string  `toml:"-"` // files with rules that run only where they are named
	Ignore           []string  `toml:"ignore" doc:"Rules that do not run: ids or patterns." example:"[\"weak-random\"]"`
	Profile          string    `toml:"profile" doc:"Which rules run when rules is not given: default, security, ml, strict (default with all of correctness) or all." values:"default,security,ml,strict,all" default:"default" example:"\"all\""`
	Severity         string    `toml:"severity" doc:"The least severity that is reported." values:"info,low,medium,high,critical" default:"info" example:"\"medium\""`
	MinConfidence    string    `toml:"min-confidence" doc:"The least confidence that is reported. A finding is of low confidence when its data crosses two or more calls of which nothing is known (the profile default shows it only where it stays in one function), and of medium confidence when it crosses one." values:"low,medium,high" default:"low" example:"\"medium\""`
	Trust            []string  `toml:"trust" doc:"What counts as untrusted beyond each rule's own levels: local (console, arguments, environment, files), stored (database text), library (parameters of public functions), or all." values:"local,stored,library,all" example:"[\"local\"]"`
	Models           []string  `toml:"models" doc:"Files with model rows of the project's own libraries, or folders of them, relative to the settings file." example:"[\"leadline/our-orm.yaml\"]"`
	Baseline         string    `toml:"baseline" doc:"A baseline file, relative to the settings file: findings in it are not reported again." example:"\"leadline-baseline.json\""`
	PerPath          []PerPath `toml:"per-path" doc:"Settings for some paths only. Later entries win."`
	Policy           []Policy  `toml:"policy" doc:"What leadline ci does about findings that a change brings. Later entries win; without any, high and critical findings block and low and medium ones are commented on."`
}

// Policy says what is done about some new findings.
type Policy struct {
	Paths    []string `toml:"paths" doc:"The paths that are meant, as .gitignore patterns relative to the settings file; all without it." example:"[\"payments/\"]"`
	Rules    []string `toml:"rules" doc:"The rules that are meant: ids or patterns; all without it." example:"[\"*-injection\"]"`
	Severity string   `toml:"severity" doc:"The least severity that is meant." values:"info,low,medium,high,critical" example:"\"medium\""`
	Action   string   `toml:"action" doc:"What is done: monitor counts and lists, comment also writes at the change, block also ends with exit code 1." values:"monitor,comment,block" example:"\"block\""`
}

// PerPath narrows rules and severity on some paths.
type PerPath struct {
	Paths    []string `toml:"paths" doc:"The paths, as .gitignore patterns relative to the settings file." example:"[\"tests/\"]"`
	Rules    []string `toml:"rules" doc:"The only rules that are reported there: ids or patterns." example:"[\"hardcoded-*\"]"`
	Ignore   []string `toml:"ignore" doc:"Rules that are not reported there: ids or patterns." example:"[\"weak-random\"]"`
	Severity string   `toml:"severity" doc:"The least severity that is reported there." values:"info,low,medium,high,critical" example:"\"high\""`
}

// DefaultMaxFileSize is the size limit when the settings name none.
const DefaultMaxFileSize = 5_000_000

// RuleNames are the entries of Rules that name rules, RuleFiles those that name
// files and folders with rules.
func (s *Settings) RuleNames() []string { return pick(s.Rules, false) }

// RuleFiles are the files and folders with rules of the project's own.
func (s *Settings) RuleFiles() []string { return pick(s.Rules, true) }

func pick(rules []string, files bool) (out []string) {
	for _, r := range rules {
		if strings.Contains(r, "/") == files {
			out = append(out, r)
		}
	}
	return out
}

// Gitignore tells whether .gitignore files are followed.
func (s *Settings) Gitignore() bool { return s.RespectGitignore == nil || *s.RespectGitignore }

// SizeLimit is the largest file that is read, in bytes.
func (s *Settings) SizeLimit() int64 {
	if s.MaxFileSize > 0 {
		return s.MaxFileSize
	}
	return DefaultMaxFileSize
}

// Overlay is what a command line, or a client of the service, lays over the
// settings of a project.
type Overlay struct {
	Rules    []string `json:"rules,omitempty" doc:"The only rules that run: ids or patterns."`
	Ignore   []string `json:"ignore,omitempty" doc:"Rules that do not run: ids or patterns."`
	Profile  string   `json:"profile,omitempty" doc:"Which rules run when rules is not given: default, security, ml, strict or all."`
	Trust    []string `json:"trust,omitempty" doc:"What counts as untrusted beyond each rule's own levels: local, stored, library, all."`
	Severity string   `json:"severity,omitempty" doc:"The least severity that is reported."`
	// MinConfidence is beside it: how sure a finding must be.
	MinConfidence string `json:"minConfidence,omitempty" doc:"The least confidence that is reported: low, medium or high."`
}

// Overlay lays flags over the settings. What a flag does not say stays.
func (s *Settings) Overlay(o Overlay) {
	if o.Profile != "" || len(o.Rules) > 0 {
		s.Known = append(s.Known, s.RuleFiles()...)
	}
	if o.Profile != "" {
		s.Profile, s.Rules = o.Profile, nil
	}
	if len(o.Rules) > 0 {
		s.Rules = o.Rules
	}
	s.Ignore = append(s.Ignore[:len(s.Ignore):len(s.Ignore)], o.Ignore...)
	if len(o.Trust) > 0 {
		s.Trust = o.Trust
	}
	if o.Severity != "" {
		s.Severity = o.Severity
	}
	if o.MinConfidence != "" {
		s.MinConfidence = o.MinConfidence
	}
}
