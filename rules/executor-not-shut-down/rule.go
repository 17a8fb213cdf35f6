// Package check finds executors that are never shut down.
package check

import "leadline/internal/rule"

// Check looks at executors and pools that one function makes.
func Check(p *rule.Pass) {
	for _, o := range p.Objects("concurrent.futures.ThreadPoolExecutor", "concurrent.futures.ProcessPoolExecutor", "concurrent.futures.thread.ThreadPoolExecutor",
		"multiprocessing.Pool", "multiprocessing.pool.Pool", "multiprocessing.pool.ThreadPool", "multiprocessing.dummy.Pool") {
		if o.Function == nil || o.In(rule.UseWith) || o.Escapes(nil) || o.Has("shutdown", "close", "terminate") {
			continue
		}
		p.Report(o.Call, "the workers of `"+o.Name+"` are never told to stop")
	}
}
