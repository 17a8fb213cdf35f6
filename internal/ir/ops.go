package ir

// Shape says which of an instruction's operands are values.
type Shape uint8

// The parts of a shape. UsesX: the operand is a value, NoValue where it is
// optional. HasList: there is a list in Args. KeyedList: Arg.Name is a value
// too.
const (
	UsesA Shape = 1 << iota
	UsesB
	UsesC
	HasList
	KeyedList
)

// Shape is the shape of an operation's instructions.
func (o Op) Shape() Shape {
	switch o {
	case OpPhi, OpExcPhi, OpTuple, OpList, OpSet, OpJoinStr, OpMakeFunc, OpMakeClass, OpMagic:
		return HasList
	case OpDict:
		return HasList | KeyedList
	case OpCall, OpMatchRest:
		return HasList | UsesA
	case OpAttr, OpDelAttr, OpUnary, OpIter, OpNext, OpExtract, OpAwait, OpYield, OpYieldFrom,
		OpEnter, OpExit, OpExcept, OpMatchSequence, OpMatchMapping:
		return UsesA
	case OpStoreGlobal, OpStoreFree, OpExport, OpBind:
		return UsesB
	case OpStarName:
		return UsesC
	case OpStoreAttr:
		return UsesA | UsesC
	case OpItem, OpDelItem, OpAppend, OpBinary, OpInplace, OpCompare, OpFormat,
		OpMatchClass, OpMatchPosition, OpMatchKey, OpAnnotated:
		return UsesA | UsesB
	case OpStoreItem, OpSlice, OpInsert:
		return UsesA | UsesB | UsesC
	}
	return 0
}
