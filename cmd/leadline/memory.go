package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"

	"leadline/internal/finding"
)

// pace sets how much garbage may lie about between two collections. Twice what
// lives, Go's own choice, is too little while a scan is young and too much when
// most of it stands: a project's memory should be a multiple of its code's,
// whatever the analysis comes to.
type pace struct {
	mu      sync.Mutex // of resident
	off     bool       // the user has said how
	passing bool       // no rule looks further than texts: nothing of a file is needed when it has been looked at
	stays   bool       // the program goes on afterwards
	parsed  bool
	budget  uint64 // that the heap may grow to
	percent int    // that is set
}

// Limits of the garbage that is allowed, in percent of what lives.
const (
	leastGarbage = 25
	goGarbage    = 100 // Go's own choice
	mostGarbage  = 150
	// Of texts that are looked at one by one hardly anything stays.
	passingGarbage = 300
	// The heap may grow to so many percent of what lives when all files are parsed
	// and linked.
	overParsed = 215
	// Below this nothing is worth a thought.
	smallHeap = 64 << 20
	// Below this the processor's time is worth more than memory: every machine that
	// scans has half of a gigabyte.
	roomyHeap = 384 << 20
	// What lives grows between two looks at it, so that not all of the room is given
	// away at once.
	roomyGarbage = 300
	// Before anything is looked at: the heap may grow to smallHeap, from the 4 MB
	// that Go begins with.
	firstGarbage = 100 * smallHeap / (4 << 20)
)

// newPace is the pace of a scan.
func newPace() *pace {
	_, percent := os.LookupEnv("GOGC")
	_, limit := os.LookupEnv("GOMEMLIMIT")
	return &pace{off: percent || limit}
}

// tend looks at the heap, between files and between slices of the solver.
func (p *pace) tend(x finding.Progress) {
	switch {
	case p.off:
		return
	case x.Stage == "discover": // what is read next may be large, and nobody looks until it is read
		p.set(mostGarbage)
		return
	case p.passing:
		p.set(passingGarbage)
		return
	case x.Stage == "parse":
		p.set(mostGarbage)
		return
	case x.Stage == "keep":
		p.set(keepingGarbage)
		return
	case !p.parsed:
		p.parsed = true
		if heap("/memory/classes/heap/objects:bytes") > smallHeap {
			runtime.GC()
		}
		p.budget = max(heap("/gc/heap/live:bytes"), smallHeap) * overParsed / 100
	}
	live := heap("/gc/heap/live:bytes")
	percent := p.roomy(garbage(p.budget, live), live)
	if p.stays && percent == leastGarbage {
		percent = atMost(leastGarbage, live)
	}
	p.set(percent)
}

// start is before rules and models are read.
func (p *pace) start() *pace {
	if !p.off {
		p.set(firstGarbage)
	}
	return p
}

// end is behind a command: what a process does after it goes at Go's own pace.
func (p *pace) end() {
	if !p.off {
		debug.SetGCPercent(goGarbage)
	}
}

// roomy is a percentage, or the larger one that fills the room that a scan has in any
// case; a program that stays has none.
func (p *pace) roomy(percent int, live uint64) int {
	if p.stays || live >= roomyHeap {
		return percent
	}
	room := min((roomyHeap-live)*100/max(live, 1), roomyGarbage)
	return max(percent, int(room)/5*5)
}

// atMost is a percentage that lets no more lie about than a resident program may.
func atMost(percent int, live uint64) int {
	return max(min(percent, int(residentMost*100/max(live, 1))), keepingGarbage)
}

// keepingGarbage is what may lie about while what is known is written: lists of all
// of it are made then, few and large, so that little has to be collected.
const keepingGarbage = 15

// residentGarbage is what a program allows that stays: an edit makes little garbage,
// and what a project takes is what is seen of it all day.
const residentGarbage = 50

// residentMost is how many bytes of it that may be: half of a gigabyte that lives
// is more than anybody expects.
const residentMost = 400 << 20

// resident is tend for a program that goes on afterwards: an empty progress says
// that the project is known now.
func (p *pace) resident(x finding.Progress) {
	p.mu.Lock() // several folders may be looked at
	defer p.mu.Unlock()
	p.stays = true
	switch {
	case p.off:
	case x.Stage != "":
		p.tend(x)
	default:
		p.parsed = false
		p.set(atMost(residentGarbage, heap("/gc/heap/live:bytes")))
	}
}

func (p *pace) set(percent int) {
	if p.percent != percent {
		p.percent = percent
		debug.SetGCPercent(percent)
	}
}

// garbage is the percentage under which a heap of which so much lives stays in a
// budget, rounded so that it changes seldom.
func garbage(budget, live uint64) int {
	if live == 0 || live*(100+mostGarbage)/100 <= budget {
		return mostGarbage
	}
	if live >= budget {
		return leastGarbage
	}
	return max(int((budget-live)*100/live)/5*5, leastGarbage)
}

func heap(metric string) uint64 {
	s := []metrics.Sample{{Name: metric}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return s[0].Value.Uint64()
}
