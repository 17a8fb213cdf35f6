// Package postgrestest starts a PostgreSQL of its own for a test, where the
// machine has the programs. It must not know what the database is used for.
//
// Its window is the address that it gives.
package postgrestest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Start starts a server that is gone after the test. What it returns makes an
// empty database there and gives its address. Without PostgreSQL on the machine
// the test is skipped, and says so.
func Start(t testing.TB) func(testing.TB) string {
	t.Helper()
	return StartServer(t).New
}

// StartServer is Start for tests that do something to the server.
func StartServer(t testing.TB) *Server {
	t.Helper()
	bin := programs()
	if bin == "" {
		t.Skip("PostgreSQL is not installed (Debian: apt-get install postgresql): not tested on it")
	}
	dir, err := os.MkdirTemp("", "leadline-pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &Server{t: t, bin: bin, dir: dir, port: freePort(t)}
	if os.Getuid() == 0 {
		s.become("postgres")
	}
	data := filepath.Join(dir, "data")
	s.run("initdb", "-D", data, "-U", "leadline", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
	s.start()
	t.Cleanup(func() { s.run("pg_ctl", "-D", data, "-m", "immediate", "stop") })
	return s
}

// start starts it. What is written is safe from a server that dies, and not from a
// machine that does.
func (s *Server) start() {
	s.t.Helper()
	s.run("pg_ctl", "-D", filepath.Join(s.dir, "data"), "-w", "-l", filepath.Join(s.dir, "log"), "-o",
		fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c fsync=off", s.port), "start")
}

// New makes an empty database and gives its address.
func (s *Server) New(t testing.TB) string {
	t.Helper()
	s.made++
	name := fmt.Sprintf("test%d", s.made)
	s.run("createdb", "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-U", "leadline", name)
	return fmt.Sprintf("postgres://leadline@127.0.0.1:%d/%s", s.port, name)
}

// Restart ends the server, as pg_ctl's mode says, and starts it again.
func (s *Server) Restart(t testing.TB, mode string) {
	t.Helper()
	s.run("pg_ctl", "-D", filepath.Join(s.dir, "data"), "-w", "-m", mode, "stop")
	s.start()
}

// programs is the folder of initdb and pg_ctl, "" for none.
func programs() string {
	if found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); err == nil && len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	if found, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(found)
	}
	return ""
}

// Server is a server that is gone after the test.
type Server struct {
	t          testing.TB
	bin, dir   string
	as         *user.User
	port, made int
}

// become runs the programs as another user: they refuse to be root.
func (s *Server) become(name string) {
	u, err := user.Lookup(name)
	if err != nil {
		s.t.Skipf("there is no user %s to run PostgreSQL as", name)
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := os.Chown(s.dir, uid, -1); err != nil {
		s.t.Fatal(err)
	}
	s.as = u
}

func (s *Server) run(program string, args ...string) {
	s.t.Helper()
	c := exec.Command(filepath.Join(s.bin, program), args...)
	c.Dir = s.dir
	impersonate(c, s.as)
	// Its output goes to a file: a pipe would be held open by the server.
	out, err := os.Create(filepath.Join(s.dir, program+".out"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer out.Close()
	c.Stdout, c.Stderr = out, out
	if err := c.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		s.t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, said)
	}
}

func freePort(t testing.TB) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
