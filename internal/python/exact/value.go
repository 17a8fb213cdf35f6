package exact

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// value is nil for None, bool, int, *big.Int beyond that, float64, string, or
// one of the types below.
type value any

type (
	// unknown is a value of which nothing is known.
	unknown struct{}
	// list and dict are known until something unknown had them in its hands.
	list struct {
		items []value
		lost  bool
		view  string // what it is where it is no list: dict_keys, deque
	}
	tuple struct {
		items []value
		class *class // of a named tuple
	}
	// dict keeps its keys in order; a set is one without values.
	dict struct {
		entries []entry
		at      map[any]int
		set     bool
		frozen  bool
		lost    bool
		factory value // of a defaultdict
		counter bool
	}
	entry struct {
		key, value value
		gone       bool
	}
	// span is a range; slice what stands between brackets.
	span  struct{ start, stop, step int }
	slice struct{ lower, upper, step value }
	// iterator gives its elements one by one; once it has ended it stays so.
	iterator struct {
		next func() (value, bool)
		lost bool
	}
	// native is a function of ours. Where it mutates, it must not give up halfway.
	native struct {
		name string
		call func(c *arguments) value
	}
	// module is a module of the standard library that is known.
	module struct {
		name    string
		members map[string]value
	}
	// library is a module, class or function of which only the name is known.
	library struct{ name string }
	bound   struct {
		self value
		fn   *function
	}
	class struct {
		name   string
		bases  []*class
		fields map[string]value
		tuple  []string // fields of a named tuple
	}
	instance struct {
		class  *class
		fields map[string]value
		order  []string
		lost   bool
	}
)

// lostOne tells whether the contents of a value are unknown by now.
func lostOne(v value) bool {
	switch v := v.(type) {
	case *list:
		return v.lost
	case *dict:
		return v.lost
	case *instance:
		return v.lost
	case *iterator:
		return v.lost
	case *array:
		return v.lost()
	case unknown:
		return true
	}
	return false
}

// blank tells whether a value is unknown, or only known by its name.
func blank(v value) bool {
	_, named := v.(*library)
	return named || lostOne(v)
}

// sure is a value whose contents are known.
func sure(v value) value {
	if lostOne(v) {
		panic(gaveUp{})
	}
	return v
}

// more appends to a list, up to the length that any may have.
func more[T any](list, items []T) []T {
	if len(list)+len(items) > maxItems {
		panic(spent{})
	}
	return append(list, items...)
}

func newList(items []value) *list { return &list{items: items} }

func newDict() *dict { return &dict{at: map[any]int{}} }

func newSet(items []value) *dict {
	d := newDict()
	d.set = true
	for _, x := range items {
		d.put(x, nil)
	}
	return d
}

// keyOf is what a value is as a key: equal values have equal keys.
func keyOf(v value) any {
	switch v := v.(type) {
	case nil:
		return "N"
	case bool:
		if v {
			return 1
		}
		return 0
	case int:
		return v
	case *big.Int:
		return "b" + v.String()
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int(v)
		}
		if math.IsNaN(v) {
			panic(gaveUp{})
		}
		return v
	case string:
		return "s" + v
	case *tuple:
		var b strings.Builder
		b.WriteByte('(')
		for _, x := range v.items {
			writeKey(&b, keyOf(x))
			b.WriteByte(0)
		}
		return b.String()
	case *dict:
		if v.frozen && !v.lost {
			return frozenKey(v)
		}
	case *function, *class, *native:
		return v
	case *instance:
		if v.class.find("__eq__") == nil && v.class.find("__hash__") == nil {
			return v
		}
	}
	panic(gaveUp{})
}

func writeKey(b *strings.Builder, k any) {
	switch k := k.(type) {
	case int:
		b.WriteString("i" + strconv.Itoa(k))
	case string:
		b.WriteString(k)
	case float64:
		b.WriteString("f" + strconv.FormatFloat(k, 'g', -1, 64))
	default:
		panic(gaveUp{})
	}
}

