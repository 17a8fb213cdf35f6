package model

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A pack holds generated lines of text, a compressed block per library, which is
// unpacked when something of that library is asked for. It begins with a heading,
// the number of libraries and a digest of all lines; then comes the size of each
// block, then the blocks.

// The packs that there are: what type stubs say, and what the engine itself found in
// the code of libraries.
const (
	typesFile     = "auto/types.pack"
	summariesFile = "auto/summaries.pack"

	typesHeading     = "leadline types 1"
	summariesHeading = "leadline summaries 1"
)

// maxBlock bounds what a block may unpack to.
const maxBlock = 64 << 20

// PackTypes makes a pack of the lines that stubs gave of each library.
func PackTypes(lines map[string]string) ([]byte, error) { return writePack(typesHeading, lines) }

// PackSummaries makes a pack of what was found in the code of each library.
func PackSummaries(lines map[string]string) ([]byte, error) {
	return writePack(summariesHeading, lines)
}

func writePack(heading string, lines map[string]string) ([]byte, error) {
	names := slices.Sorted(maps.Keys(lines))
	sum := sha256.New()
	for _, n := range names {
		io.WriteString(sum, n+"\n"+lines[n])
	}
	var head, body bytes.Buffer
	fmt.Fprintf(&head, "%s %d %x\n", heading, len(names), sum.Sum(nil)[:8])
	for _, name := range names {
		from := body.Len()
		w, err := flate.NewWriter(&body, flate.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, lines[name]); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		fmt.Fprintf(&head, "%s %d\n", name, body.Len()-from)
	}
	return append(head.Bytes(), body.Bytes()...), nil
}

// addPack reads the index of a pack and adds its blocks.
func (t *types) addPack(file, headline string, pack []byte) error {
	bad := func(why string) error { return errors.New(file + ": " + why) }
	heading, rest, _ := bytes.Cut(pack, []byte("\n"))
	words := strings.Fields(strings.TrimPrefix(string(heading), headline))
	if !bytes.HasPrefix(heading, []byte(headline)) || len(words) != 2 {
		return bad("no such pack, or one of another version: make gen-types and make gen-summaries write them anew")
	}
	n, err := strconv.Atoi(words[0])
	if err != nil || n < 0 {
		return bad("no number of libraries")
	}
	type extent struct {
		name     string
		from, to int
	}
	var extents []extent
	at := 0
	for range n {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		name, size, _ := strings.Cut(string(line), " ")
		length, err := strconv.Atoi(size)
		if err != nil || length < 0 || length > len(pack) {
			return bad("no size of " + strconv.Quote(name))
		}
		extents = append(extents, extent{name, at, at + length})
		at += length
	}
	if len(rest) != at {
		return bad(fmt.Sprintf("%d bytes of blocks, %d are named", len(rest), at))
	}
	for _, e := range extents {
		b := t.blocks[e.name]
		if b == nil {
			b = &block{}
			t.blocks[e.name] = b
		}
		b.packed = append(b.packed, rest[e.from:e.to])
	}
	return nil
}

// unpack gives the lines of a block. A pack is checked when it is made: of a block
// that is damaged nothing is known.
func unpack(packed []byte) string {
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxBlock+1))
	if err != nil || len(text) > maxBlock {
		return ""
	}
	return string(text)
}
