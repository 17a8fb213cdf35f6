package model

import (
	"maps"
	"slices"
)

// maxCleans is how many clean kinds fit into Bits.
const maxCleans = 64

// loadKinds reads kinds.yaml: sources, sinks and cleans.
func (l *loader) loadKinds(file string, data []byte) error {
	root, err := parseTree(file, data)
	if err != nil {
		return err
	}
	if err := root.only("sources", "sinks", "cleans"); err != nil {
		return err
	}
	for _, section := range []string{"sources", "sinks"} {
		n := root.child(section)
		if n == nil || n.kind != nodeMap {
			return root.errorf("%s: want a mapping of kind to meaning", section)
		}
		if err := l.readKinds(n, section == "sources"); err != nil {
			return err
		}
	}
	if err := l.closeKinds(); err != nil {
		return err
	}
	cleans := root.child("cleans")
	if cleans == nil {
		return root.errorf("the key cleans is missing")
	}
	return l.readCleans(cleans)
}

func (l *loader) readKinds(n *node, source bool) error {
	for _, p := range n.pairs {
		info := KindInfo{Name: p.key}
		if err := readKind(&info, p.value, source); err != nil {
			return err
		}
		if _, ok := l.set.KindByName[p.key]; ok {
			return p.value.errorf("kind %q stands here twice", p.key)
		}
		k := Kind(len(l.set.Kinds))
		l.set.KindByName[p.key] = k
		l.set.Kinds = append(l.set.Kinds, info)
		l.wide[k] = p.value.child("is")
	}
	return nil
}

func readKind(info *KindInfo, n *node, source bool) error {
	if n.kind == nodeString {
		info.Meaning = n.scalar
		return nil
	}
	if err := n.only("meaning", "is", "trust"); err != nil {
		return err
	}
	meaning := n.child("meaning")
	if meaning == nil {
		return n.errorf("kind %q: the meaning is missing", info.Name)
	}
	info.Meaning = meaning.scalar
	if trust := n.child("trust"); trust != nil {
		info.Trust = trust.scalar
		levels := []string{"remote", "model", "local", "stored", "library"}
		if !source || !slices.Contains(levels, info.Trust) {
			return trust.errorf("kind %q: trust is one of %v, and only of sources", info.Name, levels)
		}
	}
	return nil
}

// closeKinds resolves `is:` and closes it transitively.
func (l *loader) closeKinds() error {
	direct := map[Kind][]Kind{}
	for k, n := range l.wide {
		if n == nil {
			continue
		}
		names, err := n.strings()
		if err != nil {
			return err
		}
		for _, name := range names {
			w, err := l.kind(n, name)
			if err != nil {
				return err
			}
			direct[k] = append(direct[k], w)
		}
	}
	for i := range l.set.Kinds {
		l.set.Kinds[i].Is = closure(direct, Kind(i))
	}
	return nil
}

func closure(direct map[Kind][]Kind, k Kind) []Kind {
	seen := map[Kind]bool{}
	queue := slices.Clone(direct[k])
	for len(queue) > 0 {
		w := queue[0]
		queue = queue[1:]
		if !seen[w] {
			seen[w] = true
			queue = append(queue, direct[w]...)
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func (l *loader) readCleans(n *node) error {
	if n.kind != nodeMap {
		return n.errorf("cleans: want a mapping of kind to meaning")
	}
	if len(l.set.Cleans)+len(n.pairs) > maxCleans {
		return n.errorf("at most %d clean kinds fit", maxCleans)
	}
	for _, p := range n.pairs {
		bit := Bits(1) << len(l.set.Cleans)
		l.set.Cleans = append(l.set.Cleans, p.key)
		l.set.cleanBits[p.key] = bit
		if p.value.kind != nodeMap {
			continue
		}
		if err := p.value.only("meaning", "always"); err != nil {
			return err
		}
		if always := p.value.child("always"); always != nil {
			l.set.Always |= bit
		}
	}
	return nil
}

// kind resolves the name of a kind.
func (l *loader) kind(n *node, name string) (Kind, error) {
	k, ok := l.set.KindByName[name]
	if !ok {
		return 0, n.errorf("%q is no kind of %s", name, kindsFile)
	}
	return k, nil
}

// bits resolves a list of clean kinds.
func (l *loader) bits(n *node) (Bits, error) {
	if n == nil {
		return 0, nil
	}
	names, err := n.strings()
	if err != nil {
		return 0, err
	}
	var out Bits
	for _, name := range names {
		b, ok := l.set.cleanBits[name]
		if !ok {
			return 0, n.errorf("%q is no clean kind of %s", name, kindsFile)
		}
		out |= b
	}
	return out, nil
}
