package main

import "fmt"

func (g *gen) closure() {
	g.use("closures")
	f := g.fresh("h")
	inner := func() { g.inner(f, g.fresh("p"), true) }
	if g.chance(40) {
		make := g.fresh("mk")
		g.top(func() {
			g.env = &env{strs: append(g.moduleStrs(), "c"), local: true}
			g.line("def %s(c):", make)
			g.ind++
			inner()
			g.line("return %s", f)
			g.ind--
		})
		g.line("%s = %s(%s)", f, make, g.str())
		g.bind(g.target(), f+"("+g.str()+")")
		return
	}
	inner()
	if g.chance(30) {
		g.bind(g.target(), g.str())
	}
	g.bind(g.target(), f+"("+g.str()+")")
}

// inner writes a function inside the one in hand.
func (g *gen) inner(name, param string, uses bool) {
	save := g.env
	g.env = save.copy()
	g.env.local = false // an assignment would make the outer variable a local one
	g.env.strs = append(g.env.strs, param)
	g.line("def %s(%s):", name, param)
	g.ind++
	g.line("return %s", choose(g, g.str(), param+" + "+g.v(), g.v()))
	g.ind--
	g.env = save
}

func (g *gen) nonlocal() {
	g.use("closures", "nonlocal")
	s, f := g.fresh("v"), g.fresh("h")
	if !g.env.local {
		g.alias()
		return
	}
	g.bind(s, g.str())
	g.line("def %s(w):", f)
	g.ind++
	g.line("nonlocal %s", s)
	g.line("%s = %s", s, choose(g, "w", s+" + w", g.lit()))
	g.line("return %s", choose(g, "w", s))
	g.ind--
	g.line("%s", choose(g, f+"("+g.str()+")", g.fresh("v")+" = "+f+"("+g.str()+")", f+"("+g.str()+") if "+g.flag()+" else None"))
	g.bind(g.target(), s)
}

func (g *gen) decorator() {
	g.use("decorators")
	deco, f := g.fresh("deco"), g.fresh("f")
	withArg := g.chance(30)
	g.top(func() {
		g.env = &env{strs: g.moduleStrs(), local: true}
		if withArg {
			g.line("def %s(tag):", deco)
			g.ind++
			g.line("def outer(fn):")
			g.ind++
		} else {
			g.line("def %s(fn):", deco)
			g.ind++
		}
		g.line("def wrap(*args, **kw):")
		g.ind++
		g.line("return %s", choose(g, "fn(*args, **kw)", "fn(*args, **kw).upper()", "fn(args[0])", g.lit(), `fn("k", **kw)`, "fn(*args) + "+g.lit()))
		g.ind--
		g.line("return wrap")
		g.ind--
		if withArg {
			g.line("return outer")
			g.ind--
			g.line("@%s(%s)", deco, g.lit())
		} else {
			g.line("@%s", deco)
		}
		g.env.strs = append(g.env.strs, "p")
		g.line("def %s(p):", f)
		g.ind++
		g.line("return %s", g.str())
		g.ind--
	})
	g.bind(g.target(), f+"("+g.str()+")")
}

func (g *gen) generator() {
	g.use("generators")
	f := g.fresh("gen")
	if g.chance(25) {
		g.bind(g.target(), choose(g, "next(w for w in "+g.strs(2)+")", "list(w + "+g.lit()+" for w in "+g.strs(2)+")[0]", `"".join(w for w in `+g.strs(2)+" if w != "+g.lit()+")"))
		return
	}
	g.top(func() {
		g.env = &env{strs: append(g.moduleStrs(), "p", "q"), local: true}
		g.line("def %s(p, q):", f)
		g.ind++
		switch g.pick(4) {
		case 0:
			g.line("yield %s", g.str())
			g.line("yield %s", g.str())
		case 1:
			g.block("for w in [p, q]:", func() { g.line("yield %s", choose(g, "w", g.lit(), "w + q")) })
		case 2:
			g.use("yield from")
			g.line("yield from %s", choose(g, "[p, q]", "(w for w in (q, p))"))
		default:
			g.line("yield q")
			g.block("try:", func() { g.line("yield p") })
			g.block("finally:", func() { g.line("q = %s", g.lit()) })
		}
		g.ind--
	})
	c := f + "(" + g.items(2) + ")"
	switch g.pick(4) {
	case 0:
		g.use("for")
		t := g.target()
		g.bind(t, g.lit())
		g.block("for w in "+c+":", func() { g.line("%s = %s", t, choose(g, "w", t+" + w")) })
	default:
		g.bind(g.target(), choose(g, "next("+c+")", "list("+c+")[0]", "list("+c+")[1]", `",".join(`+c+")", "[w for w in "+c+"][-1]", "sorted("+c+")[0]"))
	}
}

