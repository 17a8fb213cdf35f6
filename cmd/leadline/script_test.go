package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"leadline": main})
}

// TestScripts runs whole commands; each file under testdata/script is one story.
func TestScripts(t *testing.T) {
	schemas, err := filepath.Abs("../../schemas")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("HOME", env.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code":   exitCode,
			"peak":   peak,
			"valid":  func(ts *testscript.TestScript, neg bool, args []string) { valid(ts, schemas, args) },
			"repeat": repeat,
			"fifo":   fifo,
			"locked": locked,
		},
		Condition: func(c string) (bool, error) { return c == "root" && os.Getuid() == 0, nil },
	})
}

// exitCode runs leadline and compares its exit code: code 3 scan DIR. Its
// output goes to the files out and err.
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("leadline", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	write := func(name string) {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(ts.ReadFile(map[string]string{"out": "stdout", "err": "stderr"}[name])), 0o644))
	}
	write("out")
	write("err")
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// peak runs leadline and bounds its memory, in MB: peak 1000 scan DIR. It fails
// on the exit codes that are a crash's.
func peak(ts *testscript.TestScript, _ bool, args []string) {
	limit, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	ts.Check(ts.Exec("sh", "-c", "command -v leadline"))
	c := exec.Command(strings.TrimSpace(ts.ReadFile("stdout")), args[1:]...)
	c.Dir, c.Env = ts.MkAbs("."), append(os.Environ(), "XDG_CACHE_HOME="+ts.MkAbs(".cache"))
	var exit *exec.ExitError
	if err := c.Run(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitFindings && exit.ExitCode() != exitIncomplete) {
		ts.Fatalf("%v", err)
	}
	used := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024
	ts.Logf("peak memory %d MB", used)
	if used > limit {
		ts.Fatalf("%d MB of memory, want at most %d", used, limit)
	}
}

// valid checks JSON against a schema: valid scan FILE, valid line FILE.
func valid(ts *testscript.TestScript, schemas string, args []string) {
	docs := [][]byte{[]byte(ts.ReadFile(args[1]))}
	if args[0] == "line" {
		docs = bytes.Split(bytes.TrimSpace(docs[0]), []byte("\n"))
	}
	for _, doc := range docs {
		checkJSON(ts, schemas, args[0], doc)
	}
}

func checkJSON(ts *testscript.TestScript, schemas, name string, doc []byte) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(schemas, name+".schema.json"))
	ts.Check(err)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	ts.Check(err)
	ts.Check(schema.Validate(v))
}

// repeat writes a file of N times a text: repeat FILE N TEXT, where \n and \0
// are a line's end and a NUL.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	for _, c := range args[1] {
		n = 10*n + int(c-'0')
	}
	piece := strings.NewReplacer(`\n`, "\n", `\0`, "\x00", `\xff`, "\xff").Replace(args[2])
	name := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(name), 0o755))
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(piece, n))
	ts.Check(err)
	ts.Check(f.Close())
}

func fifo(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o600))
}

func locked(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Chmod(ts.MkAbs(args[0]), 0))
}
