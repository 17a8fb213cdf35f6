package main

import (
	"fmt"
	"strings"
)

// gadget is one way to write a construct.
type gadget struct {
	weight int
	write  func(*gen)
}

// gadgets are all of them. A function, because gadgets write gadgets.
func gadgets() []gadget {
	return []gadget{
		{6, (*gen).alias}, {10, (*gen).text}, {6, (*gen).augmented},
		{8, (*gen).lists}, {6, (*gen).listAlias}, {8, (*gen).dicts}, {4, (*gen).dictAlias}, {5, (*gen).tuples}, {4, (*gen).sets}, {3, (*gen).nestedContainers},
		{10, (*gen).branch}, {4, (*gen).ternary}, {8, (*gen).loop}, {5, (*gen).matchStatement},
		{10, (*gen).class}, {4, (*gen).inheritance}, {4, (*gen).dunder}, {3, (*gen).property}, {4, (*gen).staticAndClass},
		{6, (*gen).closure}, {4, (*gen).nonlocal}, {5, (*gen).decorator}, {6, (*gen).generator}, {7, (*gen).exception}, {5, (*gen).with},
		{4, (*gen).walrus}, {6, (*gen).comprehension}, {5, (*gen).unpacking}, {5, (*gen).varargs}, {4, (*gen).defaults}, {5, (*gen).lambda},
		{4, (*gen).global}, {5, (*gen).sanitizer}, {9, (*gen).guard}, {4, (*gen).dispatch}, {8, (*gen).call}, {70, (*gen).written},
	}
}

func (g *gen) alias() {
	g.use("aliasing")
	a, b := g.fresh("v"), g.fresh("v")
	g.line("%s = %s = %s", a, b, g.str())
	g.know(a)
	g.know(b)
	g.line("%s += %s", b, g.lit())
}

func (g *gen) text() { g.bind(g.target(), g.stringOp(1)) }

func (g *gen) call() { g.bind(g.target(), g.function(1+g.pick(2))) }

func (g *gen) augmented() {
	t := g.target()
	g.use("concat")
	g.bind(t, g.str())
	g.line("%s += %s", t, g.str())
}

// stringOp is an expression of one string operation.
func (g *gen) stringOp(d int) string {
	s := func() string { return g.strDepth(d) }
	paren := func(x string) string { return "(" + x + ")" }
	switch g.pick(17) {
	case 0, 1:
		g.use("concat")
		return paren(s() + " + " + s())
	case 2:
		g.use("percent")
		return paren(choose(g, `"<%s>" % `+paren(s()), `"%s-%s" % (`+s()+", "+s()+")", `"%(k)s!" % {"k": `+s()+"}", `"%d %s" % (7, `+s()+")"))
	case 3:
		g.use("format")
		return choose(g, `"{}:{}".format(`+s()+", "+s()+")", `"{0}{k}{0}".format(`+s()+", k="+s()+")", `"{:>6}|{!r}".format(`+s()+", "+s()+")", `"{0[1]}".format([`+s()+", "+s()+"])")
	case 4, 5:
		g.use("f-string")
		return choose(g, `f"{`+g.v()+`}-{`+g.v()+`}"`, `f"[{`+g.v()+`!r}]"`, `f"{`+g.v()+`:>8}|"`, `f"{`+g.v()+`}{1 + 2}"`, `f"{7:03d}/{`+g.v()+`}"`)
	case 6:
		g.use("join")
		return choose(g, `",".join([`+s()+", "+s()+"])", `"".join((`+s()+", "+s()+"))", `"-".join(x for x in [`+s()+", "+s()+"])")
	case 7:
		g.use("split")
		return g.v() + choose(g, `.split("/")[0]`, `.split(",")[-1]`, `.partition("=")[2]`, `.rsplit("/", 1)[0]`, `.split()[0]`, `.split("zzz")[0]`, `.rpartition("/")[-1]`)
	case 8:
		g.use("replace")
		return g.v() + choose(g, `.replace("a", "b")`, `.replace("/", "")`, `.replace("<", "&lt;")`, `.replace("'", "", 1)`)
	case 9, 10:
		g.use("slice")
		return g.v() + choose(g, "[1:]", "[:2]", "[::-1]", "[0:1]", "[-2:]", "[:-1]", "[0]", "[-1]", "[::2]")
	case 11, 12:
		g.use("case")
		return g.v() + choose(g, ".upper()", ".lower()", ".title()", ".strip()", ".capitalize()", ".swapcase()", ".casefold()", ".lstrip(\"a\")", ".center(9)", ".zfill(5)", ".removeprefix(\"a\")")
	case 13:
		g.use("concat")
		return paren(g.v() + " * " + fmt.Sprint(1+g.pick(2)))
	case 14:
		g.use("ternary")
		return paren(s() + " if " + g.cond() + " else " + s())
	case 15:
		g.use("bool operators")
		return paren(s() + choose(g, " or ", " and ") + s())
	}
	g.use("str()")
	return choose(g, "str("+s()+")", "repr("+s()+")", "format("+s()+")", "str(len("+s()+"))", "str("+fmt.Sprint(g.pick(9))+" + 1)", s()+`.encode().decode()`)
}

