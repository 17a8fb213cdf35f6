package cells

// follow plays a file that a cell runs: what it binds is bound by the cell. The
// file has names of its own until it has ended. It is false where the file is
// not known.
func (r *replay) follow(escape string) bool {
	if r.in.Beside == nil || r.depth >= maxInline {
		return false
	}
	modules := r.in.Beside(escape)
	if modules == nil {
		return false
	}
	ours, opaque, at := r.globals, r.opaque, r.at
	r.globals = map[string]*global{}
	if opaque == "" {
		r.opaque = "a file that is run" // a name that it lacks is not the cell's fault
	}
	r.depth++
	for _, m := range modules {
		(&frame{r: r, module: m, top: true, away: true}).play()
	}
	r.depth--
	theirs := r.globals
	r.globals, r.at = ours, at
	if r.opaque == "a file that is run" {
		r.opaque = ""
	}
	for name, g := range theirs {
		if len(name) < 2 || name[:2] != "__" {
			r.bind(name, g.v)
		}
	}
	return true
}
