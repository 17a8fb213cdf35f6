package identity

import "sort"

// Similar is the share of lines that two texts have in common, counted on the
// longer one. Blank lines do not count.
func Similar(a, b string) float64 {
	counts := map[string]int{}
	n, common := 0, 0
	for _, l := range trimmedLines(a) {
		if l != "" {
			counts[l]++
			n++
		}
	}
	k := 0
	for _, l := range trimmedLines(b) {
		if l == "" {
			continue
		}
		k++
		if counts[l] > 0 {
			counts[l]--
			common++
		}
	}
	if n == 0 || k == 0 {
		return 0
	}
	return float64(common) / float64(max(n, k))
}

// renameShare is how much of a file must be the same for it to count as
// renamed.
const renameShare = 0.5

// maxRenames bounds how many pairs of changed files are compared.
const maxRenames = 10_000

// Renames finds files that were renamed between two revisions, given as the
// hashes of their contents by path: equal contents first, then the most similar
// ones. text gives a content by its hash.
func Renames(old, new map[string]string, text func(hash string) string) map[string]string {
	out := map[string]string{}
	gone, added := missing(old, new), missing(new, old)
	byHash := map[string][]string{}
	for _, p := range added {
		byHash[new[p]] = append(byHash[new[p]], p)
	}
	taken := map[string]bool{}
	var rest []string
	for _, p := range gone {
		if same := byHash[old[p]]; len(same) > 0 {
			out[p] = same[0]
			taken[same[0]] = true
			byHash[old[p]] = same[1:]
			continue
		}
		rest = append(rest, p)
	}
	if len(rest)*len(added) > maxRenames {
		return out
	}
	type candidate struct {
		from, to string
		share    float64
	}
	var all []candidate
	for _, from := range rest {
		a := text(old[from])
		for _, to := range added {
			if !taken[to] {
				if share := Similar(a, text(new[to])); share >= renameShare {
					all = append(all, candidate{from, to, share})
				}
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].share > all[j].share })
	for _, c := range all {
		if _, done := out[c.from]; !done && !taken[c.to] {
			out[c.from] = c.to
			taken[c.to] = true
		}
	}
	return out
}

// missing are the paths of a that b has not, in order.
func missing(a, b map[string]string) []string {
	var out []string
	for p := range a {
		if _, ok := b[p]; !ok {
			out = append(out, p)
		}
	}
	sort.Strings(out)
	return out
}
