package exact

import "slices"

// chosen is what a key takes of an array: the shape of that, and its places
// among the array's own.
func (m *Machine) chosen(a *array, k value) (shape, places []int, copied bool) {
	keys := []value{k}
	if t, ok := k.(*tuple); ok {
		keys = t.items
	}
	if len(keys) == 1 {
		switch key := keys[0].(type) {
		case *array:
			shape, places = m.fancy(a, key)
			return shape, places, true
		case *list:
			shape, places = m.fancy(a, m.arrayOf(key))
			return shape, places, true
		}
	}
	if pairs := m.pairwise(a, keys); pairs != nil {
		return []int{len(pairs)}, pairs, true
	}
	places = upTo(len(a.at))
	rest := a.shape
	done := []int{} // dimensions that are settled
	for _, key := range keys {
		if key == nil {
			done = append(done, 1)
			continue
		}
		if len(rest) == 0 {
			panic(gaveUp{})
		}
		n := rest[0]
		rest = rest[1:]
		block := product(rest)
		var taken []int
		if s, ok := key.(*slice); ok {
			start, stop, step := s.places(n)
			r := &span{start, stop, step}
			for i := range r.length() {
				taken = append(taken, start+i*step)
			}
		} else {
			taken = []int{m.index(sure(key), n)}
		}
		groups := product(done)
		next := make([]int, 0, groups*len(taken)*block)
		for g := range groups {
			for _, t := range taken {
				from := (g*n + t) * block
				next = append(next, places[from:from+block]...)
			}
		}
		places = next
		if _, ok := key.(*slice); ok {
			done = append(done, len(taken))
		}
	}
	return append(done, rest...), places, false
}

// fancy takes rows by a list of places, or by truth values.
func (m *Machine) fancy(a, key *array) (shape, places []int) {
	if len(a.shape) == 0 || key.lost() {
		panic(gaveUp{})
	}
	if key.kind == 'b' {
		if len(key.shape) == 0 || len(key.shape) > len(a.shape) || !slices.Equal(key.shape, a.shape[:len(key.shape)]) {
			panic(gaveUp{})
		}
		rest := a.shape[len(key.shape):]
		block, n := product(rest), 0
		for i := range key.at {
			if key.value(i) != 0 {
				n++
				for j := range block {
					places = append(places, i*block+j)
				}
			}
		}
		return append([]int{n}, rest...), places
	}
	if key.kind != 'i' {
		panic(gaveUp{})
	}
	block := product(a.shape[1:])
	for i := range key.at {
		row := m.index(int(key.value(i)), a.shape[0])
		for j := range block {
			places = append(places, row*block+j)
		}
	}
	if len(places) > maxItems {
		panic(spent{})
	}
	return append(append([]int{}, key.shape...), a.shape[1:]...), places
}

// pairwise is x[rows, columns] with a list for each dimension.
func (m *Machine) pairwise(a *array, keys []value) []int {
	if len(keys) < 2 || len(keys) != len(a.shape) {
		for _, k := range keys {
			switch k.(type) {
			case *array, *list:
				panic(gaveUp{})
			}
		}
		return nil
	}
	var out []int
	for i, k := range keys {
		var rows *array
		switch k := k.(type) {
		case *array:
			rows = k
		case *list:
			rows = m.arrayOf(k)
		default:
			if i > 0 && out != nil {
				panic(gaveUp{})
			}
			continue
		}
		if len(rows.shape) != 1 || rows.kind != 'i' || i > 0 && len(out) != len(rows.at) {
			panic(gaveUp{})
		}
		if i == 0 {
			out = make([]int, len(rows.at))
		}
		for j := range out {
			out[j] = out[j]*a.shape[i] + m.index(int(rows.value(j)), a.shape[i])
		}
	}
	return out
}

func (m *Machine) arrayItem(a *array, k value) value {
	shape, places, copied := m.chosen(a, k)
	out := &array{shape: shape, at: make([]int, len(places)), store: a.store, kind: a.kind}
	for i, p := range places {
		out.at[i] = a.at[p]
	}
	if copied {
		out = a.like(a.kind, shape, out.values())
	}
	if len(shape) == 0 && len(places) == 1 {
		return out.scalar(out.value(0))
	}
	return out
}

func (m *Machine) setArrayItem(a *array, k, v value) {
	shape, places, _ := m.chosen(a, k)
	b := m.arrayOf(v)
	target := &array{shape: shape, at: places, store: a.store}
	whole, left, right := broadcast(target, b)
	if !slices.Equal(whole, shape) || len(places) == 0 {
		panic(gaveUp{})
	}
	data := b.values()
	for i := range left {
		x := data[right[i]]
		if a.kind == 'i' {
			x = float64(int(x))
		} else if a.kind == 'b' {
			x = truth(x != 0)
		}
		a.store.data[a.at[places[left[i]]]] = x
	}
	a.store.rough = a.store.rough || b.store.rough
}
