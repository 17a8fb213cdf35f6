package histories

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"strconv"
)

// Label is a vulnerable place of an application, as somebody who read it says.
type Label struct {
	File, Class, Note string
	Line              int
}

// Near tells whether a line of a file is the label's, or the one above or below it.
func (l *Label) Near(file string, line int) bool {
	return file == l.File && line >= l.Line-1 && line <= l.Line+1
}

var commitLine = regexp.MustCompile(`(?m)^# Snapshot: commit ([0-9a-f]{40})`)

// Labels reads the labels of an application, and the commit that they were made for.
func Labels(name string) (commit string, out []Label, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", nil, err
	}
	m := commitLine.FindSubmatch(data)
	if m == nil {
		return "", nil, fmt.Errorf("%s names no commit", name)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment, r.FieldsPerRecord, r.LazyQuotes = '#', -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, row := range rows {
		if len(row) < 3 || row[0] == "file" {
			continue
		}
		line, err := strconv.Atoi(row[1])
		if err != nil {
			return "", nil, fmt.Errorf("%s: %q is no line", name, row[1])
		}
		l := Label{File: row[0], Line: line, Class: row[2]}
		if len(row) > 3 {
			l.Note = row[3]
		}
		out = append(out, l)
	}
	return string(m[1]), out, nil
}
