package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"leadline/internal/finding"
)

// terminal tells whether something is written for a person to see at once.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) && os.Getenv("TERM") != "dumb"
}

// colourful tells whether colours may be used there (see no-color.org).
func colourful(w io.Writer) bool { return os.Getenv("NO_COLOR") == "" && terminal(w) }

// bar draws how far a scan is, on a terminal only.
type bar struct {
	w     io.Writer
	last  time.Time
	stage string
	drawn bool
}

const (
	barWidth = 28
	barPause = 80 * time.Millisecond
)

func newBar(w io.Writer) *bar {
	if !terminal(w) {
		return &bar{}
	}
	return &bar{w: w}
}

// show draws the bar, a few times a second at most.
func (b *bar) show(p finding.Progress) {
	if b.w == nil || p.Stage == b.stage && time.Since(b.last) < barPause {
		return
	}
	b.last, b.stage, b.drawn = time.Now(), p.Stage, true
	if p.Total == 0 {
		fmt.Fprintf(b.w, "\r\x1b[K%-9s", p.Stage)
		return
	}
	full := barWidth * min(p.Done, p.Total) / p.Total
	fmt.Fprintf(b.w, "\r\x1b[K%-9s %s%s %d/%d", p.Stage, strings.Repeat("█", full), strings.Repeat("░", barWidth-full), p.Done, p.Total)
}

// clear removes the bar before something else is printed.
func (b *bar) clear() {
	if b.drawn {
		fmt.Fprint(b.w, "\r\x1b[K")
		b.drawn = false
	}
}