func (g *gen) exception() {
	g.use("exceptions")
	t := g.target()
	g.bind(t, g.str())
	switch g.pick(7) {
	case 0:
		g.block("try:", func() {
			g.bind(t, g.str())
			g.line("raise ValueError(%s)", g.str())
		})
		g.block("except ValueError as e:", func() { g.line("%s = %s", t, choose(g, "str(e)", "e.args[0]", t+" + "+g.lit(), `f"{e}"`)) })
	case 1:
		g.block("try:", func() {
			g.block("if "+g.cond()+":", func() { g.line("raise %s(%s)", choose(g, "ValueError", "KeyError", "TypeError"), g.lit()) })
			g.bind(t, g.str())
		})
		g.block("except "+choose(g, "ValueError", "(KeyError, TypeError)", "Exception")+":", func() { g.bind(t, g.str()) })
		if g.chance(50) {
			g.use("try else")
			g.block("else:", func() { g.line("%s = %s", t, g.str()) })
		}
		if g.chance(50) {
			g.use("finally")
			g.block("finally:", func() { g.line("%s = %s + %s", t, t, g.lit()) })
		}
	case 2:
		g.use("finally")
		g.block("try:", func() { g.bind(t, g.str()) })
		g.block("finally:", func() { g.bind(t, g.str()) })
	case 3:
		g.block("try:", func() { g.line("%s = %s", t, choose(g, `{}["a"]`, "[][0]", `int("x")`, "None.x", `str(1 // 0)`)) })
		g.block("except "+choose(g, "Exception", "(KeyError, IndexError, ValueError, AttributeError, ZeroDivisionError)")+":", func() { g.bind(t, g.str()) })
	case 4:
		f := g.fresh("f")
		g.def(f+"(p)", []string{"p"}, func() {
			g.block("if "+choose(g, "True", "p == "+g.lit(), g.flag())+":", func() { g.line("raise %s", choose(g, "ValueError(p)", "ValueError("+g.lit()+")", "KeyError(p)")) })
			g.line("return %s", choose(g, "p", g.lit()))
		})
		g.block("try:", func() { g.bind(t, f+"("+g.str()+")") })
		g.block("except ValueError as e:", func() { g.line("%s = str(e)", t) })
		g.block("except KeyError as e:", func() { g.line("%s = e.args[0]", t) })
	case 5:
		c := g.fresh("E")
		g.top(func() {
			g.env = &env{strs: g.moduleStrs()}
			g.line("class %s(Exception):", c)
			g.ind++
			g.method("__init__(self, m)", nil, func() { g.line("self.m = m") })
			g.ind--
		})
		g.block("try:", func() { g.line("raise %s(%s)", c, g.str()) })
		g.block("except "+c+" as e:", func() { g.line("%s = e.m", t) })
	default:
		g.block("try:", func() {
			g.block("try:", func() { g.line("raise KeyError(%s)", g.str()) })
			g.block("except ValueError:", func() { g.bind(t, g.str()) })
			g.block("finally:", func() { g.line("%s = %s", t, g.str()) })
		})
		g.block("except LookupError:", func() { g.line("%s = %s + %s", t, t, g.lit()) })
	}
	g.know(t)
}

