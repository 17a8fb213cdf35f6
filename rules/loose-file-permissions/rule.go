// Package check finds file modes that give others too much.
package check

import (
	"fmt"
	"regexp"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

const (
	othersWrite = 0o002
	othersAny   = 0o007
)

// places are the functions that take a mode, with its position and name.
type place struct {
	position int
	name     string
}

func places() map[string]place {
	mode := func(n int) place { return place{n, "mode"} }
	return map[string]place{
		"os.chmod": mode(1), "os.fchmod": mode(1), "os.lchmod": mode(1), "os.mkdir": mode(1), "os.makedirs": mode(1),
		"os.mkfifo": mode(1), "os.mknod": mode(1), "os.open": mode(2), "pathlib.Path.chmod": mode(0),
		"pathlib.Path.lchmod": mode(0), "pathlib.Path.mkdir": mode(0), "pathlib.PosixPath.chmod": mode(0),
	}
}

var secretFile = regexp.MustCompile(`(?i)(secret|private|id_rsa|\.pem$|\.key$|credential|passw|token|\.env$|shadow)`)
var shellMode = regexp.MustCompile(`\bchmod\s+(-\w+\s+)*(0?[0-7]?[0-7][0-7][2367]|o\+\w*w|a\+\w*w|\+w)\b`)

// Check reports modes of the functions, os.umask(0) and chmod commands.
func Check(p *rule.Pass) {
	modes := places()
	for c := range rule.All[*syntax.Call](p) {
		for _, n := range p.Names(c.Func) {
			if at, ok := modes[n]; ok {
				mode(p, c, at, n == "os.chmod")
				break
			}
			switch n {
			case "os.umask":
				umask(p, c)
			case "os.system", "subprocess.run", "subprocess.call", "subprocess.check_call", "os.popen":
				command(p, c)
			}
		}
	}
}

func mode(p *rule.Pass, c *syntax.Call, at place, first bool) {
	x := rule.ArgumentOf(c, at.position, at.name)
	if x == nil {
		return
	}
	bits, ok := value(p, x)
	switch {
	case !ok:
	case bits&othersWrite != 0:
		r := p.Report(c, "others may write to it")
		if k, literal := x.(*syntax.Constant); literal {
			r.Fix(false, "take the rights of others away", rule.Replace(k, fmt.Sprintf("0o%o", bits&^othersAny)))
		}
	case bits&othersAny != 0 && first && len(c.Args) > 0:
		if name, ok := p.Text(c.Args[0]); ok && secretFile.MatchString(name) {
			p.Report(c, "others may read this secret")
		}
	}
}

// flags are the names of module stat, by the bit that they stand for.
func flags() map[string]int64 {
	return map[string]int64{
		"S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100,
		"S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010,
		"S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
	}
}

// value is a mode: a number, or flags of stat with | between.
func value(p *rule.Pass, x syntax.Expr) (int64, bool) {
	x = p.Value(x)
	if n, ok := p.Number(x); ok {
		return n, true
	}
	if b, ok := x.(*syntax.BinOp); ok && b.Op == syntax.BitOr {
		left, ok1 := value(p, b.Left)
		right, ok2 := value(p, b.Right)
		bad := ok1 && left&othersWrite != 0 || ok2 && right&othersWrite != 0
		return left | right, ok1 && ok2 || bad
	}
	for _, n := range p.Names(x) {
		if flag, ok := strings.CutPrefix(n, "stat."); ok {
			bits, known := flags()[flag]
			return bits, known
		}
	}
	return 0, false
}

func umask(p *rule.Pass, c *syntax.Call) {
	if len(c.Args) == 1 {
		if n, ok := p.Number(c.Args[0]); ok && n == 0 {
			p.Report(c, "others may write to every file made from here on")
		}
	}
}

// command looks for chmod in a command line or argument list.
func command(p *rule.Pass, c *syntax.Call) {
	if len(c.Args) == 0 {
		return
	}
	line, _ := p.Text(c.Args[0])
	if list, ok := p.Value(c.Args[0]).(*syntax.List); ok {
		for _, e := range list.Elts {
			word, _ := p.Text(e)
			line += word + " "
		}
	}
	if shellMode.MatchString(line) {
		p.Report(c, "others may write to it")
	}
}
