//go:build !unix

package main

import (
	"io"
	"os"
	"syscall"
)

// lockFile opens a file; these systems refuse a second writer of the database
// themselves.
func lockFile(name string) (io.Closer, error) {
	return os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
}

// apart has nothing to ask for here.
func apart() *syscall.SysProcAttr { return nil }
