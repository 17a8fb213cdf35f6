package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
)

// Projects are all projects.
func (s Queries) Projects(ctx context.Context) ([]Project, error) {
	return list[Project](ctx, s.q, "select * from projects order by slug")
}

// Project is a project by its slug or id.
func (s Queries) Project(ctx context.Context, slug string) (*Project, error) {
	return one[Project](ctx, s.q, "select * from projects where slug = $1 or id = $1", slug)
}

// AddProject adds one.
func (tx *Tx) AddProject(ctx context.Context, p Project) error {
	return put(ctx, tx.q, "projects", []Project{p}, "")
}

// SetProject changes what may change of one.
func (tx *Tx) SetProject(ctx context.Context, p *Project) error {
	_, err := exec(ctx, tx.q, "update projects set name = $2, main_ref = $3, keep_days = $4 where id = $1", p.ID, p.Name, p.MainRef, p.KeepDays)
	return err
}

// RemoveProject removes one with everything that belongs to it; the audit stays.
func (tx *Tx) RemoveProject(ctx context.Context, id string) error {
	// Its waiting jobs go with it; one that runs finds that nobody wants it any more.
	if _, err := exec(ctx, tx.q, "delete from river_job where cast(state as text) <> 'running' and id in (select job_id from scans where project_id = $1)", id); err != nil {
		return err
	}
	for _, table := range []string{"members", "blobs", "trees", "refs", "scans", "findings", "presence", "history", "events", "rollups", "rule_states", "hooks", "deliveries", "packs", "policies", "sites", "warming", "inspections"} {
		if _, err := exec(ctx, tx.q, "delete from "+table+" where project_id = $1", id); err != nil {
			return err
		}
	}
	if _, err := exec(ctx, tx.q, "delete from tokens where project_id = $1", id); err != nil {
		return err
	}
	_, err := exec(ctx, tx.q, "delete from projects where id = $1", id)
	return err
}

