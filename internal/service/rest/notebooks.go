package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
)

type notebookView struct {
	Path     string                `json:"path"`
	Verdict  string                `json:"verdict" enum:"same,changes,fails,unknown" doc:"What Restart and run all would do."`
	Summary  string                `json:"summary"`
	Fails    []int                 `json:"fails"`
	Changes  []int                 `json:"changes"`
	Order    []int                 `json:"run_order" doc:"The numbers of the cells in the order in which they ran last."`
	Sessions int                   `json:"sessions"`
	Missing  int                   `json:"missing_counts"`
	Cells    []notebookCellView    `json:"cells,omitempty" doc:"The code cells; only of a notebook that was asked for by its path."`
	Problems []notebookProblemView `json:"problems,omitempty"`
}

type notebookCellView struct {
	ID      string         `json:"id"`
	Number  int            `json:"number"`
	Count   int            `json:"execution_count,omitempty"`
	Uses    []string       `json:"uses"`
	Defines []string       `json:"defines"`
	Changes []string       `json:"changes"`
	From    map[string]int `json:"from" doc:"By name, the cell whose value is read on a restart."`
	Opaque  string         `json:"opaque,omitempty"`
	State   string         `json:"state" enum:"ok,unrun,stale,edited,hidden,below,fails"`
	Cause   string         `json:"cause,omitempty"`
	Other   int            `json:"other,omitempty"`
}

type notebookProblemView struct {
	Kind      string `json:"kind"`
	Certainty string `json:"certainty" enum:"sure,possible"`
	Cell      int    `json:"cell"`
	Name      string `json:"name,omitempty"`
	Other     int    `json:"other,omitempty"`
	Spoils    []int  `json:"spoils"`
}

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
