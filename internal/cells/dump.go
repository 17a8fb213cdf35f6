package cells

import "fmt"

var Debug bool

func (r *replay) dump() {
	for _, t := range r.traces {
		fmt.Printf("cell %d count %d phantom %v out %x failed %v opaque %q", t.step.cell, t.step.count, t.step.phantom, t.out, t.failed, t.opaque)
		for _, n := range sortedReads(t) {
			fmt.Printf(" %s:%x/%d%v", n, t.reads[n].content&0xffff, t.reads[n].from, t.reads[n].touched)
		}
		fmt.Println()
	}
}