// Known tells which contents a project has, of those named.
func (s Queries) Known(ctx context.Context, projectID string, hashes []string) (map[string]bool, error) {
	out := make(map[string]bool, len(hashes))
	for len(hashes) > 0 {
		n := min(len(hashes), batch)
		args := []any{projectID}
		marks := make([]string, n)
		for i, h := range hashes[:n] {
			args = append(args, h)
			marks[i] = "$" + itoa(len(args))
		}
		rows, err := s.q.QueryContext(ctx, "select sha256 from blobs where project_id = $1 and sha256 in ("+strings.Join(marks, ",")+")", args...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var h string
			if err := rows.Scan(&h); err != nil {
				rows.Close()
				return nil, err
			}
			out[h] = true
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		rows.Close()
		hashes = hashes[n:]
	}
	return out, nil
}

// AddBlob notes that a project has a content.
func (tx *Tx) AddBlob(ctx context.Context, projectID, hash string, size, at int64) error {
	_, err := exec(ctx, tx.q, "insert into blobs values ($1, $2, $3, $4) on conflict do nothing", projectID, hash, size, at)
	return err
}

// Tree is a project's tree.
func (s Queries) Tree(ctx context.Context, projectID, id string) (*Tree, error) {
	return one[Tree](ctx, s.q, "select * from trees where project_id = $1 and id = $2", projectID, id)
}

// AddTree adds one; one that is there stays.
func (tx *Tx) AddTree(ctx context.Context, t Tree) error {
	return put(ctx, tx.q, "trees", []Tree{t}, "on conflict do nothing")
}

// Refs are a project's refs, the newest first.
func (s Queries) Refs(ctx context.Context, projectID string) ([]Ref, error) {
	return list[Ref](ctx, s.q, "select * from refs where project_id = $1 order by committed_at desc", projectID)
}

// Ref is one of them.
func (s Queries) Ref(ctx context.Context, projectID, name string) (*Ref, error) {
	return one[Ref](ctx, s.q, "select * from refs where project_id = $1 and name = $2", projectID, name)
}

// LockRef makes a ref if there is none and keeps others from changing it until
// the transaction ends.
func (tx *Tx) LockRef(ctx context.Context, projectID, name string) (*Ref, error) {
	if err := put(ctx, tx.q, "refs", []Ref{{ProjectID: projectID, Name: name}}, "on conflict (project_id, name) do update set version = refs.version + 1"); err != nil {
		return nil, err
	}
	return tx.Ref(ctx, projectID, name)
}

// Mark is the state of a project as recording a scan of a ref sees it: two equal
// ones mean that nothing was recorded, triaged or dropped in between. locked is
// set when the ref was locked since, which is no change of it.
func (s Queries) Mark(ctx context.Context, projectID, name string, locked bool) (string, error) {
	refs, err := s.Refs(ctx, projectID)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, r := range refs {
		version := r.Version
		if r.Name == name && locked {
			version--
		}
		if version < 0 {
			continue // locking it made it
		}
		fmt.Fprintf(sum, "%q %q %d\n", r.Name, r.ScanID, version)
	}
	lines, err := s.number(ctx, "select count(*) from findings where project_id = $1", projectID)
	if err != nil {
		return "", err
	}
	versions, err := s.number(ctx, "select coalesce(sum(version), 0) from findings where project_id = $1", projectID)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(sum, lines, versions)
	return string(sum.Sum(nil)), nil
}

// SetRef moves a ref to a scan.
func (tx *Tx) SetRef(ctx context.Context, r *Ref) error {
	_, err := exec(ctx, tx.q, "update refs set scan_id = $3, tree_id = $4, commit_id = $5, committed_at = $6 where project_id = $1 and name = $2",
		r.ProjectID, r.Name, r.ScanID, r.TreeID, r.Commit, r.CommittedAt)
	return err
}

// DropRef forgets a ref and what was present on it.
func (tx *Tx) DropRef(ctx context.Context, projectID, name string) error {
	if _, err := exec(ctx, tx.q, "delete from presence where project_id = $1 and ref = $2", projectID, name); err != nil {
		return err
	}
	_, err := exec(ctx, tx.q, "delete from refs where project_id = $1 and name = $2", projectID, name)
	return err
}

// Scan is a scan by id.
func (s Queries) Scan(ctx context.Context, id string) (*Scan, error) {
	return one[Scan](ctx, s.q, "select * from scans where id = $1", id)
}

// ScanFilter chooses scans that were recorded, or will be: no trials.
type ScanFilter struct {
	Projects   []string // ids
	Ref, State string
	Before     string // id, for the next page
	Limit      int64
}

// Scans are those that fit, the newest first.
func (s Queries) Scans(ctx context.Context, f ScanFilter) ([]Scan, error) {
	w := where{}
	w.in("project_id", f.Projects)
	w.equal("ref", f.Ref)
	w.equal("state", f.State)
	w.parts = append(w.parts, "trial = ''")
	if f.Before != "" {
		w.add("id < ", f.Before)
	}
	return list[Scan](ctx, s.q, "select * from scans"+w.text()+" order by id desc limit "+itoa(int(f.Limit)), w.args...)
}

// Used are the versions of rules that scans of a build used, and when.
type Used struct {
	Rules              string
	First, Last, Scans int64
}

func (r *Used) fields() []any { return []any{&r.Rules, &r.First, &r.Last, &r.Scans} }

// RulesUsed are the versions of rules that scans used, the latest first.
func (s Queries) RulesUsed(ctx context.Context, projects []string, limit int) ([]Used, error) {
	w := where{}
	w.in("project_id", projects)
	return list[Used](ctx, s.q, "select rules, min(started_at), max(started_at), count(*) from (select * from scans"+w.text()+" and state = 'succeeded' and rules <> '{}' order by id desc limit "+itoa(limit)+") s group by rules order by 3 desc", w.args...)
}

// LastImport is the newest scan of a ref that another tool did.
func (s Queries) LastImport(ctx context.Context, projectID, ref, tool string) (*Scan, error) {
	return one[Scan](ctx, s.q, "select * from scans where project_id = $1 and ref = $2 and tier = 'import' and client = $3 and state = 'succeeded' and not historic order by committed_at desc, id desc limit 1",
		projectID, ref, tool)
}

// AddScan adds one.
func (tx *Tx) AddScan(ctx context.Context, r Scan) error {
	return put(ctx, tx.q, "scans", []Scan{r}, "")
}

// SetJob notes which job does a scan.
func (tx *Tx) SetJob(ctx context.Context, id string, job int64) error {
	_, err := exec(ctx, tx.q, "update scans set job_id = $2 where id = $1", id, job)
	return err
}

// BeginScan marks a scan as running; it tells whether that was possible.
func (tx *Tx) BeginScan(ctx context.Context, id string, attempt, at int64, engine, rules string) (bool, error) {
	n, err := exec(ctx, tx.q, "update scans set state = 'running', stage = 'prepare', done = 0, total = 0, attempt = $2, started_at = $3, engine = $4, rules = $5, error = '' where id = $1 and state in ('queued', 'running')",
		id, attempt, at, engine, rules)
	return n == 1, err
}

// Advance notes how far a scan is; it tells whether the scan is still wanted.
func (tx *Tx) Advance(ctx context.Context, id, stage string, done, total int64) (bool, error) {
	n, err := exec(ctx, tx.q, "update scans set stage = $2, done = $3, total = $4 where id = $1 and state = 'running'", id, stage, done, total)
	return n == 1, err
}

// EndScan writes the end of a scan that has not ended.
func (tx *Tx) EndScan(ctx context.Context, r *Scan) (bool, error) {
	n, err := exec(ctx, tx.q, `update scans set state = $2, stage = $3, error = $4, coverage = $5, results = $6, historic = $7, findings = $8, appeared = $9,
fixed = $10, files = $11, lines = $12, complete = $13, finished_at = $14 where id = $1 and state in ('queued', 'running')`,
		r.ID, r.State, r.Stage, r.Error, r.Coverage, r.Results, r.Historic, r.Findings, r.Appeared, r.Fixed, r.Files, r.Lines, r.Complete, r.FinishedAt)
	return n == 1, err
}

// Depth is how many scans are queued and how many run.
func (s Queries) Depth(ctx context.Context) (queued, running int64, err error) {
	if queued, err = s.number(ctx, "select count(*) from scans where state = 'queued'"); err == nil {
		running, err = s.number(ctx, "select count(*) from scans where state = 'running'")
	}
	return queued, running, err
}

// Answer is what a repeated request was answered with, "" for a new one.
func (s Queries) Answer(ctx context.Context, key string) (string, error) {
	rows, err := s.q.QueryContext(ctx, "select body from answers where key = $1", key)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	id := ""
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return "", err
		}
	}
	return id, rows.Err()
}

