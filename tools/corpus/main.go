// Command corpus fetches the pinned packages of a list by pip and unpacks
// their Python files, so that everybody measures on the same bytes. It knows
// wheels and nothing about analysis.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"leadline/tools/wheel"
)

func main() {
	list := flag.String("list", "bench/corpus.txt", "file of NAME==VERSION lines")
	dir := flag.String("dir", "bench/corpus", "where the packages go, a folder each")
	flag.Parse()
	if err := run(*list, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// run fetches every package that is not there yet. A package that fails does
// not stop the others.
func run(list, dir string) error {
	pins, err := readPins(list)
	if err != nil {
		return err
	}
	var failed []error
	for _, pin := range pins {
		target := filepath.Join(dir, strings.ReplaceAll(pin, "==", "-"))
		if _, err := os.Stat(target); err == nil {
			continue
		}
		files, err := wheel.Fetch(pin, target, wheel.MacOS, wheel.Limits{}, func(name string) bool { return path.Ext(name) == ".py" })
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", pin, err))
			continue
		}
		fmt.Printf("%-50s %6d files\n", pin, files)
	}
	return errors.Join(failed...)
}

func readPins(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var pins []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		pin, _, _ := strings.Cut(lines.Text(), "#")
		if pin = strings.TrimSpace(pin); pin != "" {
			pins = append(pins, pin)
		}
	}
	return pins, lines.Err()
}
