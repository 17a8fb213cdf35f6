package text

import "slices"

// Words finds which of many words stand in a text, in one pass over it. A word
// is any run of bytes; it may stand inside of a longer one.
type Words struct {
	words []string
	// class is the column of a byte: bytes that stand in no word share one.
	class   [256]uint16
	columns int
	// next is the state behind a state and a byte's column; states are numbered
	// by the start of their row. A state where a word ends has the bit ending.
	next []uint32
	// ends lists, by row, the words that end in a state.
	ends [][]uint32
}

// ending marks the states to look at.
const ending = 1 << 31

// NewWords makes a finder. A word's number is its place in the list; words are
// not empty and all different.
func NewWords(words []string) *Words {
	w := &Words{words: words, columns: 1}
	for _, word := range words {
		for i := range len(word) {
			if w.class[word[i]] == 0 {
				w.class[word[i]] = uint16(w.columns)
				w.columns++
			}
		}
	}
	w.addState()
	for i, word := range words {
		w.add(word, uint32(i))
	}
	w.link()
	return w
}

func (w *Words) addState() uint32 {
	at := uint32(len(w.next))
	w.next = append(w.next, make([]uint32, w.columns)...)
	w.ends = append(w.ends, nil)
	return at
}

// add writes a word into the tree of all words.
func (w *Words) add(word string, id uint32) {
	at := uint32(0)
	for i := range len(word) {
		edge := at + uint32(w.class[word[i]])
		if w.next[edge] == 0 {
			to := w.addState()
			w.next[edge] = to
		}
		at = w.next[edge]
	}
	w.ends[w.row(at)] = append(w.ends[w.row(at)], id)
}

func (w *Words) row(state uint32) int { return int(state) / w.columns }

// link makes a machine of the tree: a byte that leads no further in a word
// leads to where its longest ending that begins a word stands.
func (w *Words) link() {
	fallback := make([]uint32, len(w.ends))
	var queue []uint32
	for c := range w.columns {
		if to := w.next[c]; to != 0 {
			queue = append(queue, to)
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		back := fallback[w.row(at)]
		w.ends[w.row(at)] = slices.Concat(w.ends[w.row(at)], w.ends[w.row(back)])
		for c := range uint32(w.columns) {
			if to := w.next[at+c]; to != 0 {
				fallback[w.row(to)] = w.next[back+c]
				queue = append(queue, to)
			} else {
				w.next[at+c] = w.next[back+c]
			}
		}
	}
	for i, to := range w.next {
		if len(w.ends[w.row(to)]) > 0 {
			w.next[i] |= ending
		}
	}
}

// In marks the words that stand in a text.
func (w *Words) In(content []byte) Found {
	found := w.none()
	w.Each(content, func(id uint32, _ int) { found[id/64] |= 1 << (id % 64) })
	return found
}

// Each visits the words that stand in a text, one after the other, each with where it
// ends.
func (w *Words) Each(content []byte, visit func(id uint32, end int)) {
	at := uint32(0)
	for i, b := range content {
		if at = w.next[at+uint32(w.class[b])]; at&ending == 0 {
			continue
		}
		at &^= ending
		for _, id := range w.ends[w.row(at)] {
			visit(id, i+1)
		}
	}
}

func (w *Words) none() Found { return make(Found, (len(w.words)+63)/64) }

// Places says where words stand in a text.
type Places struct {
	Found // the words that stand in it, inside of longer ones as well
	words []string
	// at are the places where words stand by themselves, in order; those of a word
	// are at[first[id]:first[id+1]].
	at, first []uint32
}

// Places finds where words stand in a text.
func (w *Words) Places(content []byte) *Places {
	p := &Places{Found: w.none(), words: w.words, first: make([]uint32, len(w.words)+1)}
	type hit struct{ id, at uint32 }
	var hits []hit
	at := uint32(0)
	for i, b := range content {
		if at = w.next[at+uint32(w.class[b])]; at&ending == 0 {
			continue
		}
		at &^= ending
		for _, id := range w.ends[w.row(at)] {
			p.Found[id/64] |= 1 << (id % 64)
			if start := i + 1 - len(w.words[id]); alone(content, start, i+1) {
				hits = append(hits, hit{id, uint32(start)})
				p.first[id+1]++
			}
		}
	}
	for id := range w.words {
		p.first[id+1] += p.first[id]
	}
	p.at = make([]uint32, len(hits))
	next := slices.Clone(p.first)
	for _, h := range hits {
		p.at[next[h.id]] = h.at
		next[h.id]++
	}
	return p
}

// alone tells whether no letter, digit or underscore stands beside a part of a text.
func alone(content []byte, start, end int) bool {
	return (start == 0 || !inName(content[start-1])) && (end == len(content) || !inName(content[end]))
}

func inName(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// Alone tells whether a word stands anywhere by itself.
func (p *Places) Alone(id uint32) bool { return p.first[id] < p.first[id+1] }

// Within tells whether a word stands by itself in a part of the text.
func (p *Places) Within(id, start, end uint32) bool {
	places := p.at[p.first[id]:p.first[id+1]]
	i, _ := slices.BinarySearch(places, start)
	return i < len(places) && places[i]+uint32(len(p.words[id])) <= end
}

// Found is a set of words by their numbers.
type Found []uint64

// Has tells whether a word is in the set.
func (f Found) Has(id uint32) bool { return f[id/64]>>(id%64)&1 != 0 }

// Any tells whether any word is in the set.
func (f Found) Any() bool {
	return slices.ContainsFunc(f, func(bits uint64) bool { return bits != 0 })
}

// HasAny tells whether one of the words is in the set.
func (f Found) HasAny(ids []uint32) bool {
	return slices.ContainsFunc(ids, f.Has)
}
