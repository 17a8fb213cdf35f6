package main

import (
	"strings"
	"testing"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
	"leadline/tools/histories"
)

const sample = `import os
from flask import request


def quoted(name):
    return "'" + name + "'"


def run(flag):
    command = "ls " + quoted(request.args["q"])
    if flag:
        os.system(command)
    else:
        os.remove("a")
    return command
`

// rewritten is what a transformation makes of a program of one file.
func rewritten(t *testing.T, name, content string) (*program, *written) {
	t.Helper()
	for _, tr := range transformations {
		if tr.name == name {
			p := parse("sample", map[string]string{"a.py": content})
			r := rewrite(p)
			tr.do(r, p.files[0])
			return p, r.write()
		}
	}
	t.Fatalf("there is no %s", name)
	return nil, nil
}

// TestTransformations looks at what each makes: the words that must be there, still
// Python, and something that changed.
func TestTransformations(t *testing.T) {
	for name, want := range map[string][]string{
		"rename-locals":    {`command_2 = "ls "`, "os.system(command_2)", "return command_2", "def run(flag):"},
		"rename-functions": {"def quoted_2(name):", "quoted_2(request"},
		"alias-imports":    {"import os as os_2", "os_2.system(command)", "import request as request_2", "request_2.args"},
		"local-imports":    {"    import os\n", "    from flask import request\n"},
		"extract-function": {"def part_1():\n    return \"ls \" + quoted(request.args[\"q\"])", "command = part_1()"},
		"inline-function":  {`"ls " + ("'" + request.args["q"] + "'")`},
		"move-to-file":     {"from moved_a import quoted"},
		"wrap-in-class":    {"class Holder_quoted:\n    @staticmethod\n    def quoted(name):\n        return", "Holder_quoted.quoted(request"},
		"swap-branches":    {"if  not (flag):\n        os.remove(\"a\")\n    else:\n        os.system(command)"},
		"dead-code":        {"if False:"},
		"reformat":         {"command = (\n"},
	} {
		t.Run(name, func(t *testing.T) {
			_, w := rewritten(t, name, sample)
			all := ""
			for file, content := range w.files {
				if errs := syntax.Parse(text.New(file, []byte(content))).Errors; len(errs) > 0 {
					t.Errorf("%s is no Python: %s\n%s", file, errs[0].Message, content)
				}
				all += content
			}
			for _, s := range want {
				if !strings.Contains(all, s) {
					t.Errorf("no %q in\n%s", s, all)
				}
			}
		})
	}
}

// TestLeftAlone holds what no transformation may touch.
func TestLeftAlone(t *testing.T) {
	for name, content := range map[string]string{
		"rename-locals":    "def f():\n    x = 1\n    return locals()\n",
		"rename-functions": "def f():\n    return 1\n\n\n__all__ = [\"f\"]\n",
		"alias-imports":    "import os\n\n\ndef f(os):\n    return os.name\n",
		"local-imports":    "import os\n\nHERE = os.getcwd()\n\n\ndef f():\n    return os.name\n",
		"extract-function": "async def f(x):\n    y = await x.read()\n    return y\n",
		"inline-function":  "def g(a, b=1):\n    return a + b\n\n\ndef f(x):\n    return g(x)\n",
		"move-to-file":     "LIMIT = 1\n\n\ndef f():\n    return LIMIT\n",
		"wrap-in-class":    "def f():\n    return 1\n",
		"swap-branches":    "def f(x):\n    if x:\n        return 1\n    elif x is None:\n        return 2\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, w := rewritten(t, name, content); w.files["a.py"] != content || len(w.files) != 1 {
				t.Errorf("it became\n%s", w.files["a.py"])
			}
		})
	}
}

// TestPlaces follows every statement of the sample through every transformation: what
// stands in the new text comes from the statement that it came from.
func TestPlaces(t *testing.T) {
	marks := map[string]int{"os.system": 12, "os.remove": 14, `"ls "`: 10}
	for _, tr := range transformations {
		p, w := rewritten(t, tr.name, sample)
		for mark, line := range marks {
			found := false
			for file, content := range w.files {
				for _, m := range []string{mark, strings.Replace(mark, "os.", "os_2.", 1)} {
					if i := strings.Index(content, m); i >= 0 {
						from, at := w.from(file, uint32(i+len(m)-1))
						found = true
						if got := p.files[0].statement(at); from != "a.py" || got != line {
							t.Errorf("%s: %s comes from %s:%d, not line %d", tr.name, mark, from, got, line)
						}
					}
				}
			}
			if !found {
				t.Errorf("%s: %s is gone", tr.name, mark)
			}
		}
	}
}

// TestSame scans the sample written in every way: the same finding, at the same statement.
func TestSame(t *testing.T) {
	s := settings{rules: []string{"os-command-injection"}}
	var err error
	if s.models, s.set, err = histories.Catalogue(); err != nil {
		t.Fatal(err)
	}
	for _, tr := range transformations {
		p, w := rewritten(t, tr.name, sample)
		got, err := s.scan(t.Context(), p, w)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, " ") != "os-command-injection a.py:12" {
			t.Errorf("%s: %v", tr.name, got)
		}
	}
}

func TestDiffer(t *testing.T) {
	c, lines := differ([]string{"a", "a", "b"}, []string{"a", "b", "c"})
	if c != (score{programs: 1, changed: 1, same: 2, gone: 1, new: 1}) || strings.Join(lines, ",") != "gone a,new c" {
		t.Errorf("%+v %v", c, lines)
	}
}
