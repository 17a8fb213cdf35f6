package main

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	"leadline/internal/service"
	"leadline/internal/service/post"
)

// posting is how messages leave the service.
type posting struct {
	Server, From string
	Private      bool
}

func (p *posting) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&p.Server, "mail-server", "", "hand mail to owners to this server: smtp://USER@HOST:587 or smtps://`USER@HOST`; its password is in LEADLINE_MAIL_PASSWORD")
	f.StringVar(&p.From, "mail-from", "", "who that mail is from: \"Leadline <leadline@`example.org`>\"")
	f.BoolVar(&p.Private, "allow-private-hooks", false, "let webhooks call addresses of private networks and of this machine")
}

// args are the flags again, for a process that serves in the background.
func (p *posting) args() []string {
	var out []string
	if p.Server != "" {
		out = append(out, "--mail-server", p.Server, "--mail-from", p.From)
	}
	if p.Private {
		out = append(out, "--allow-private-hooks")
	}
	return out
}

// open checks what was asked before anything starts.
func (p *posting) open() (service.Post, error) {
	out := service.Post{Hook: post.Open(version, p.Private).Send}
	if p.Server == "" {
		return out, nil
	}
	m, err := post.OpenMailer(p.Server, p.From, os.Getenv("LEADLINE_MAIL_PASSWORD"))
	if err != nil {
		return out, usage("--mail-server and --mail-from: %w", err)
	}
	out.Mail = m.Send
	return out, nil
}

// messages sends what waits until ctx ends. It is apart from the chores, which no slow
// address may hold up.
func (h *house) messages(ctx context.Context, out service.Post) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if _, err := h.service.Deliver(ctx, out); err != nil && ctx.Err() == nil {
			h.service.Log.Error("messages were not sent", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
