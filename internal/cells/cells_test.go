package cells_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
	"leadline/models"
)

func play(t *testing.T, frames string, log *cells.Log) *cells.Graph {
	t.Helper()
	n := notebook.Split(text.New("n.ipynb", notebook.FromFrames(frames)))
	known, err := model.Load(models.FS)
	if err != nil {
		t.Fatal(err)
	}
	return engine.Play(n, syntax.Parse(n.File), log, known.Effects(), nil)
}

func problems(g *cells.Graph) string {
	var out []string
	for _, p := range g.Problems {
		sure := "sure"
		if !p.Sure {
			sure = "possible"
		}
		out = append(out, fmt.Sprintf("%s %s cell %d %s from %d spoils %v", sure, p.Kind, p.Cell, p.Name, p.Other, p.Spoils))
	}
	return strings.Join(out, "\n")
}

func TestOrder(t *testing.T) {
	for _, c := range []struct{ name, frames, problems, verdict string }{
		{"a run from top to bottom", "In [1]:\nx = 1\nIn [2]:\nx\nOut:\n1\n", "", "be the same"},
		{"the same again", "In [3]:\nx = 1\nIn [2]:\nx\nOut:\n1\n", "", "be the same"},
		{"maybe the same again", "In [3]:\nimport lib\nx = lib.f()\nIn [2]:\nx\nOut:\n1\n", "possible stale cell 1 x from 0 spoils [1]", "be the same"},
		{"edited and run again", "In [3]:\nx = 2\nIn [2]:\nx\nOut:\n1\n", "sure stale cell 1 x from 0 spoils [1]", "change the output of cell 2"},
		{"a cell that is gone changed it", "In [1]:\nx = [2, 1]\nIn [2]:\nlen(x)\nOut:\n2\nIn [4]:\nx\nOut:\n[2, 1, 3]\n", "sure stale cell 2  from -1 spoils [2]", "change the output of cell 3"},
		{"more digits than today", "In [1]:\nx = 0.1\nIn [2]:\nlen('a')\nOut:\n1\nIn [4]:\n[x + 0.2, 1]\nOut:\n[0.3000000000004, 1.0]\n", "", "be the same"},
		{"keys in another order", "In [1]:\nx = {'b': 1, 'a': 2}\nIn [2]:\nlen(x)\nOut:\n2\nIn [4]:\nx\nOut:\n{'a': 2, 'b': 1}\n", "", "be the same"},
		{"another Python", "In [1]:\nx = [2, 1]\nIn [2]:\nx\nOut:\n(2, 1)\n", "", "be the same"},
		{"written better", "In [1]:\ndef f(x):\n    return 2 * x\nIn [3]:\nf(2)\nOut:\n4\nIn [2]:\ndef f(x):\n    y = x\n    return x + y\n", "", "be the same"},
		{"built another way", "In [1]:\nx = [0, 1, 4]\nIn [3]:\nx\nOut:\n[0, 1, 4]\nIn [2]:\nx = [i * i for i in range(3)]\n", "", "be the same"},
		{"counted up twice", "In [1]:\nx = 1\nIn [3]:\nx += 1\nx\nOut:\n3\nIn [4]:\nx\nOut:\n3\n", "sure stale cell 1 x from 1 spoils [1 2]", "change the outputs of cells 2, 3"},
		{"from below", "In [1]:\nx = 1\nIn [3]:\nx\nOut:\n2\nIn [2]:\nx = 2\n", "sure below cell 1 x from 2 spoils [1]", "change the output of cell 2"},
		{"the same value from below", "In [1]:\nx = 1\nIn [3]:\nx\nOut:\n1\nIn [2]:\nx = 1\n", "", "be the same"},
		{"an alias is changed", "In [1]:\na = [1]\nb = a\nIn [3]:\nb\nOut:\n[1, 2]\nIn [2]:\na.append(2)\n", "sure below cell 1 b from 2 spoils [1]", "change the output of cell 2"},
		{"a copy is not", "In [1]:\na = [1]\nb = list(a)\nIn [3]:\nb\nOut:\n[1]\nIn [2]:\na.append(2)\n", "", "be the same"},
		{"a function reads it", "In [1]:\ndef f():\n    return k\nIn [2]:\nk = 1\nIn [4]:\nf()\nOut:\n2\nIn [3]:\nk = 2\n", "sure below cell 2 k from 3 spoils [2]", "change the output of cell 3"},
		{"a function that is passed reads it", "In [1]:\ndef f(x):\n    return x + k\nIn [2]:\nk = 1\nIn [4]:\nlist(map(f, [1]))\nOut:\n[3]\nIn [3]:\nk = 2\n", "sure below cell 2 k from 3 spoils [2]", "change the output of cell 3"},
		{"a generator moves on", "In [1]:\nimport random\nrandom.seed(1)\nIn [3]:\nrandom.random()\nOut:\n0.8\nIn [2]:\nrandom.random()\nOut:\n0.1\n", "sure below cell 1 the generator of random from 2 spoils [1]\nsure stale cell 2 the generator of random from 1 spoils [2]", "change the outputs of cells 2, 3"},
		{"no output shows it", "In [1]:\nx = 1\nIn [3]:\ny = x\nIn [2]:\nx = 2\n", "", "be the same"},
		{"another column", "In [1]:\nd = make()\nIn [3]:\nd['a']\nOut:\n1\nIn [2]:\nd['b'] = 2\n", "sure ghost cell 0 make from -1 spoils []", "fail at cell 1"},
		{"under a branch", "In [1]:\nif False:\n    print(nothing)\n", "possible ghost cell 0 nothing from -1 spoils []", "be the same"},
		{"only an address is shown", "In [1]:\nx = [1]\nIn [3]:\niter(x)\nOut:\n<list_iterator object at 0x7f00>\nIn [2]:\nx.append(1)\n", "", "be the same"},
		{"only what an object is and how large is shown", "In [1]:\nx = [1]\nIn [3]:\nx\nOut:\n<Figure size 640x480 with 1 Axes>\nIn [2]:\nx.append(1)\n", "", "be the same"},
		{"what an object holds is shown", "In [1]:\nx = [1]\nIn [3]:\nx\nOut:\n<Axes: title='b'>\nIn [2]:\nx.append(1)\n", "sure below cell 1 x from 2 spoils [1]", "change the output of cell 2"},
		{"another element", "In [1]:\nx = [[1, 2], [3, 4]]\nIn [3]:\nx[1]\nOut:\n[3, 4]\nIn [2]:\nx[0] = 5\n", "", "be the same"},
		{"an element of a row", "In [1]:\nx = [[1, 2], [3, 4]]\nIn [3]:\nx[0]\nOut:\n[5, 2]\nIn [2]:\nx[0, 0] = 5\n", "sure below cell 1 x from 2 spoils [1]", "change the output of cell 2"},
		{"an element from the end may be it", "In [1]:\nx = [1, 2]\nIn [3]:\nx[-1]\nOut:\n5\nIn [2]:\nx[1] = 5\n", "sure below cell 1 x from 2 spoils [1]", "change the output of cell 2"},
		{"rows go through columns", "In [1]:\nimport pandas as pd\nd = pd.DataFrame([1])\nIn [3]:\nd.iloc[0]\nOut:\n2\nIn [2]:\nd['a'] = 2\n", "sure below cell 1 d from 2 spoils [1]", "change the output of cell 2"},
		{"an array is its elements", "In [1]:\nimport numpy as np\na = np.array([0, 1, 2])\nIn [3]:\na\nOut:\n[0 1 2]\nIn [2]:\na = np.arange(3)\n", "", "be the same"},
		{"what gives a value does not change", "In [1]:\nimport pandas as pd\nd = pd.DataFrame([1])\nIn [3]:\nd\nOut:\n1\nIn [2]:\ne = d.append(1)\n", "", "be the same"},
		{"a handed-on function reads it", "In [1]:\ndef every(x, *tests):\n    return all(t(x) for t in tests)\ndef f(x):\n    return x > k\nIn [2]:\nk = 1\nIn [4]:\nevery(1, f)\nOut:\nTrue\nIn [3]:\nk = 0\n", "sure below cell 2 k from 3 spoils [2]", "change the output of cell 3"},
		{"a picture is no text", "In [1]:\nax = axes()\nIn [3]:\nax.plot(1)\nax.set_title('a')\nOut:\nText(0, 0, 'a')\nIn [2]:\nax.grid()\n", "sure ghost cell 0 axes from -1 spoils []", "fail at cell 1"},
		{"a run that failed needs no other before it", "In [1]:\nimport random\nrandom.seed(1)\nIn [3]:\nx = random.random()\nx\nOut:\n0.1\nIn [2]:\nx + 1\nError: NameError\n", "", "be the same"},
		{"two sessions", "In [1]:\nx = 1\nIn [1]:\nx\nOut:\n1\nIn [2]:\nx\nOut:\n1\n", "", "be the same"},
	} {
		g := play(t, c.frames, nil)
		if got := problems(g); got != c.problems {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.problems)
		}
		if v := g.Verdict(); !strings.Contains(v, c.verdict) {
			t.Errorf("%s: %s", c.name, v)
		}
	}
}

