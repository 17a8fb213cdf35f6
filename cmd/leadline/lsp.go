package main

import (
	"bytes"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/lsp"
	"leadline/internal/remote"
	"leadline/internal/workspace"
)

func lspCommand(s *streams) *cobra.Command {
	r := &request{}
	c := &cobra.Command{
		Use:   "lsp",
		Short: "Answer an editor over the Language Server Protocol",
		Long: "Answer an editor over the Language Server Protocol (3.17, 3.18) on standard input and output:\n" +
			"the findings of leadline scan while you type, with their flows, fixes and explanations.\n" +
			"Editors start this command themselves; docs/editors.md says how to set each one up.",
		Example: "  leadline lsp\n  leadline lsp --profile all",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			out, ok := s.out.(io.WriteCloser)
			if !ok {
				out = openEnded{s.out}
			}
			server := lsp.New(r.forEditor, version)
			server.Tend(newPace().resident)
			server.Connect(editorHost{r}, &remote.Memory{Path: memoryFile()})
			orderly, err := server.Serve(c.Context(), s.in, out)
			switch {
			case err != nil:
				return &status{exitIncomplete, err}
			case !orderly: // the protocol asks for 1 where no shutdown came first
				return &status{exitFindings, nil}
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&r.Profile, "profile", "", "which rules run: default, all")
	f.StringVar(&r.Settings, "settings", "", "read the settings from `FILE` instead of looking for them")
	f.IntVar(&r.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files are worked on at once")
	f.Bool("stdio", true, "speak on standard input and output (the only way there is)")
	return c
}

// openEnded is a writer that nothing closes.
type openEnded struct{ io.Writer }

func (openEnded) Close() error { return nil }

// editorHost does for an editor's server what it needs of the machine to talk
// to a service.
type editorHost struct{ request *request }

// Token is the one that leadline login keeps.
func (editorHost) Token(address string) (string, error) { return tokenFor(address) }

// KeepToken keeps a token as leadline login does, or forgets it.
func (editorHost) KeepToken(address, token string) error { return keepToken(address, token) }

// Gather reads what a scan of a folder sends.
func (h editorHost) Gather(ctx context.Context, root string, set *lsp.Settings, open []workspace.Overlay) (*lsp.Sending, error) {
	own := *h.request
	own.Paths, own.Format, own.NoCache = []string{root}, "text", true
	p, err := own.plan(&streams{})
	if err != nil {
		return nil, err
	}
	p.options.Overlays = open
	sent, err := gather(p)
	if err != nil {
		return nil, err
	}
	sent.Settings = config.Overlay{Rules: set.Rules, Ignore: set.Ignore, Profile: set.Profile, Trust: set.Trust}
	describeCommit(ctx, sent, sent.base)
	sent.Project = slugOf(ctx, sent.base)
	if len(open) > 0 && !sent.Dirty && sent.Commit != "" && unsaved(sent, open) {
		sent.Dirty = true
		sent.Ref += "+local"
	}
	// What findings speak of stays as it is here, whatever is left out of what is sent.
	from := *sent
	from.Tree = &remote.Tree{Files: maps.Clone(sent.Tree.Files)}
	return &lsp.Sending{Request: sent.Request, From: from.sources(p), Prefix: sent.prefix}, nil
}

// unsaved tells whether an open text differs from the disk's.
func unsaved(sent *sending, open []workspace.Overlay) bool {
	for _, o := range open {
		rel, err := filepath.Rel(sent.base, o.Name)
		if _, listed := sent.Tree.Files[filepath.ToSlash(rel)]; err != nil || !listed {
			continue
		}
		if disk, err := os.ReadFile(o.Name); err != nil || !bytes.Equal(disk, o.Content) {
			return true
		}
	}
	return false
}

// memoryFile is where consents and verdicts on their way are kept.
func memoryFile() string {
	dir := os.Getenv("XDG_STATE_HOME")
	if home, err := os.UserHomeDir(); dir == "" && err == nil {
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "leadline", "cloud.json")
}

// forEditor makes ready what a session of an editor needs: what a scan of these
// paths would, with the wishes of the editor's user laid over it.
func (r *request) forEditor(paths []string, set *lsp.Settings) (engine.Options, []*finding.Rule, error) {
	own := *r
	own.Paths, own.Format = paths, "text"
	p, err := own.plan(&streams{})
	if err != nil {
		return engine.Options{}, nil, err
	}
	asked := &p.options.Project.Settings
	asked.Overlay(config.Overlay{Profile: set.Profile, Rules: set.Rules, Ignore: set.Ignore, Trust: set.Trust})
	if err := asked.CheckFlags(); err != nil {
		return engine.Options{}, nil, err
	}
	active, err := engine.Select(p.options.Rules, asked)
	return p.options, texts(active), err
}
