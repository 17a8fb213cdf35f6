package lsp

import (
	"bytes"
	"errors"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// parentCheck is how often the server looks whether its editor is still there.
// Most die with the pipe that they speak through, but something that both have
// inherited may hold it open.
const parentCheck = 2 * time.Second

// outlive ends the conversation when the editor's process is gone.
func (s *Server) outlive(pid int) {
	tick := time.NewTicker(parentCheck)
	defer tick.Stop()
	for {
		select {
		case <-s.over:
			return
		case <-tick.C:
			if !alive(pid) {
				close(s.orphaned)
				return
			}
		}
	}
}

// alive tells whether there is a process of that number.
func alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true // it was found
	}
	err = p.Signal(syscall.Signal(0))
	return (err == nil || errors.Is(err, syscall.EPERM)) && !ended(pid)
}

// ended tells of a process that has ended and that nobody has asked for its end,
// as in a container without an init: it still has its number.
func ended(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return false // this is not Linux
	}
	_, state, ok := bytes.Cut(stat[bytes.LastIndexByte(stat, ')')+1:], []byte(" "))
	return ok && bytes.HasPrefix(state, []byte("Z"))
}