// answersKept is how long requests may be repeated.
const answersKept = 24 * 3600 * 1000

// SetAnswer keeps an answer and drops old ones.
func (tx *Tx) SetAnswer(ctx context.Context, key, body string, at int64) error {
	if _, err := exec(ctx, tx.q, "delete from answers where created_at < $1", at-answersKept); err != nil {
		return err
	}
	_, err := exec(ctx, tx.q, "insert into answers values ($1, 202, $2, $3) on conflict do nothing", key, body, at)
	return err
}

// Trees are a project's trees.
func (s Queries) Trees(ctx context.Context, projectID string) ([]Tree, error) {
	return list[Tree](ctx, s.q, "select * from trees where project_id = $1 order by created_at", projectID)
}

// ShownTrees are the trees that a project's refs and findings show, and those
// that scans wait for.
func (s Queries) ShownTrees(ctx context.Context, projectID string) (map[string]bool, error) {
	rows, err := s.q.QueryContext(ctx, `select tree_id from refs where project_id = $1 union select tree_id from presence where project_id = $1
union select tree_id from scans where project_id = $1 and state in ('queued', 'running')`, projectID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out[id] = true
	}
	return out, rows.Err()
}

// RemoveTree forgets a tree.
func (tx *Tx) RemoveTree(ctx context.Context, projectID, id string) error {
	_, err := exec(ctx, tx.q, "delete from trees where project_id = $1 and id = $2", projectID, id)
	return err
}

// RemoveBlob forgets that a project has a content; last tells whether no other
// project has it.
func (tx *Tx) RemoveBlob(ctx context.Context, projectID, hash string) (last bool, err error) {
	if _, err := exec(ctx, tx.q, "delete from blobs where project_id = $1 and sha256 = $2", projectID, hash); err != nil {
		return false, err
	}
	n, err := tx.number(ctx, "select count(*) from blobs where sha256 = $1", hash)
	return n == 0, err
}

// Recorded is that a scan became the state of a ref.
type Recorded struct {
	ProjectID, Ref string
	At             int64
}

func (r *Recorded) fields() []any { return []any{&r.ProjectID, &r.Ref, &r.At} }

// Recorded are the scans of projects that became the state of a ref since a time, the
// oldest first; reports of other tools are none.
func (s Queries) Recorded(ctx context.Context, projects []string, since int64) ([]Recorded, error) {
	w := where{}
	w.in("project_id", projects)
	w.add("finished_at >= ", since)
	return list[Recorded](ctx, s.q, "select project_id, ref, finished_at from scans"+w.text()+
		" and trial = '' and tier <> 'import' and state = 'succeeded' and not historic order by finished_at, id", w.args...)
}
