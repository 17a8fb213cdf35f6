package engine

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
	"time"

	"leadline/internal/workspace"
)

func TestZZ(t *testing.T) {
	dir := os.Getenv("LEADLINE_BENCH_DIR")
	o := known(t, dir)
	s := NewSession(o)
	st := time.Now()
	if err := s.Scan(context.Background(), silent{}); err != nil {
		t.Fatal(err)
	}
	t.Log("first", time.Since(st))
	e := newEditor(t, dir, 1)
	popular := s.popular(e)
	f, _ := os.Create("/tmp/editor-zz.prof")
	var times []time.Duration
	pprof.StartCPUProfile(f)
	for n := range 60 {
		name := e.names[e.IntN(len(e.names))]
		if n%5 == 0 {
			name = popular[n/5%5]
		}
		lines := e.lines[name]
		at := e.IntN(len(lines))
		for at > 0 && !defLine.MatchString(lines[at]) {
			at--
		}
		m := defLine.FindStringSubmatch(lines[at])
		if m == nil {
			continue
		}
		for k := range 2 {
			l := lines
			if k == 0 {
				l = slices.Insert(slices.Clone(lines), at+1, m[1]+"    undefined_mark_"+fmt.Sprint(n))
			}
			st := time.Now()
			if err := s.Edit(context.Background(), []workspace.Overlay{{Name: name, Content: []byte(strings.Join(l, "\n"))}}, silent{}); err != nil {
				t.Fatal(err)
			}
			took := time.Since(st)
			times = append(times, took)
			t.Logf("%8.1f ms %6d bodies %s:%d", float64(took.Microseconds())/1000, s.Ran, filepath.Base(name), at)
		}
	}
	pprof.StopCPUProfile()
	slices.Sort(times)
	t.Log(times[len(times)/2], times[len(times)*95/100])
}
