package engine

import (
	"context"
	"errors"

	"leadline/internal/finding"
)

// Place is a line of a file, as the user names it.
type Place struct {
	Name string
	Line int
}

// WhyNot tells why no flow from one place to another is reported: the steps
// that the data takes and the reason for which it goes no further.
func WhyNot(ctx context.Context, o Options, from, to Place) ([]finding.Step, string, error) {
	return nil, "", errors.New("explain --from --to is not answered yet")
}

// silent is a handler for scans that nobody watches.
type silent struct{}

func (silent) Progress(finding.Progress) {}
func (silent) Finding(*finding.Finding)  {}
func (silent) Done(*finding.Coverage)    {}