// frozenKey is the same for equal frozensets, in whatever order they were made.
func frozenKey(d *dict) string {
	parts := make([]string, 0, len(d.entries))
	for _, e := range d.live() {
		var b strings.Builder
		writeKey(&b, keyOf(e.key))
		parts = append(parts, b.String())
	}
	sortTexts(parts)
	return "{" + strings.Join(parts, "\x00")
}

func (d *dict) get(k value) (value, bool) {
	if i, ok := d.at[keyOf(k)]; ok {
		return d.entries[i].value, true
	}
	return nil, false
}

func (d *dict) put(k, v value) {
	key := keyOf(k)
	if i, ok := d.at[key]; ok {
		d.entries[i].value = v
		return
	}
	if len(d.entries) > maxItems {
		panic(spent{})
	}
	d.at[key] = len(d.entries)
	d.entries = append(d.entries, entry{key: k, value: v})
}

func (d *dict) remove(k value) (value, bool) {
	key := keyOf(k)
	i, ok := d.at[key]
	if !ok {
		return nil, false
	}
	v := d.entries[i].value
	delete(d.at, key)
	d.entries[i] = entry{gone: true}
	if len(d.entries) > 32 && len(d.at) < len(d.entries)/2 {
		kept := d.live()
		d.entries = kept
		for i := range kept {
			d.at[keyOf(kept[i].key)] = i
		}
	}
	return v, true
}

// live are the entries that have not been removed.
func (d *dict) live() []entry {
	if len(d.at) == len(d.entries) {
		return d.entries
	}
	out := make([]entry, 0, len(d.at))
	for _, e := range d.entries {
		if !e.gone {
			out = append(out, e)
		}
	}
	return out
}

func (d *dict) keys() []value {
	out := make([]value, 0, len(d.at))
	for _, e := range d.live() {
		out = append(out, e.key)
	}
	return out
}

func (d *dict) copyOf() *dict {
	out := newDict()
	out.set, out.frozen, out.counter, out.factory = d.set, d.frozen, d.counter, d.factory
	for _, e := range d.live() {
		out.put(e.key, e.value)
	}
	return out
}

// find looks a name up in a class and its bases.
func (c *class) find(name string) value {
	for _, k := range c.lineage() {
		if v, ok := k.fields[name]; ok {
			return v
		}
	}
	return nil
}

// lineage is the class and what it inherits from. More than one base at one
// place is not followed.
func (c *class) lineage() []*class {
	var out []*class
	for k := c; k != nil; {
		out = append(out, k)
		if len(k.bases) > 1 {
			panic(gaveUp{})
		}
		if len(k.bases) == 0 {
			break
		}
		k = k.bases[0]
	}
	return out
}

func (c *class) under(base *class) bool {
	for _, k := range c.lineage() {
		if k == base {
			return true
		}
	}
	return false
}

func (i *instance) set(name string, v value) {
	if i.fields == nil {
		i.fields = map[string]value{}
	}
	if _, ok := i.fields[name]; !ok {
		i.order = append(i.order, name)
	}
	i.fields[name] = v
}

// truth tells whether a value counts as true.
func (m *Machine) truth(v value) bool {
	switch v := sure(v).(type) {
	case nil:
		return false
	case bool:
		return v
	case int:
		return v != 0
	case *big.Int:
		return true
	case float64:
		return v != 0
	case string:
		return v != ""
	case *list:
		return len(v.items) > 0
	case *tuple:
		return len(v.items) > 0
	case *dict:
		return len(v.at) > 0
	case *span:
		return v.length() > 0
	case *instance:
		if fn := v.class.find("__bool__"); fn != nil {
			return m.truth(m.method(v, "__bool__"))
		}
		if fn := v.class.find("__len__"); fn != nil {
			return m.truth(m.method(v, "__len__"))
		}
		return true
	case *array:
		if len(v.at) == 1 {
			return v.value(0) != 0
		}
		panic(gaveUp{})
	case *function, *native, *class, *bound, *module:
		return true
	}
	panic(gaveUp{})
}

