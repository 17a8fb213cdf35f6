package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// Job is one attempt to do a scan.
type Job struct {
	ScanID  string
	Attempt int
	// Last is set when no attempt follows a failure of this one.
	Last bool
	row  any // the driver's own
}

// queue hides the queue library and its drivers.
type queue interface {
	start(ctx context.Context) error
	stop(ctx context.Context) error
	close() error
	enqueue(ctx context.Context, tx *Tx, scanID string, priority int, at time.Time) (int64, error)
	complete(ctx context.Context, tx *Tx, job *Job) error
	cancel(ctx context.Context, id int64) error
	// rescue gives back the jobs that nobody does any more: those of processes that
	// have no lease, and those that this one has ended without being able to say so.
	rescue(ctx context.Context, now int64) (int64, error)
}

// scanArgs are what the queue keeps of a job.
type scanArgs struct {
	ScanID string `json:"scan_id"`
}

// Kind is the name of such jobs in the queue.
func (scanArgs) Kind() string { return "scan" }

// Attempts is how often a scan is tried.
const Attempts = 3

// scanWorker does the queue's jobs.
type scanWorker struct {
	river.WorkerDefaults[scanArgs]
	run func(context.Context, *Job) error
	now *active
}

// active are the jobs that this process does.
type active struct {
	mu  sync.Mutex
	ids map[int64]bool
}

func (a *active) set(id int64, on bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if delete(a.ids, id); on {
		a.ids[id] = true
	}
}

// list is the jobs as a list in SQL, which is never empty.
func (a *active) list() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := "0"
	for id := range a.ids {
		out += "," + strconv.FormatInt(id, 10)
	}
	return out
}

// Work does one attempt.
func (w *scanWorker) Work(ctx context.Context, job *river.Job[scanArgs]) error {
	w.now.set(job.ID, true)
	defer w.now.set(job.ID, false)
	err := w.run(ctx, &Job{ScanID: job.Args.ScanID, Attempt: job.Attempt, Last: job.Attempt >= job.MaxAttempts, row: job})
	if errors.Is(err, ErrLater) {
		return river.JobSnooze(0)
	}
	var cancelled *rivertype.JobCancelError
	if err != nil && errors.Is(ctx.Err(), context.Canceled) && !errors.As(context.Cause(ctx), &cancelled) {
		return river.JobSnooze(time.Second) // this process ends: that is no failure of the scan
	}
	return err
}

// soon retries quickly: what fails a scan is a worker that died or a database
// that was away, not a server that wants to be left alone.
type soon struct{}

// NextRetry is when a failed job runs again.
func (soon) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(time.Duration(job.Attempt*job.Attempt) * 2 * time.Second)
}

func riverConfig(o Options, now *active) *river.Config {
	c := &river.Config{
		ID: o.name, Logger: o.Logger, JobTimeout: o.Timeout, RescueStuckJobsAfter: o.Timeout + 30*time.Second, MaxAttempts: Attempts, RetryPolicy: soon{},
		FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 200 * time.Millisecond,
		CompletedJobRetentionPeriod: 24 * time.Hour,
	}
	if o.Workers > 0 && o.Run != nil {
		c.Workers = river.NewWorkers()
		river.AddWorker(c.Workers, &scanWorker{run: o.Run, now: now})
		c.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.Workers}}
	}
	return c
}

// jobs is the queue over one driver; D's transactions are T.
type jobs[D riverdriver.Driver[T], T any] struct {
	client  *river.Client[T]
	working bool
	within  func(tx *Tx, f func(T) error) error
	shut    func()
	rescuer func(ctx context.Context, now int64) (int64, error)
	now     *active
}

func newJobs[D riverdriver.Driver[T], T any](driver D, o Options, within func(*Tx, func(T) error) error, shut func()) (*jobs[D, T], error) {
	now := &active{ids: map[int64]bool{}}
	config := riverConfig(o, now)
	client, err := river.NewClient[T](driver, config)
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	return &jobs[D, T]{client: client, working: len(config.Queues) > 0, within: within, shut: shut, now: now}, nil
}

func (j *jobs[D, T]) start(ctx context.Context) error {
	if !j.working {
		return nil
	}
	return j.client.Start(ctx)
}

