// Package model knows what libraries do with data: which of their values are
// sources, which arguments are sinks, what cleans, carries, tests or calls
// what, and which types their calls return. All of it is data under models/;
// this package gives the rows their types, loads them and answers look-ups by
// dotted name. It must not know any library by name, nor any weakness.
//
// Its window is Print.
package model

import "slices"

// Bits is a set of clean kinds: what a value has been made safe for
// (html-escaped, numeric, traversal-checked...). Bit i is Set.Cleans[i].
type Bits uint64

// Kind is an index into Set.Kinds: what data is (source kinds) or what an API
// does with it (sink kinds). Kind 0 is no kind.
type Kind uint16

// KindInfo is one row of kinds.yaml.
type KindInfo struct {
	Name    string
	Meaning string
	// Is lists the wider kinds, transitively closed and sorted: http-input is
	// untrusted.
	Is []Kind
	// Trust is the trust level of a source kind: remote, model, local, stored
	// or library; empty for sink kinds.
	Trust string
}

// Arg names arguments of a call.
type Arg struct {
	// Pos is the position from 0 (the receiver does not count), or -1.
	Pos int
	// From is the first position of "this and all later positional ones", or -1.
	From int
	// Names are the keywords that it may be given by.
	Names []string
	// Any is every argument, positional or keyword.
	Any bool
	// Self is the receiver of a method.
	Self bool
	// Return is the call's result (in propagators).
	Return bool
	// Elements narrows to the elements of that value ("0[]": a list's items).
	Elements bool
	// Item narrows to what stands under that name, in any case, in a mapping or in a
	// list of pairs ("headers[Location]"); not given where nothing certainly does.
	Item string
}

// Same tells whether two rows speak of the same argument.
func (a *Arg) Same(b *Arg) bool {
	return a.Pos == b.Pos && a.From == b.From && slices.Equal(a.Names, b.Names) &&
		a.Any == b.Any && a.Self == b.Self && a.Return == b.Return && a.Elements == b.Elements && a.Item == b.Item
}

// CondOp is the test of a Cond.
type CondOp uint8

// The tests that a `when:` may make of an argument. A test on an argument that
// is absent looks at nothing but CondAbsent and CondPresent, and fails, save
// for CondNot, which holds.
const (
	CondTrue     CondOp = iota // constant and truthy
	CondFalse                  // constant and falsy
	CondEqual                  // one of Values as a constant ("str:..." is not needed: constants compare as Python prints them) or dotted name
	CondNot                    // anything but those
	CondAbsent                 // not given
	CondPresent                // given
	CondType                   // of one of the types in Values (str, list, dict, bytes, ...), for certain
	CondNotType                // not of one of those types for certain
	CondState                  // the receiver's (or that argument's) object state Values[0] is set (see Entry.Sets)
	CondNoState                // ... is not set
	CondMatch                  // constant string that matches the regular expression Values[0]
	CondHeader                 // a mapping with the key Values[0], in any case, whose value does not hold Values[1]
	CondNoHeader               // anything else
)

// Cond is one condition of a row; all conditions of a row must hold.
type Cond struct {
	Arg    Arg
	Op     CondOp
	Values []string
}

// Origin says where a row stands, for proofs and explanations.
type Origin struct {
	File string // models/<library>.yaml
	Line int
	// Key is the row's key as written.
	Key string
}

// Source makes a value a source.
type Source struct {
	Kind Kind
	When []Cond
	// Cleans is what the value is safe for from the start: a form field is a
	// string and no parsed object.
	Cleans Bits
	// OfRoute is set when it is the address that an entry point's route matches:
	// where the route has no parameters, it is that and nothing else.
	OfRoute bool
	// Arg is set when the call fills an argument (or calls back with it)
	// rather than returning the source.
	Arg *Arg
	Origin
}

// Sink marks an argument (of a call), or the stored value of an attribute or item.
type Sink struct {
	Kind Kind
	Arg  Arg
	When []Cond
	// Position asks where in the string a tainted hole lies: "" for anywhere,
	// "url-host", "path-prefix", "in-quotes", "argv0", ... (see taint/position.go).
	Position string
	// Except are methods that a call may be made for alone: Markup(x).unescape().
	Except []string
	Origin
}

