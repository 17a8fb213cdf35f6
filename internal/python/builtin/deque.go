package builtin

import "leadline/internal/value"

// deque makes a deque, or calls a method of one (".append"): a list that is open at
// both ends. One of a fixed length loses items, which nothing here follows.
func deque(f *value.Frame, method string, c *value.Call) (value.Value, bool) {
	if method == "" {
		if c.Arg(1) != nil || len(c.Args) != c.Positional() {
			return nil, false
		}
		id := f.NewOf(c.At, 0, value.ObjList, "collections.deque")
		f.SetLoads(nil)
		f.SetLen(id, 0)
		if a := c.Arg(0); a != nil {
			f.SetLen(id, f.Extend(id, 0, a.Val, []value.Def{a.Def}))
		}
		return f.ObjectValue(id), true
	}
	ids, all := f.ObjectsOf(c.Recv)
	if !all || len(ids) == 0 || f.Kind(ids[0]) != value.ObjList {
		return nil, false
	}
	single, first := len(c.Recv) == 1, value.CallArg{Val: f.Int(0), Def: c.At}
	switch method = method[1:]; method {
	case "popleft":
		return pop(f, &value.Call{At: c.At, Recv: c.Recv, Args: []value.CallArg{first}}, single), true
	case "appendleft":
		if a := c.Arg(0); a != nil {
			insert(f, &value.Call{At: c.At, Recv: c.Recv, Args: []value.CallArg{first, *a}}, single)
		}
		return f.None(), true
	case "extendleft", "rotate":
		each(f, c.Recv, func(id uint32) {
			f.Collapse(id)
			if a := c.Arg(0); a != nil && method == "extendleft" {
				f.Extend(id, -1, a.Val, []value.Def{a.Def})
			}
		})
		return f.None(), true
	case "append", "extend", "insert", "pop", "remove", "reverse", "clear", "index", "count":
		return listMethod(f, method, c)
	}
	return nil, false
}
