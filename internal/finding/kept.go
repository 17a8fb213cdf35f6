package finding

// Kept is a handler that keeps a whole scan.
type Kept struct {
	Findings []*Finding
	Coverage *Coverage
}

// Progress is not kept.
func (k *Kept) Progress(Progress) {}

// Finding keeps one.
func (k *Kept) Finding(f *Finding) { k.Findings = append(k.Findings, f) }

// Done keeps the coverage.
func (k *Kept) Done(c *Coverage) { k.Coverage = c }
