package syntax

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"leadline/internal/text"
)

// The differential test: every file that CPython compiles must parse without
// an error here, and give the same nodes, with the same spans and contents.
// testdata/differ/dump.py has the other half and describes the format.

var dumpKinds = strings.Fields(`Name Constant JoinedStr FormattedValue BinOp BoolOp UnaryOp Compare
Call Keyword Attribute Subscript Slice Tuple List Set Dict ListComp SetComp
GeneratorExp DictComp Lambda IfExp Await Yield YieldFrom Starred NamedExpr Arg
TypeParam Alias ExceptHandler FunctionDef ClassDef Return Delete Assign
AugAssign AnnAssign TypeAlias For While If With Match Raise Try Assert Import
ImportFrom Global ExprStmt Pass Break Continue MatchValue MatchSingleton
MatchSequence MatchMapping MatchClass MatchStar MatchAs MatchOr`)

type dumper struct {
	codes map[string]uint64
	exact bool // positions inside f-strings count
	out   []uint64
}

func newDumper(exact bool) *dumper {
	d := &dumper{codes: map[string]uint64{}, exact: exact}
	for i, k := range dumpKinds {
		d.codes[k] = uint64(i)
	}
	return d
}

// dump gives the same numbers as dump.py for the same file. A checksum of 0
// means that we do not know the value and it must not be compared.
func (d *dumper) dump(t *Tree) []uint64 {
	d.out = d.out[:0]
	for _, s := range t.Body {
		d.node(s, nil)
	}
	slices.Sort(d.out)
	return d.out
}

func (d *dumper) node(n Node, inside Node) {
	span := n.Span()
	if inside != nil {
		span = inside.Span()
	}
	code, ok := d.codes[Kind(n)]
	if !ok {
		code = 0xFF
	}
	d.out = append(d.out, uint64(span.Start)<<40|uint64(span.End)<<16|code<<8|checksum(n))
	j, joined := n.(*JoinedStr)
	if joined && !d.exact && inside == nil {
		inside = j
	}
	Children(n, func(c Node) bool {
		if _, ok := c.(*Constant); !ok || !joined {
			d.node(c, inside)
		}
		return true
	})
}

func sum(s string) uint64 {
	if v := uint64(crc32.ChecksumIEEE([]byte(s)) & 0xFF); v != 0 {
		return v
	}
	return 1
}

func checksum(n Node) uint64 {
	switch n := n.(type) {
	case *Constant:
		return constantSum(n)
	case *JoinedStr:
		return joinedSum(n)
	case *Keyword:
		return sum(n.Name)
	case *Arg:
		return sum(n.Name)
	case *Alias:
		return sum(n.Name + " " + n.AsName)
	case *TypeParam:
		return sum(detail(n))
	case *ExceptHandler:
		return sum(n.Name)
	case *Global:
		return sum(strings.Join(n.Names, " "))
	case *For:
		if !n.Async {
			return 0
		}
		return sum("async ")
	case *With:
		if !n.Async {
			return 0
		}
		return sum("async ")
	case *MatchClass:
		return sum(strings.Join(n.KwdAttrs, " "))
	case *Name, *Attribute, *BinOp, *UnaryOp, *BoolOp, *Compare, *AugAssign,
		*FunctionDef, *ClassDef, *ImportFrom, *MatchAs, *MatchStar, *MatchMapping:
		return sum(detail(n))
	}
	return 0
}

func constantSum(c *Constant) uint64 {
	switch c.Kind {
	case Str, Bytes:
		if s, ok := c.Text(); ok {
			return sum(s)
		}
		return 0
	case Int:
		v, ok := c.BigInt()
		if !ok {
			return 1
		}
		return sum("0x" + v.Text(16))
	case Float, Complex:
		v, ok := c.Float()
		if !ok {
			return 1
		}
		return sum(string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v))))
	case Ellipsis:
		return sum("Ellipsis")
	}
	return sum(c.src)
}

func joinedSum(j *JoinedStr) uint64 {
	var sb strings.Builder
	for _, v := range j.Values {
		switch v := v.(type) {
		case *Constant:
			s, ok := v.Text()
			if !ok {
				return 0
			}
			sb.WriteString(s)
		case *FormattedValue:
			if v.Debug {
				return 0
			}
		}
	}
	return sum(sb.String())
}