func (g *gen) with() {
	g.use("with", "classes")
	c := g.fresh("C")
	g.top(func() {
		g.env = &env{strs: g.moduleStrs()}
		g.line("class %s:", c)
		g.ind++
		g.method("__init__(self, x)", nil, func() { g.line("self.x = x") })
		g.method("__enter__(self)", nil, func() { g.line("return %s", choose(g, "self.x", g.lit(), "self.x.upper()")) })
		g.method("__exit__(self, *a)", nil, func() { g.line("return %s", choose(g, "False", "True", "None")) })
		g.ind--
	})
	t, w := g.target(), g.fresh("w")
	g.bind(t, g.str())
	g.block(fmt.Sprintf("with %s(%s) as %s:", c, g.str(), w), func() {
		g.know(w)
		g.bind(t, g.str())
		if g.chance(25) {
			g.use("exceptions")
			g.line("raise ValueError(%s)", g.lit())
		}
	})
	if g.chance(50) {
		g.bind(g.target(), w)
	}
}

func (g *gen) walrus() {
	g.use("walrus")
	n := g.fresh("n")
	t := g.target()
	switch g.pick(3) {
	case 0:
		g.block("if ("+n+" := "+g.str()+"):", func() { g.line("%s = %s", t, n) })
		g.block("else:", func() { g.line("%s = %s", t, g.str()) })
		g.know(t)
	case 1:
		g.use("while")
		i := g.fresh("it")
		g.line("%s = iter(%s)", i, g.strs(2))
		g.bind(t, g.lit())
		g.block("while ("+n+" := next("+i+", None)) is not None:", func() { g.line("%s = %s", t, choose(g, n, t+" + "+n)) })
	default:
		g.bind(t, "("+n+" := "+g.str()+") + "+n)
		g.know(n)
	}
}

func (g *gen) comprehension() {
	g.use("comprehensions")
	l := g.fresh("l")
	g.line("%s = %s", l, choose(g,
		"[w + "+g.lit()+" for w in "+g.strs(2)+"]", "[w for w in "+g.strs(3)+" if w != "+g.lit()+"] or ["+g.lit()+"]", "[u + w for u in "+g.strs(2)+" for w in "+g.strs(1)+"]",
		"list({w: "+g.str()+" for w in "+g.strs(2)+"}.values())", "sorted({w for w in "+g.strs(2)+"})", "["+g.lit()+" for w in "+g.strs(2)+"]", "["+g.v()+" for w in range(2)]",
		"[k for k, w in {"+g.lit()+": "+g.str()+"}.items()]", "[[w] for w in "+g.strs(2)+"][0]", "[w if "+g.flag()+" else "+g.lit()+" for w in "+g.strs(2)+"]", "[(lambda z: z + w)(w) for w in "+g.strs(2)+"]"))
	g.env.lists = append(g.env.lists, list{l, 1})
	g.bind(g.target(), choose(g, l+"[0]", l+"[-1]", `",".join(`+l+")"))
}

func (g *gen) unpacking() {
	g.use("unpacking")
	a, b := g.fresh("v"), g.fresh("v")
	switch g.pick(6) {
	case 0:
		g.line("%s, %s = %s", a, b, g.items(2))
		g.line("%s, %s = %s, %s", a, b, b, a)
	case 1:
		g.line("%s, *%s = %s", a, b+"r", g.items(3))
		g.line("%s = %sr[%d]", b, b, g.pick(2))
	case 2:
		g.line("*%s, %s = %s", b+"r", a, g.strs(3))
		g.line("%s = %sr[-1]", b, b)
	case 3:
		g.line("(%s, [%s, _]) = (%s, %s)", a, b, g.str(), g.strs(2))
	case 4:
		g.use("for")
		g.block(fmt.Sprintf("for %s, %s in [(%s), (%s)]:", a, b, g.items(2), g.items(2)), func() {
			g.know(a)
			g.bind(g.target(), a)
		})
	default:
		f := g.fresh("f")
		g.def(f+"(p)", []string{"p"}, func() { g.line("return %s, %s", g.str(), g.str()) })
		g.line("%s, %s = %s(%s)", a, b, f, g.str())
	}
	g.know(a)
	g.know(b)
}