func (g *gen) lists() {
	g.use("list")
	l := g.fresh("l")
	g.line("%s = %s", l, g.strs(2))
	g.env.lists = append(g.env.lists, list{l, 1})
	for range 1 + g.pick(3) {
		g.listOp(l)
	}
	g.bind(g.target(), g.fromList(l))
	if g.chance(40) {
		g.bind(g.target(), g.fromList(l))
	}
}

// listOp changes a list; it keeps two items at least.
func (g *gen) listOp(l string) {
	s := g.str
	g.line("%s", choose(g,
		l+".append("+s()+")", l+".insert(0, "+s()+")", l+".insert(1, "+s()+")", l+".extend(["+s()+", "+s()+"])", l+" += ["+s()+"]",
		l+"[0] = "+s(), l+"[-1] = "+s(), l+"[1] = "+s(), l+".append("+s()+"); "+l+".pop(0)", l+".append("+s()+"); del "+l+"[1]",
		l+".reverse()", l+" = "+l+" + ["+s()+"]", l+" = "+l+"[:]", l+" = list("+l+")", l+" = "+l+".copy()", l+"[0:1] = ["+s()+"]",
		l+".clear(); "+l+".extend(["+s()+", "+s()+"])", l+" = ["+s()+", *"+l+"]", l+" = "+l+" * 2", l+".remove("+l+"[0]); "+l+".append("+s()+")", l+".sort()"))
}

func (g *gen) fromList(l string) string {
	return choose(g, l+"[0]", l+"[0]", l+"[1]", l+"[-1]", l+"[1:][0]", l+"[-1:][0]", `",".join(`+l+")", "sorted("+l+")[0]", "list(reversed("+l+"))[0]",
		l+"["+fmt.Sprint(g.pick(2))+"]", "str(len("+l+"))", "str("+l+".index("+l+"[1]))", "max("+l+")", "[*"+l+"][1]", "tuple("+l+")[0]", "next(iter("+l+"))",
		"dict(enumerate("+l+"))[0]", "list(zip("+l+", "+l+"))[0][1]", "list(map(str, "+l+"))[1]", l+".pop()", "("+l+"[0] if "+g.flag()+" else "+l+"[1])")
}

func (g *gen) listAlias() {
	g.use("aliasing", "list")
	a, b := g.fresh("l"), g.fresh("l")
	g.line("%s = %s", a, g.strs(2))
	g.line("%s = %s", b, choose(g, a, a, a+"[:]", "list("+a+")", a+" if "+g.flag()+" else ["+g.lit()+", "+g.lit()+"]"))
	g.listOp(b)
	g.env.lists = append(g.env.lists, list{a, 1})
	g.bind(g.target(), g.fromList(a))
	g.bind(g.target(), g.fromList(b))
}

func (g *gen) dicts() {
	g.use("dict")
	d := g.fresh("d")
	g.line("%s = %s", d, choose(g, `{"a": `+g.str()+`, "b": `+g.str()+"}", "dict(a="+g.str()+", b="+g.str()+")", `dict([("a", `+g.str()+`), ("b", `+g.str()+")])", `{"a": `+g.str()+`, **{"b": `+g.str()+"}}"))
	g.env.dicts = append(g.env.dicts, dict{d, []string{`"a"`, `"b"`}})
	for range 1 + g.pick(3) {
		g.dictOp(d)
	}
	g.bind(g.target(), g.fromDict(d))
	if g.chance(40) {
		g.bind(g.target(), g.fromDict(d))
	}
}

