package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"leadline/internal/finding"
)

func workerCommand(s *streams) *cobra.Command {
	v := &serving{}
	c := &cobra.Command{
		Use:     "worker",
		Short:   "Do the scans of a service that runs elsewhere",
		Long:    "Do the scans of a service whose database is PostgreSQL. Any number of workers, on any machines,\nshare its work; they need the same database and the same contents.",
		Example: "  leadline worker --database postgres://leadline@db/leadline --data /mnt/leadline",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if v.Database == "" && os.Getenv("LEADLINE_DATABASE") == "" {
				return usage("worker needs --database: the embedded database belongs to one process, leadline serve")
			}
			h, err := v.open(c.Context(), s, max(v.Workers, 1))
			if err != nil {
				return err
			}
			ctx := context.WithoutCancel(c.Context())
			if err := h.service.Store.Work(ctx); err != nil {
				return &status{exitIncomplete, err}
			}
			h.service.Log.Info("worker runs", "scans", max(v.Workers, 1))
			h.tend(c.Context())
			ctx, cancel := context.WithTimeout(ctx, grace)
			defer cancel()
			if err := h.service.Store.Stop(ctx); err != nil {
				return &status{exitIncomplete, err}
			}
			return h.close()
		},
	}
	v.places(c)
	c.Flags().IntVar(&v.Workers, "workers", 1, "how many scans run at once in this process")
	c.Flags().IntVar(&v.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files of a scan are worked on at once")
	return c
}

func adminCommand(s *streams) *cobra.Command {
	c := &cobra.Command{Use: "admin", Short: "Look after the data of a service, on its machine"}
	c.AddCommand(adminTokenCommand(s), adminMoveCommand(s))
	return c
}

func adminTokenCommand(s *streams) *cobra.Command {
	v := &serving{}
	name := ""
	c := &cobra.Command{
		Use:     "token",
		Short:   "Make a token for the first administrator",
		Long:    "Make a token for the first administrator: the way back in when all tokens are lost. The service\nmust not run on the embedded database at the same time.",
		Example: "  leadline admin token --data /var/lib/leadline",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			h, err := v.open(c.Context(), s, 0)
			if err != nil {
				return err
			}
			token, err := h.service.AdminToken(c.Context(), name)
			if err != nil {
				return &status{exitIncomplete, err}
			}
			fmt.Fprintln(s.out, token)
			return h.close()
		},
	}
	v.places(c)
	c.Flags().StringVar(&name, "name", "made on the server", "what the token is called in the settings")
	return c
}

func adminMoveCommand(s *streams) *cobra.Command {
	from, to := &serving{}, &serving{}
	c := &cobra.Command{
		Use:   "move",
		Short: "Take a whole service over to another database and other contents",
		Long: "Take everything over: users, tokens, projects, trees, scans, findings, verdicts, history and contents. What it\n" +
			"is taken from stays as it is; what it goes to must be empty. Stop the service first: nothing that\n" +
			"happens meanwhile is taken along.",
		Example: "  leadline admin move --data /var/lib/leadline --to-database postgres://leadline@db/leadline --to-blobs s3://minio:9000/leadline",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if to.Database == "" && to.Data == "" {
				return usage("move needs --to-database, or --to-data for another directory")
			}
			if to.Data == "" {
				to.Data = from.Data
			}
			return move(c.Context(), s, from, to)
		},
	}
	from.places(c)
	c.Flags().StringVar(&to.Database, "to-database", "", "the PostgreSQL database to move to: postgres://USER@HOST/`NAME`")
	c.Flags().StringVar(&to.Blobs, "to-blobs", "", "the bucket to move contents to: s3://HOST/`BUCKET`; they stay in the directory otherwise")
	c.Flags().StringVar(&to.Data, "to-data", "", "the `DIR`ectory to move to; the same by default")
	return c
}

func move(ctx context.Context, s *streams, from, to *serving) error {
	a, err := from.open(ctx, s, 0)
	if err != nil {
		return err
	}
	b, err := to.open(ctx, s, 0)
	if err != nil {
		return errors.Join(err, a.close())
	}
	bar := newBar(s.err)
	moved, err := b.service.Move(ctx, a.service, func(what string, done, total int) {
		bar.show(finding.Progress{Stage: what, Done: done, Total: total})
	})
	bar.clear()
	if err != nil {
		return errors.Join(&status{exitIncomplete, err}, a.close(), b.close())
	}
	for _, m := range moved {
		fmt.Fprintf(s.out, "%-12s %8d\n", m.Table, m.Rows)
	}
	return errors.Join(a.close(), b.close())
}
