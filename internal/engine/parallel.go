package engine

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// parallel calls work(0) to work(n-1), at most jobs at once, and stops handing
// out work when ctx is done. Which worker takes which number has no influence
// on any result: each writes to its own place.
func parallel(ctx context.Context, jobs, n int, work func(i int)) error {
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(jobs, n)) {
		group.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				work(i)
			}
		})
	}
	group.Wait()
	return ctx.Err()
}

// Each calls work(0) to work(n-1) on all processors, for loaders.
func Each(n int, work func(i int)) {
	_ = parallel(context.Background(), runtime.GOMAXPROCS(0), n, work) // nobody ends it
}

// guarded runs one stage on one file. A panic there is a fault of ours: it is
// returned as text, with the place where it began, and the scan goes on.
func guarded(stage func()) (fault string) {
	defer func() {
		if r := recover(); r != nil {
			fault = fmt.Sprintf("%v at %s", r, origin())
		}
	}()
	stage()
	return ""
}

// origin is the innermost frame of this program's own code below the panic.
func origin() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for panicking := false; ; {
		f, more := frames.Next()
		if panicking && !strings.HasPrefix(f.Function, "runtime.") {
			return fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line)
		}
		panicking = panicking || f.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}