// Sanitizer says that the result is Arg made safe for Cleans.
type Sanitizer struct {
	Arg    Arg
	Cleans Bits
	When   []Cond
	Origin
}

// Propagator moves labels (and, when Same, the very value) from one place to another.
type Propagator struct {
	From, To Arg
	Same     bool // the value itself moves (a wrapper, an identity)
	Resets   Bits // clean kinds that the step takes away (decoders)
	Cleans   Bits // clean kinds that the step adds
	// Unsure: perhaps it does; a call on the way is unknown.
	Unsure bool
	When   []Cond
	Origin
}

// Outcome says on which outcome of a call a guard's fact holds.
type Outcome uint8

// The outcomes of a guard.
const (
	OutcomeTrue        Outcome = iota // truthy result
	OutcomeFalse                      // falsy result
	OutcomeNoException                // it returned at all
	OutcomeAllowed                    // the result (or attribute) was compared equal to, or found in, something fixed
	OutcomeEqual                      // ... compared equal to anything (a base directory)
)

// Guard says that an outcome of a call (or a test of its result) cleans Arg.
type Guard struct {
	Arg     Arg
	Outcome Outcome
	Cleans  Bits
	// Fits is the regular expression that Arg is found to fit, or nil.
	Fits *Fit
	// Needs are bits that a label must carry for the guard to hold: a prefix
	// test proves nothing of a path that is not normal.
	Needs Bits
	When  []Cond
	Origin
}

// Callback says that a callable argument is called by the library.
type Callback struct {
	Callee Arg
	// Passes lists, by the callee's position, which of the call's arguments
	// (or their elements) it is given. Spread passes the tuple/dict in Args
	// and Keywords.
	Passes         []Arg
	Args, Keywords *Arg // Thread(target, args=(...), kwargs={...})
	// Returns: the callback's result (or a collection of it) is the call's.
	Returns bool
	Origin
}

// Each tells whether the callable is called once for each of many.
func (c *Callback) Each() bool {
	return c.Args != nil && c.Args.Elements || slices.ContainsFunc(c.Passes, func(a Arg) bool { return a.Elements })
}

// Render says that a call renders the template of the project whose file an
// argument names.
type Render struct {
	Name Arg
	// Context is a mapping that gives the page its names, Keywords says that the
	// keywords of the call do.
	Context  *Arg
	Keywords bool
	Origin
}

// State is a change of object state: `parser.setFeature(feature_external_ges,
// True)`. In rows of an assignment (Assign: X.attr = value) or of a stored item
// (Item: X[key] = value) the conditions speak of the arguments named value and
// key, and Self is X.
type State struct {
	Arg          Arg // whose state; Self or Return
	Name         string
	Clear        bool
	Assign, Item bool
	When         []Cond
	Origin
}

// Store keeps or reads a keyed piece of an object's state: configparser's
// set(section, option, value) and get(section, option).
type Store struct {
	Keys  []Arg
	Value *Arg // nil for a load
	Origin
}

// Entrypoint makes parameters of project code sources.
type Entrypoint struct {
	// Params maps parameter positions/names to kinds; Default is for every
	// other parameter (not self). Kind 0 is no source.
	Params  []ParamSource
	Default Kind
	// Returns is the sink kind of what the function returns (an HTML response),
	// unless the returned object fails ReturnsWhen (conditions on Return: a
	// response whose object state says that it is no HTML).
	Returns     Kind
	ReturnsWhen []Cond
	// ReturnsPosition is where in it data must lie; see Sink.
	ReturnsPosition string
	// ReturnsGiven names a keyword of the decorator, and the library class that it
	// must be, for Returns to hold; "" for always.
	ReturnsGiven, ReturnsClass string
	// Sends is the sink kind of the whole of it, whatever its form and its type.
	Sends Kind
	// Methods, for classes: the methods of subclasses that are entry points.
	Methods []string
	// Types gives parameters an external type by position: {0: django.http.HttpRequest}.
	Types map[int]string
	// Route is how a route writes its parameters, by the scheme's name:
	// angle (<int:id>, <path:rest>), angle-last (<id:int>), brace
	// ({id:int}, {rest:path}); empty where nothing is known.
	Route string
	// Declared: what the route does not name is not given by the framework.
	Declared bool
	// Validates: the framework turns what it gets into what annotations say.
	Validates bool
	// Cleans is what parameters are clean of from the start.
	Cleans Bits
	Origin
}

