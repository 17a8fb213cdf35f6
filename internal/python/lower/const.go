package lower

import (
	"leadline/internal/ir"
	"leadline/internal/python/syntax"
)

// consts keeps each literal of a module once, where that is cheap to tell.
type consts struct {
	out    *ir.Module
	single [4]uint32         // index+1 of None, True, False, Ellipsis
	text   map[string]uint32 // by source, so that what is repeated is not decoded again
	ints   map[int64]uint32
}

func (c *consts) init(out *ir.Module) {
	if c.text == nil || len(c.text)+len(c.ints) > maxKept/16 {
		c.text, c.ints = map[string]uint32{}, map[int64]uint32{}
	}
	clear(c.text)
	clear(c.ints)
	c.out, c.single = out, [4]uint32{}
}

func (c *consts) add(v ir.Const) uint32 {
	c.out.Consts = append(c.out.Consts, v)
	return uint32(len(c.out.Consts) - 1)
}

func (c *consts) one(i int, v ir.Const) uint32 {
	if c.single[i] == 0 {
		c.single[i] = c.add(v) + 1
	}
	return c.single[i] - 1
}

func (c *consts) none() uint32  { return c.one(0, ir.Const{Kind: ir.ConstNone}) }
func (c *consts) true() uint32  { return c.one(1, ir.Const{Kind: ir.ConstBool, Int: 1}) }
func (c *consts) false() uint32 { return c.one(2, ir.Const{Kind: ir.ConstBool}) }

func (c *consts) str(s string) uint32 { return c.add(ir.Const{Kind: ir.ConstStr, Str: s}) }

// literal is the index of a string or bytes literal.
func (c *consts) literal(k *syntax.Constant) uint32 {
	src := k.Source()
	if i, ok := c.text[src]; ok {
		return i
	}
	i := c.piece(k)
	c.text[src] = i
	return i
}

// piece is the index of literal text in an f-string. It has no quotes, so its
// source may be that of another literal with another value.
func (c *consts) piece(k *syntax.Constant) uint32 {
	s, ok := k.Text()
	if !ok {
		s = k.Source()
	}
	v := ir.Const{Kind: ir.ConstStr, Str: s}
	if k.Kind == syntax.Bytes {
		v.Kind = ir.ConstBytes
	}
	return c.add(v)
}

func (c *consts) int(v int64) uint32 {
	if i, ok := c.ints[v]; ok {
		return i
	}
	i := c.add(ir.Const{Kind: ir.ConstInt, Int: v})
	c.ints[v] = i
	return i
}

// of is the index of a literal. Text whose value is not known (a \N{name}
// escape) stands as it was written.
func (c *consts) of(k *syntax.Constant) uint32 {
	switch k.Kind {
	case syntax.Str, syntax.Bytes:
		return c.literal(k)
	case syntax.Int:
		return c.ofInt(k)
	case syntax.Float:
		v, _ := k.Float()
		return c.add(ir.Const{Kind: ir.ConstFloat, Float: v})
	case syntax.Complex:
		v, _ := k.Float()
		return c.add(ir.Const{Kind: ir.ConstComplex, Float: v})
	case syntax.True:
		return c.true()
	case syntax.False:
		return c.false()
	case syntax.Ellipsis:
		return c.one(3, ir.Const{Kind: ir.ConstEllipsis})
	}
	return c.none()
}

func (c *consts) ofInt(k *syntax.Constant) uint32 {
	if v, ok := k.Int(); ok {
		return c.int(v)
	}
	big, _ := k.BigInt()
	return c.add(ir.Const{Kind: ir.ConstInt, Big: big})
}
