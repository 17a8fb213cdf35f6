package histories

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// GitDir is the git directory of a repository, owner/name or OWNER+NAME, in a folder of
// snapshots: the directory itself, or one in it; "" where there is none.
func GitDir(folder, name string) string {
	dir := filepath.Join(folder, strings.ReplaceAll(name, "/", "+"))
	for _, d := range []string{dir, filepath.Join(dir, "repo"), filepath.Join(dir, ".git"), filepath.Join(dir, "repo", ".git")} {
		if _, err := os.Stat(filepath.Join(d, "HEAD")); err == nil {
			return d
		}
	}
	return ""
}

// CheckOut writes a commit's files to a directory, and tells how many there are
// whose content the snapshot lacks. Links are left out.
func CheckOut(git, commit, dir string) (lacking int, err error) {
	return CheckOutSome(git, commit, dir, func(string) bool { return true })
}

// CheckOutSome is CheckOut of those files whose path is wanted.
func CheckOutSome(git, commit, dir string, wanted func(path string) bool) (lacking int, err error) {
	listed, err := gitCommand(git, "ls-tree", "-r", "-z", commit).Output()
	if err != nil {
		return 0, fmt.Errorf("git ls-tree %s: %w", commit, err)
	}
	var hashes bytes.Buffer
	var paths []string
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(listed), "\x00"), "\x00") {
		about, path, _ := strings.Cut(entry, "\t")
		words := strings.Fields(about) // mode, type, hash
		if len(words) == 3 && words[1] == "blob" && words[0] != "120000" && wanted(path) {
			fmt.Fprintln(&hashes, words[2])
			paths = append(paths, path)
		}
	}
	c := gitCommand(git, "cat-file", "--batch", "--buffer")
	c.Stdin = &hashes
	out, err := c.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	defer c.Wait()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	in := bufio.NewReaderSize(out, 1<<16)
	for _, path := range paths {
		there, err := writeNext(root, path, in)
		if err != nil {
			return lacking, fmt.Errorf("%s: %w", path, err)
		}
		if !there {
			lacking++
		}
	}
	return lacking, nil
}

// CheckOutWhole is CheckOut of a commit all of whose files are there.
func CheckOutWhole(git, commit, dir string) error {
	lacking, err := CheckOut(git, commit, dir)
	if err == nil && lacking > 0 {
		err = fmt.Errorf("the snapshot lacks the content of %d files of %s", lacking, commit)
	}
	return err
}

// gitCommand asks a repository, and nothing beyond this machine.
func gitCommand(git string, args ...string) *exec.Cmd {
	c := exec.Command("git", append([]string{"--git-dir", git}, args...)...)
	c.Env = append(os.Environ(), "GIT_NO_LAZY_FETCH=1")
	return c
}

// writeNext writes the next content; there is none for what the snapshot lacks.
func writeNext(root *os.Root, path string, in *bufio.Reader) (bool, error) {
	head, err := in.ReadString('\n')
	if err != nil {
		return false, err
	}
	words := strings.Fields(head)
	if len(words) != 3 {
		return false, nil
	}
	size, err := strconv.Atoi(words[2])
	if err != nil {
		return false, err
	}
	content := make([]byte, size+1) // and the line's end
	if _, err := io.ReadFull(in, content); err != nil {
		return false, err
	}
	if err := root.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, err
	}
	return true, root.WriteFile(path, content[:size], 0o644)
}
