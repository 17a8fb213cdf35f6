package identity

import (
	"strconv"
	"unicode/utf8"
)

// The constants of the line hash that code hosts compute: a rolling polynomial
// over a window of characters.
const (
	window = 100
	base   = 37
	ending = 0xFFFF // stands after the last character
)

// lineHashes gives each line's hash: the rolling hash of the hundred characters
// from the line's start, white space left out, with the count of lines that
// have the same one so far.
func lineHashes(content []byte) map[int]string {
	r := roller{first: 1, fresh: true, hashes: map[int]string{}, counts: map[uint64]int{}}
	for range window {
		r.first *= base
	}
	for len(content) > 0 {
		c, n := utf8.DecodeRune(content)
		content = content[n:]
		if c > 0xFFFF { // two UTF-16 units, as the hosts count
			c -= 0x10000
			r.char(uint64(0xD800 + c>>10))
			r.char(uint64(0xDC00 + c&0x3FF))
			continue
		}
		r.char(uint64(c))
	}
	r.char(ending)
	for range window {
		r.emit()
		r.push(0)
	}
	return r.hashes
}

type roller struct {
	window [window]uint64
	starts [window]int // the line that starts at this place of the window, or 0
	at     int
	sum    uint64
	first  uint64 // base to the power of the window's length
	line   int
	fresh  bool // the next character starts a line
	cr     bool // the last one was a carriage return
	hashes map[int]string
	counts map[uint64]int
}

func (r *roller) char(c uint64) {
	if c == ' ' || c == '\t' || r.cr && c == '\n' {
		r.cr = false
		return
	}
	r.cr = c == '\r'
	if r.cr {
		c = '\n'
	}
	r.emit()
	if r.fresh {
		r.fresh = false
		r.line++
		r.starts[r.at] = r.line
	}
	r.fresh = c == '\n'
	r.push(c)
}

// emit records the hash of the line whose first character leaves the window.
func (r *roller) emit() {
	if r.starts[r.at] == 0 {
		return
	}
	r.counts[r.sum]++
	r.hashes[r.starts[r.at]] = formatHash(r.sum) + ":" + strconv.Itoa(r.counts[r.sum])
	r.starts[r.at] = 0
}

func (r *roller) push(c uint64) {
	r.sum = base*r.sum + c - r.first*r.window[r.at]
	r.window[r.at] = c
	r.at = (r.at + 1) % window
}

func formatHash(sum uint64) string { return strconv.FormatUint(sum, 16) }