func (j *jobs[D, T]) stop(ctx context.Context) error {
	if !j.working {
		return nil
	}
	return j.client.StopAndCancel(ctx)
}

func (j *jobs[D, T]) close() error {
	if j.shut != nil {
		j.shut()
	}
	return nil
}

func (j *jobs[D, T]) enqueue(ctx context.Context, tx *Tx, scanID string, priority int, at time.Time) (id int64, err error) {
	err = j.within(tx, func(t T) error {
		res, err := j.client.InsertTx(ctx, t, scanArgs{scanID}, &river.InsertOpts{Priority: priority, ScheduledAt: at})
		if err == nil {
			id = res.Job.ID
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("enqueue: %w", err)
	}
	// A job with a time of its own waits for the scheduler, even when that time is past.
	if _, err := exec(ctx, tx.q, "update river_job set state = 'available' where id = $1 and state = 'scheduled'", id); err != nil {
		return 0, err
	}
	return id, nil
}

func (j *jobs[D, T]) complete(ctx context.Context, tx *Tx, job *Job) error {
	return j.within(tx, func(t T) error {
		_, err := river.JobCompleteTx[D](ctx, t, job.row.(*river.Job[scanArgs]))
		return err
	})
}

func (j *jobs[D, T]) cancel(ctx context.Context, id int64) error {
	_, err := j.client.JobCancel(ctx, id)
	return err
}

func (j *jobs[D, T]) rescue(ctx context.Context, now int64) (int64, error) {
	return j.rescuer(ctx, now)
}

// lost is how long a job may have run here of which nothing is known here: its end
// could not be written down.
const lost = 30 // seconds

// fairStart is the time that the first waiting job of every project is given.
const fairStart = 1_600_000_000_000

// Enqueue lets a worker do a scan. Of several waiting scans of one priority,
// those of different projects take turns: the k-th waiting one of each project
// gets the same place.
func (tx *Tx) Enqueue(ctx context.Context, scan *Scan) (int64, error) {
	waiting, err := tx.number(ctx, "select count(*) from scans where project_id = $1 and state = 'queued' and id <> $2", scan.ProjectID, scan.ID)
	if err != nil {
		return 0, err
	}
	return tx.queue.enqueue(ctx, tx, scan.ID, int(scan.Priority), time.UnixMilli(fairStart+waiting))
}

// Complete marks a job as done, with everything else of the transaction.
func (tx *Tx) Complete(ctx context.Context, job *Job) error { return tx.queue.complete(ctx, tx, job) }

// Work starts doing jobs; Stop ends it and lets running jobs be done again later.
func (s *Store) Work(ctx context.Context) error { return s.queue.start(ctx) }

// Stop ends what Work started.
func (s *Store) Stop(ctx context.Context) error { return s.queue.stop(ctx) }

// Cancel stops a job, wherever it runs.
func (s *Store) Cancel(ctx context.Context, jobID int64) error { return s.queue.cancel(ctx, jobID) }

// leaseTime is how long a process that does jobs may say nothing.
const leaseTime = 20 * time.Second

// Renew says that this process lives, and gives back the jobs of those that do
// not. It is called every few seconds.
func (s *Store) Renew(ctx context.Context, now int64) (rescued int64, err error) {
	err = s.InTx(ctx, func(tx *Tx) error {
		_, err := exec(ctx, tx.q, "insert into leases values ($1, $2) on conflict (process) do update set until_at = excluded.until_at", s.name, now+leaseTime.Milliseconds())
		if err != nil {
			return err
		}
		return tx.forward(ctx, now)
	})
	if err != nil {
		return 0, err
	}
	return s.queue.rescue(ctx, now)
}

// Orphans are scans that wait for a job which is not there any more.
func (s Queries) Orphans(ctx context.Context) ([]Scan, error) {
	return list[Scan](ctx, s.q, `select s.* from scans s left join river_job j on j.id = s.job_id
where s.state in ('queued', 'running') and s.job_id <> 0 and (j.id is null or cast(j.state as text) in ('discarded', 'cancelled', 'completed'))`)
}

// sameTx is within for a driver of database/sql.
func sameTx(tx *Tx, f func(*sql.Tx) error) error { return f(tx.tx) }
