package lsp

import (
	"errors"
	"os"
	"runtime"
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
	return err == nil || errors.Is(err, syscall.EPERM)
}