// ParamSource is one parameter of an Entrypoint.
type ParamSource struct {
	Arg  Arg
	Kind Kind
}

// Entry is all that is known of one dotted name: an attribute, a function, a
// method, or a class. A call's rows stand in the callable's own entry.
type Entry struct {
	Name string
	// Found is set when no row says this: the engine found it in the library's code.
	// Of what the call does to its arguments it tells nothing.
	Found bool
	// Attribute is set when rows speak of reading the name and not of calling it:
	// its sanitizers, propagators and guards on Self hold for the value read.
	Attribute bool
	// Value is what the name itself is when it is read: an instance of that
	// class ("flask.request" is a flask.Request), or "" when it is just itself.
	Value string
	// Sources of reading it (not calling).
	Sources []Source
	// StoreSinks: assigning to it (attribute sinks, item sinks with Item set).
	StoreSinks []StoreSink

	// Of calling it:
	Returns     string // class of the result; "self" for the receiver itself (of a class, an instance), "first" for the first argument; "" unknown
	Await       string // class of the result after await, when it is another one
	Clean       bool   // the result (or the attribute, when it is read) carries nothing
	Yields      string // class of an element, when the result is iterated
	CallSources []Source
	Sinks       []Sink
	Sanitizers  []Sanitizer
	Propagators []Propagator // when there are any, they replace the default "everything flows to the result"
	Guards      []Guard
	Callbacks   []Callback
	Renders     []Render
	States      []State
	Stores      []Store
	Decorates   *Entrypoint // as a decorator
	Registers   []Registration
	// Injects: a parameter whose default, or whose annotation, is what the call gives is
	// given what that argument gives when it is called.
	Injects  *Arg
	NoReturn bool // raises or exits: flask.abort
	Pure     bool // reads only its arguments: same arguments, same value
	// Fields: an item of the attribute is what the attribute of the owner's class that
	// is called like the key makes of what came in (Class.Makes).
	Fields bool
	// Option: the call tells its receiver to take a value under a name, or, as a decorator,
	// speaks of the function's parameter of that name.
	Option bool
	// Declares is what the call says where it declares a field or a parameter, Checks what
	// the decorator says of the functions of a class with fields.
	Declares []Declaration
	Checks   *Check
	// Params are the parameter names in order, where known.
	Params []string
}

// StoreSink is a sink of an assignment: X.attr = v, X[k] = v.
type StoreSink struct {
	Kind Kind
	Item bool // of an item of the named value, else of the attribute itself
	Key  bool // the key, not the value
	When []Cond
	// Position is as of a Sink.
	Position string
	Origin
}

// Class is what is known of an external class.
type Class struct {
	Name  string
	Bases []string
	// Entry holds for subclasses in the project.
	Entry *Entrypoint
	// Immutable and scalar classes: str, int, ...
	Numeric bool // instances carry no text: int, float, bool, UUID, datetime
	// Container: iterating or indexing it gives what it holds.
	Container bool
	// Items is the class of what indexing or iterating it gives, or "".
	Items string
	// Given: a framework makes its instances and hands them to parameters, so
	// that a parameter of this class is not itself from outside.
	Given bool
	// Shared: programs reach the one instance that counts by its name, from everywhere:
	// what is put on it in one place is read in another.
	Shared bool
	// Makes is what a field of this class makes of what came in: what the values that
	// it gives are clean of.
	Makes Bits
	// Validates: attributes of subclasses' instances are what annotations say.
	Validates bool
	// Declares: names of subclasses' bodies declare fields. Checks are the functions of
	// subclasses that look at what fields are given.
	Declares bool
	Checks   *Check
}

// Registration says that a callable argument becomes an entry point:
// django.urls.path(route, view).
type Registration struct {
	Arg Arg
	Entrypoint
}

// Convention recognises a parameter of project code that nothing registers: one
// that is called so and of which one of the attributes is used has the type.
type Convention struct {
	Params     []string
	Attributes []string
	Type       string
	// Beside and Entry recognise a function that something outside calls: its
	// first parameter is one of Params, its second one of Beside. Signature are the
	// names that its parameters may have, all of them.
	Beside    []string
	Signature [][]string
	Entry     *Entrypoint
	Origin
}