func (g *gen) dictOp(d string) {
	s := g.str
	g.line("%s", choose(g, d+`["a"] = `+s(), d+`["b"] = `+s(), d+`["c"] = `+s(), d+`.update({"b": `+s()+"})", d+".update(a="+s()+")", d+`.setdefault("c", `+s()+")",
		d+`.setdefault("a", `+s()+")", d+`.pop("c", None)`, d+`["c"] = `+s()+"; del "+d+`["c"]`, d+` = {**`+d+`, "b": `+s()+"}", d+" = "+d+` | {"a": `+s()+"}",
		d+" = dict("+d+")", d+" = "+d+".copy()", d+` |= {"c": `+s()+"}", d+"["+s()+"] = "+s(), d+`["b"] += `+s()))
}

func (g *gen) fromDict(d string) string {
	return choose(g, d+`["a"]`, d+`["b"]`, d+`.get("a")`, d+`.get("zz", `+g.str()+")", d+`.get("b", "z")`, "list("+d+".values())[0]", "list("+d+")[0]", "list("+d+".items())[1][1]",
		`",".join(`+d+".values())", `",".join(`+d+")", "[v for k, v in "+d+`.items() if k == "a"][0]`, d+`.pop("b")+`+d+`.setdefault("b", `+g.lit()+")", `(`+d+`["c"] if "c" in `+d+" else "+g.lit()+")",
		"str(len("+d+"))", "dict("+d+`)["b"]`, "{k: v for k, v in "+d+`.items()}["b"]`, `"%(a)s" % `+d, `"{a}{b}".format(**`+d+")", "sorted("+d+")[0]")
}

func (g *gen) dictAlias() {
	g.use("aliasing", "dict")
	a, b := g.fresh("d"), g.fresh("d")
	g.line(`%s = {"a": %s, "b": %s}`, a, g.str(), g.str())
	g.line("%s = %s", b, choose(g, a, a, a+".copy()", "dict("+a+")"))
	g.dictOp(b)
	g.bind(g.target(), g.fromDict(a))
	g.bind(g.target(), g.fromDict(b))
}

func (g *gen) tuples() {
	g.use("tuple")
	t := g.fresh("t")
	g.line("%s = (%s)", t, g.items(3))
	if g.chance(50) {
		g.line("%s", choose(g, t+" = "+t+" + ("+g.str()+",)", t+" = "+t+"[1:] + "+t, t+" += ("+g.str()+",)", t+" = (*"+t+", "+g.str()+")"))
	}
	g.bind(g.target(), choose(g, t+"[0]", t+"[1]", t+"[2]", t+"[-1]", t+"[1:][0]", `"".join(`+t+")", "list("+t+")[1]", "("+t+"[0] if len("+t+") == 3 else "+g.lit()+")", "str("+t+".count("+t+"[0]))"))
}

func (g *gen) sets() {
	g.use("set")
	s := g.fresh("s")
	g.line("%s = {%s}", s, g.items(2))
	g.line("%s", choose(g, s+".add("+g.str()+")", s+".discard("+g.lit()+")", s+" |= {"+g.str()+"}", s+".update(["+g.str()+"])", s+" = "+s+" | {"+g.lit()+"}", s+" = frozenset("+s+")"))
	g.bind(g.target(), choose(g, "sorted("+s+")[0]", `",".join(sorted(`+s+"))", "max("+s+")", "list("+s+")[0]", "("+g.lit()+" if "+g.lit()+" in "+s+" else "+g.v()+")"))
}

func (g *gen) nestedContainers() {
	g.use("nested containers", "list", "dict")
	d := g.fresh("d")
	g.line(`%s = {"a": [%s, %s], "b": {"x": %s}}`, d, g.str(), g.str(), g.str())
	g.line("%s", choose(g, d+`["a"].append(`+g.str()+")", d+`["b"]["x"] = `+g.str(), d+`["b"]["y"] = `+g.str(), d+`["a"][0] = `+g.str()))
	g.bind(g.target(), choose(g, d+`["a"][0]`, d+`["a"][1]`, d+`["b"]["x"]`, d+`["a"][-1]`, d+`.get("b").get("x")`, d+`["b"].get("y", `+g.lit()+")"))
}

