package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/cells"
	"leadline/internal/service"
)

// notebookView is a notebook as the API shows it: the report of its cells, of which
// a list leaves the cells out.
type notebookView struct {
	cells.Report
	Cells    []notebookCellView    `json:"cells,omitempty" doc:"The code cells; only of a notebook that was asked for by its path."`
	Problems []notebookProblemView `json:"problems,omitempty"`
}

// The parts of a report under the names that the API's description has for them.
type (
	notebookCellView    cells.ReportCell
	notebookProblemView cells.ReportProblem
)

// notebooks are what a scan kept of notebooks.
func (a *api) notebooks(h huma.API) {
	handle(a, h, guarded("list-notebooks", "GET", "/scans/{id}/notebooks", "scans", "The notebooks of a scan: what their cells do, and what Restart and run all would do"), func(ctx context.Context, who *service.Actor, in *struct {
		ScanPath
		Path string `query:"path" maxLength:"1024" doc:"One notebook, with its cells."`
	}) (*body[page[notebookView]], error) {
		s, _, err := a.ScanFor(ctx, who, in.ID, service.Read, service.Viewer)
		if err != nil {
			return nil, err
		}
		out := page[notebookView]{Items: []notebookView{}}
		r, err := a.Result(ctx, s, service.Notebooks)
		var f *service.Fault
		if errors.As(err, &f) && f.Kind == service.Missing {
			return answer(out), nil // there are none
		}
		if err != nil {
			return nil, err
		}
		defer r.Close()
		var all struct{ Notebooks []notebookView }
		if err := json.NewDecoder(r).Decode(&all); err != nil {
			return nil, fmt.Errorf("the notebooks of %s: %w", s.ID, err)
		}
		for _, n := range all.Notebooks {
			switch in.Path {
			case "":
				n.Cells, n.Problems = nil, nil
				out.Items = append(out.Items, n)
			case n.Path:
				out.Items = append(out.Items, n)
			}
		}
		return answer(out), nil
	})
}
