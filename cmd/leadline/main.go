// Command leadline finds security defects in Python code and explains each
// one step by step. This package knows the command line and puts the rooms
// together; it decides nothing about code.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes, which scripts rely on.
const (
	exitClean      = 0
	exitFindings   = 1
	exitUsage      = 2
	exitIncomplete = 3
)

// version is set by the linker for releases.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// status is an exit code on its way out; err is nil when all is said.
type status struct {
	code int
	err  error
}

func (s *status) Error() string {
	if s.err == nil {
		return fmt.Sprintf("exit code %d", s.code)
	}
	return s.err.Error()
}

func (s *status) Unwrap() error { return s.err }

// run is the whole program as a function of its surroundings.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	defer newPace().end()
	root := rootCommand(&streams{in, out, errs})
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	var s *status
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(errs, "leadline: interrupted")
		return 130
	case errors.As(err, &s):
		if s.err != nil {
			fmt.Fprintln(errs, "leadline:", s.err)
		}
		return s.code
	}
	fmt.Fprintln(errs, "leadline:", err)
	fmt.Fprintln(errs, "leadline --help lists the commands and their flags.")
	return exitUsage
}

func rootCommand(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "leadline",
		Short: "Find security defects in Python code, each explained step by step",
		Example: "  leadline scan .\n" +
			"  leadline scan src --format sarif --output leadline.sarif\n" +
			"  leadline rules show sql-injection",
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetVersionTemplate("leadline {{.Version}}\n")
	root.AddCommand(scanCommand(s), notebookCommand(s), lspCommand(s), rulesCommand(s), modelsCommand(s), learnCommand(s), explainCommand(s), debugCommand(s),
		ciCommand(s), serveCommand(s), workerCommand(s), adminCommand(s), loginCommand(s), awsKeyCommand(s), versionCommand(s))
	return root
}

// usage marks a mistake of the caller.
func usage(format string, args ...any) error {
	return &status{exitUsage, fmt.Errorf(format, args...)}
}
