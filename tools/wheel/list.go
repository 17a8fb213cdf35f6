package wheel

import (
	"bufio"
	"os"
	"strings"
)

// ReadList reads a list of releases: the words of each line, NAME==VERSION first, without
// comments and empty lines.
func ReadList(name string) ([][]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if words := strings.Fields(line); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out, lines.Err()
}
