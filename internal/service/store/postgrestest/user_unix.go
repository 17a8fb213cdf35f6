//go:build unix

package postgrestest

import (
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// impersonate lets a command run as a user; nil is the present one.
func impersonate(c *exec.Cmd, u *user.User) {
	if u == nil {
		return
	}
	uid, _ := strconv.ParseUint(u.Uid, 10, 32) // numbers on every unix
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}
