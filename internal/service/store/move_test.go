package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// notMoved are tables that stay behind: processes and their packs live elsewhere,
// and a database counts its own migrations and jobs.
func notMoved(table string) bool {
	return table == "leases" || table == "packs" || table == "warming" || strings.HasPrefix(table, "goose_") || strings.HasPrefix(table, "river_") || strings.HasPrefix(table, "sqlite_")
}

// TestMoveAll: a row of every table of the schema arrives, column by column, so that
// no new table is forgotten.
func TestMoveAll(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		ctx := t.Context()
		from, to := open(t, filepath.Join(t.TempDir(), "from.db"), Options{}), open(t, address, Options{})
		defer from.Close()
		defer to.Close()
		names, err := from.write.QueryContext(ctx, "select name from sqlite_master where type = 'table' order by name")
		if err != nil {
			t.Fatal(err)
		}
		var tables []string
		for names.Next() {
			var name string
			if err := names.Scan(&name); err != nil {
				t.Fatal(err)
			}
			if !notMoved(name) {
				tables = append(tables, name)
			}
		}
		names.Close()
		columns := map[string][]string{}
		for _, table := range tables {
			rows, err := from.write.QueryContext(ctx, "select name, type from pragma_table_info('"+table+"') order by cid")
			if err != nil {
				t.Fatal(err)
			}
			var values []string
			for rows.Next() {
				var name, kind string
				if err := rows.Scan(&name, &kind); err != nil {
					t.Fatal(err)
				}
				columns[table] = append(columns[table], name)
				switch strings.ToLower(kind) {
				case "bigint":
					values = append(values, fmt.Sprint(1<<40+len(values)))
				case "boolean":
					values = append(values, "true")
				default:
					values = append(values, fmt.Sprintf("'%s.%s'", table, name))
				}
			}
			rows.Close()
			if _, err := from.write.ExecContext(ctx, "insert into "+table+" values ("+strings.Join(values, ",")+")"); err != nil {
				t.Fatalf("%s: %v", table, err)
			}
		}
		if len(tables) < 20 {
			t.Fatalf("only %v", tables)
		}
		if _, err := to.Move(ctx, from); err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			parts := make([]string, len(columns[table]))
			for i, c := range columns[table] {
				parts[i] = "cast(" + c + " as text)"
			}
			read := func(s *Store) (out []string) {
				rows, err := s.q.QueryContext(ctx, "select "+strings.Join(parts, " || '|' || ")+" from "+table)
				if err != nil {
					t.Fatalf("%s: %v", table, err)
				}
				defer rows.Close()
				for rows.Next() {
					var line string
					if err := rows.Scan(&line); err != nil {
						t.Fatal(err)
					}
					out = append(out, strings.ReplaceAll(line, "|true", "|1"))
				}
				return out
			}
			if was, now := read(from), read(to); len(now) != 1 || was[0] != now[0] {
				t.Errorf("%s: %q became %q", table, was, now)
			}
		}
	})
}
