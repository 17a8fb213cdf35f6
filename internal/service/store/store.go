// Package store knows the database: its schema, its queries and the queue of
// jobs that lives beside them, on SQLite and on PostgreSQL. One SQL text serves
// both. It must not know what a row means to people, who may see it, or how a
// scan is done.
//
// Its window is the conformance suite that runs on both databases.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite" // it registers the driver of the embedded database, too
)

// ErrNone is returned where a row was asked for and there is none.
var ErrNone = errors.New("no such row")

//go:embed migrations/*.sql
var migrations embed.FS

// querier is a database or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Queries are all that can be asked; a Store and a Tx both have them.
type Queries struct{ q querier }

// Store is an open database with its queue.
type Store struct {
	Queries
	write *sql.DB
	read  *sql.DB
	queue queue
	name  string // of this process, for its lease
}

// Options say how a store is opened.
type Options struct {
	// Workers is how many scans this process runs at once; 0 runs none.
	Workers int
	Logger  *slog.Logger
	// Timeout bounds one attempt of one job.
	Timeout time.Duration
	// Run does a job. It must return soon after ctx is done.
	Run func(ctx context.Context, job *Job) error

	name string // of this process
}

// Open opens a database: a path of a SQLite file, or a postgres:// address.
// The schema is brought up to date.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	if o.Timeout == 0 {
		o.Timeout = time.Hour
	}
	o.name = NewID()
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return openPostgres(ctx, address, o)
	}
	return openSQLite(ctx, address, o)
}

func migrate(ctx context.Context, db *sql.DB, dialect goose.Dialect) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the database up to date: %w", err)
	}
	return nil
}

// Close ends all connections. Work must have been stopped.
func (s *Store) Close() error {
	var errs []error
	if s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	errs = append(errs, s.write.Close(), s.queue.close())
	return errors.Join(errs...)
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.read.PingContext(ctx) }

// Tx is a transaction.
type Tx struct {
	Queries
	tx    *sql.Tx
	conn  *sql.Conn
	queue queue
}

// InTx runs f in a transaction, which is rolled back when f fails.
func (s *Store) InTx(ctx context.Context, f func(*Tx) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	var q querier = tx
	if s.read != s.write {
		q = lite{tx}
	}
	if err := f(&Tx{Queries{q}, tx, conn, s.queue}); err != nil {
		return full(errors.Join(err, ignoreDone(tx.Rollback())))
	}
	if err := tx.Commit(); err != nil {
		return full(fmt.Errorf("commit: %w", err))
	}
	return nil
}

// ErrFull is why nothing can be written when the database has no room left.
var ErrFull = errors.New("the database has no room left")

// Away tells whether an error is that the database cannot be reached now.
func Away(err error) bool {
	var none *pgconn.ConnectError
	var post *pgconn.PgError
	return errors.As(err, &none) || errors.As(err, &post) && strings.HasPrefix(post.Code, "57P") // it is shutting down, or was ended
}

// full marks the errors of both databases that mean this.
func full(err error) error {
	var lite *sqlite.Error
	var post *pgconn.PgError
	if errors.As(err, &lite) && lite.Code()&0xff == sqliteFull || errors.As(err, &post) && post.Code == pgerrFull {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// The codes for it: SQLITE_FULL and disk_full.
const (
	sqliteFull = 13
	pgerrFull  = "53100"
)

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// NewID is a new id; later ones sort behind earlier ones.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// list reads all rows of a query.
func list[T any, P row[T]](ctx context.Context, q querier, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		var r T
		if err := rows.Scan(P(&r).fields()...); err != nil {
			return nil, fmt.Errorf("read a row: %w", err)
		}
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return out, nil
}

// one reads the only row of a query.
func one[T any, P row[T]](ctx context.Context, q querier, query string, args ...any) (*T, error) {
	rows, err := list[T, P](ctx, q, query, args...)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, ErrNone
	}
	return &rows[0], nil
}

// batch is how many values a list in a question has at most, and parameters
// how many a statement that writes rows: SQLite takes 32,766, PostgreSQL 65,535,
// and neither gets faster beyond a few thousand.
const (
	batch      = 500
	parameters = 4000
)

// lite is a transaction on SQLite, where a parameter with a number after $ has
// a name that is looked for among all others: thousands of them take a ? each.
type lite struct{ querier }

// put writes rows; conflict is the end of the statement, "" to fail on one.
func put[T any, P row[T]](ctx context.Context, q querier, table string, rows []T, conflict string) error {
	_, nameless := q.(lite)
	for len(rows) > 0 {
		n := min(len(rows), max(1, parameters/len(P(&rows[0]).fields())))
		var b strings.Builder
		b.WriteString("insert into " + table + " values ")
		var args []any
		for i := range rows[:n] {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('(')
			for k, v := range P(&rows[i]).fields() {
				if k > 0 {
					b.WriteByte(',')
				}
				args = append(args, value(v))
				if nameless {
					b.WriteByte('?')
				} else {
					b.WriteString("$" + strconv.Itoa(len(args)))
				}
			}
			b.WriteByte(')')
		}
		b.WriteString(" " + conflict)
		if _, err := q.ExecContext(ctx, b.String(), args...); err != nil {
			return fmt.Errorf("write to %s: %w", table, err)
		}
		rows = rows[n:]
	}
	return nil
}

// value is what a field holds. Neither database keeps NUL in text.
func value(field any) any {
	switch f := field.(type) {
	case *string:
		return strings.ReplaceAll(*f, "\x00", "\uFFFD")
	case *int64:
		return *f
	case *bool:
		return *f
	}
	panic(fmt.Sprintf("a column of type %T", field)) // a fault of a row's fields
}

// exec runs a statement and tells how many rows it changed.
func exec(ctx context.Context, q querier, query string, args ...any) (int64, error) {
	res, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("write: %w", err)
	}
	return res.RowsAffected()
}
