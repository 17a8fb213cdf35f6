// Package ir knows the language-neutral form of code: modules of functions,
// functions of blocks, blocks of small instructions in SSA form. It must not
// know which language it came from, nor what any library does.
//
// Everything is index-based: an instruction's operands are the indices of the
// instructions that define them, names and constants are indices into their
// module's tables, and nothing holds a pointer into a tree. A function's spans
// are relative to its own start, so a body's form does not change when text
// above it does.
//
// Its window is Print.
package ir

import (
	"math/big"

	"leadline/internal/text"
)

// Value is the index of the instruction that defines an operand.
type Value = uint32

// NoValue stands where an optional operand is absent.
const NoValue Value = ^uint32(0)

// Name is an index into Module.Names. Name 0 is the empty string.
type Name = uint32

// Module is one file (or one notebook cell sequence) in lowered form. It is
// self-contained: it depends on nothing but its text and its dotted name.
type Module struct {
	Path    string // as in text.File
	Name    string // dotted name; empty when it has none
	Package bool   // an __init__ file
	// Template is set of a page that is rendered by its file's name and not
	// imported: Funcs[1] is what that does.
	Template bool
	Names    []string
	Consts   []Const
	// Funcs holds every body; Funcs[0] is the module's own. A nested body comes
	// after its parent, siblings in source order.
	Funcs []Func
	// Imports lists the dotted names of every module that is imported anywhere
	// in the file, absolute, sorted, each once, with the packages around it.
	// `from a import b` lists both a and a.b. A relative import that leaves the
	// top package keeps its dots.
	Imports []string
	// Stars lists the modules of `from m import *` at module level, in order.
	Stars []string
	// All is __all__ when it is a plain list of literals; HasAll says so.
	All    []string
	HasAll bool
}

// ConstKind is the kind of a Const.
type ConstKind uint8

// The kinds of constants. Str holds text, Bytes raw bytes, both in Const.Str.
const (
	ConstNone ConstKind = iota
	ConstBool           // Int is 0 or 1
	ConstInt            // Int, or Big when it does not fit
	ConstFloat
	ConstComplex // Float is the imaginary part
	ConstStr
	ConstBytes
	ConstEllipsis
)

// Const is a literal.
type Const struct {
	Kind  ConstKind
	Int   int64
	Float float64
	Str   string
	Big   *big.Int // only for ConstInt outside int64
}

// FuncKind says what sort of body a Func is.
type FuncKind uint8

// The kinds of bodies.
const (
	FuncModule FuncKind = iota
	FuncClass           // a class body: runs once, its Exports are the class's attributes
	FuncDef
	FuncLambda
)

// ParamKind says how a parameter binds.
type ParamKind uint8

// The kinds of parameters.
const (
	ParamPositionalOnly ParamKind = iota
	ParamNormal
	ParamVarPositional
	ParamKeywordOnly
	ParamVarKeyword
)

// Param is one formal parameter.
type Param struct {
	Name       Name
	Kind       ParamKind
	HasDefault bool
}

// Func is one body.
type Func struct {
	Kind      FuncKind
	Async     bool
	Generator bool // contains a yield
	// Captured is set when an inner body reads or writes one of its variables,
	// i.e. when it has a frame (see OpFree).
	Captured bool
	// Cut is set when the body was too involved to be lowered to its end.
	Cut      bool
	Name     Name
	Qualname Name   // dotted within the module, with <locals> and <lambda> as Python has it
	Parent   uint32 // index in Module.Funcs; the module's own is its own parent
	Params   []Param
	Instrs   []Instr
	Args     []Arg    // operands of instructions with a list
	Blocks   []Block  // Blocks[0] is the entry; the order is a reverse postorder
	Edges    []uint32 // block indices that Blocks' edge ranges point into
	// Span is the absolute span of the definition; instruction spans are
	// relative to Span.Start. NameSpan is the absolute span of the name.
	Span, NameSpan text.Span
	// Doc is the index+1 of the docstring in Module.Consts, or 0.
	Doc uint32
}

// Arg is one operand of an instruction with a list. Name is, for calls, 0 for
// a positional argument, ArgStar for *x, ArgStarStar for **x, else the keyword
// (a Name); for OpTuple, OpList and OpSet ArgStar marks an unpacked element;
// for OpDict the value index of the key, or NoValue for **x; for OpMakeFunc see
// there. For OpPhi and OpExcPhi it is unused.
type Arg struct {
	Value Value
	Name  uint32
}

// Marks in Arg.Name.
const (
	ArgStar     uint32 = 1<<32 - 2
	ArgStarStar uint32 = 1<<32 - 3
	// ArgAnnotation is added to a parameter index in OpMakeFunc's arguments.
	ArgAnnotation uint32 = 1 << 16
)