func (g *gen) varargs() {
	g.use("*args and **kwargs")
	f := g.fresh("f")
	g.top(func() {
		g.env = &env{strs: append(g.moduleStrs(), "p"), local: true}
		g.line("def %s(p, *args, k=%s, **kw):", f, g.lit())
		g.ind++
		g.line("return %s", choose(g, "args[0]", "args[1]", "args[-1]", "k", `kw["z"]`, `kw.get("z", p)`, `"".join(args)`, "p + k", "p", `"".join(kw.values())`, "[*args][0]"))
		g.ind--
	})
	t := g.fresh("t")
	switch g.pick(4) {
	case 0:
		g.line("%s = (%s)", t, g.items(3))
		g.bind(g.target(), f+"(*"+t+", z="+g.str()+")")
	case 1:
		g.line(`%s = {"k": %s, "z": %s}`, t, g.str(), g.str())
		g.bind(g.target(), f+"("+g.items(3)+", **"+t+")")
	case 2:
		h := g.fresh("f")
		g.top(func() {
			g.line("def %s(*a, **kw):", h)
			g.line("    return %s(*a, **kw)", f)
		})
		g.bind(g.target(), h+"("+g.items(3)+", k="+g.str()+", z="+g.str()+")")
	default:
		g.bind(g.target(), f+"("+g.items(3)+", z="+g.str()+")")
	}
}

func (g *gen) defaults() {
	g.use("defaults")
	f := g.fresh("f")
	g.top(func() {
		g.env = &env{strs: append(g.moduleStrs(), "p", "q"), local: true}
		switch g.pick(3) {
		case 0:
			g.line("def %s(p, q=%s):", f, g.lit())
			g.line("    return %s", choose(g, "q", "p", "p + q", g.str()))
		case 1:
			g.line("def %s(p, q=[]):", f)
			g.line("    q.append(p)")
			g.line("    return %s", choose(g, "q[0]", "q[-1]", `"".join(q)`))
		default:
			g.line("def %s(p, *, q=None):", f)
			g.block("    if q is None:", func() { g.line("    q = %s", choose(g, "p", g.lit())) })
			g.line("    return q")
		}
	})
	g.bind(g.target(), f+"("+g.str()+")")
	if g.chance(50) {
		g.bind(g.target(), f+"("+choose(g, g.str(), "q="+g.fresh("k")+"z")+")")
	}
}

func (g *gen) lambda() {
	g.use("lambda")
	f := g.fresh("h")
	switch g.pick(5) {
	case 0:
		g.line("%s = lambda w: %s", f, choose(g, "w", g.lit(), "w + "+g.v(), g.v()))
		g.bind(g.target(), f+"("+g.str()+")")
	case 1:
		g.bind(g.target(), "(lambda w, u="+g.lit()+": "+choose(g, "w", "u", "u + w")+")("+g.str()+")")
	case 2:
		g.bind(g.target(), "list(map(lambda w: "+choose(g, "w", "w + "+g.lit(), g.lit())+", "+g.strs(2)+"))[0]")
	case 3:
		g.bind(g.target(), "sorted("+g.strs(2)+", key=lambda w: len(w))[0]")
	default:
		apply := g.fresh("f")
		g.top(func() {
			g.line("def %s(fn, w):", apply)
			g.line("    return fn(w)")
		})
		g.bind(g.target(), apply+"(lambda w: "+choose(g, "w", g.lit(), "w.upper()", g.v())+", "+g.str()+")")
	}
}

func (g *gen) global() {
	g.use("globals")
	v, f, h := g.fresh("GV"), g.fresh("f"), g.fresh("f")
	g.top(func() {
		g.env = &env{strs: append(g.moduleStrs(), "p"), local: true}
		if g.chance(30) {
			g.line("%s = {}", v)
			g.line("def %s(p):", f)
			g.line(`    %s["k"] = %s`, v, g.str())
			g.line("def %s():", h)
			g.line(`    return %s.get("k", "none")`, v)
			return
		}
		g.line("%s = %s", v, g.lit())
		g.line("def %s(p):", f)
		g.line("    global %s", v)
		g.line("    %s = %s", v, g.str())
		g.line("def %s():", h)
		g.line("    return %s", choose(g, v, v+" + "+g.lit()))
	})
	if g.chance(75) {
		g.line("%s(%s)", f, g.str())
	}
	g.bind(g.target(), h+"()")
}

