package image

import (
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"sync"

	"github.com/klauspost/compress/s2"
)

// An image is a row of parts; a part is a row of pieces, each packed by itself
// so that many are packed and unpacked at a time, and ends with an empty one.
// Before each piece stand its length packed and unpacked.
const pieceSize = 1 << 20

// stream packs what is written to it.
type stream struct {
	to    io.Writer
	buf   []byte
	queue chan chan []byte // pieces being packed, in order
	free  sync.Pool        // *[]byte, to be used again
	done  chan error
}

func newStream(to io.Writer) *stream {
	s := &stream{to: to, queue: make(chan chan []byte, runtime.GOMAXPROCS(0)), done: make(chan error, 1)}
	s.buf = (*s.room())[:0]
	go func() {
		var err error
		for piece := range s.queue {
			data := <-piece
			if err == nil {
				_, err = s.to.Write(data)
			}
			s.free.Put(&data)
		}
		s.done <- err
	}()
	return s
}

func (s *stream) uint(n uint64) {
	if len(s.buf)+binary.MaxVarintLen64 > pieceSize {
		s.flush()
	}
	s.buf = binary.AppendUvarint(s.buf, n)
}

func (s *stream) bytes(b []byte) {
	for len(b) > 0 {
		if len(s.buf) == pieceSize {
			s.flush()
		}
		n := min(len(b), pieceSize-len(s.buf))
		s.buf, b = append(s.buf, b[:n]...), b[n:]
	}
}

func (s *stream) zeros(n uint64) { s.bytes(make([]byte, n)) }

// flush sends what is there to be packed.
func (s *stream) flush() {
	if len(s.buf) == 0 {
		return
	}
	raw, piece := s.buf, make(chan []byte, 1)
	s.queue <- piece
	go func() {
		packed := s2.Encode(*s.room(), raw)
		head := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(len(packed))), uint64(len(raw)))
		raw = append(append(raw[:0], head...), packed...)
		s.free.Put(&packed)
		piece <- raw
	}()
	s.buf = (*s.room())[:0]
}

// room is memory for a piece, packed or not.
func (s *stream) room() *[]byte {
	if b, ok := s.free.Get().(*[]byte); ok {
		*b = (*b)[:cap(*b)]
		return b
	}
	b := make([]byte, s2.MaxEncodedLen(pieceSize))
	return &b
}

// mark ends a part.
func (s *stream) mark() {
	s.flush()
	piece := make(chan []byte, 1)
	piece <- []byte{0, 0}
	s.queue <- piece
}

func (s *stream) close() error {
	s.mark()
	close(s.queue)
	return <-s.done
}

var errDamaged = errors.New("the image is damaged")

// unpack reads the next part of an image.
func unpack(data []byte) (part, rest []byte, err error) {
	type piece struct {
		packed []byte
		at, n  int
	}
	var pieces []piece
	total := 0
	for {
		packed, k := binary.Uvarint(data)
		if k <= 0 {
			return nil, nil, errDamaged
		}
		data = data[k:]
		raw, k := binary.Uvarint(data)
		if k <= 0 || packed > uint64(len(data)-k) || raw > pieceSize {
			return nil, nil, errDamaged
		}
		data = data[k:]
		if raw == 0 {
			break
		}
		pieces = append(pieces, piece{data[:packed], total, int(raw)})
		total += int(raw)
		data = data[packed:]
	}
	part = make([]byte, total)
	var group sync.WaitGroup
	var bad sync.Once
	for w := range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := w; i < len(pieces); i += runtime.GOMAXPROCS(0) {
				p := &pieces[i]
				if n, e := s2.DecodedLen(p.packed); e != nil || n != p.n {
					bad.Do(func() { err = errDamaged })
					return
				}
				if _, e := s2.Decode(part[p.at:p.at+p.n:p.at+p.n], p.packed); e != nil {
					bad.Do(func() { err = errDamaged })
					return
				}
			}
		})
	}
	group.Wait()
	return part, data, err
}
