package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// serveForTest runs the service until the test ends and gives its address and
// the administrator's token.
func serveForTest(t *testing.T) (address, token string) { return serveData(t, t.TempDir()) }

// serveData does it with a data directory.
func serveData(t *testing.T, data string) (address, token string) {
	t.Helper()
	listen := freeAddress(t)
	ctx, cancel := context.WithCancel(context.Background())
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--data", data, "--listen", listen}, nil, io.Discard, io.Discard)
	}()
	t.Cleanup(func() {
		cancel()
		if got := <-code; got != exitClean {
			t.Errorf("serve ended with %d", got)
		}
	})
	for range 400 {
		if answers(t.Context(), "http://"+listen) {
			secret, err := os.ReadFile(filepath.Join(data, "admin-token"))
			if err != nil {
				t.Fatal(err)
			}
			return "http://" + listen, strings.TrimSpace(string(secret))
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("the service does not answer")
	return "", ""
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func command(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(in), &o, &e)
	return code, o.String(), e.String()
}

// TestRemoteScan: the service and the command line say the same of the same
// tree, in every format, and of a part of it.
func TestRemoteScan(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	address, token := serveForTest(t)
	if code, _, errs := command(t, "", "scan", "../../examples", "--remote", address); code != exitUsage || !strings.Contains(errs, "leadline login") {
		t.Errorf("without a token: %d, %s", code, errs)
	}
	if code, _, errs := command(t, "ldl_wrong", "login", address); code != exitUsage || !strings.Contains(errs, "not valid") {
		t.Errorf("a wrong token: %d, %s", code, errs)
	}
	if code, out, errs := command(t, token+"\n", "login", address+"/"); code != exitClean || !strings.Contains(out, "as admin") {
		t.Fatalf("login: %d, %s%s", code, out, errs)
	}
	root := regexp.MustCompile(`"uri": "file://[^"]*"`)
	for _, args := range [][]string{
		{"../../examples"}, {"../../examples", "--format", "json"}, {"../../examples", "--format", "sarif"}, {"../../examples", "--format", "jsonl"},
		{"../../examples/bookshop/shop", "--severity", "high", "--format", "json"}, {"../../examples", "--rules", "sql-*,xss", "--format", "jsonl"},
	} {
		want, local, _ := command(t, "", append([]string{"scan", "--no-cache"}, args...)...)
		got, there, errs := command(t, "", append([]string{"scan", "--remote", address, "--ref", "main"}, args...)...)
		if got != want || root.ReplaceAllString(there, "") != root.ReplaceAllString(local, "") {
			t.Errorf("%v: %d here and %d there %s\n%s\n%s", args, want, got, errs, local, there)
		}
		if want == exitFindings && len(local) < 100 {
			t.Errorf("%v: the comparison is empty", args)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "n.ipynb"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"text", "json", "sarif"} {
		want, local, _ := command(t, "", "scan", "--no-cache", dir, "--format", format, "--trust", "all")
		got, there, errs := command(t, "", "scan", "--remote", address, "--ref", "main", dir, "--format", format, "--trust", "all")
		if got != want || want != exitFindings || root.ReplaceAllString(there, "") != root.ReplaceAllString(local, "") {
			t.Errorf("a notebook as %s: %d here and %d there %s\n%s\n%s", format, want, got, errs, local, there)
		}
	}
	// A package's empty __init__.py travels as well as anything else.
	pkg := t.TempDir()
	for name, content := range map[string]string{"shop/__init__.py": "", "shop/a.py": "eval(input())\n"} {
		if err := os.MkdirAll(filepath.Join(pkg, "shop"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(pkg, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, out, errs := command(t, "", "scan", "--remote", address, "--project", "empty", "--ref", "main", pkg, "--trust", "local"); code != exitFindings {
		t.Errorf("a tree with an empty file: %d, %s%s", code, out, errs)
	}
	if code, _, errs := command(t, "", "scan", "../../examples", "--remote", address, "--rules", "nonsense"); code != exitUsage {
		t.Errorf("a rule that is not there: %d, %s", code, errs)
	}
}

// TestProjectName: a repository has its origin's name, a part of it its own.
func TestProjectName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "My Clone!")
	part := filepath.Join(dir, "part")
	if err := os.MkdirAll(part, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := slugOf(t.Context(), dir); got != "my-clone" {
		t.Errorf("a directory is called %q", got)
	}
	gitIn(t, dir, "init", "-q")
	gitIn(t, dir, "remote", "add", "origin", "ssh://host/team/Shop.git")
	if got := slugOf(t.Context(), dir); got != "shop" {
		t.Errorf("a repository is called %q", got)
	}
	if got := slugOf(t.Context(), part); got != "part" {
		t.Errorf("a part of a repository is called %q", got)
	}
}

// gitIn runs git in a directory.
func gitIn(t *testing.T, dir string, args ...string) {
	t.Helper()
	if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// page is a notebook whose flow goes through two cells.
const page = `{"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}, "cells": [
{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Title"]},
{"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 1, "outputs": [], "source": ["import os\n", "name = input()\n"]},
{"cell_type": "code", "id": "c", "metadata": {}, "execution_count": 2, "outputs": [], "source": ["x = 1\n", "os.system('ls ' + name)\n"]}]}`

// TestDetached starts the service as make run does, twice, and stops it.
func TestDetached(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process of its own")
	}
	data := t.TempDir()
	v := &serving{Data: data}
	if got := v.running(); got != 0 {
		t.Errorf("a service runs on an empty directory: %d", got)
	}
	if err := os.WriteFile(v.pidFile(), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := v.running(); got != 0 {
		t.Errorf("another program's number is taken for the service's: %d", got)
	}
	if code, out, _ := command(t, "", "serve", "--data", data, "--stop"); code != exitClean || !strings.Contains(out, "no service runs") {
		t.Errorf("stopping nothing: %d, %s", code, out)
	}
	lock, err := lockFile(filepath.Join(data, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if code, _, errs := command(t, "", "serve", "--data", data, "--listen", "127.0.0.1:0"); code != exitUsage || !strings.Contains(errs, "in use") {
		t.Errorf("a second service on one directory: %d, %s", code, errs)
	}
}

// sent sends a request with a token, and gives the answer, whose body is closed with
// the test.
func sent(t *testing.T, method, address, token, kind string, body io.Reader) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", kind)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}
