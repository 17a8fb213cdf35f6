// Package check finds addresses that hold a password.
package check

import (
	"strings"

	"leadline/internal/plain"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// Check looks at the whole text.
func Check(p *rule.Pass) {
	if plain.IsExample(p.File.Path) {
		return
	}
	for _, s := range plain.Addresses(p.File.Bytes) {
		if described(p, s) {
			continue
		}
		r := p.ReportAt(rule.SpanOf(s.Start, s.End), "the address holds a password: "+s.Shown)
		if s.Local {
			r.Low()
		}
	}
	if p.Tree != nil {
		connecting(p)
	}
}

// connecting looks at addresses handed to what connects: there, no look of a
// password excuses it.
func connecting(p *rule.Pass) {
	for c := range rule.All[*syntax.Call](p) {
		if len(c.Args) == 0 {
			continue
		}
		text, ok := p.Text(c.Args[0])
		if ok && p.Is(c.Func, "psycopg2.connect", "psycopg.connect", "psycopg.AsyncConnection.connect", "psycopg_pool.ConnectionPool", "psycopg2.pool.SimpleConnectionPool", "pyodbc.connect", "pypyodbc.connect", "ibm_db.connect") && !strings.Contains(text, "://") {
			if s, ok := plain.Setting(text); ok && len(plain.Addresses([]byte(text+`"`))) == 0 {
				report(p, c, s)
			}
			continue
		}
		if !ok || !strings.Contains(text, "://") || !p.Is(c.Func, "sqlalchemy.create_engine", "sqlalchemy.ext.asyncio.create_async_engine", "pymongo.MongoClient", "motor.motor_asyncio.AsyncIOMotorClient", "redis.from_url", "redis.Redis.from_url",
			"psycopg2.connect", "psycopg.connect", "asyncpg.connect", "asyncpg.create_pool", "pika.URLParameters", "kombu.Connection", "databases.Database", "celery.Celery") {
			continue
		}
		if len(plain.Addresses([]byte(text))) > 0 {
			continue // the text itself is reported
		}
		if s, ok := plain.Password(text); ok {
			report(p, c, s)
		}
	}
}

func report(p *rule.Pass, c *syntax.Call, s plain.Secret) {
	var at syntax.Node = c
	if k := p.Constant(c.Args[0]); k != nil {
		at = k
	}
	if r := p.Report(at, "the address holds a password: "+s.Shown); s.Local {
		r.Low()
	}
}

// described tells whether an address stands in a text that documents: an example.
func described(p *rule.Pass, s plain.Secret) bool {
	for e := range rule.All[*syntax.ExprStmt](p) {
		if c, ok := e.Value.(*syntax.Constant); ok && c.Kind == syntax.Str && c.Start <= s.Start && s.End <= c.End {
			return true
		}
	}
	return false
}
