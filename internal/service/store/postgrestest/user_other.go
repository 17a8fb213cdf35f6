//go:build !unix

package postgrestest

import (
	"os/exec"
	"os/user"
)

// impersonate has nothing to do here.
func impersonate(*exec.Cmd, *user.User) {}
