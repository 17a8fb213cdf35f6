package taint

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Positions: where in an argument data must lie for a sink to be one. Those of
// an argument's structure are decided where the sink stands, by picking the
// labels that lie there; those of a text are decided for the whole flow, when
// all that stands in front of the data is known.
const (
	posArgv0     = "argv0"          // the program of an argument list
	posShellArgv = "shell-argv"     // the script behind a shell's -c
	posOption    = "argv-option"    // an argument that a program may take for an option, which makes it run others
	posArgument  = "argv-argument"  // an argument that any other program may take for an option
	posSpread    = "spread"         // a mapping whose keys become names of arguments, or one that is handed over as it came
	posSystem    = "system-message" // a message with the role system or developer
	posURLHost   = "url-host"       // scheme or host of an address
)

// placed are the labels of an argument that lie at a position.
func (r *run) placed(a *value.CallArg, position string) []Label {
	switch position {
	case posArgv0:
		return r.firstItem(a)
	case posShellArgv:
		return r.shellScript(a)
	case posOption:
		return r.options(a, isObliging)
	case posArgument:
		return r.options(a, func(name string) bool { return !isObliging(name) && !optionless[name] && !shells[name] })
	case posSpread:
		return r.spread(a)
	case posSystem:
		return r.systemMessages(a)
	}
	return r.deepOf(a.Val, a.Defs())
}

// firstItem are the labels of the first item of a list, or of a text.
func (r *run) firstItem(a *value.CallArg) []Label {
	var ls []Label
	if r.afterProgram(a.Def) {
		return nil
	}
	for _, x := range a.Val {
		if x.Kind() != value.Object {
			ls = r.union(ls, r.own(a.Defs()))
			continue
		}
		id := uint32(x.Payload())
		switch r.fr.Kind(id) {
		case value.ObjList, value.ObjTuple:
			v, ds, _ := r.fr.Load(id, value.IndexKey(0))
			if !v.Known() {
				ls = r.union(ls, r.own(ds))
			}
		case value.ObjPath:
			ls = r.union(ls, r.own(a.Defs()))
		}
	}
	return ls
}

// afterProgram tells whether a list is a text cut at its blanks that begins with the name of a
// program, one that runs nothing that its arguments say: shlex.split("convert " + name).
func (r *run) afterProgram(d value.Def) bool {
	if int(d) >= len(r.f.Instrs) {
		return false
	}
	c := r.fr.CallAt(value.BoundTo(r.f, d))
	if c == nil || len(c.Targets) > 0 {
		return false
	}
	var text value.Value
	switch {
	case len(c.Ext) == 1 && r.fr.Text(c.Ext[0]) == "shlex.split" && c.Call.Arg(0) != nil:
		text = c.Call.Arg(0).Val
	case c.Method != 0 && r.fr.Text(c.Method) == "split" && len(c.Call.Args) == 0:
		text = c.RecvVal
	}
	if len(text) != 1 || text[0].Kind() != value.Shape {
		return false
	}
	m := programWord.FindStringSubmatch(r.fr.Shapes[text[0].Payload()].String())
	if m == nil {
		return false
	}
	program := path.Base(m[1])
	return !shells[program] && !obliging[program]
}

// programWord is the first word of a command, with the blank behind it.
var programWord = regexp.MustCompile(`^\s*([\w./+-]+)\s`)

var shells = map[string]bool{
	"sh": true, "bash": true, "zsh": true, "dash": true, "ksh": true, "ash": true, "fish": true, "cmd": true, "cmd.exe": true,
	"powershell": true, "powershell.exe": true, "pwsh": true, "python": true, "python3": true, "perl": true, "ruby": true, "node": true,
}

// shellScript are the labels of what follows -c, /c, -Command or -e in an
// argument list that starts a shell or interpreter.
func (r *run) shellScript(a *value.CallArg) []Label {
	var ls []Label
	for _, x := range a.Val {
		if x.Kind() != value.Object {
			continue
		}
		id := uint32(x.Payload())
		if k := r.fr.Kind(id); k != value.ObjList && k != value.ObjTuple || !r.isShell(id) {
			continue
		}
		script := false
		for n := 1; n < 12; n++ {
			v, ds, _ := r.fr.Load(id, value.IndexKey(n))
			if v == nil {
				break
			}
			if script && !v.Known() {
				ls = r.union(ls, r.own(ds))
			}
			if c, ok := r.fr.Only(v); ok {
				switch strings.ToLower(c.Text) {
				case "-c", "/c", "-command", "-e", "/k", "-lc", "-ic":
					script = true
				}
			}
		}
	}
	return ls
}