// difference describes the first node that only one side has, or is empty.
func difference(ours, theirs []uint64, f *text.File) string {
	unknown := map[uint64]bool{} // nodes that some checksum of ours is not known for
	for _, v := range ours {
		if v&0xFF == 0 {
			unknown[v>>8] = true
		}
	}
	for i := 0; i < len(ours) || i < len(theirs); i++ {
		if i < len(ours) && i < len(theirs) {
			a, b := ours[i], theirs[i]
			if a == b || a>>8 == b>>8 && unknown[a>>8] {
				continue
			}
		}
		show := func(list []uint64) string {
			if i >= len(list) {
				return "nothing"
			}
			v := list[i]
			s := text.Span{Start: uint32(v >> 40), End: uint32(v >> 16 & 0xFFFFFF)}
			kind := "?"
			if k := int(v >> 8 & 0xFF); k < len(dumpKinds) {
				kind = dumpKinds[k]
			}
			at := f.Position(s.Start)
			return fmt.Sprintf("%s %d-%d (line %d) sum %02x %.60q", kind, s.Start, s.End, at.Line, v&0xFF, f.Slice(s))
		}
		return fmt.Sprintf("ours %s; CPython %s", show(ours), show(theirs))
	}
	return ""
}

// oracle is a process that answers a path with a dump.
type oracle struct {
	in  io.WriteCloser
	out *bufio.Reader
	cmd *exec.Cmd
}

func startOracle(t testing.TB, name string, args ...string) *oracle {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &oracle{in, bufio.NewReaderSize(out, 1<<20), cmd}
}

// answer reads the dump of the next path; ok is false if CPython rejects it.
func (o *oracle) answer() (nodes []uint64, ok bool, err error) {
	var n uint32
	if err := binary.Read(o.out, binary.LittleEndian, &n); err != nil {
		return nil, false, err
	}
	if n == math.MaxUint32 {
		return nil, false, nil
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(o.out, b); err != nil {
		return nil, false, err
	}
	nodes = make([]uint64, n/8)
	for i := range nodes {
		nodes[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return nodes, true, nil
}

// tally is what a run of the differential test counts.
type tally struct {
	sync.Mutex
	files, rejected, nodes, falseErrors, missed, different int
	examples                                               []string
	rejectedOwn                                            []string // files of ours that CPython rejects
}

func (s *tally) note(path, what string) {
	if len(s.examples) < 20 {
		s.examples = append(s.examples, path+": "+what)
	}
}

// compare runs files through one oracle process.
func compare(t testing.TB, o *oracle, files []string, exact bool, s *tally) {
	go func() {
		w := bufio.NewWriter(o.in)
		for _, f := range files {
			fmt.Fprintln(w, f)
		}
		w.Flush()
		o.in.Close()
	}()
	d := newDumper(exact)
	for _, path := range files {
		theirs, ok, err := o.answer()
		if err != nil {
			t.Errorf("the oracle stopped at %s: %v", path, err)
			break
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		f := text.New(path, b)
		tree := Parse(f)
		s.Lock()
		s.files++
		switch {
		case !ok:
			s.rejected++
			if strings.HasPrefix(path, "testdata") {
				s.rejectedOwn = append(s.rejectedOwn, path)
			}
			if len(tree.Errors) == 0 {
				s.missed++
			}
		case len(tree.Errors) > 0:
			s.falseErrors++
			s.note(path, fmt.Sprintf("line %d: %s", f.LineOf(tree.Errors[0].Start), tree.Errors[0].Message))
		default:
			ours := d.dump(tree)
			s.nodes += len(ours)
			if diff := difference(ours, theirs, f); diff != "" {
				s.different++
				s.note(path, diff)
			}
		}
		s.Unlock()
	}
	o.cmd.Wait()
}

// pythonFiles lists the .py files below dir that are UTF-8 (other encodings
// are decoded before they come to the parser).
func pythonFiles(t testing.TB, dir string, skip ...string) (files []string) {
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if e.IsDir() {
			if slices.Contains(skip, e.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".py") || strings.Contains(path, "\n") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil || !utf8.Valid(b) || foreignCookie(b) || len(b) >= 1<<24 {
			return nil
		}
		files = append(files, path)
		return nil
	})
	return files
}

// foreignCookie tells whether a comment in the first two lines declares an
// encoding other than UTF-8.
func foreignCookie(b []byte) bool {
	for range 2 {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		if i := bytes.Index(line, []byte("coding")); i >= 0 && bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			name := strings.ToLower(strings.TrimLeft(string(line[i+6:]), ":= \t"))
			return !strings.HasPrefix(name, "utf-8") && !strings.HasPrefix(name, "utf8") && !strings.HasPrefix(name, "ascii") && !strings.HasPrefix(name, "us-ascii")
		}
		b = rest
	}
	return false
}

// programs writes the texts that the tests of CPython hold in their strings to
// files of their own: most of the grammar's corners, right and wrong, are there.
func programs(t testing.TB) (files []string) {
	out, err := exec.Command("python3", "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Skip("python3 is not installed: no tests to take programs from")
	}
	dir := t.TempDir()
	seen := map[string]bool{}
	for _, path := range pythonFiles(t, filepath.Join(strings.TrimSpace(string(out)), "test")) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		Parse(text.New(path, b)).Walk(func(n Node) bool {
			c, ok := n.(*Constant)
			if !ok || c.Kind != Str {
				return true
			}
			s, ok := c.Text()
			s = dedent(s)
			if !ok || len(s) > 20_000 || !strings.ContainsAny(s, "=(:[") || !utf8.ValidString(s) || foreignCookie([]byte(s)) || seen[s] {
				return true
			}
			seen[s] = true
			name := filepath.Join(dir, fmt.Sprintf("%d.py", len(files)))
			if err := os.WriteFile(name, []byte(s), 0o644); err != nil {
				t.Fatal(err)
			}
			files = append(files, name)
			return true
		})
	}
	return files
}

// dedent takes away the indentation that all lines of a text have.
func dedent(s string) string {
	margin := len(s)
	for line := range strings.Lines(s) {
		if rest := strings.TrimLeft(line, " "); strings.TrimSpace(rest) != "" {
			margin = min(margin, len(line)-len(rest))
		}
	}
	var out strings.Builder
	for line := range strings.Lines(s) {
		out.WriteString(line[min(margin, len(line)-len(strings.TrimLeft(line, " "))):])
	}
	return out.String()
}

func (s *tally) verdict(t *testing.T) {
	t.Logf("%d files (%d rejected by CPython, of which %d pass here), %d nodes: %d with false errors, %d with other nodes",
		s.files, s.rejected, s.missed, s.nodes, s.falseErrors, s.different)
	for _, e := range s.examples {
		t.Error(e)
	}
	if s.falseErrors+s.different > 0 && len(s.examples) == 0 {
		t.Error("differences without an example")
	}
}

// TestDifferential compares with the ast of this machine's python3, over its
// standard library and over the directories in LEADLINE_CORPUS.
func TestDifferential(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: nothing to compare with")
	}
	out, err := exec.Command(python, "-c", "import sys, os; print(os.path.dirname(os.__file__), sys.version_info >= (3, 12))").Output()
	if err != nil {
		t.Fatal(err)
	}
	lib, exact, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	files := pythonFiles(t, lib, "site-packages", "dist-packages")
	for _, dir := range filepath.SplitList(os.Getenv("LEADLINE_CORPUS")) {
		files = append(files, pythonFiles(t, dir)...)
	}
	if len(files) < 500 {
		t.Fatalf("only %d files found below %s", len(files), lib)
	}
	files = append(files, programs(t)...)
	var s tally
	var wg sync.WaitGroup
	const processes = 2
	for i := range processes {
		var part []string
		for j := i; j < len(files); j += processes {
			part = append(part, files[j])
		}
		wg.Go(func() {
			compare(t, startOracle(t, python, "testdata/differ/dump.py"), part, exact == "True", &s)
		})
	}
	wg.Wait()
	s.verdict(t)
}

