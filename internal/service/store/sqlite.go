package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// readers is how many queries read at once while one writes.
const readers = 4

func openSQLite(ctx context.Context, path string, o Options) (*Store, error) {
	write, err := sqlitePool(path, true)
	if err != nil {
		return nil, err
	}
	if err := prepareSQLite(ctx, write); err != nil {
		write.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	read, err := sqlitePool(path, false)
	if err != nil {
		write.Close()
		return nil, err
	}
	q, err := newJobs(riversqlite.New(write), o, sameTx, nil)
	if err != nil {
		write.Close()
		read.Close()
		return nil, err
	}
	// One process owns the file, and opening it gave back what the process before was
	// doing.
	q.rescuer = func(ctx context.Context, _ int64) (int64, error) {
		return exec(ctx, write, "update river_job set state = 'available' where state = 'running' and attempted_at < datetime('now', $1) and id not in ("+q.now.list()+")",
			fmt.Sprintf("-%d seconds", lost))
	}
	return &Store{Queries{read}, write, read, q, o.name}, nil
}

func sqlitePool(path string, writes bool) (*sql.DB, error) {
	values := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)"}}
	if writes {
		values.Set("_txlock", "immediate")
	}
	db, err := sql.Open("sqlite", "file:"+url.PathEscape(path)+"?"+values.Encode())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(readers)
	if writes {
		db.SetMaxOpenConns(1)
	}
	return db, nil
}

// prepareSQLite brings the schemas up to date and gives back what a process
// that died was doing: one process owns the file, so nobody else does it now.
func prepareSQLite(ctx context.Context, db *sql.DB) error {
	if err := migrate(ctx, db, goose.DialectSQLite3); err != nil {
		return err
	}
	m, err := rivermigrate.New(riversqlite.New(db), nil)
	if err != nil {
		return fmt.Errorf("read the queue's migrations: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("bring the queue up to date: %w", err)
	}
	_, err = exec(ctx, db, "update river_job set state = 'available' where state in ('running', 'retryable')")
	return err
}
