package store

import (
	"context"
	"errors"
)

// ErrLater is what a job fails with that is better done behind the others that wait.
var ErrLater = errors.New("later")

// alive is a condition: somebody who has said so lately does a project's first scan,
// and what he keeps will serve the next one. $2 is the time.
const alive = "(warming.until_at > $2 or exists (select 1 from leases l where l.process = warming.process and l.until_at > $2))"

// Warm says that a scan does what all later ones of its project go on from. It tells
// whether nobody else does.
func (s *Store) Warm(ctx context.Context, projectID, scanID string, now int64) (mine bool, err error) {
	err = s.InTx(ctx, func(tx *Tx) error {
		n, err := exec(ctx, tx.q, `insert into warming values ($1, $3, $4, $5) on conflict (project_id) do update
set process = excluded.process, scan_id = excluded.scan_id, until_at = excluded.until_at where warming.scan_id = $4 or not `+alive,
			projectID, now, s.name, scanID, now+leaseTime.Milliseconds())
		mine = n == 1
		return err
	})
	return mine, err
}

// Cool ends that.
func (s *Store) Cool(ctx context.Context, scanID string) error {
	return s.InTx(ctx, func(tx *Tx) error {
		_, err := exec(ctx, tx.q, "delete from warming where scan_id = $1", scanID)
		return err
	})
}

// Warming tells whether another scan does a project's first one.
func (s Queries) Warming(ctx context.Context, projectID, scanID string, now int64) (bool, error) {
	n, err := s.number(ctx, "select count(*) from warming where project_id = $1 and scan_id <> $3 and "+alive, projectID, now, scanID)
	return n > 0, err
}

// Others is how many scans of this priority wait whose project nobody warms.
func (s Queries) Others(ctx context.Context, priority, now int64) (int64, error) {
	return s.number(ctx, "select count(*) from scans where priority = $1 and state = 'queued' and not exists (select 1 from warming where warming.project_id = scans.project_id and "+alive+")", priority, now)
}

// Scanned tells whether a build has recorded a scan of a project.
func (s Queries) Scanned(ctx context.Context, projectID, engine string) (bool, error) {
	n, err := s.number(ctx, "select count(*) from scans where project_id = $1 and state = 'succeeded' and engine = $2 and trial = ''", projectID, engine)
	return n > 0, err
}
