package main

import (
	"context"
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"
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
	c.AddCommand(adminTokenCommand(s))
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
