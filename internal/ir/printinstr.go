package ir

import (
	"fmt"
	"strconv"
)

// instr writes one instruction with its span.
func (p *printer) instr(v Value) {
	i := &p.f.Instrs[v]
	start := p.Len()
	fmt.Fprintf(p, "  v%d = %s", v, i.Op)
	p.operands(i)
	for p.Len()-start < 44 {
		p.WriteByte(' ')
	}
	at := p.f.SpanOf(v)
	fmt.Fprintf(p, " ; %d:%d\n", at.Start, at.End)
}

func (p *printer) operands(i *Instr) {
	switch i.Op {
	case OpConst:
		p.WriteString(" " + p.constant(i.A))
	case OpParam, OpMagic:
		p.WriteString(" " + strconv.Itoa(int(i.A)))
	case OpMakeFunc, OpMakeClass:
		fmt.Fprintf(p, " f%d", i.A)
	case OpGlobal, OpImport, OpImportStar:
		p.WriteString(" " + p.name(i.A))
	case OpImportFrom:
		p.WriteString(" " + p.name(i.A) + " " + p.name(i.B))
	case OpStarName:
		p.WriteString(" " + p.name(i.A) + " " + p.name(i.B) + " " + value(i.C))
	case OpFree:
		fmt.Fprintf(p, " %s hops %d", p.name(i.A), i.Sub)
	case OpStoreFree:
		fmt.Fprintf(p, " %s hops %d %s", p.name(i.A), i.Sub, value(i.B))
	case OpStoreGlobal, OpExport, OpBind:
		p.WriteString(" " + p.name(i.A) + " " + value(i.B))
	case OpAttr, OpDelAttr:
		p.WriteString(" " + value(i.A) + " ." + p.name(i.B))
	case OpStoreAttr:
		p.WriteString(" " + value(i.A) + " ." + p.name(i.B) + " " + value(i.C))
	default:
		p.plainOperands(i)
	}
	p.sub(i)
	p.list(i)
}

// plainOperands writes the operands of operations that have only values and
// numbers.
func (p *printer) plainOperands(i *Instr) {
	shape := i.Op.Shape()
	if shape&UsesA != 0 {
		p.WriteString(" " + value(i.A))
	}
	switch {
	case shape&UsesB != 0:
		p.WriteString(" " + value(i.B))
	case i.Op == OpExtract || i.Op == OpMatchSequence:
		p.WriteString(" " + strconv.Itoa(int(i.B)))
	}
	switch {
	case shape&UsesC != 0:
		p.WriteString(" " + value(i.C))
	case i.Op == OpExtract || i.Op == OpMatchPosition:
		p.WriteString(" " + strconv.Itoa(int(i.C)))
	}
}

// sub writes what Sub says, in words.
func (p *printer) sub(i *Instr) {
	if i.Sub == 0 {
		return
	}
	switch i.Op {
	case OpFree, OpStoreFree:
	case OpBinary, OpInplace, OpUnary, OpCompare:
		p.WriteString(" " + strconv.Quote(OperatorName(i.Sub)))
	case OpFormat:
		p.WriteString(" !" + string(rune(i.Sub)))
	case OpJoinStr:
		p.WriteString(" template")
	case OpCall:
		p.WriteString([...]string{"", " decorator", " implicit"}[i.Sub%3])
	case OpExtract:
		p.WriteString([...]string{"", " rest", " after"}[i.Sub%3])
	case OpImport:
		p.WriteString(" first")
	case OpList:
		p.WriteString(" generator")
	case OpIter, OpEnter, OpExit:
		p.WriteString(" async")
	case OpExcPhi:
		p.WriteString(" inner")
	case OpExcept:
		p.WriteString(" star")
	case OpMatchSequence:
		p.WriteString(" atleast")
	default:
		fmt.Fprintf(p, " sub %d", i.Sub)
	}
}

func (p *printer) list(i *Instr) {
	if i.Op.Shape()&HasList == 0 {
		return
	}
	p.WriteString(" [")
	for k, a := range p.f.List(i) {
		if k > 0 {
			p.WriteString(", ")
		}
		p.WriteString(p.argMark(i.Op, a.Name) + value(a.Value))
	}
	p.WriteString("]")
}

// argMark is what Arg.Name says about an operand.
func (p *printer) argMark(op Op, name uint32) string {
	switch op {
	case OpCall, OpMakeClass, OpTuple, OpList, OpSet:
		switch name {
		case 0:
			return ""
		case ArgStar:
			return "*"
		case ArgStarStar:
			return "**"
		}
		return p.name(name) + "="
	case OpDict:
		if name == NoValue {
			return "**"
		}
		return value(name) + ": "
	case OpMakeFunc:
		if name >= ArgAnnotation {
			return "annotation " + strconv.Itoa(int(name-ArgAnnotation)) + ": "
		}
		return "default " + strconv.Itoa(int(name)) + ": "
	}
	return ""
}