func (s *span) length() int {
	switch {
	case s.step > 0 && s.start < s.stop:
		return (s.stop - s.start + s.step - 1) / s.step
	case s.step < 0 && s.start > s.stop:
		return (s.start - s.stop - s.step - 1) / -s.step
	}
	return 0
}

// equal is ==.
func (m *Machine) equal(a, b value) bool {
	m.step()
	a, b = sure(a), sure(b)
	if x, ok := a.(*instance); ok {
		if x.class.find("__eq__") != nil {
			return m.truth(m.method(x, "__eq__", b))
		}
		y, ok := b.(*instance)
		if ok && y.class.find("__eq__") != nil {
			return m.truth(m.method(y, "__eq__", a))
		}
		return ok && x == y
	}
	if isNumber(a) && isNumber(b) {
		c, ordered := compareNumbers(a, b)
		return ordered && c == 0
	}
	switch x := a.(type) {
	case nil:
		return b == nil
	case string:
		y, ok := b.(string)
		return ok && x == y
	case *list:
		y, ok := b.(*list)
		if x.view != "" || ok && y.view != "" {
			panic(gaveUp{})
		}
		return ok && m.equalItems(x.items, y.items)
	case *tuple:
		y, ok := b.(*tuple)
		return ok && m.equalItems(x.items, y.items)
	case *dict:
		y, ok := b.(*dict)
		return ok && m.equalDicts(x, y)
	case *span:
		y, ok := b.(*span)
		return ok && m.equalItems(m.collect(x), m.collect(y))
	case *array:
		panic(gaveUp{})
	case *function, *native, *class, *module:
		return a == b
	}
	if isNumber(a) {
		if _, other := b.(*array); other {
			panic(gaveUp{})
		}
		return false
	}
	panic(gaveUp{})
}

func (m *Machine) equalItems(a, b []value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !m.equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

func (m *Machine) equalDicts(a, b *dict) bool {
	if a.set != b.set || len(a.at) != len(b.at) {
		return false
	}
	for _, e := range a.live() {
		v, ok := b.get(e.key)
		if !ok || !a.set && !m.equal(e.value, v) {
			return false
		}
	}
	return true
}

func isNumber(v value) bool {
	switch v.(type) {
	case bool, int, *big.Int, float64:
		return true
	}
	return false
}

// asInt is a whole number as an int.
func asInt(v value) (int, bool) {
	switch v := v.(type) {
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case int:
		return v, true
	}
	return 0, false
}

// toInt is asInt of what must be one.
func toInt(v value) int {
	n, ok := asInt(v)
	if !ok {
		panic(gaveUp{})
	}
	return n
}

func asBig(v value) (*big.Int, bool) {
	if b, ok := v.(*big.Int); ok {
		return b, true
	}
	n, ok := asInt(v)
	return big.NewInt(int64(n)), ok
}

func asFloat(v value) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case *big.Int:
		f, _ := new(big.Float).SetInt(v).Float64()
		return f
	}
	return float64(toInt(v))
}

// whole gives the smallest form of a whole number.
// maxBits is the length of the largest whole number.
const maxBits = 4096

func whole(b *big.Int) value {
	if b.IsInt64() {
		return int(b.Int64())
	}
	if b.BitLen() > maxBits {
		panic(spent{})
	}
	return b
}

func compareNumbers(a, b value) (int, bool) {
	x, xf := a.(float64)
	y, yf := b.(float64)
	if xf || yf {
		if !xf {
			x = asFloat(a)
		}
		if !yf {
			y = asFloat(b)
		}
		switch {
		case x < y:
			return -1, true
		case x > y:
			return 1, true
		}
		return 0, x == y
	}
	if i, ok := asInt(a); ok {
		if j, ok := asInt(b); ok {
			switch {
			case i < j:
				return -1, true
			case i > j:
				return 1, true
			}
			return 0, true
		}
	}
	i, _ := asBig(a)
	j, _ := asBig(b)
	return i.Cmp(j), true
}
