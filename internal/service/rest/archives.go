package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/danielgtaylor/huma/v2"

	"leadline/internal/service"
)

// maxArchive bounds an archive as it is sent.
const maxArchive = 512 << 20

// archive is the body of a request as it comes in: too large to be kept in memory.
type archive struct {
	ProjectPath
	body io.Reader
}

// Resolve takes the body; whoever may not send one has it left unread.
func (in *archive) Resolve(ctx huma.Context) []error {
	in.body = ctx.BodyReader()
	return nil
}

type archiveView struct {
	ID string `json:"id" doc:"The tree, as scans name it."`
}

// archives are trees in one piece.
func (a *api) archives(h huma.API) {
	op := guarded("add-archive", "POST", "/projects/{project}/archives", "trees", "Send a tree as a zip file; paths that lead out of it, links and bombs are refused")
	op.Errors = append(op.Errors, 413)
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/zip": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
	handle(a, h, op, func(ctx context.Context, who *service.Actor, in *archive) (_ *body[archiveView], err error) {
		if _, err := a.ProjectFor(ctx, who, in.Project, service.Scans, service.Developer); err != nil {
			return nil, err
		}
		file, err := os.CreateTemp("", "leadline-archive-")
		if err != nil {
			return nil, fmt.Errorf("keep the archive: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
		size, err := io.Copy(file, io.LimitReader(in.body, maxArchive+1))
		if err != nil {
			return nil, &service.Fault{Kind: service.Invalid, Message: "the archive ended too early: " + err.Error()}
		}
		if size > maxArchive {
			return nil, &service.Fault{Kind: service.TooLarge, Message: fmt.Sprintf("an archive has at most %d bytes", maxArchive)}
		}
		id, err := a.AddArchive(ctx, who, in.Project, file, size)
		if err != nil {
			return nil, err
		}
		return answer(archiveView{id}), nil
	})
}