func (r *run) isShell(id uint32) bool {
	v, _, _ := r.fr.Load(id, value.IndexKey(0))
	c, ok := r.fr.Only(v)
	return ok && c.Kind == ir.ConstStr && shells[strings.ToLower(path.Base(c.Text))]
}

// obliging are programs that have options which make them run other programs, or write
// where these say: git clone --upload-pack=..., tar --checkpoint-action=...
var obliging = map[string]bool{
	"git": true, "hg": true, "svn": true, "bzr": true, "ssh": true, "scp": true, "sftp": true, "rsync": true, "tar": true, "zip": true,
	"find": true, "curl": true, "wget": true, "man": true, "awk": true, "sed": true, "tcpdump": true,
}

func isObliging(name string) bool { return obliging[name] }

// optionless are programs to which an option is a text like any other, or does nothing.
var optionless = map[string]bool{"echo": true, "printf": true, "true": true, "false": true, "test": true, "[": true, "kill": true}

// options are the labels of arguments of such a program that begin as somebody
// else likes: those behind -- are no options, nor is the value of one.
func (r *run) options(a *value.CallArg, such func(name string) bool) []Label {
	var ls []Label
	for _, x := range a.Val {
		if x.Kind() != value.Object {
			continue
		}
		id := uint32(x.Payload())
		if k := r.fr.Kind(id); k != value.ObjList && k != value.ObjTuple || !r.starts(id, such) {
			continue
		}
		valued := false
		for n := 1; n < 24; n++ {
			v, ds, _ := r.fr.Load(id, value.IndexKey(n))
			if v == nil || r.endsOptions(v) {
				break
			}
			if !valued && !v.Known() && r.beginsOpen(v, ds) {
				ls = r.union(ls, r.own(ds))
			}
			valued = r.everyText(v, func(s string) bool { return strings.HasPrefix(s, "-") && !strings.Contains(s, "=") })
		}
	}
	return ls
}

// starts tells whether the first item can only be such a program.
func (r *run) starts(id uint32, such func(name string) bool) bool {
	v, _, _ := r.fr.Load(id, value.IndexKey(0))
	return r.everyText(v, func(s string) bool { return such(strings.ToLower(strings.TrimSuffix(path.Base(s), ".exe"))) })
}

// endsOptions tells whether an argument is --, or may be: it is put in where the program
// needs it.
func (r *run) endsOptions(v value.Value) bool {
	return slices.ContainsFunc(v, func(x value.Atom) bool {
		c, ok := r.fr.Constant(x)
		return ok && c.Text == "--"
	})
}

// everyText tells whether a value is nothing but constant texts, each of which is such a one.
func (r *run) everyText(v value.Value, such func(string) bool) bool {
	for _, x := range v {
		if c, ok := r.fr.Constant(x); !ok || c.Kind != ir.ConstStr || !such(c.Text) {
			return false
		}
	}
	return len(v) > 0
}

// beginsOpen tells whether nothing constant stands in front of a text, in one of its forms.
// A form that is nothing but constant, as the default of a look-up, says nothing of the others.
func (r *run) beginsOpen(v value.Value, ds []value.Def) bool {
	led := false
	for _, d := range ds {
		for _, parts := range r.fr.Pieces(v, d) {
			if !slices.ContainsFunc(parts, func(p value.Part) bool { return p.Hole != 0 }) {
				continue
			}
			if parts[0].Hole != 0 || parts[0].Text == "" {
				return true
			}
			led = true
		}
	}
	return !led
}

// spread are the labels of a mapping of which nobody knows the keys: what lies behind ** where
// these are known are arguments like others.
func (r *run) spread(a *value.CallArg) []Label {
	if a.Star == 1 || a.Star == 0 && a.Name != 0 {
		return nil
	}
	for _, x := range a.Val {
		if x.Kind() == value.Object && r.fr.Kind(uint32(x.Payload())) == value.ObjDict {
			return nil
		}
	}
	return r.own(a.Defs())
}