func (g *gen) branch() {
	g.use("branches")
	t := g.target()
	g.bind(t, g.str())
	g.block("if "+g.cond()+":", func() { g.nested(2); g.bind(t, g.str()) })
	if g.chance(30) {
		g.use("elif")
		g.block("elif "+g.cond()+":", func() { g.bind(t, g.str()) })
	}
	if g.chance(60) {
		g.block("else:", func() { g.nested(1); g.bind(t, g.str()) })
	}
	if g.chance(20) && g.env.local && g.loops == 0 {
		g.use("early return")
		g.block("if "+g.cond()+":", func() { g.leave() })
	}
}

// leave ends the function.
func (g *gen) leave() {
	if g.depth == 1 && g.cur == len(g.mods)-1 {
		g.line("sink(%s)", g.v())
		g.line("return")
		return
	}
	g.line("return %s", g.str())
}

func (g *gen) ternary() {
	g.use("ternary")
	g.bind(g.target(), g.str()+" if "+g.cond()+" else "+g.str())
}

func (g *gen) loop() {
	g.use("loops")
	t := g.target()
	g.bind(t, g.str())
	g.loops++
	defer func() { g.loops-- }()
	switch g.pick(6) {
	case 0:
		g.use("for")
		i := g.fresh("i")
		g.block(fmt.Sprintf("for %s in range(%d):", i, g.pick(4)), func() {
			g.line("%s = %s + %s", t, t, choose(g, "str("+i+")", g.v()))
			g.jumps()
		})
	case 1:
		g.use("for")
		x := g.fresh("x")
		g.block(fmt.Sprintf("for %s in %s:", x, g.strs(1+g.pick(3))), func() {
			g.know(x)
			g.nested(1)
			g.bind(t, g.str())
			g.jumps()
		})
		if g.chance(40) {
			g.use("loop else")
			g.block("else:", func() { g.bind(t, g.str()) })
		}
	case 2:
		g.use("while")
		n := g.fresh("n")
		g.line("%s = 0", n)
		g.block(fmt.Sprintf("while %s < %d:", n, 1+g.pick(4)), func() {
			g.line("%s += 1", n)
			g.line("%s = %s", t, g.str())
			g.jumps()
		})
		if g.chance(40) {
			g.use("loop else")
			g.block("else:", func() { g.bind(t, g.str()) })
		}
	case 3:
		g.use("while", "list")
		l := g.fresh("l")
		g.line("%s = %s", l, g.strs(2))
		g.block("while "+l+":", func() { g.line("%s = %s", t, choose(g, l+".pop()", l+".pop(0)", t+" + "+l+".pop()")) })
	case 4:
		g.use("for", "dict")
		d := g.fresh("d")
		g.line(`%s = {"a": %s, "b": %s}`, d, g.str(), g.str())
		g.block("for k, w in "+d+".items():", func() {
			g.block("if k == "+choose(g, `"a"`, `"b"`)+":", func() { g.line("%s = w", t) })
		})
	default:
		g.use("for", "while")
		x := g.fresh("x")
		g.line("%s = %s", x, g.lit())
		g.block("for _ in range(2):", func() {
			g.line("%s = %s", t, x)
			g.line("%s = %s", x, g.str())
		})
	}
	g.know(t)
}

func (g *gen) jumps() {
	if g.chance(35) {
		g.use("break and continue")
		g.block("if "+g.cond()+":", func() { g.line("%s", choose(g, "break", "continue")) })
	}
}

func (g *gen) matchStatement() {
	g.use("match")
	t := g.target()
	g.bind(t, g.lit())
	subject := choose(g, g.v(), "("+g.items(2)+")", `{"k": `+g.str()+`, "n": 1}`, g.strs(3), g.lit())
	g.block("match "+subject+":", func() {
		for range 1 + g.pick(3) {
			c := g.fresh("c")
			head := choose(g, `"a" | "b"`, g.lit(), "("+c+", _)", "["+c+", *_]", `{"k": `+c+"}", "str("+c+")", "[_, _, "+c+"]", `{"n": 1, **`+c+"}", "str() as "+c, "int() | None")
			guard := ""
			if g.chance(25) {
				guard = " if " + g.cond()
			}
			g.block("case "+head+guard+":", func() {
				g.bind(t, choose(g, g.str(), boundOr(head, c, g.str())))
			})
		}
		if g.chance(50) {
			g.block("case _:", func() { g.bind(t, g.str()) })
		}
	})
}

