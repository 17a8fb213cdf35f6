package value

import "slices"

// Read names one thing outside a body that its analysis looked at. The result
// of an analysis is a function of the body, of its parameters' tables (hints,
// annotations, defaults, library types) and of what its reads name: while none
// of them changes, neither does the result.
type Read uint64

// ReadKind is what a Read names.
type ReadKind uint8

// The kinds of reads; the payload is given behind each.
const (
	ReadName     ReadKind = iota + 1 // a module's variable: module<<32 | name
	ReadFree                         // the types of a variable of a body's frame: FuncID<<32 | name
	ReadClass                        // the ancestors, descendants, fields and decorators of a class: FuncID
	ReadOwn                          // what a class body gives a name: FuncID<<32 | name
	ReadCell                         // what an attribute of its instances is given anywhere: FuncID<<32 | name
	ReadBody                         // the objects of a module or class body, and which of them change: FuncID
	ReadFunc                         // how a body is declared: FuncID
	ReadDefaults                     // the defaults of a body's parameters: FuncID
	ReadSummary                      // what a call of a body does: FuncID
	ReadExports                      // what a module's star import brings: module
	ReadMethods                      // the methods of a name: NameID
	ReadLimit                        // whether a body is analysed under contexts: FuncID
	ReadChanged                      // which objects of a module or class body others change: FuncID
)

const readShift = 60

// Kind is what the read names.
func (r Read) Kind() ReadKind { return ReadKind(r >> readShift) }

// Payload is what the kind's comment says.
func (r Read) Payload() uint64 { return uint64(r) & (1<<readShift - 1) }

// Func is the body that the read names.
func (r Read) Func() FuncID { return FuncID(r.Payload()) }

// NewRead names something of a body, or a module.
func NewRead(k ReadKind, payload uint64) Read { return Read(k)<<readShift | Read(payload) }

// NameRead names a variable of a module.
func NameRead(mod uint32, n NameID) Read {
	return NewRead(ReadName, uint64(mod)<<32|uint64(n))
}

// ContextRead is a callee's result under a context that was looked at.
type ContextRead struct {
	Fn    FuncID
	Ctx   *Context
	Depth int
}

// read notes that something was looked at.
func (f *Frame) read(k ReadKind, payload uint64) {
	r := NewRead(k, payload)
	if r == f.lastRead || f.World.Unread {
		return
	}
	f.lastRead = r
	f.reads[r] = struct{}{}
}

// Reads lists what the analysis, and whatever looked at the frame since, has
// read so far, in order.
func (f *Frame) Reads() []Read {
	out := make([]Read, 0, len(f.reads))
	for r := range f.reads {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// ContextReads lists the results under contexts that were looked at so far.
func (f *Frame) ContextReads() []ContextRead { return slices.Clone(f.contextReads) }

// fn is a body of the program, of which the declaration alone may be read.
func (f *Frame) fn(id FuncID) *Fn {
	f.read(ReadFunc, uint64(id))
	return f.World.Prog.Funcs[id]
}

// bodySummary is the result of a module or class body, or nil.
func (f *Frame) bodySummary(id FuncID) *Summary {
	f.read(ReadBody, uint64(id))
	if int(id) >= len(f.World.Bodies) {
		return nil
	}
	return f.World.Bodies[id]
}

// defaultsOf are the values of a body's defaults.
func (f *Frame) defaultsOf(id FuncID) []Value {
	f.read(ReadDefaults, uint64(id))
	return f.World.Defaults[id]
}

// unspecialised tells whether a body is too much in demand for contexts.
func (f *Frame) unspecialised(id FuncID) bool {
	f.read(ReadLimit, uint64(id))
	return f.World.Unspecialised[id]
}

// result asks for what a call of a body does.
func (f *Frame) result(fn FuncID, ctx *Context, depth int) *Summary {
	f.read(ReadSummary, uint64(fn))
	if ctx != nil {
		f.contextReads = append(f.contextReads, ContextRead{fn, ctx, depth})
	}
	return f.World.Callees.Result(fn, ctx, depth)
}
