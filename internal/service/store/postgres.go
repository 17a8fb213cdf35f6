package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

func openPostgres(ctx context.Context, address string, o Options) (*Store, error) {
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	db := stdlib.OpenDBFromPool(pool)
	fail := func(err error) (*Store, error) {
		db.Close()
		pool.Close()
		return nil, err
	}
	if err := migrate(ctx, db, goose.DialectPostgres); err != nil {
		return fail(err)
	}
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return fail(fmt.Errorf("read the queue's migrations: %w", err))
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fail(fmt.Errorf("bring the queue up to date: %w", err))
	}
	q, err := newJobs(riverpgxv5.New(pool), o, pgxTx, pool.Close)
	if err != nil {
		return fail(err)
	}
	// The queue itself waits as long as the longest job may take; people who wait
	// for a scan do not.
	q.rescuer = func(ctx context.Context, now int64) (int64, error) {
		return exec(ctx, db, `update river_job set state = 'available' where state = 'running' and (not exists
(select 1 from leases where process = attempted_by[array_length(attempted_by, 1)] and until_at > $1)
or attempted_by[array_length(attempted_by, 1)] = $2 and attempted_at < now() - $3 * interval '1 second' and id not in (`+q.now.list()+`))`, now, o.name, lost)
	}
	return &Store{Queries{db}, db, db, q, o.name}, nil
}

// pgxTx hands the connection on which a transaction of database/sql runs to
// the queue's driver, so that both write in one transaction.
func pgxTx(tx *Tx, f func(pgx.Tx) error) error {
	return tx.conn.Raw(func(driver any) error {
		return f(connTx{driver.(*stdlib.Conn).Conn()})
	})
}

type base = pgx.Conn

// connTx is a connection with a transaction begun on it by somebody else, who
// alone ends it.
type connTx struct{ *base }

// Commit is for whoever began.
func (connTx) Commit(context.Context) error { return nil }

// Rollback is for whoever began.
func (connTx) Rollback(context.Context) error { return nil }

// LargeObjects are not used.
func (connTx) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

// Conn is the connection itself.
func (c connTx) Conn() *pgx.Conn { return c.base }
