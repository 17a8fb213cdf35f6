package ci

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"leadline/internal/git"
)

// Revisions are the two trees to compare.
type Revisions struct {
	// Base and Head name the trees; BaseName and HeadName say to people which
	// they are.
	Base, Head         string
	BaseName, HeadName string
	// HeadCommit is the commit of the head, "" for what is only staged.
	HeadCommit string
	// Fetched is set when history had to be asked for.
	Fetched bool
}

// Asked is what the caller says about the revisions.
type Asked struct {
	Base, Head string
	Staged     bool
	// Fetch allows asking the remote for commits that a shallow clone lacks.
	Fetch bool
}

// NoBase is the error for a change of which the start cannot be found.
type NoBase struct{ Why string }

func (n *NoBase) Error() string {
	return n.Why + ": fetch more history (in a shallow clone: git fetch --unshallow), or name a commit with --base"
}

// Find decides which revisions to compare: those that were asked for, else those
// that the surroundings name, else where the branch parted from the main one.
func Find(ctx context.Context, r *git.Repository, s Surroundings, a Asked) (*Revisions, error) {
	if a.Staged {
		return staged(ctx, r, a)
	}
	out := &Revisions{}
	head := r.Commit(ctx, "HEAD")
	if a.Head != "" {
		if head = r.Commit(ctx, a.Head); head == "" {
			return nil, fmt.Errorf("there is no commit %q", a.Head)
		}
	}
	if head == "" {
		return nil, errors.New("there is no commit yet; leadline ci --staged looks at what is staged")
	}
	base, err := baseOf(ctx, r, s, a, head, out)
	if err != nil {
		return nil, err
	}
	out.HeadCommit, out.HeadName = head, short(head)
	if out.Head, err = r.Tree(ctx, head); err != nil {
		return nil, err
	}
	if base == "" {
		out.BaseName = "nothing (the first commit)"
		out.Base, err = r.Empty(ctx)
		return out, err
	}
	if r.Commit(ctx, base) == "" { // beyond the end of a shallow clone
		if !a.Fetch {
			return nil, &NoBase{"commit " + short(base) + ", with which the change is to be compared, is not in this clone"}
		}
		if err := r.FetchCommit(ctx, base); err != nil {
			return nil, &NoBase{fmt.Sprintf("commit %s, with which the change is to be compared, is not in this clone (%v)", short(base), err)}
		}
		out.Fetched = true
	}
	out.BaseName = short(base)
	out.Base, err = r.Tree(ctx, base)
	return out, err
}

func short(commit string) string { return commit[:min(len(commit), 12)] }

// staged compares what is staged with the last commit.
func staged(ctx context.Context, r *git.Repository, a Asked) (*Revisions, error) {
	if a.Head != "" {
		return nil, errors.New("--staged and --head exclude one another")
	}
	out := &Revisions{HeadName: "what is staged", BaseName: "nothing (no commit yet)"}
	var err error
	if out.Head, err = r.Staged(ctx); err != nil {
		return nil, err
	}
	name := a.Base
	if name == "" {
		name = "HEAD"
	}
	base := r.Commit(ctx, name)
	switch {
	case base != "":
		out.BaseName = short(base)
		out.Base, err = r.Tree(ctx, base)
	case a.Base != "":
		return nil, fmt.Errorf("there is no commit %q", a.Base)
	default:
		out.Base, err = r.Empty(ctx)
	}
	return out, err
}

// baseOf finds the commit to compare a head with; "" stands for nothing at all,
// when the head is the first commit.
func baseOf(ctx context.Context, r *git.Repository, s Surroundings, a Asked, head string, out *Revisions) (string, error) {
	if a.Base != "" {
		return parted(ctx, r, a, a.Base, head, out)
	}
	parents := r.Parents(ctx, head)
	// What CI systems check out for a request is often a merge of both sides:
	// then the change is all that the merge brings to the target.
	if s.Request != "" && len(parents) == 2 && s.Head != "" && slices.Contains(parents[1:], s.Head) {
		return parents[0], nil
	}
	if s.Forge == "gerrit" {
		return first(parents), nil
	}
	if s.Exact && s.Base != "" {
		if base := r.Commit(ctx, s.Base); base != "" {
			return base, nil
		}
		if a.Fetch && r.FetchCommit(ctx, s.Base) == nil {
			out.Fetched = true
			return s.Base, nil
		}
	} else if s.Base != "" {
		if base, err := parted(ctx, r, a, s.Base, head, out); err == nil {
			return base, nil
		}
	}
	if s.Target != "" {
		return parted(ctx, r, a, s.Target, head, out)
	}
	return plain(ctx, r, head, parents), nil
}

// plain is the base without any word from a CI system.
func plain(ctx context.Context, r *git.Repository, head string, parents []string) string {
	if up := r.Upstream(ctx); up != "" && r.Commit(ctx, up) != head {
		if base := r.MergeBase(ctx, up, head); base != "" && base != head {
			return base
		}
	}
	return first(parents)
}

// parted is where the head parted from a branch or commit.
func parted(ctx context.Context, r *git.Repository, a Asked, name, head string, out *Revisions) (string, error) {
	find := func() string {
		for _, candidate := range []string{"refs/remotes/origin/" + name, name} {
			if commit := r.Commit(ctx, candidate); commit != "" {
				if base := r.MergeBase(ctx, commit, head); base != "" {
					return base
				}
			}
		}
		return ""
	}
	if base := find(); base != "" {
		return base, nil
	}
	if a.Fetch {
		err := r.Fetch(ctx, name, head, func() bool { return find() != "" })
		if err == nil {
			out.Fetched = true
			return find(), nil
		}
		return "", &NoBase{fmt.Sprintf("where the change parted from %s is not known (%v)", name, err)}
	}
	if r.Commit(ctx, name) == "" && r.Commit(ctx, "refs/remotes/origin/"+name) == "" {
		return "", &NoBase{fmt.Sprintf("there is no commit or branch %q", name)}
	}
	return "", &NoBase{fmt.Sprintf("%s and the change have no commit in common", name)}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
