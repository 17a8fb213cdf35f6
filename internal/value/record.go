package value

// record is what is kept of one evaluation of a call.
type record struct {
	fact CallFact
	call Call
	args []CallArg // memory of call.Args
}

// records hand out records and take all of them back at once.
type records struct {
	chunks []*[recordChunk]record
	used   int
}

const (
	recordChunk = 32
	maxRecords  = 64 * recordChunk // that are kept for the next body
)

func (r *records) next() *record {
	if r.used == len(r.chunks)*recordChunk {
		r.chunks = append(r.chunks, new([recordChunk]record))
	}
	rec := &r.chunks[r.used/recordChunk][r.used%recordChunk]
	r.used++
	return rec
}

// forget takes back what was handed out. Nobody may hold any of it.
func (r *records) forget() {
	if r.used > maxRecords {
		*r = records{}
		return
	}
	for i := range r.used {
		rec := &r.chunks[i/recordChunk][i%recordChunk]
		clear(rec.fact.Targets)
		clear(rec.args)
		*rec = record{fact: CallFact{Targets: rec.fact.Targets[:0], Ext: rec.fact.Ext[:0]}, args: rec.args[:0]}
	}
	r.used = 0
}