// boundOr is the captured name when the pattern binds it to a string.
func boundOr(head, c, other string) string {
	if strings.Contains(head, c) && !strings.Contains(head, "**") {
		return c
	}
	return other
}

func (g *gen) class() {
	g.use("classes", "attributes")
	c := g.away(func() string {
		c := g.fresh("C")
		g.top(func() {
			g.env = &env{strs: g.moduleStrs()}
			g.line("class %s:", c)
			g.ind++
			g.line("kind = %s", g.lit())
			g.method("__init__(self, x)", []string{"x"}, func() {
				g.line("self.x = %s", g.str())
				g.line("self.y = %s", g.lit())
			})
			g.method("put(self, v)", []string{"v"}, func() { g.line("self.y = %s", g.str()) })
			g.method("get(self)", nil, func() { g.line("return %s", choose(g, "self.x", "self.y", "self.x + self.y", "self.kind")) })
			g.ind--
		})
		return c
	})
	o := g.fresh("o")
	g.line("%s = %s(%s)", o, c, g.str())
	for range g.pick(3) {
		g.line("%s", choose(g, o+".put("+g.str()+")", o+".x = "+g.str(), "setattr("+o+`, "x", `+g.str()+")", o+".z = "+g.str(), "q = "+o+"; q.y = "+g.str()))
	}
	if g.chance(25) {
		g.line("%s2 = %s(%s)", o, c, g.str())
		g.bind(g.target(), choose(g, o+"2.get()", o+"2.x"))
	}
	g.bind(g.target(), choose(g, o+".get()", o+".get()", o+".x", o+".y", "getattr("+o+`, "x")`, "getattr("+o+`, "nope", `+g.lit()+")", o+".kind", c+".kind", "vars("+o+`)["x"]`, c+".get("+o+")"))
}

// method writes a method of the class in hand.
func (g *gen) method(head string, params []string, body func()) {
	save := g.env
	g.env = &env{strs: append(g.moduleStrs(), params...), local: true}
	g.line("def %s:", head)
	g.ind++
	body()
	g.ind--
	g.env = save
}

func (g *gen) inheritance() {
	g.use("classes", "inheritance", "super")
	var sub string
	base := g.away(func() string {
		a := g.fresh("C")
		sub = g.fresh("C")
		g.top(func() {
			g.env = &env{strs: g.moduleStrs()}
			g.line("class %s:", a)
			g.ind++
			g.method("__init__(self, x)", []string{"x"}, func() { g.line("self.x = %s", g.str()) })
			g.method("show(self)", nil, func() { g.line("return self.render() + %s", g.lit()) })
			g.method("render(self)", nil, func() { g.line("return %s", choose(g, "self.x", g.lit())) })
			g.ind--
			g.line("class %s(%s):", sub, a)
			g.ind++
			if g.chance(60) {
				g.method("__init__(self, x, y)", []string{"x", "y"}, func() {
					g.line("%s", choose(g, "super().__init__(x)", a+".__init__(self, x)", "super().__init__(y)"))
					g.line("self.y = %s", g.str())
				})
			} else {
				g.method("__init__(self, x, y)", []string{"x", "y"}, func() { g.line("super().__init__(%s); self.y = y", g.str()) })
			}
			if g.chance(70) {
				g.method("render(self)", nil, func() {
					g.line("return %s", choose(g, "self.y", "super().render()", "super().render() + self.y", g.lit()))
				})
			}
			g.ind--
		})
		return a
	})
	o := g.fresh("o")
	name := sub
	if i := strings.LastIndex(base, "."); i >= 0 {
		name = base[:i+1] + sub
	} else if !g.here(sub) {
		g.imported(g.cur, "from "+g.where(sub)+" import "+sub+"\n")
	}
	g.line("%s = %s", o, choose(g, name+"("+g.items(2)+")", name+"("+g.items(2)+")", base+"("+g.str()+")", base+"("+g.str()+") if "+g.flag()+" else "+name+"("+g.items(2)+")"))
	g.bind(g.target(), o+choose(g, ".show()", ".render()", ".x"))
}