// TestDifferentialNewest does the same with the newest CPython, as
// WebAssembly in Node, whose positions inside f-strings can be trusted.
func TestDifferentialNewest(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const room = "../../../tools/pyodide/"
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: cannot compare with CPython 3.14")
	}
	if _, err := os.Stat(room + "node_modules/pyodide"); err != nil {
		t.Skip("tools/pyodide is not installed (make pyodide): cannot compare with CPython 3.14")
	}
	const script = "testdata/differ/dump.py"
	lib := t.TempDir()
	if out, err := exec.Command(node, room+"oracle.mjs", script, "--unpack", lib).CombinedOutput(); err != nil {
		t.Fatalf("unpacking the standard library: %v\n%s", err, out)
	}
	files := append(pythonFiles(t, lib), pythonFiles(t, "testdata/newest")...)
	if len(files) < 400 {
		t.Fatalf("only %d files found", len(files))
	}
	for _, dir := range filepath.SplitList(os.Getenv("LEADLINE_CORPUS")) {
		files = append(files, pythonFiles(t, dir)...)
	}
	var s tally
	compare(t, startOracle(t, node, room+"oracle.mjs", script), files, true, &s)
	s.verdict(t)
	if s.rejected > s.files/20 {
		t.Errorf("CPython rejects %d of %d files", s.rejected, s.files)
	}
	var strings tally
	compare(t, startOracle(t, node, room+"oracle.mjs", script), programs(t), true, &strings)
	strings.verdict(t)
	for _, path := range s.rejectedOwn {
		t.Errorf("CPython 3.14 rejects %s, which should hold correct text", path)
	}
}
