package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// way is where git says that the lines of one revision went in the next.
type way struct{ files map[string]*fileWay }

type fileWay struct {
	to    string // "" for a file that is gone
	hunks []hunk
}

// hunk is that so many lines from one on became so many others.
type hunk struct{ old, olds, now, nows int }

// lineWay asks git how two revisions differ. Layout at the ends and inside of lines
// does not count.
func lineWay(ctx context.Context, repo, old, now string) (*way, error) {
	out, err := exec.CommandContext(ctx, "git", "-C", repo, "-c", "core.quotePath=false", "diff", "-U0", "-w", "-M", "--no-color", "--no-ext-diff", "--no-textconv", old, now, "--", "*.py").Output()
	if err != nil {
		return nil, fmt.Errorf("git diff: %w", err)
	}
	w := &way{files: map[string]*fileWay{}}
	var f *fileWay
	from := ""
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<28)
	begin := func(name string) {
		from = name
		f = &fileWay{to: name}
		w.files[from] = f
	}
	for lines.Scan() {
		l := lines.Text()
		switch {
		case strings.HasPrefix(l, "diff --git "):
			f, from = nil, ""
		case strings.HasPrefix(l, "rename from "):
			begin(l[len("rename from "):])
		case strings.HasPrefix(l, "rename to ") && f != nil:
			f.to = l[len("rename to "):]
		case strings.HasPrefix(l, "--- a/") && f == nil:
			begin(strings.TrimRight(l[len("--- a/"):], "\t"))
		case l == "+++ /dev/null" && f != nil:
			f.to = ""
		case strings.HasPrefix(l, "@@ -") && f != nil:
			h, err := parseHunk(l)
			if err != nil {
				return nil, err
			}
			f.hunks = append(f.hunks, h)
		}
	}
	return w, lines.Err()
}

func parseHunk(l string) (h hunk, err error) {
	part := strings.Fields(l)
	if len(part) < 3 {
		return h, fmt.Errorf("git diff: %q", l)
	}
	if h.old, h.olds, err = numbers(part[1][1:]); err != nil {
		return h, err
	}
	h.now, h.nows, err = numbers(part[2][1:])
	return h, err
}

func numbers(s string) (from, n int, err error) {
	a, b, more := strings.Cut(s, ",")
	if from, err = strconv.Atoi(a); err != nil || !more {
		return from, 1, err
	}
	n, err = strconv.Atoi(b)
	return from, n, err
}

// line is where a line went; ok is false for one that was rewritten or removed.
func (w *way) line(path string, line int) (toPath string, toLine int, ok bool) {
	f := w.files[path]
	if f == nil {
		return path, line, true
	}
	if f.to == "" {
		return "", 0, false
	}
	by := 0
	for _, h := range f.hunks {
		last := h.old + h.olds - 1
		if h.olds == 0 {
			last = h.old // added behind this line
		}
		if line > last {
			by += h.nows - h.olds
			continue
		}
		if h.olds > 0 && line >= h.old {
			return f.to, 0, false
		}
		break
	}
	return f.to, line + by, true
}
