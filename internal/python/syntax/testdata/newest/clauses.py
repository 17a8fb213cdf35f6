# PEP 654, PEP 758, PEP 634, bracketed with-items, and what stands around them.
try:
    pass
except A, B:
    pass
except C, D, E: pass


try: pass
except* C, D, E:
    pass


try:
    pass
except* (A, B) as e:
    pass
else:
    x = 1
finally:
    y = 2

with (open(a) as f, open(b) as g,):
    pass
with (open(a) as f):
    pass
with (a, b):
    pass
with (a, b) as c:
    pass
with (a), (b):
    pass
with (yield_), (a.b) as c[0], (d)(e) as (g, h), (x for x in y):
    pass
with (x := a):
    pass
with (
    a as b,
    c as d  # trailing comment
):
    pass

match x:
    case 1 | -1 | 2.5 | -3 - 4j | 'a' 'b' | None | True:
        pass
    case [a, b, *rest] | (a, b, rest) if (n := len(rest)) > 1:
        pass
    case {'k': v, -1: w, A.b: [], **others}:
        pass
    case Point(x=0, y=Some(z)) | Other(a, b, c=d,) as p:
        pass
    case (a | b) as c, *_:
        pass
    case a, :
        pass
    case *_, last:
        pass
    case () | [] | (x,) | [x,] | ((y)):
        pass
    case f.g.h() | b"bytes" | {}:
        pass
    case _:
        pass
match (a, b):
    case (c, d): pass
match a, *b:
    case _: pass
match -x:
    case _: pass
match[x] = 1
match(x)
match.y = 2
match = case = _ = 3
match, case = 1, 2
match * y
match -y
print(match if match else case)
match match:
    case case: pass
match {**x}:
    case {"a": 1}: pass
match not x:
    case True: pass
match lambda: 1:
    case _: pass
match await_:
    case str(): match = 1; case = 2

if (n := 10) > 5: pass; x = 1;
while chunk := read(): break
[y := 1, y**2]
f(x := 1, *a, k=v, *b, **c, **d)
f(x for x in y)
f((x for x in y))
f((a) for a in b)
f(a, (x for x in y))
class A(B, *C, m=1, **D): x: int; y: int = 2; (z): int = 3; a.b: int; a[0]: int
@(yield_)
@a.b[c](d)
@x if y else z
class E: pass
lambda: (yield)
lambda *, a, b=1, **c: a
lambda a, /, b=2, *c, d: a
def f(a, b=1, /, c: int = 2, *, d, e: str = "x", **k: int) -> (yield_): return *a, b
def g(*, a): global x, y; nonlocal_ = 1; del a, (b), (c, d), [e], f.g, h[0],
for x, in y: pass
for x, *y in *a, b: continue
for (x) in (y): pass
for x[0], (y.z) in w: pass
async def h():
    async with a as b, c: pass
    async for x in y: pass
    else: pass
    return [x async for x in y if await z if w], {**a, 'b': c}, {*a, b}, (await x) ** -await y
x = yield_
a = b = c, = d, *e
a @= b; c //= d; e **= f; g >>= h; i <<= j; k |= l; m &= n; o ^= p; q %= r
not a in b is not c not in d == e != f < g <= h > i >= j
-x ** -y ** ~z @ +w // v % u << 1 >> 2 & 3 ^ 4 | 5
0xFF, 0o17, 0b11, 1_000, 1e10, 1.5j, .5, 5., 1_0.0_1e+1_0, 0, 00, 0_0, 1if x else 2, 0xfor x
a[b:c, d:e:f, :, ::, ::g, h:] [i] [()] [j,]
u"x" 'y' "z"; b'\xff' rb'\d' Rb"""x"""; '''a
b'''; "\
"
x = (a
     # comment
     .b
     (c)
     [d])
assert x, "message"
raise A from B
import a.b.c as d, e; from . import f; from ...g.h import (i as j, k,); from .... import *
return_ = (
)
(a)[(b), :]; a[(b):(c), (d)]; a[(b),]; a[(*b,), *c]; a[(b := c), (d)]
for (a) in (b), (c): pass