// Instr is one instruction; its index in Func.Instrs is the value it defines.
// A, B, C are operands as the Op says (value indices unless said otherwise).
// An instruction with a list keeps it in Func.Args[C : C+N].
type Instr struct {
	Op      Op
	Sub     uint8
	N       uint16
	A, B, C uint32
	// Start and End are byte offsets relative to Func.Span.Start; for text
	// before it (decorators) they wrap around, use Func.SpanOf.
	Start, End uint32
}

// Op is an operation.
type Op uint8

// The operations. "name" operands index Module.Names, "const" Module.Consts,
// "func" Module.Funcs.
const (
	OpNop   Op = iota
	OpUndef    // an unbound variable
	OpConst    // A: const
	OpParam    // A: parameter index
	OpPhi      // list: one value per predecessor, in Block.Preds order
	// OpExcPhi stands at the entry of an exception handler: list: every
	// definition of one variable that it holds where something can raise to the
	// handler, the one from the entry of the try body first. Name: the block in which
	// it does, +1, or 0 for any. Sub: ExcInner when the value from before is not
	// among them.
	OpExcPhi

	// Names.
	OpGlobal      // A: name; a module variable or, if the module has none, a builtin
	OpStoreGlobal // A: name, B: value; from a body other than the module's own (global x), or in a module body where some function also stores that name
	// OpFree: A: name, Sub: hops; a variable in the frame of the Sub-th enclosing
	// body (0: this body's own frame). Class bodies have no frame and do not
	// count; the module's body counts last (it keeps the variables of its
	// comprehensions that lambdas capture). Read from a class body, hops 1 is
	// the nearest body around the class. __class__ in a method is an OpGlobal.
	OpFree
	OpStoreFree // A: name, B: value, Sub: hops
	// OpBind: A: name, B: value; a local variable is given a value: a note for
	// rules that read names, since reads are SSA. With name 0 the value is
	// returned here.
	OpBind
	// OpExport: A: name, B: value; at the end of a module or class body: the
	// final value of one of its names. A name that is only declared (`x: int`)
	// exports its OpAnnotated without a value.
	OpExport

	// Objects.
	OpAttr      // A: object, B: name
	OpStoreAttr // A: object, B: name, C: value
	OpDelAttr   // A: object, B: name
	OpItem      // A: object, B: key
	OpStoreItem // A: object, B: key, C: value
	OpDelItem   // A: object, B: key
	OpSlice     // A, B, C: lower, upper, step, each may be NoValue; a slice object
	OpTuple     // list
	OpList      // list
	OpSet       // list
	OpDict      // list
	OpAppend    // A: list or set under construction by a comprehension, B: element
	OpInsert    // A: dict under construction by a comprehension, B: key, C: value

	// Operators. Sub: Operator.
	OpBinary  // A, B
	OpInplace // A, B; augmented assignment
	OpUnary   // A
	OpCompare // A, B; one link of a chain

	// Strings.
	OpFormat  // A: value, B: format spec or NoValue, Sub: conversion (s, r, a or 0); one replacement field
	OpJoinStr // list: parts; an f-string, or a template string when Sub is 1

	// Calls and definitions.
	OpCall // A: callee, list: arguments; Sub: CallDecorator when it applies a decorator, CallImplicit for protocol calls
	// OpMakeFunc: A: func; list: Arg.Name = parameter index for its default,
	// ArgAnnotation + parameter index for its annotation, ArgAnnotation +
	// len(Params) for the return annotation.
	OpMakeFunc
	OpMakeClass  // A: func (the class body); list: bases and keywords, like a call
	OpImport     // A: name (dotted); Sub 1: binds the first component only
	OpImportFrom // A: name (dotted, absolute), B: name
	OpImportStar // A: name (dotted, absolute)
	// OpStarName: A: name (dotted, absolute) of a module of which everything was just
	// imported, B: name of a variable, C: what it held before: what it holds now.
	OpStarName

	// Iteration and unpacking.
	OpIter    // A: iterable; Sub 1: async; the iterator that a TermFor block tests
	OpNext    // A: the OpIter; the element, first in the loop's body; B: which element, from 1 on, or 0 (see Peel)
	OpExtract // A: sequence, B: index, C: number of targets; Sub: ExtractItem, ExtractRest, ExtractAfter

	// Generators, coroutines, context managers, exceptions.
	OpAwait     // A
	OpYield     // A: value or NoValue; the value sent in
	OpYieldFrom // A
	OpEnter     // A: context manager; Sub 1: async; what `as` binds
	OpExit      // A: context manager; Sub 1: async; true when it swallows the exception
	OpExcept    // A: exception type or NoValue; the caught exception; Sub 1: except*

	// Patterns of match.
	OpMatchClass    // A: subject, B: class; bool
	OpMatchPosition // A: subject, B: class, C: index; the attribute that __match_args__ names
	OpMatchSequence // A: subject, B: number of patterns, Sub 1: at least; bool
	OpMatchMapping  // A: subject; bool
	OpMatchKey      // A: subject, B: key; bool
	OpMatchRest     // A: subject, list: keys taken; the remaining mapping

	// Types.
	OpAnnotated // A: value or NoValue (bare declaration), B: annotation; the value, declared to be of that type

	// OpMagic is an IPython escape; A: const with its text; list: values that it interpolates.
	OpMagic
)

