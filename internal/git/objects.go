package git

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// Objects reads contents from a repository, through one git process.
type Objects struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	// failed is the first error; after it nothing is read any more.
	failed error
}

// Objects starts reading.
func (r *Repository) Objects(ctx context.Context) (*Objects, error) {
	o := &Objects{cmd: r.command(ctx, "cat-file", "--batch")}
	var err error
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	o.out = bufio.NewReaderSize(out, 1<<16)
	if err := o.cmd.Start(); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return o, nil
}

// ErrMissing is the error for an object that the repository does not have.
var ErrMissing = errors.New("there is no such object")

// Read gives the content of a blob, which is named by its hash or as COMMIT:PATH.
func (o *Objects) Read(name string) ([]byte, error) {
	if o.failed != nil {
		return nil, o.failed
	}
	if strings.Contains(name, "\n") { // git reads a name a line
		return nil, ErrMissing
	}
	data, err := o.read(name)
	if err == nil || errors.Is(err, ErrMissing) {
		return data, err
	}
	o.failed = fmt.Errorf("read object %s: %w", name, err)
	return nil, o.failed
}

func (o *Objects) read(name string) ([]byte, error) {
	if _, err := io.WriteString(o.in, name+"\n"); err != nil {
		return nil, err
	}
	line, err := o.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(line, " missing\n") {
		return nil, ErrMissing
	}
	f := strings.Fields(line)
	if len(f) != 3 {
		return nil, fmt.Errorf("git says %q", strings.TrimSpace(line))
	}
	n, err := strconv.Atoi(f[2])
	if err != nil {
		return nil, err
	}
	data := make([]byte, n+1) // with the line's end behind it
	if _, err := io.ReadFull(o.out, data); err != nil {
		return nil, err
	}
	return data[:n], nil
}

// Close ends the process.
func (o *Objects) Close() error {
	o.in.Close()
	return o.cmd.Wait()
}
