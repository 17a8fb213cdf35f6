package model

// conditions reads a `when:` mapping: argument -> condition.
func conditions(n *node) ([]Cond, error) {
	if n == nil {
		return nil, nil
	}
	if n.kind != nodeMap {
		return nil, n.errorf("when: want a mapping of argument to condition")
	}
	var out []Cond
	for _, p := range n.pairs {
		arg, err := parseArg(p.key)
		if err != nil {
			return nil, p.value.errorf("when: %v", err)
		}
		c, err := condition(p.value)
		if err != nil {
			return nil, err
		}
		c.Arg = arg
		if other := p.value.child("other"); other != nil { // given, and not one of these
			out = append(out, Cond{Arg: arg, Op: CondPresent})
		}
		out = append(out, c)
	}
	return out, nil
}

func condition(n *node) (Cond, error) {
	switch n.kind {
	case nodeBool:
		if n.scalar == "True" {
			return Cond{Op: CondTrue}, nil
		}
		return Cond{Op: CondFalse}, nil
	case nodeString:
		switch n.scalar {
		case "absent":
			return Cond{Op: CondAbsent}, nil
		case "present":
			return Cond{Op: CondPresent}, nil
		}
	case nodeMap:
		return mappedCondition(n)
	}
	values, err := n.strings()
	return Cond{Op: CondEqual, Values: values}, err
}

var condOps = []struct {
	word string
	op   CondOp
}{
	{"not", CondNot}, {"other", CondNot}, {"type", CondType}, {"not-type", CondNotType},
	{"state", CondState}, {"no-state", CondNoState}, {"match", CondMatch},
}

func mappedCondition(n *node) (Cond, error) {
	for _, o := range []struct {
		word string
		op   CondOp
	}{{"header", CondHeader}, {"no-header", CondNoHeader}} {
		if name, without := n.child(o.word), n.child("without"); name != nil {
			if without == nil || len(n.pairs) != 2 {
				return Cond{}, n.errorf("when: %s goes with without", o.word)
			}
			return Cond{Op: o.op, Values: []string{name.scalar, without.scalar}}, nil
		}
	}
	if len(n.pairs) != 1 {
		return Cond{}, n.errorf("when: want one of not, other, type, not-type, state, no-state, match, header, no-header")
	}
	p := n.pairs[0]
	for _, o := range condOps {
		if o.word == p.key {
			values, err := p.value.strings()
			return Cond{Op: o.op, Values: values}, err
		}
	}
	return Cond{}, n.errorf("when: unknown condition %q", p.key)
}
