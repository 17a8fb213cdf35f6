package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"leadline/internal/cache"
	"leadline/internal/callgraph"
	"leadline/internal/image"
	"leadline/internal/python/builtin"
	"leadline/internal/workspace"
)

// memory is what of a session outlives its process.
type memory struct {
	naming   naming
	files    []string // of units
	units    []unit
	analysis *analysis
}

// keptTypes are the types that stand in interfaces of what is kept.
func keptTypes() []any {
	return append(callgraph.KeptTypes(), builtin.Semantics{}, &perBody{})
}

// shared is what every process has: it is not kept but found again.
func (o *Options) shared() *image.Shared { return image.NewShared(o.Rules, o.Models) }

// Limits of what is kept.
const (
	// A project with fewer bodies is analysed in the time in which it is read.
	leastKept = 2000
	// One with more takes more memory to keep than people expect of a scan: about
	// 3 GB for 1.5 million lines.
	mostKept = 100_000
	// One in so many analyses anew, and what is kept is written again.
	staleShare = 4
)

// Resume makes a session that goes on from what the cache keeps under a name
// for the same settings, if it keeps anything and rules and models are the same.
func Resume(o Options, name string) *Session {
	s := NewSession(o)
	set, err := json.Marshal([]any{o.Project.Settings, o.Project.Versions, o.Budgets, o.Sites})
	if err != nil {
		return s
	}
	key := cache.KeyOf([]byte("session"), []byte(name), set)
	s.key = &key
	if data, ok := o.Cache.Get(key); ok && s.Read(data) != nil {
		return &Session{options: s.options, overlays: s.overlays, lines: s.lines, seconds: s.seconds, key: s.key}
	}
	return s
}

// NameOf is the name under which the last look at some paths is kept.
func NameOf(paths []string) (string, error) {
	out := make([]string, len(paths))
	for i, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return "", fmt.Errorf("find %s: %w", p, err)
		}
		out[i] = abs
	}
	return strings.Join(out, "\x00"), nil
}

// ToKeep tells whether Keep would do something: not when what the cache has is
// nearly as good, nor for a project that is too small to be worth it.
func (s *Session) ToKeep() bool {
	if s.key == nil || s.analysis == nil {
		return false
	}
	return s.options.worthKeeping(s.analysis.p) && s.since >= bodies(s.analysis.p)/staleShare
}

func bodies(p *Program) int {
	n := 0
	for _, m := range p.Modules {
		if m != nil {
			n += len(m.Funcs)
		}
	}
	return n
}

func (o *Options) worthKeeping(p *Program) bool {
	n, most := bodies(p), o.MostKept
	if most == 0 {
		most = mostKept
	}
	return n >= leastKept && n <= most
}

// IfAgain has the session kept only if the project was looked at before: who
// looks once does not pay for a second time.
func (s *Session) IfAgain() *Session {
	if s.key != nil && s.analysis == nil {
		_, seen := s.options.Cache.Get(s.seen())
		s.first = !seen
	}
	return s
}

// seen is the key of the mark that a project was looked at.
func (s *Session) seen() cache.Key { return cache.KeyOf([]byte("seen"), s.key[:]) }

// Once says that no other look follows in this process: what only another one
// would need is not kept in memory, unless it will be put into the cache.
func (s *Session) Once() *Session {
	s.once = true
	return s
}

// Keep puts what the session knows into the cache if that is worth it, and tells
// whether it did.
func (s *Session) Keep() (bool, error) {
	if s.first {
		s.options.Cache.Put(s.seen(), nil)
		return false, nil
	}
	if !s.ToKeep() {
		return false, nil
	}
	s.since = 0
	if store, ok := s.options.Cache.(cache.Large); ok {
		return true, store.PutFrom(*s.key, s.Write)
	}
	var out pieces
	if err := s.Write(&out); err != nil {
		return false, err
	}
	s.options.Cache.Put(*s.key, slices.Concat(out...))
	return true, nil
}

func (s *Session) memory() *memory {
	k := &memory{naming: s.last.naming, units: s.last.units, analysis: s.analysis}
	for i := range s.last.tree.Files {
		k.files = append(k.files, s.last.tree.Files[i].Path)
	}
	return k
}

// pieces is what was written, piece by piece: a buffer that grows would hold
// several times as much.
type pieces [][]byte

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, bytes.Clone(b))
	return len(b), nil
}

// Write writes what the session knows of the last project that it looked at, so
// that another process of the same program, with the same rules and models, can
// go on from there. Nothing is written when there is nothing to go on from.
func (s *Session) Write(to io.Writer) error {
	if s.last == nil || s.analysis == nil {
		return nil
	}
	if err := image.Write(to, s.memory(), s.options.shared(), keptTypes()...); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	return nil
}

// debugImage prints what a session of a project holds, by type.
func debugImage(ctx context.Context, w io.Writer, o Options) error {
	s := NewSession(o)
	if err := s.Scan(ctx, silent{}); err != nil {
		return err
	}
	held, err := image.Describe(s.memory(), o.shared(), keptTypes()...)
	if err != nil {
		return err
	}
	for _, h := range held {
		fmt.Fprintf(w, "%12d bytes %9d  %s\n", h.Bytes, h.Count, h.Type)
	}
	return nil
}

// Read takes over what another session wrote. The next Scan looks at the disk
// and redoes what is not as it was. After an error the session is a new one.
func (s *Session) Read(data []byte) error {
	k := &memory{}
	if err := image.Read(data, k, s.options.shared(), keptTypes()...); err != nil {
		return fmt.Errorf("read the session: %w", err)
	}
	tree := &workspace.Tree{}
	for _, path := range k.files {
		tree.Files = append(tree.Files, workspace.Entry{Path: path})
	}
	s.last = &scan{options: s.options, tree: tree, naming: k.naming, units: k.units}
	s.analysis = k.analysis
	return nil
}
