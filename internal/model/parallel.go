package model

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// InParallel does pieces of work on all processors and returns when all are done. The
// files of models and rules do not need each other to be read, and reading them is most
// of a start.
func InParallel(n int, work func(int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				work(int(i))
			}
		})
	}
	all.Wait()
}
