package rule

import "leadline/internal/text"

// Marks tell where the words of one rule stand in one file, by their numbers in
// the rule's list. The zero value knows nothing: every word may stand anywhere.
type Marks struct {
	places *text.Places
	near   text.Found // those in the name of the file's module
	ids    []uint32
}

// Known tells whether anything is known.
func (m Marks) Known() bool { return m.places != nil }

// Stands tells whether a word may stand in the file, within a longer one as well.
func (m Marks) Stands(word int) bool { return m.places == nil || m.places.Has(m.ids[word]) }

// Alone tells whether a word may stand in the file by itself.
func (m Marks) Alone(word int) bool { return m.places == nil || m.places.Alone(m.ids[word]) }

// Near tells whether a word may stand in the file by itself, or in the name of
// its module, which relative imports leave out.
func (m Marks) Near(word int) bool { return m.Alone(word) || m.near.Has(m.ids[word]) }

// Within tells whether a word may stand by itself in a part of the file.
func (m Marks) Within(word int, start, end uint32) bool {
	return m.places == nil || m.places.Within(m.ids[word], start, end)
}
