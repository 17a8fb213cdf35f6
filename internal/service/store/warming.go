package store

import (
	"context"
	"errors"
)

// ErrLater is what a job fails with that is better done behind the others that wait.
var ErrLater = errors.New("later")

// aliveAt is a condition: somebody who has said so lately does a project's first scan,
// and what he keeps will serve the next one. now is the parameter that has the time.
func aliveAt(now string) string {
	return "(warming.until_at > " + now + " or exists (select 1 from leases l where l.process = warming.process and l.until_at > " + now + "))"
}

// Warm says that a scan does what all later ones of its project go on from. It tells
// whether nobody else does.
func (s *Store) Warm(ctx context.Context, projectID, scanID string, now int64) (mine bool, err error) {
	err = s.InTx(ctx, func(tx *Tx) error {
		n, err := exec(ctx, tx.q, `insert into warming values ($1, $2, $3, $4) on conflict (project_id) do update
set process = excluded.process, scan_id = excluded.scan_id, until_at = excluded.until_at where warming.scan_id = $3 or not `+aliveAt("$5"),
			projectID, s.name, scanID, now+leaseTime.Milliseconds(), now)
		mine = n == 1
		return err
	})
	return mine, err
}

// Cool ends that.
func (s *Store) Cool(ctx context.Context, scanID string, now int64) error {
	return s.InTx(ctx, func(tx *Tx) error {
		if _, err := exec(ctx, tx.q, "delete from warming where scan_id = $1", scanID); err != nil {
			return err
		}
		return tx.forward(ctx, now)
	})
}

// forward puts scans that were put behind the others in front again when nobody warms
// their project: what comes in later does not go before them for ever. A job's place
// in the queue is a time long past (see Enqueue); one that was put behind has the time
// at which it was.
func (tx *Tx) forward(ctx context.Context, now int64) error {
	_, err := exec(ctx, tx.q, `update river_job set scheduled_at = (select min(scheduled_at) from river_job) where scheduled_at >= created_at
and cast(state as text) = 'available' and id in (select job_id from scans where state = 'queued' and not exists
(select 1 from warming where warming.project_id = scans.project_id and `+aliveAt("$1")+`))`, now)
	return err
}

// Warming tells whether another scan does a project's first one.
func (s Queries) Warming(ctx context.Context, projectID, scanID string, now int64) (bool, error) {
	n, err := s.number(ctx, "select count(*) from warming where project_id = $1 and scan_id <> $3 and "+aliveAt("$2"), projectID, now, scanID)
	return n > 0, err
}

// Others is how many scans of this priority and of other projects wait whose project
// nobody warms.
func (s Queries) Others(ctx context.Context, projectID string, priority, now int64) (int64, error) {
	return s.number(ctx, "select count(*) from scans where priority = $1 and project_id <> $3 and state = 'queued' and not exists (select 1 from warming where warming.project_id = scans.project_id and "+aliveAt("$2")+")", priority, now, projectID)
}

// Scanned tells whether a build has recorded a scan of a project.
func (s Queries) Scanned(ctx context.Context, projectID, engine string) (bool, error) {
	n, err := s.number(ctx, "select count(*) from scans where project_id = $1 and state = 'succeeded' and engine = $2 and trial = ''", projectID, engine)
	return n > 0, err
}