func (g *gen) sanitizer() {
	g.use("sanitizers")
	t := g.target()
	switch g.pick(4) {
	case 0:
		v := g.v()
		g.block("try:", func() { g.line("%s = str(int(%s))", t, v) })
		g.block("except ValueError:", func() { g.line("%s = %s", t, choose(g, g.lit(), v, g.str())) })
	case 1:
		g.line("%s = %s", t, choose(g, "str(len("+g.v()+"))", "str(bool("+g.v()+"))", "str("+g.v()+".count("+g.lit()+"))", "str("+g.v()+".startswith("+g.lit()+"))"))
	case 2:
		f := g.fresh("f")
		g.def(f+"(p)", []string{"p"}, func() {
			g.line("%s", choose(g, `return {"a": "1", "b": "2"}.get(p, "0")`, `return "yes" if p == "a" else "no"`, `return p if p in ("a", "b") else "a"`, `return "".join(w for w in p if w.isalnum())`, `return p if p.isalnum() else ""`))
		})
		g.line("%s = %s(%s)", t, f, g.str())
	default:
		g.line("%s = %s", t, choose(g, `{"a": `+g.lit()+"}.get("+g.v()+", "+g.lit()+")", g.v()+` == "a" and "x" or "y"`, "("+g.v()+" if "+g.v()+` in {"a", "b"} else `+g.lit()+")"))
	}
	g.know(t)
}

func (g *gen) guard() {
	g.use("guards")
	v, t := g.v(), g.target()
	g.bind(t, g.lit())
	test := choose(g, v+` in ("a", "b")`, v+` in {"a", "key"}`, v+` == "a"`, v+".isalnum()", v+".isdigit()", v+".isidentifier()", v+`.startswith("a")`, v+` != "a"`, "not "+v+".isalnum()", v+` not in ["a", "b"]`, v+` in {"a": 1}`, "len("+v+") > 2", v, `"/" in `+v)
	switch g.pick(5) {
	case 0:
		g.use("early return")
		if g.loops > 0 {
			return
		}
		g.block("if "+test+":", func() { g.leave() })
		g.bind(t, v)
	case 1:
		g.block("if "+test+":", func() { g.bind(t, v) })
		g.block("else:", func() { g.bind(t, g.str()) })
	case 2:
		g.block("if "+test+":", func() { g.line("%s = %s", v, g.lit()) })
		g.bind(t, v)
	case 3:
		f := g.fresh("f")
		g.def(f+"(p)", []string{"p"}, func() {
			g.line("return %s", choose(g, `p in ("a", "b")`, "p.isalnum()", `p == "a"`, "True", "not p.isalnum()", "p.isalnum() and len(p) < 9", "p.isalnum() or p == \"-\""))
		})
		g.block("if "+choose(g, "", "not ")+f+"("+v+"):", func() { g.bind(t, v) })
	default:
		g.line("ok = %s", test)
		g.block("if ok:", func() { g.bind(t, v) })
	}
	g.know(t)
}

func (g *gen) dispatch() {
	g.use("functions in containers")
	a, b, t := g.fresh("f"), g.fresh("f"), g.fresh("t")
	for _, f := range []string{a, b} {
		g.def(f+"(p)", []string{"p"}, func() { g.line("return %s", choose(g, "p", g.lit(), "p + "+g.lit())) })
	}
	switch g.pick(4) {
	case 0:
		g.line(`%s = {"a": %s, "b": %s}`, t, a, b)
		g.bind(g.target(), t+choose(g, `["a"]`, `["b"]`, `.get("a")`)+"("+g.str()+")")
	case 1:
		g.line("%s = [%s, %s]", t, a, b)
		g.bind(g.target(), t+choose(g, "[0]", "[1]")+"("+g.str()+")")
	case 2:
		g.line("%s = %s if %s else %s", t, a, g.cond(), b)
		g.bind(g.target(), t+"("+g.str()+")")
	default:
		x := g.target()
		g.bind(x, g.str())
		g.block(fmt.Sprintf("for fn in (%s, %s):", a, b), func() { g.line("%s = fn(%s)", x, x) })
	}
}
