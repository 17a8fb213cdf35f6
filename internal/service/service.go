// Package service knows what happens to findings in a team: projects, uploaded
// trees, scans and what is recorded of them, triage, people and what each may
// do. It must not know HTTP, SQL or how a finding is decided.
//
// Its window is what its methods do to the store, for each actor.
package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"leadline/internal/finding"
	"leadline/internal/service/store"
)

// Blobs keeps contents by their SHA-256.
type Blobs interface {
	Put(ctx context.Context, hash string, r io.Reader) error
	Open(ctx context.Context, hash string) (io.ReadCloser, error)
	Remove(ctx context.Context, hash string) error
}

// Service is all of it.
type Service struct {
	Store *store.Store
	Blobs Blobs
	// Rules are those that this build knows, in order, and Versions a hash of
	// each one's definition.
	Rules    []*finding.Rule
	Versions map[string]string
	// Engine names the build that analyses.
	Engine string
	Log    *slog.Logger
	// Now is the clock, in milliseconds.
	Now func() int64
	// Tester runs rules over some code for people who write them.
	Tester Tester

	noting  sync.Map // ids of tokens whose use is being noted
	testing atomic.Int32
}

// Clock is the time as it is.
func Clock() int64 { return time.Now().UnixMilli() }

// rule is a rule by its id; nil when this build does not know it.
func (s *Service) rule(id string) *finding.Rule {
	if i := slices.IndexFunc(s.Rules, func(r *finding.Rule) bool { return r.ID == id }); i >= 0 {
		return s.Rules[i]
	}
	return nil
}

// Kind sorts faults by what the caller can do about them.
type Kind string

// The kinds of faults.
const (
	Invalid   Kind = "invalid"   // the request says something that cannot be
	Missing   Kind = "missing"   // there is no such thing, or not for this actor
	Forbidden Kind = "forbidden" // the actor may see it but not do this
	Conflict  Kind = "conflict"  // something else happened in between
	TooLarge  Kind = "too-large"
	Unknown   Kind = "unknown" // who is asking is not known
	TooOften  Kind = "too-often"
)

// Fault is an error that is the caller's to mend.
type Fault struct {
	Kind    Kind
	Message string
}

func (f *Fault) Error() string { return f.Message }

func fault(kind Kind, format string, args ...any) error {
	return &Fault{kind, fmt.Sprintf(format, args...)}
}

// none turns "no such row" into a fault that names what was asked for.
func none(err error, format string, args ...any) error {
	if errors.Is(err, store.ErrNone) {
		return fault(Missing, format, args...)
	}
	return err
}

// Role is what a member may do in a project; each includes those before it.
type Role string

// The roles.
const (
	Viewer    Role = "viewer"    // sees findings
	Developer Role = "developer" // scans, triages
	Security  Role = "security"  // accepts risks, changes rules
	Admin     Role = "admin"     // members, tokens, retention
)

// Roles are all roles, the least first.
var Roles = []Role{Viewer, Developer, Security, Admin}

func (r Role) rank() int { return slices.Index(Roles, r) }

// Scope is what a token may be used for.
type Scope string

// The scopes.
const (
	Read   Scope = "read"
	Scans  Scope = "scan"
	Triage Scope = "triage"
	Manage Scope = "admin"
)

// Scopes are all scopes.
var Scopes = []Scope{Read, Scans, Triage, Manage}

// Actor is who asks.
type Actor struct {
	User *store.User
	// Scopes are those of the token; a session has all of them.
	Scopes []Scope
	// ProjectID limits a token to one project.
	ProjectID string
	// Surface is where they act: web, cli, editor, api.
	Surface string
	// TokenID is the token that was used, "" for a session.
	TokenID string
}

// Name is what the audit calls the actor.
func (a *Actor) Name() string { return a.User.Login }

func (a *Actor) may(scope Scope) error {
	if !slices.Contains(a.Scopes, scope) {
		return fault(Forbidden, "this token has the scopes %s, but %q is needed", join(a.Scopes), scope)
	}
	return nil
}

func join(scopes []Scope) string {
	out := make([]string, len(scopes))
	for i, s := range scopes {
		out[i] = string(s)
	}
	return strings.Join(out, ", ")
}

// global asks for what is above all projects.
func (a *Actor) global() error {
	if err := a.may(Manage); err != nil {
		return err
	}
	if !a.User.Admin || a.ProjectID != "" {
		return fault(Forbidden, "only administrators of the service may do this")
	}
	return nil
}

// RoleIn is the actor's role in a project, "" for none.
func (s *Service) RoleIn(ctx context.Context, a *Actor, projectID string) (Role, error) {
	if a.ProjectID != "" && a.ProjectID != projectID {
		return "", nil
	}
	if a.User.Admin {
		return Admin, nil
	}
	members, err := s.Store.Memberships(ctx, a.User.ID)
	if err != nil {
		return "", err
	}
	for _, m := range members {
		if m.ProjectID == projectID {
			return Role(m.Role), nil
		}
	}
	return "", nil
}

// ProjectFor is a project that the actor may use in this way. One that they
// may not see does not exist for them.
func (s *Service) ProjectFor(ctx context.Context, a *Actor, slug string, scope Scope, role Role) (*store.Project, error) {
	if err := a.may(scope); err != nil {
		return nil, err
	}
	p, err := s.Store.Project(ctx, slug)
	if err != nil {
		return nil, none(err, "there is no project %q", slug)
	}
	has, err := s.RoleIn(ctx, a, p.ID)
	switch {
	case err != nil:
		return nil, err
	case has == "":
		return nil, fault(Missing, "there is no project %q", slug)
	case has.rank() < role.rank():
		return nil, fault(Forbidden, "this needs the role %s in %s; you are %s", role, p.Slug, has)
	}
	return p, nil
}

// Projects are those that the actor may see.
func (s *Service) Projects(ctx context.Context, a *Actor) ([]store.Project, error) {
	if err := a.may(Read); err != nil {
		return nil, err
	}
	all, err := s.Store.Projects(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	if !a.User.Admin {
		members, err := s.Store.Memberships(ctx, a.User.ID)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			seen[m.ProjectID] = true
		}
	}
	return slices.DeleteFunc(all, func(p store.Project) bool {
		return !a.User.Admin && !seen[p.ID] || a.ProjectID != "" && a.ProjectID != p.ID
	}), nil
}

// note writes the audit of an act in its transaction.
func (s *Service) note(ctx context.Context, tx *store.Tx, a *Actor, action, target, projectID, detail string) error {
	return tx.AddAudit(ctx, store.Audit{ID: store.NewID(), At: s.Now(), Actor: a.Name(), Action: action, Target: target, ProjectID: projectID, Detail: detail})
}
