package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// startTime is how long a service may take until it answers.
const startTime = 30 * time.Second

func (v *serving) pidFile() string { return filepath.Join(v.Data, "serve.pid") }
func (v *serving) logFile() string { return filepath.Join(v.Data, "serve.log") }

// detach starts the service as a process of its own, waits until it answers
// and does the first scan. One that runs already is used.
func (v *serving) detach(ctx context.Context, s *streams) error {
	address := "http://" + v.Listen
	if v.running() == 0 {
		if err := v.spawn(ctx); err != nil {
			return err
		}
	}
	token, err := os.ReadFile(v.tokenFile())
	if err != nil {
		return usage("the service that runs on %s has no token file: %w", v.Data, err)
	}
	if err := v.first(ctx, s, address); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\nDashboard:  %s/#token=%s\nLog:        %s\nStop it:    %s serve --data %s --stop\n",
		address, strings.TrimSpace(string(token)), v.logFile(), os.Args[0], v.Data)
	return nil
}

// spawn starts the service and waits for it.
func (v *serving) spawn(ctx context.Context) error {
	if err := os.MkdirAll(v.Data, 0o700); err != nil {
		return &status{exitIncomplete, fmt.Errorf("make the data directory: %w", err)}
	}
	self, err := os.Executable()
	if err != nil {
		return &status{exitIncomplete, err}
	}
	log, err := os.OpenFile(v.logFile(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return &status{exitIncomplete, fmt.Errorf("open the log: %w", err)}
	}
	defer log.Close()
	args := []string{"serve", "--data", v.Data, "--listen", v.Listen, "--workers", strconv.Itoa(v.Workers), "--jobs", strconv.Itoa(v.Jobs)}
	if v.Database != "" {
		args = append(args, "--database", v.Database)
	}
	if v.Blobs != "" {
		args = append(args, "--blobs", v.Blobs)
	}
	if v.BaseURL != "" {
		args = append(args, "--base-url", v.BaseURL)
	}
	if v.OIDC.Issuer != "" {
		args = append(args, "--oidc-issuer", v.OIDC.Issuer, "--oidc-client", v.OIDC.Client, "--oidc-name", v.OIDC.Name)
	}
	c := exec.Command(self, append(args, v.Posting.args()...)...)
	c.Stdout, c.Stderr, c.SysProcAttr = log, log, apart()
	if err := c.Start(); err != nil {
		return &status{exitIncomplete, fmt.Errorf("start the service: %w", err)}
	}
	died := make(chan error, 1)
	go func() { died <- c.Wait() }()
	if err := os.WriteFile(v.pidFile(), []byte(strconv.Itoa(c.Process.Pid)), 0o600); err != nil {
		return &status{exitIncomplete, err}
	}
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		if answers(ctx, "http://"+v.Listen) {
			return nil
		}
		select {
		case <-died:
			said, _ := os.ReadFile(v.logFile())
			os.Remove(v.pidFile())
			return usage("the service did not start:\n%s", strings.TrimSpace(string(said)))
		case <-ctx.Done():
			return &status{exitIncomplete, fmt.Errorf("the service does not answer; its log is %s", v.logFile())}
		case <-time.After(30 * time.Millisecond):
		}
	}
}

func answers(ctx context.Context, address string) bool {
	req, err := http.NewRequestWithContext(ctx, "GET", address+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// running is the process of a detached service, 0 for none.
func (v *serving) running() int {
	data, err := os.ReadFile(v.pidFile())
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil || pid <= 0 {
		return 0
	}
	p, err := os.FindProcess(pid)
	if err != nil || p.Signal(syscall.Signal(0)) != nil {
		return 0
	}
	// The number may be another program's by now: only a service holds the lock.
	if lock, err := lockFile(filepath.Join(v.Data, "lock")); err == nil {
		lock.Close()
		return 0
	}
	return pid
}

// stop ends a detached service and waits until it has ended.
func (v *serving) stop(s *streams) error {
	pid := v.running()
	if pid == 0 {
		fmt.Fprintf(s.out, "no service runs on %s\n", v.Data)
		return nil
	}
	p, err := os.FindProcess(pid)
	if err == nil {
		err = p.Signal(syscall.SIGTERM)
	}
	if err != nil {
		return &status{exitIncomplete, fmt.Errorf("stop the service: %w", err)}
	}
	for range int(2 * grace / (50 * time.Millisecond)) {
		if v.running() == 0 {
			if err := os.Remove(v.pidFile()); err != nil && !errors.Is(err, os.ErrNotExist) {
				return &status{exitIncomplete, err}
			}
			fmt.Fprintln(s.out, "stopped")
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return &status{exitIncomplete, fmt.Errorf("process %d does not end", pid)}
}
