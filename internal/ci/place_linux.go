package ci

import "syscall"

// free is how many bytes of a file system may be written; -1 where there is none.
func free(dir string) int64 {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil || syscall.Access(dir, 2) != nil {
		return -1
	}
	return int64(s.Bavail) * s.Bsize
}
