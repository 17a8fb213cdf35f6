// Package identity knows which finding is which: it gives each a fingerprint
// that survives edits elsewhere in the file. It must not know what a finding
// means, nor where fingerprints are kept.
//
// Its window is the Fingerprints of a finding.
package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"strconv"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// The kinds of fingerprints, each with its version. Fingerprints of different
// kinds are never compared.
const (
	// Primary is rule, path, function and the text of the place without
	// comments and white space, numbered where several are alike.
	Primary = "leadline/v1"
	// Scope is the same without the path: it survives a renamed file.
	Scope = "leadlineScope/v1"
	// LineHash is the one that code hosts compute from the line's text.
	LineHash = "primaryLocationLineHash"
)

// Assign fills the fingerprints of findings that are in their final order.
// prefix is joined before each path, so that a scan of a part of a project
// gives the same fingerprints as a scan of the whole.
func Assign(findings []*finding.Finding, prefix string) { Lines{}.Assign(findings, prefix) }

// Lines are the hashes of the lines of files that had findings, by line. Who
// assigns again and again keeps them.
type Lines map[*text.File]map[int]string

// Assign is the function of that name. What of the hashes is of use to it stays,
// the rest goes.
func (l Lines) Assign(findings []*finding.Finding, prefix string) {
	primary, scope := counter{}, counter{}
	hashes := Lines{}
	for _, f := range findings {
		file := f.Location.File
		place := f.Function + "\x00" + normalise(file.Slice(f.Location.Span))
		path := file.Path
		if prefix != "" {
			path = prefix + "/" + path
		}
		if hashes[file] == nil {
			if hashes[file] = l[file]; hashes[file] == nil {
				hashes[file] = lineHashes(file.Bytes)
			}
		}
		f.Fingerprint = primary.sum(f.Rule.ID, path, place)
		f.Fingerprints = map[string]string{
			Primary:  f.Fingerprint,
			Scope:    scope.sum(f.Rule.ID, "", place),
			LineHash: hashes[file][file.LineOf(f.Location.Span.Start)],
		}
	}
	clear(l)
	maps.Copy(l, hashes)
}

// counter numbers equal places in order.
type counter map[string]int

func (c counter) sum(rule, path, place string) string {
	key := rule + "\x00" + path + "\x00" + place
	n := c[key]
	c[key]++
	sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(n)))
	return hex.EncodeToString(sum[:12])
}
