// Package check finds objects that a function opens and leaves open.
package check

import (
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func opened() []string {
	return []string{"builtins.open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "tarfile.open", "zipfile.ZipFile",
		"socket.socket", "socket.create_connection", "sqlite3.connect", "urllib.request.urlopen", "http.client.HTTPConnection",
		"http.client.HTTPSConnection", "mmap.mmap", "shelve.open", "os.fdopen", "psycopg2.connect", "pymysql.connect", "h5py.File",
		"aiohttp.ClientSession", "httpx.Client", "httpx.AsyncClient", "requests.Session", "requests.session", "netCDF4.Dataset",
		"ftplib.FTP", "smtplib.SMTP", "smtplib.SMTP_SSL", "imaplib.IMAP4", "imaplib.IMAP4_SSL", "telnetlib.Telnet"}
}

// lends are calls that use a file and do not keep it.
func lends() []string {
	return []string{"json.load", "json.dump", "csv.reader", "csv.writer", "csv.DictReader", "csv.DictWriter", "pickle.load", "pickle.dump",
		"yaml.safe_load", "yaml.load", "yaml.dump", "yaml.safe_dump", "builtins.print", "builtins.list", "builtins.len", "builtins.iter",
		"builtins.next", "builtins.enumerate", "builtins.sorted", "builtins.sum", "builtins.str", "builtins.bool", "shutil.copyfileobj",
		"xml.etree.ElementTree.parse", "tomllib.load", "builtins.zip", "builtins.max", "builtins.min", "builtins.set", "builtins.tuple", "builtins.isinstance"}
}

// Check looks at what functions open.
func Check(p *rule.Pass) {
	borrow := lends()
	for _, o := range p.Objects(opened()...) {
		if o.Function == nil || o.In(rule.UseWith) || o.Escapes(func(c *syntax.Call) bool { return p.Is(c.Func, borrow...) }) {
			continue
		}
		done := o.First("close", "aclose", "quit", "detach", "server_close", "logout")
		switch {
		case done == nil && !o.Reads("close"):
			p.Report(o.Call, "`"+o.Name+"` is never closed")
		case done != nil && leaves(p, o, done):
			p.Report(o.Call, "a return before the end leaves `"+o.Name+"` open")
		case done != nil && raises(p, o, done):
			p.Report(o.Call, "an exception before the end leaves `"+o.Name+"` open").Low()
		}
	}
	for c := range rule.All[*syntax.Call](p) {
		chain(p, c)
	}
}

// leaves tells whether a return stands between opening and closing.
func leaves(p *rule.Pass, o *rule.Object, done *syntax.Call) bool {
	for n := p.Parent(done); n != nil; n = p.Parent(n) {
		if t, ok := n.(*syntax.Try); ok {
			if _, i := p.Block(p.Statement(done)); i >= 0 && inside(t.Finalbody, done) {
				return false
			}
		}
	}
	closes := 0
	for _, u := range o.Uses {
		if u.Kind == rule.UseMethod && (u.Method == "close" || u.Method == "quit") {
			closes++
		}
	}
	found := false
	rule.EachOwn(o.Body, func(n syntax.Node) bool {
		if r, ok := n.(*syntax.Return); ok && r.Start > o.Call.End && r.End < done.Start && closes == 1 {
			found = true
		}
		return true
	})
	return found
}

func inside(body []syntax.Stmt, n syntax.Node) bool {
	return len(body) > 0 && body[0].Span().Start <= n.Span().Start && n.Span().End <= body[len(body)-1].Span().End
}

// chain is open(...).read(): the file is closed when it is collected.
func chain(p *rule.Pass, c *syntax.Call) {
	a, ok := c.Func.(*syntax.Attribute)
	if !ok {
		return
	}
	switch a.Attr {
	case "read", "write", "readlines", "readline", "writelines":
		if made, ok := a.Value.(*syntax.Call); ok && p.Is(made.Func, "builtins.open", "io.open", "codecs.open") {
			p.Report(made, "nothing closes the file").Info()
		}
	}
}

// raises tells whether something between opening and closing may raise, and the
// closing stands in no clause that runs all the same.
func raises(p *rule.Pass, o *rule.Object, done *syntax.Call) bool {
	for n := p.Parent(done); n != nil; n = p.Parent(n) {
		switch n.(type) {
		case *syntax.Try, *syntax.ExceptHandler, *syntax.With:
			return false
		}
	}
	body, at := p.Block(p.Statement(o.Call))
	if at < 0 || p.Loop(done) != nil || rule.LastName(done.Func) != "close" {
		return false
	}
	for _, u := range o.Uses {
		if u.Kind == rule.UseMethod && u.Call != nil && u.Call != done && u.Call.Start < done.Start {
			block, _ := p.Block(p.Statement(u.Call))
			return len(block) > 0 && len(body) > 0 && block[0] == body[0]
		}
	}
	return false
}
