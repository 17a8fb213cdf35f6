package ci

import (
	"os"

	"leadline/internal/git"
)

// memory is where Linux has a file system in memory: thousands of small files
// that live for a second cost several times as much on a disk.
const memory = "/dev/shm"

// mostInMemory is how many bytes are laid out there at most.
const mostInMemory = 256 << 20

// near is the directory for temporary files of so many bytes in all; "" is the
// system's own.
func near(most int64) string {
	if os.Getenv("TMPDIR") != "" || most > mostInMemory || free(memory) < 4*max(most, 1) {
		return ""
	}
	return memory
}

// size is how many bytes some files have, as far as the repository holds them.
func size(files []git.Entry) (n int64) {
	for i := range files {
		n += max(files[i].Size, 0)
	}
	return n
}
