package store

import (
	"context"
	"fmt"
)

// Answered is what a repeated request is answered with.
type Answered struct {
	Key       string
	Status    int64
	Body      string
	CreatedAt int64
}

func (r *Answered) fields() []any { return []any{&r.Key, &r.Status, &r.Body, &r.CreatedAt} }

// Known is a fact of the installation.
type Known struct{ Name, Value string }

func (r *Known) fields() []any { return []any{&r.Name, &r.Value} }

// Blob is that a project has a content.
type Blob struct {
	ProjectID, SHA256 string
	Size, CreatedAt   int64
}

func (r *Blob) fields() []any { return []any{&r.ProjectID, &r.SHA256, &r.Size, &r.CreatedAt} }

// Moved says how many rows of a table were taken over.
type Moved struct {
	Table string
	Rows  int
}

// Move takes everything over from another store into this one, which must be
// empty: all of it or nothing. Scans that had not ended are queued again.
// Leases are not taken: their processes work elsewhere.
func (s *Store) Move(ctx context.Context, from *Store) (moved []Moved, err error) {
	users, err := s.Users(ctx)
	if err != nil {
		return nil, err
	}
	if len(users) > 0 {
		return nil, fmt.Errorf("the database to move to is not empty: it has %d users", len(users))
	}
	err = s.InTx(ctx, func(tx *Tx) error {
		for _, table := range []struct {
			name string
			copy func(context.Context, querier, querier, string) (int, error)
		}{
			{"users", take[User]}, {"projects", take[Project]}, {"members", take[Member]}, {"tokens", take[Token]}, {"sessions", take[Session]},
			{"blobs", take[Blob]}, {"trees", take[Tree]}, {"refs", take[Ref]}, {"scans", take[Scan]}, {"findings", take[Finding]}, {"presence", take[Presence]},
			{"history", take[History]}, {"audit", take[Audit]}, {"events", take[Event]}, {"rollups", take[Rollup]}, {"sites", take[Sites]}, {"rule_states", take[RuleState]},
			{"answers", take[Answered]}, {"facts", take[Known]}, {"aws_keys", take[AWSKey]}, {"aws_names", take[AWSName]}, {"aws_uploads", take[AWSUpload]},
			{"hooks", take[Hook]}, {"deliveries", take[Delivery]}, {"wishes", take[Wish]}, {"policies", take[Policy]}, {"devices", take[Device]}, {"inspections", take[Inspected]},
		} {
			n, err := table.copy(ctx, from.q, tx.q, table.name)
			if err != nil {
				return fmt.Errorf("move %s: %w", table.name, err)
			}
			moved = append(moved, Moved{table.name, n})
		}
		return tx.requeue(ctx)
	})
	return moved, err
}

// take copies a table, some rows at a time.
func take[T any, P row[T]](ctx context.Context, from, to querier, table string) (n int, err error) {
	rows, err := from.QueryContext(ctx, "select * from "+table)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var some []T
	for rows.Next() {
		var r T
		if err := rows.Scan(P(&r).fields()...); err != nil {
			return n, err
		}
		if some = append(some, r); len(some) == batch {
			if err := put[T, P](ctx, to, table, some, ""); err != nil {
				return n, err
			}
			n, some = n+len(some), some[:0]
		}
	}
	if err := rows.Err(); err != nil {
		return n, err
	}
	return n + len(some), put[T, P](ctx, to, table, some, "")
}

// requeue gives scans that have not ended a job of this database.
func (tx *Tx) requeue(ctx context.Context) error {
	scans, err := list[Scan](ctx, tx.q, "select * from scans where state in ('queued', 'running') order by id")
	if err != nil {
		return err
	}
	for i := range scans {
		id, err := tx.Enqueue(ctx, &scans[i])
		if err != nil {
			return err
		}
		if err := tx.SetJob(ctx, scans[i].ID, id); err != nil {
			return err
		}
	}
	return nil
}

// Contents are the hashes of all contents that somebody needs: of files, of
// manifests, and of reports.
func (s Queries) Contents(ctx context.Context) (files, trees, results []string, err error) {
	for query, to := range map[string]*[]string{
		"select distinct sha256 from blobs":                      &files,
		"select distinct id from trees":                          &trees,
		"select distinct results from scans where results <> ''": &results,
	} {
		rows, err := s.q.QueryContext(ctx, query)
		if err != nil {
			return nil, nil, nil, err
		}
		for rows.Next() {
			var v string
			if err := rows.Scan(&v); err != nil {
				rows.Close()
				return nil, nil, nil, err
			}
			*to = append(*to, v)
		}
		err = rows.Err()
		rows.Close()
		if err != nil {
			return nil, nil, nil, err
		}
	}
	return files, trees, results, nil
}
