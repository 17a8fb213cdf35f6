package cells

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// known are names that IPython and the platforms around it bind.
func known(name string) bool {
	switch name {
	case "get_ipython", "In", "Out", "_", "__", "___", "_i", "_ii", "_iii", "_dh", "_ih", "_oh", "_sh", "_exit_code", "display", "exit", "quit",
		"__file__", "__name__", "__doc__", "__builtins__", "__builtin__", "__vsc_ipynb_file__", "__session__", "spark", "sc", "sqlContext", "dbutils",
		"reveal_type", "WindowsError", "displayHTML", "ls", "cd", "pwd", "pip", "conda", "who", "whos", "clear", "cls", "ll", "hist", "history", "man", "more":
		return true
	}
	if len(name) > 1 && name[0] == '_' {
		rest := strings.TrimPrefix(name[1:], "i")
		for i := 0; i < len(rest); i++ {
			if rest[i] < '0' || rest[i] > '9' {
				return false
			}
		}
		return rest != ""
	}
	return false
}

// magic plays an escape: it may bind names, or any name.
func (f *frame) magic(in *ir.Instr) value {
	r := f.r
	src := f.module.Consts[in.A].Str
	h := mix(131, hashText(src))
	for _, a := range f.f.List(in) {
		x := f.vals[a.Value]
		if g := r.globals[x.pending]; g != nil {
			r.note(x.pending, g)
		}
		h = mix(h, r.content(x))
	}
	name, rest := magicName(src)
	switch {
	case name == "" || strings.HasPrefix(src, "!") || strings.HasSuffix(strings.TrimSpace(src), "?") || src[0] == '?':
	case name == "capture" && strings.HasPrefix(src, "%%"):
		for _, word := range strings.Fields(rest) {
			if !strings.HasPrefix(word, "-") {
				r.bind(word, value{h: h})
			}
		}
	case name == "store":
		for _, word := range strings.Fields(strings.TrimPrefix(rest, "-r")) {
			if strings.HasPrefix(rest, "-r") {
				r.bind(word, value{h: h})
			}
		}
		if strings.TrimSpace(rest) == "-r" {
			r.blind("%store -r")
		}
	case name == "writefile" || name == "file":
		if words := strings.Fields(strings.SplitN(rest, "\n", 2)[0]); len(words) > 0 {
			r.touch(r.files, words[len(words)-1], "", h)
		}
	case bindsNothing(r.effects, name):
	case name == "run" && r.follow(src):
	default:
		mark := "%"
		if strings.HasPrefix(src, "%%") {
			mark = "%%"
		}
		r.blind(mark + name)
	}
	return value{h: h}
}

// bindsNothing tells whether a magic binds no name.
func bindsNothing(effects *model.Effects, name string) bool {
	what, _ := effects.Name("IPython.magic." + name)
	return what&model.BindsNothing != 0
}

// magicName is the name of a magic and what follows it.
func magicName(src string) (name, rest string) {
	s := strings.TrimLeft(src, "%")
	i := 0
	for i < len(s) && (s[i] == '_' || '0' <= s[i] && s[i] <= '9' || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z') {
		i++
	}
	return s[:i], strings.TrimLeft(s[i:], " \t")
}