func (g *gen) here(name string) bool {
	return strings.Contains(g.mods[g.cur].top.String(), " "+name+"(") || strings.Contains(g.mods[g.cur].top.String(), " "+name+":")
}

func (g *gen) where(name string) string {
	for _, d := range g.mods {
		if strings.Contains(d.top.String(), "class "+name+"(") {
			return d.name
		}
	}
	return g.mods[g.cur].name
}

func (g *gen) dunder() {
	g.use("classes", "dunder")
	c := g.fresh("C")
	g.top(func() {
		g.env = &env{strs: g.moduleStrs()}
		g.line("class %s:", c)
		g.ind++
		g.method("__init__(self, x)", nil, func() { g.line("self.x = x") })
		g.method("__str__(self)", nil, func() { g.line("return %s", choose(g, "self.x", `"<" + self.x + ">"`, g.lit())) })
		g.method("__call__(self, a)", nil, func() { g.line("return %s", choose(g, "self.x + a", "a", "self.x")) })
		g.method("__getitem__(self, k)", nil, func() { g.line("return %s", choose(g, "self.x", "k", g.lit())) })
		g.method("__add__(self, o)", nil, func() { g.line("return %s", choose(g, "self.x + o", "self.x", "o")) })
		g.method("__len__(self)", nil, func() { g.line("return %d", g.pick(3)) })
		g.method("__iter__(self)", nil, func() { g.line("%s", choose(g, "yield self.x", "return iter([self.x, "+g.lit()+"])")) })
		g.method("__contains__(self, k)", nil, func() { g.line("return k == %s", choose(g, "self.x", g.lit())) })
		g.method("__eq__(self, o)", nil, func() { g.line("return True") })
		g.method("__getattr__(self, n)", nil, func() { g.line("return %s", choose(g, "n", g.lit())) })
		g.ind--
	})
	o := g.fresh("o")
	g.line("%s = %s(%s)", o, c, g.str())
	g.bind(g.target(), choose(g, "str("+o+")", o+"("+g.str()+")", o+`["k"]`, o+" + "+g.str(), "list("+o+")[0]", `f"{`+o+`}"`, "("+g.v()+" if "+o+" else "+g.lit()+")", "("+g.v()+" if "+g.lit()+" in "+o+" else "+g.lit()+")",
		"("+g.v()+" if "+o+" == 3 else "+g.lit()+")", o+".other", "[w for w in "+o+"][0]", `"%s" % `+o, "str(len("+o+"))"))
}

func (g *gen) property() {
	g.use("classes", "property")
	c := g.fresh("C")
	g.top(func() {
		g.env = &env{strs: g.moduleStrs()}
		g.line("class %s:", c)
		g.ind++
		g.method("__init__(self, x)", nil, func() { g.line("self._x = x") })
		g.line("@property")
		g.method("p(self)", nil, func() { g.line("return %s", choose(g, "self._x", g.lit(), "self._x.upper()")) })
		g.line("@p.setter")
		g.method("p(self, v)", []string{"v"}, func() { g.line("self._x = %s", g.str()) })
		g.ind--
	})
	o := g.fresh("o")
	g.line("%s = %s(%s)", o, c, g.str())
	if g.chance(50) {
		g.line("%s.p = %s", o, g.str())
	}
	g.bind(g.target(), o+".p")
}

func (g *gen) staticAndClass() {
	g.use("classes", "static and class methods")
	c := g.fresh("C")
	g.top(func() {
		g.env = &env{strs: g.moduleStrs()}
		g.line("class %s:", c)
		g.ind++
		g.line("store = %s", g.lit())
		g.method("__init__(self, x=\"d\")", nil, func() { g.line("self.x = x") })
		g.line("@staticmethod")
		g.method("s(a)", []string{"a"}, func() { g.line("return %s", g.str()) })
		g.line("@classmethod")
		g.method("make(cls, a)", []string{"a"}, func() { g.line("return cls(%s)", g.str()) })
		g.line("@classmethod")
		g.method("keep(cls, a)", []string{"a"}, func() { g.line("cls.store = %s", g.str()) })
		g.ind--
	})
	if g.chance(30) {
		g.line("%s.keep(%s)", c, g.str())
	}
	g.bind(g.target(), choose(g, c+".s("+g.str()+")", c+".make("+g.str()+").x", c+"().s("+g.str()+")", c+".store", c+"().x"))
}
