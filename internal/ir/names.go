package ir

// String is the name of an operation, as Print writes it.
func (o Op) String() string {
	names := [...]string{
		OpNop: "nop", OpUndef: "undef", OpConst: "const", OpParam: "param", OpPhi: "phi", OpExcPhi: "excphi",
		OpGlobal: "global", OpStoreGlobal: "store_global", OpFree: "free", OpStoreFree: "store_free", OpExport: "export", OpBind: "bind",
		OpAttr: "attr", OpStoreAttr: "store_attr", OpDelAttr: "del_attr",
		OpItem: "item", OpStoreItem: "store_item", OpDelItem: "del_item", OpSlice: "slice",
		OpTuple: "tuple", OpList: "list", OpSet: "set", OpDict: "dict", OpAppend: "append", OpInsert: "insert",
		OpBinary: "binary", OpInplace: "inplace", OpUnary: "unary", OpCompare: "compare",
		OpFormat: "format", OpJoinStr: "join_str",
		OpCall: "call", OpMakeFunc: "make_func", OpMakeClass: "make_class",
		OpImport: "import", OpImportFrom: "import_from", OpImportStar: "import_star", OpStarName: "star_name",
		OpIter: "iter", OpNext: "next", OpExtract: "extract",
		OpAwait: "await", OpYield: "yield", OpYieldFrom: "yield_from",
		OpEnter: "enter", OpExit: "exit", OpExcept: "except",
		OpMatchClass: "match_class", OpMatchPosition: "match_position", OpMatchSequence: "match_sequence",
		OpMatchMapping: "match_mapping", OpMatchKey: "match_key", OpMatchRest: "match_rest",
		OpAnnotated: "annotated", OpMagic: "magic",
	}
	if int(o) < len(names) && names[o] != "" {
		return names[o]
	}
	return "?"
}

// OperatorName is an operator as Python and most languages write it.
func OperatorName(op Operator) string {
	names := [...]string{
		Add: "+", Sub: "-", Mult: "*", MatMult: "@", Div: "/", Mod: "%", Pow: "**", LShift: "<<", RShift: ">>",
		BitOr: "|", BitXor: "^", BitAnd: "&", FloorDiv: "//", Invert: "~", Not: "not", UAdd: "+", USub: "-",
		Eq: "==", NotEq: "!=", Lt: "<", LtE: "<=", Gt: ">", GtE: ">=", Is: "is", IsNot: "is not", In: "in", NotIn: "not in",
	}
	if int(op) < len(names) && names[op] != "" {
		return names[op]
	}
	return "?"
}
