// Package taint knows which data reaches where: labels on values and cells,
// what every instruction does to them, what a call of a body does (its
// summary), which tests clean what, and the recorded reason of every step. It
// must not know which combination of source and sink is a weakness: rules say
// that.
//
// Its window is Solver.Print.
package taint

import (
	"leadline/internal/callgraph"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// OriginKind says where a label starts.
type OriginKind uint8

// The kinds of origins.
const (
	FromSource OriginKind = iota // a source, in this body or in one that it calls
	FromParam                    // symbolic: a path from a parameter
	FromEnv                      // symbolic: a path from the environment of a closure
	FromGlobal                   // symbolic: a module variable, or a cell of a global object
	FromCell                     // symbolic: an attribute of a class's instances
)

// Origin is the start of a label.
type Origin struct {
	Kind  OriginKind
	Param int32
	Path  string // encoded keys; for FromGlobal and FromCell the variable's name
	Mod   uint32 // FromGlobal: module; FromCell: class body
	// Own narrows a path to what the object itself carries: an item that is read
	// out of it has that, and nothing of the items beside it.
	Own bool
	// Of a source:
	Fn   *value.Fn
	At   ir.Value
	Data model.Kind
	Name string // as the code writes it
	Row  model.Origin
}

type originKey struct {
	kind  OriginKind
	param int32
	path  string
	mod   uint32
	own   bool
	fn    value.FuncID
	at    ir.Value
	data  model.Kind
}

func (o *Origin) key() originKey {
	k := originKey{kind: o.Kind, param: o.Param, path: o.Path, mod: o.Mod, own: o.Own, data: o.Data}
	if o.Kind == FromSource {
		k.fn, k.at = o.Fn.ID, o.At
	}
	return k
}

// noDef marks a label that starts where it stands.
const noDef = ^value.Def(0)

// Label is one fact of a value: data of an origin is in it. Clean is what it
// has been made safe for on the way, Drop what a decoder took away from what
// the origin may already have had.
type Label struct {
	Clean   model.Bits
	Drop    model.Bits
	Inner   *link // the way through a callee, between From and here
	Origin  uint32
	From    value.Def
	Steps   uint16
	Unknown uint8
	Why     why
}

// link names a label in the summary of a callee: the way of the data through
// that body. Ways are told only for what is reported, by running the bodies on
// them once more; summaries keep no steps.
type link struct {
	fn     value.FuncID
	ctx    *value.Context
	slot   int32 // of the value summary, or -1 for the result
	origin *Origin
}

// why says what kind of step a label took last.
type why uint8

const (
	whyStart why = iota
	whyFlow
	whyCall
	whyLibrary
	whyUnknown
	whyStore
)

// Step is one recorded step of a flow.
type Step struct {
	Fn    *value.Fn
	At    ir.Value
	Kind  finding.StepKind
	Text  string
	Depth int
}

// SinkEdge says that data of an origin reaches a sink.
type SinkEdge struct {
	Label
	Origins  Origin
	Kind     model.Kind
	Row      model.Origin
	Fn       *value.Fn // where the sink stands
	At       ir.Value
	Arg      string // the argument as a model names it
	API      string // the sink's dotted name
	Place    string // for destinations by name: the place and the name
	Position string // the row's
	Spot            // where in the sink's text the data lies
	More     []Spot // where else it does
	// Call is the call through which the sink is reached, Target which of its
	// targets, and Inside the origin there; NoValue when it stands in the body.
	Call   ir.Value
	Target int
	Inside *Origin
}

// SlotLabels are the labels that a call leaves in a slot of the value summary.
type SlotLabels struct {
	Origin *Origin
	Label
}

// Predicate says that a truthy (or falsy) result cleans a parameter's path.
type Predicate struct {
	Origin  Origin
	Outcome bool
	Cleans  model.Bits
}

// GlobalEdge says that data reaches a module variable or a class's cell.
type GlobalEdge struct {
	Label
	From Origin
	To   Origin
	// Call, Target and Inside as in SinkEdge.
	Call   ir.Value
	Target int
	Inside *Origin
}

// Summary is what a call of a body does to labels.
type Summary struct {
	Fn    *value.Fn
	Value *value.Summary // whose slots Slots speaks of
	Ret   []SlotLabels
	Slots [][]SlotLabels
	// Holes are the labels of what fills the holes of texts in Value, Loose those of
	// what is returned beside such texts.
	Holes [][]SlotLabels
	Loose []SlotLabels
	Sinks []SinkEdge
	// Predicates hold for the result of the body.
	Predicates []Predicate
	// Returned hold when the body returns at all, whatever it returns: it raises
	// unless they do. Some speak of a parameter's attributes, by their path. Their Outcome
	// says nothing.
	Returned []Predicate
	// Listed hold when the result is one of a fixed set. Their Outcome says nothing.
	Listed []Predicate
	// Whole are the parameters that the result is made of, whole: what is proved of a
	// part of it (urlparse(u).netloc) is proved of them.
	Whole   []int32
	Globals []GlobalEdge
	// Declared is what the body of a class or module declares, where that was asked for.
	Declared *Declared
	// OutOf is the budget that ran out, or "".
	OutOf string
}

// Summaries gives the summaries of callees.
type Summaries interface {
	// Of is the summary of a body under a context, or nil while none is known.
	Of(fn value.FuncID, ctx *value.Context, depth int) *Summary
	// Data tells whether any rule looks for data of a kind, and whether under
	// telling names.
	Data(model.Kind) (wanted, named bool)
	// Declared is what the body of a class or module declares, or nil.
	Declared(body value.FuncID) *Declared
	// Entry tells how a body is entered from outside, or nil.
	Entry(fn value.FuncID) *callgraph.Entry
}

// Limits, counted.
const (
	maxOrigins = 64 // labels of one value
	maxSweeps  = 12
	maxTrace   = 48
	maxSinks   = 400
	maxDeep    = 64
	maxWork    = 4 << 20 // labels looked at in one body
)