// systemMessages are the labels of messages whose role is system or developer;
// a plain text is one.
func (r *run) systemMessages(a *value.CallArg) []Label {
	var ls []Label
	for _, x := range a.Val {
		if x.Kind() != value.Object {
			if names, _ := r.fr.TypeNames(value.Value{x}); len(names) == 1 && names[0] == "builtins.str" {
				ls = r.union(ls, r.own(a.Defs()))
			}
			continue
		}
		r.fr.Cells(uint32(x.Payload()), func(_ value.Key, c value.Cell) {
			for _, m := range c.Val {
				if m.Kind() == value.Object {
					ls = r.union(ls, r.systemMessage(uint32(m.Payload())))
				}
			}
		})
	}
	return ls
}

func (r *run) systemMessage(id uint32) []Label {
	role, content := value.Key(0), value.Key(0)
	switch r.fr.Kind(id) {
	case value.ObjDict:
		role, content = r.itemKey("role"), r.itemKey("content")
	case value.ObjTuple, value.ObjList:
		role, content = value.IndexKey(0), value.IndexKey(1)
	default:
		return nil
	}
	v, _, _ := r.fr.Load(id, role)
	for _, x := range v {
		if c, ok := r.fr.Constant(x); ok && (c.Text == "system" || c.Text == "developer") {
			text, ds, _ := r.fr.Load(id, content)
			return r.deepOf(text, ds)
		}
	}
	return nil
}

func (r *run) itemKey(text string) value.Key {
	k, _ := r.fr.ItemKey(r.fr.Str(text)[0])
	return k
}

// emptyLine ends the headers of a mail.
var emptyLine = regexp.MustCompile(`\r?\n\r?\n`)

// sentence: two words stand at the beginning of the text, as people write them.
var sentence = regexp.MustCompile(`^\pL+ \pL+\s`)

// fixedHost: everything up to the end of the host stands in front of the data.
var fixedHost = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.\-]*://[^/?#]+[/?#]|^(https?:)?//[^/?#]+[/?#]`)

// AtHost tells whether data may choose the scheme or host of an address.
func (e *Spot) AtHost() bool {
	b := e.Before
	switch {
	case b == "":
		return true
	case fixedHost.MatchString(b):
		return false
	case strings.HasPrefix(b, "/"):
		return len(b) == 1 || b[1] == '/' || b[1] == '\\'
	case strings.HasPrefix(b, "\x00"):
		return !strings.ContainsAny(b[1:], "/?#")
	case strings.HasPrefix(b, "?") || strings.HasPrefix(b, "#"):
		return false
	}
	return !strings.ContainsAny(strings.TrimPrefix(strings.TrimPrefix(b, "https://"), "http://"), "/?#")
}

// InQuotes is the quote character that the data stands within in the sink's
// text, or 0.
func (e *Spot) InQuotes() byte {
	var open byte
	for i := 0; i < len(e.Before); i++ {
		switch c := e.Before[i]; {
		case c == open:
			open = 0
		case open == 0 && (c == '\'' || c == '"'):
			open = c
		}
	}
	return open
}

// At tells whether data lies at a named position of the sink's text.
func (e *Spot) AtPosition(name string) bool {
	switch name {
	case "", posArgv0, posShellArgv, posOption, posArgument, posSpread, posSystem:
		return true
	case posURLHost:
		return e.AtHost()
	case "in-single-quotes":
		return e.InQuotes() == '\''
	case "in-double-quotes":
		return e.InQuotes() == '"'
	case "in-quotes":
		return e.InQuotes() != 0
	case "behind-slash":
		return e.Before == "/"
	case "in-words":
		return sentence.MatchString(e.Before)
	case "mail-head":
		return !emptyLine.MatchString(e.Before)
	case "path-prefix":
		return e.Before == ""
	}
	return true
}

// sinkLabels are the labels of an argument that a sink row asks about.
func (r *run) sinkLabels(a *value.CallArg, s *model.Sink) []Label { return r.placed(a, s.Position) }