func TestLog(t *testing.T) {
	frames := "In [3]:\nx = 1\nIn [2]:\nx\nOut:\n5\n"
	run := func(cell, source string, count int) cells.Run {
		return cells.Run{Cell: cell, Hash: cells.HashOf(source), Source: source, Count: count, OK: true}
	}
	for _, c := range []struct {
		name string
		runs []cells.Run
		want string
	}{
		{"edited in between", []cells.Run{run("cell1", "x = 5", 1), run("cell2", "x", 2), run("cell1", "x = 1", 3)}, "sure stale cell 1 x from 0 spoils [1]"},
		{"a kernel before", []cells.Run{{Cell: "cell1", Hash: "00", Count: 1, OK: true, Kernel: "a"}, {Cell: "cell1", Hash: cells.HashOf("x = 1"), Count: 1, OK: true, Kernel: "b"}, {Cell: "cell2", Hash: cells.HashOf("x"), Count: 2, OK: true, Kernel: "b"}}, ""},
		{"another notebook's", []cells.Run{run("other", "x = 1", 1)}, "sure stale cell 1 x from 0 spoils [1]"},
	} {
		if got := problems(play(t, frames, &cells.Log{Version: 1, Runs: c.runs})); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMend(t *testing.T) {
	g := play(t, "In [1]:\nx = 1\nIn [3]:\nx\nOut:\n2\nIn [2]:\nx = 2\nIn [4]:\nx\nOut:\n2\n", nil)
	if order := g.Mend(g.Problems[0]); fmt.Sprint(order) != "[0 2 1 3]" {
		t.Errorf("%v", order)
	}
	g = play(t, "In [1]:\nx = 1\nIn [2]:\nx\nOut:\n1\nIn [4]:\nx\nOut:\n2\nIn [3]:\nx = 2\n", nil)
	if order := g.Mend(g.Problems[0]); fmt.Sprint(order) != "[0 1 3 2]" {
		t.Errorf("%v", order)
	}
}

func TestPrint(t *testing.T) {
	g := play(t, "In [1]:\nx = [1]\nIn [3]:\nprint(x)\nOut:\n[1, 2]\nIn [2]:\nx.append(2)\nIn [ ]:\nfrom math import *\n", nil)
	var b bytes.Buffer
	cells.Print(&b, g)
	want := `cell 1 (In [1])          defines x
cell 2 (In [3])          [would change]  uses x (cell 1)
cell 3 (In [2])          changes x  uses x (cell 1)
cell 4                   any name may come from here on: from math import *
ran in the order of cells 1, 3, 2
Restart and run all would change the output of cell 2.
`
	if strings.Join(strings.Fields(b.String()), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

// Code that defines a name is proved: it must define it where it is read, and
// stop no other cell.
func TestDefined(t *testing.T) {
	for code, want := range map[string]bool{
		"import os\nimport pandas as pd\n":       true,
		"import os\nimport pandas\n":             false,
		"import pandas as pd\nlost()\n":          false,
		"import pandas as pd\ndel pd\n":          false,
		"if os.name:\n    import pandas as pd\n": false,
	} {
		g := play(t, "In [1]:\nimport os\nIn [2]:\nframe = pd.DataFrame()\nIn [3]:\nframe\n", nil)
		if len(g.Problems) != 1 {
			t.Fatal(g.Problems)
		}
		file := text.New("", []byte(code))
		if got := g.Defined(g.Problems[0], 0, lower.Lower(syntax.ParseCell(file), "", false)); got != want {
			t.Errorf("%q: %v, want %v", code, got, want)
		}
	}
}
