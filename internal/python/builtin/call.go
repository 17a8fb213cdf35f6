package builtin

import (
	"slices"
	"strconv"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// Call evaluates a call of a builtin function or a method of a builtin type.
func (Semantics) Call(f *value.Frame, name string, c *value.Call) (value.Value, bool) {
	rest, ok := strings.CutPrefix(name, "builtins.")
	if !ok {
		if n := addressPieces[name]; n > 0 {
			return address(f, c, n)
		}
		if rest, ok := strings.CutPrefix(name, "collections.deque"); ok {
			return deque(f, rest, c)
		}
		return nil, false
	}
	if class, method, ok := strings.Cut(rest, "."); ok {
		switch class {
		case "str", "bytes":
			return strMethod(f, class, method, c)
		case "list", "tuple":
			return listMethod(f, method, c)
		case "dict":
			return dictMethod(f, method, c)
		case "set":
			return setMethod(f, method, c)
		}
		return nil, false
	}
	return function(f, rest, c)
}

func function(f *value.Frame, name string, c *value.Call) (value.Value, bool) {
	switch name {
	case "len":
		return length(f, c), true
	case "str":
		return strCall(f, c)
	case "int", "float", "bool", "abs", "ord", "chr", "hash", "id", "round":
		return number(f, name, c)
	case "repr", "ascii", "bin", "hex", "oct", "format":
		return textCall(f, name, c), true
	case "isinstance":
		if x, k := c.Arg(0), c.Arg(1); x != nil && k != nil {
			return f.IsInstance(x.Val, k.Val), true
		}
	case "callable", "hasattr", "issubclass", "any", "all":
		return f.AnyBool(), true
	case "list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "enumerate", "zip", "filter", "map":
		return collection(f, name, c)
	case "dict":
		return dictCall(f, c), true
	case "range", "xrange":
		return rangeCall(f, c), true
	case "slice":
		return sliceCall(f, c), true
	case "next":
		return nextCall(f, c)
	case "min", "max", "sum":
		return pick(f, name, c), true
	case "print":
		return f.None(), true
	case "vars":
		return f.AttributesOf(c)
	case "locals", "globals":
		return f.Type("builtins.globals.dict"), true
	case "type":
		return typeCall(f, c), true
	}
	return nil, false
}

func length(f *value.Frame, c *value.Call) value.Value {
	a := c.Arg(0)
	if a == nil {
		return f.Type("builtins.int")
	}
	if v, ok := f.Special(a.Val, "__len__"); ok {
		return v
	}
	var out value.Value
	for _, x := range a.Val {
		k, ok := f.Constant(x)
		switch {
		case ok && k.Kind == ir.ConstStr:
			out = f.Join(out, f.Int(int64(len([]rune(k.Text)))))
		case ok && k.Kind == ir.ConstBytes:
			out = f.Join(out, f.Int(int64(len(k.Text))))
		case x.Kind() == value.Object && f.IsSingle(uint32(x.Payload())):
			n, known := f.Len(uint32(x.Payload()))
			if !known || f.Kind(uint32(x.Payload())) == value.ObjInst {
				return f.Type("builtins.int")
			}
			out = f.Join(out, f.Int(int64(n)))
		default:
			return f.Type("builtins.int")
		}
	}
	return out
}

func strCall(f *value.Frame, c *value.Call) (value.Value, bool) {
	a := c.Arg(0)
	if a == nil {
		return f.Str(""), len(c.Args) == 0
	}
	if len(c.Args) > 1 {
		return f.Type("builtins.str"), true
	}
	if v, ok := textMethod(f, a.Val, 's'); ok {
		f.SetLoads(nil) // the method's own result, not what the instance holds
		return v, true
	}
	loadShown(f, a)
	return toStr(f, a.Val), true
}

// loadShown says that the text of a record holds what its parts hold.
func loadShown(f *value.Frame, a *value.CallArg) {
	if shown := f.Shown(a.Val); shown != nil {
		f.SetLoads(f.JoinDefs(shown, []value.Def{a.Def}))
	}
}

func number(f *value.Frame, name string, c *value.Call) (value.Value, bool) {
	a := c.Arg(0)
	switch name {
	case "bool":
		if a == nil {
			return f.Bool(false), true
		}
		t, e := f.Truth(a.Val)
		if t != e {
			return f.Bool(t), true
		}
		return f.AnyBool(), true
	case "float":
		return f.Type("builtins.float"), true
	case "chr":
		return mapConstTo(f, a, "builtins.str", func(k value.Constant) (value.Value, bool) {
			return f.Str(string(rune(k.Int))), k.Kind == ir.ConstInt && k.Int >= 0 && k.Int < 0xD800
		}), true
	case "ord":
		return mapConstTo(f, a, "builtins.int", func(k value.Constant) (value.Value, bool) {
			r := []rune(k.Text)
			return f.Int(int64(append(r, 0)[0])), k.Kind == ir.ConstStr && len(r) == 1
		}), true
	case "abs":
		return mapConstTo(f, a, "", func(k value.Constant) (value.Value, bool) {
			if k.Kind != ir.ConstInt {
				return nil, false
			}
			n := k.Big()
			return f.BigInt(n.Abs(n)), true
		}), true
	case "int":
		return intCall(f, c), true
	case "round":
		return value.Top(), false
	}
	return f.Type("builtins.int"), true
}

func intCall(f *value.Frame, c *value.Call) value.Value {
	if len(c.Args) == 0 {
		return f.Int(0)
	}
	base := 10
	if len(c.Args) > 1 {
		b, ok := f.Only(c.Args[1].Val)
		if !ok || b.Kind != ir.ConstInt || b.Int < 2 || b.Int > 36 || len(c.Args) > 2 {
			return f.Type("builtins.int")
		}
		base = int(b.Int)
	}
	return mapConstTo(f, c.Arg(0), "builtins.int", func(k value.Constant) (value.Value, bool) {
		switch k.Kind {
		case ir.ConstInt, ir.ConstBool:
			return f.BigInt(k.Big()), len(c.Args) == 1
		case ir.ConstStr:
			n, err := strconv.ParseInt(strings.TrimSpace(k.Text), base, 64)
			return f.Int(n), err == nil && !strings.Contains(k.Text, "_")
		}
		return nil, false
	})
}

// mapConstTo folds over constants; anything else gives the type.
func mapConstTo(f *value.Frame, a *value.CallArg, class string, fn func(value.Constant) (value.Value, bool)) value.Value {
	other := value.Top()
	if class != "" {
		other = f.Type(class)
	}
	if a == nil {
		return other
	}
	var out value.Value
	for _, x := range a.Val {
		k, ok := f.Constant(x)
		if !ok {
			return other
		}
		v, ok := fn(k)
		if !ok {
			return other
		}
		out = f.Join(out, v)
	}
	return out
}

func textCall(f *value.Frame, name string, c *value.Call) value.Value {
	a := c.Arg(0)
	if a != nil && name == "format" {
		spec := f.Str("")
		if s := c.Arg(1); s != nil {
			spec = s.Val
		}
		if v, ok := f.Special(a.Val, "__format__", spec); ok {
			f.SetLoads(nil)
			return v
		}
	}
	if a == nil || name != "repr" {
		return f.Type("builtins.str")
	}
	if v, ok := f.Special(a.Val, "__repr__"); ok {
		f.SetLoads(nil)
		return v
	}
	loadShown(f, a)
	return mapConst(f, a.Val, reprText)
}

var collectionKinds = map[string]value.ObjKind{
	"list": value.ObjList, "tuple": value.ObjTuple, "set": value.ObjSet, "frozenset": value.ObjSet, "sorted": value.ObjList,
}

// collection makes a list, tuple, set or iterator of what an argument iterates.
func collection(f *value.Frame, name string, c *value.Call) (value.Value, bool) {
	kind, ok := collectionKinds[name]
	if !ok {
		return iterator(f, name, c)
	}
	id := f.NewOf(c.At, 0, kind, "builtins."+className(name))
	a := c.Arg(0)
	switch {
	case a == nil:
		f.SetLen(id, 0)
	case name == "list" || name == "tuple":
		f.SetLen(id, f.Extend(id, 0, a.Val, []value.Def{a.Def}))
	case name == "sorted":
		v := f.Iterable(a.Val)
		if items, ok := f.ExactItems(v); ok {
			f.Fill(id, anyOf(f, items))
			break
		}
		f.Extend(id, -1, v, []value.Def{a.Def})
		f.SetLen(id, -1)
	default:
		f.Extend(id, -1, a.Val, []value.Def{a.Def})
		f.SetLen(id, -1)
	}
	f.SetLoads(nil)
	return f.ObjectValue(id), true
}

// className is the class of what a function that makes a collection returns.
func className(name string) string {
	if name == "sorted" {
		return "list"
	}
	return name
}

// iterator makes an iterator over what arguments iterate: item by item where
// their items are known.
func iterator(f *value.Frame, name string, c *value.Call) (value.Value, bool) {
	if name == "filter" || name == "map" {
		return nil, false
	}
	id := f.New(c.At, 0, value.ObjIter)
	f.SetLoads(nil)
	if name == "enumerate" || name == "zip" {
		tuples(f, id, name, c)
		return f.ObjectValue(id), true
	}
	a := c.Arg(0)
	if a == nil {
		return f.ObjectValue(id), true
	}
	v := f.Iterable(a.Val)
	if items, ok := f.ExactItems(v); ok {
		if name == "reversed" {
			items = slices.Clone(items)
			slices.Reverse(items)
		}
		f.Fill(id, items)
		return f.ObjectValue(id), true
	}
	if v, defs := f.IterValue(v); v != nil {
		f.Store(id, value.KeyStar, v, f.JoinDefs(defs, []value.Def{a.Def}), false)
	}
	return f.ObjectValue(id), true
}

// tuples fills an iterator with what enumerate or zip gives.
func tuples(f *value.Frame, id uint32, name string, c *value.Call) {
	var columns [][]value.Item
	var joined []value.Item
	exact, start := true, value.Value(nil)
	if name == "enumerate" {
		columns, joined, start = append(columns, nil), append(joined, value.Item{Val: f.Type("builtins.int")}), enumerateStart(f, c)
	}
	for i := range c.Args {
		a := &c.Args[i]
		if a.Name != 0 || name == "enumerate" && i > 0 {
			continue
		}
		v := f.Iterable(a.Val)
		items, ok := f.ExactItems(v)
		exact = exact && ok && a.Star == 0
		if !ok {
			items = nil
		}
		columns = append(columns, items)
		x, defs := f.IterValue(v)
		joined = append(joined, value.Item{Val: x, Defs: f.JoinDefs(defs, []value.Def{a.Def})})
	}
	if k, ok := f.Only(start); name == "enumerate" && (!ok || k.Kind != ir.ConstInt || k.Text != "") {
		exact = false
	} else if ok && exact && len(columns) == 2 {
		for i := range columns[1] {
			columns[0] = append(columns[0], value.Item{Val: f.Int(k.Int + int64(i))})
		}
	}
	n := 0
	if exact && len(columns) > 0 {
		n = len(columns[0])
		for _, col := range columns {
			n = min(n, len(col))
		}
	}
	if !exact && name == "zip" && someRows(f, id, c, columns, joined) {
		return
	}
	if !exact || len(columns) == 0 || n > 16 {
		pair := f.New(c.At, 1, value.ObjTuple)
		f.Fill(pair, joined)
		f.Store(id, value.KeyStar, f.ObjectValue(pair), nil, false)
		return
	}
	rows := make([]value.Item, n)
	for r := range rows {
		row := f.New(c.At, uint32(1+r), value.ObjTuple)
		cells := make([]value.Item, len(columns))
		for k := range columns {
			cells[k] = columns[k][r]
		}
		f.Fill(row, cells)
		rows[r].Val = f.ObjectValue(row)
	}
	f.Fill(id, rows)
}

// someRows fills an iterator with what zip gives where only some columns are known: no
// more rows than these have, of the others any item, or the one in its place where a
// caller gives them.
func someRows(f *value.Frame, id uint32, c *value.Call, columns [][]value.Item, joined []value.Item) bool {
	n := 17
	for k := range columns {
		if columns[k] != nil {
			n = min(n, len(columns[k]))
		}
		if c.Args[min(k, len(c.Args)-1)].Star != 0 || len(columns) != len(c.Args) {
			return false
		}
	}
	if n > 16 {
		return false
	}
	for r := range n {
		row := f.New(c.At, uint32(1+r), value.ObjTuple)
		cells := make([]value.Item, len(columns))
		for k := range columns {
			cells[k] = joined[k]
			if columns[k] != nil {
				cells[k] = columns[k][r]
			} else if ids, all := f.ObjectsOf(c.Args[k].Val); all && len(ids) == 1 && f.Kind(ids[0]) == value.ObjPath {
				v, defs, _ := f.Load(ids[0], value.IndexKey(r))
				cells[k] = value.Item{Val: v, Defs: f.JoinDefs(defs, f.Own([]value.Def{c.Args[k].Def}))}
			}
		}
		f.Fill(row, cells)
		f.Store(id, value.IndexKey(r), f.ObjectValue(row), nil, true)
	}
	f.SetLen(id, -1)
	return true
}

// enumerateStart is the number that enumerate begins with.
func enumerateStart(f *value.Frame, c *value.Call) value.Value {
	if a := c.Arg(1); a != nil {
		return a.Val
	}
	if a := c.Keyword(f.Name("start")); a != nil {
		return a.Val
	}
	return f.Int(0)
}

func dictCall(f *value.Frame, c *value.Call) value.Value {
	id := f.New(c.At, 0, value.ObjDict)
	f.SetLoads(nil)
	f.SetLen(id, 0)
	for i := range c.Args {
		a := &c.Args[i]
		if a.Name == 0 {
			mergeArg(f, id, a)
			continue
		}
		k, _ := f.ItemKey(f.Str(f.Text(a.Name))[0])
		f.Store(id, k, a.Val, []value.Def{a.Def}, true)
	}
	f.Recount(id)
	return f.ObjectValue(id)
}

func rangeCall(f *value.Frame, c *value.Call) value.Value {
	id := f.NewOf(c.At, 0, value.ObjIter, "builtins.range")
	f.Store(id, value.KeyStar, f.Type("builtins.int"), nil, false)
	if len(c.Args) == 1 {
		if k, ok := f.Only(c.Args[0].Val); ok && k.Kind == ir.ConstInt && k.Text == "" && k.Int <= 8 {
			id = f.NewOf(c.At, 1, value.ObjTuple, "builtins.range")
			for i := int64(0); i < k.Int; i++ {
				f.Store(id, value.IndexKey(int(i)), f.Int(i), nil, true)
			}
			f.SetLen(id, max(0, int(k.Int)))
		}
	}
	f.SetLoads(nil)
	return f.ObjectValue(id)
}

// sliceCall is slice(...), which stands for what is written with colons in brackets.
func sliceCall(f *value.Frame, c *value.Call) value.Value {
	id := f.New(c.At, 0, value.ObjSlice)
	first := 0
	if len(c.Args) == 1 { // where it ends
		first = 1
	}
	for i := range c.Args {
		a := &c.Args[i]
		v := a.Val
		if a.Star != 0 {
			v = value.Top()
		}
		f.Store(id, value.IndexKey(first+i), v, []value.Def{a.Def}, true)
	}
	f.SetLoads(nil)
	return f.ObjectValue(id)
}

func nextCall(f *value.Frame, c *value.Call) (value.Value, bool) {
	a := c.Arg(0)
	if a == nil {
		return nil, false
	}
	if v, defs, ok := f.TakeFirst(a.Val); ok {
		f.SetLoads(defs)
		return v, true
	}
	v, defs := f.Next(a.Val)
	if d := c.Arg(1); d != nil {
		v, defs = f.Join(v, d.Val), f.JoinDefs(defs, []value.Def{d.Def})
	}
	f.SetLoads(f.JoinDefs(defs, []value.Def{a.Def}))
	if v == nil {
		v = value.Top()
	}
	return v, true
}

func pick(f *value.Frame, name string, c *value.Call) value.Value {
	if name == "sum" {
		return value.Top()
	}
	var v value.Value
	if c.Positional() == 1 {
		v, _ = f.IterValue(c.Args[0].Val)
	} else {
		for i := range c.Args {
			if c.Args[i].Star != 0 {
				return value.Top()
			}
			v = f.Join(v, c.Args[i].Val)
		}
	}
	if v == nil {
		return value.Top()
	}
	return v
}

func typeCall(f *value.Frame, c *value.Call) value.Value {
	a := c.Arg(0)
	if a == nil || len(c.Args) != 1 {
		return value.Top()
	}
	return f.ClassOf(a.Val)
}