// ExcInner is the Sub of an OpExcPhi that the value from before never reaches.
const ExcInner uint8 = 1

// Sub of OpCall.
const (
	CallPlain uint8 = iota
	CallDecorator
	CallImplicit
)

// Sub of OpExtract: an element counted from the start, the starred rest, or an
// element after the star, B counted from the end (1 is the last).
const (
	ExtractItem uint8 = iota
	ExtractRest
	ExtractAfter
)

// Operator is the Sub of OpBinary, OpInplace, OpUnary and OpCompare.
type Operator = uint8

// The operators.
const (
	Add Operator = iota + 1
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
	Invert
	Not
	UAdd
	USub
	Eq
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

// NegatedCompare is the comparison that holds exactly where op does not, and
// false when there is none: an ordering says nothing when it fails, since its
// operands may have no order (NaN, sets).
func NegatedCompare(op uint8) (uint8, bool) {
	switch op {
	case Eq:
		return NotEq, true
	case NotEq:
		return Eq, true
	case Is:
		return IsNot, true
	case IsNot:
		return Is, true
	case In:
		return NotIn, true
	case NotIn:
		return In, true
	}
	return 0, false
}

// TermKind says how a block ends.
type TermKind uint8

// The ways a block ends.
const (
	TermJump   TermKind = iota // one successor
	TermBranch                 // Cond; successors: true, false
	TermFor                    // Cond is the OpIter; successors: body, exhausted; stands before the loop and at the end of its body
	TermReturn                 // Cond is the value (never NoValue; a module or class body returns None)
	// TermRaise: Cond is the exception or NoValue for a re-raise; goes to Handler
	// if there is one. Where a module or class body never ends but by raising, its
	// raises have one successor, which never runs: the block of its Exports.
	TermRaise
	// TermLoop ends a block that jumps back in a loop which no condition
	// leaves (while True without break): successors: the header and, in module
	// and class bodies only, the code behind the loop, which never runs but
	// where the Exports are.
	TermLoop
)

// Block is a run of instructions with one entry and one end.
type Block struct {
	First, End uint32 // range in Func.Instrs
	Term       TermKind
	LoopHeader bool
	// Catch is set on the entry of an exception handler (or of a finally copy
	// or a with exit that runs on an exception).
	Catch bool
	// Turn is, of a TermFor in a round that was peeled out of its loop, which
	// round that is, from 1 on; TurnRest at the header of what is left of the
	// loop. See Peel.
	Turn uint8
	Cond Value
	// Handler is the index+1 of the block where an exception raised here
	// continues, or 0 when it leaves the body.
	Handler uint32
	// Succs and Preds are ranges in Func.Edges. Exceptional edges are not
	// among them (the blocks whose Handler is h are h's predecessors).
	SuccFirst, SuccN, PredFirst, PredN uint32
}

// Succs lists the normal successors of block b.
func (f *Func) Succs(b *Block) []uint32 { return f.Edges[b.SuccFirst : b.SuccFirst+b.SuccN] }

// Preds lists the normal predecessors of block b.
func (f *Func) Preds(b *Block) []uint32 { return f.Edges[b.PredFirst : b.PredFirst+b.PredN] }

// List is the operand list of an instruction that has one.
func (f *Func) List(i *Instr) []Arg {
	if i.N == 0 {
		return nil
	}
	if i.N == 0xFFFF { // longer lists keep their length in the first entry
		n := f.Args[i.C].Value
		return f.Args[i.C+1 : i.C+1+n]
	}
	return f.Args[i.C : i.C+uint32(i.N)]
}

// SpanOf is the absolute span of an instruction.
func (f *Func) SpanOf(v Value) text.Span {
	i := &f.Instrs[v]
	return text.Span{Start: f.Span.Start + i.Start, End: f.Span.Start + i.End}
}
