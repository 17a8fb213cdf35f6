# PEP 701: f-strings whose fields hold anything, their own quotes included.
a = f"{x["key"]}" f'{d['a']['b']!r}'
b = f"{f"{f"{f"{1 + 1}"}"}"}"
c = f"{'\n'.join(names)}" + f'{"\t" if tab else " "}'
d = f"""{
    value  # a comment in a field
    :>{width}.{
        precision
    }f
}"""
e = f'{a
      + b}'
f = f"{{}} {{{x}}} {{{{}}}} {{x}}"
g = f"{x=} {x = } {x=!r} {x=:>10} {x!s:^{w}} {x = !a:{f'{y}'}}"
h = f"{lambda_}" f"{(lambda x: x)}" f"{ {1: 2}[1] }" f"{*a, *b}"
i = rf"\{x}\n{y!r}\d" fr'{x}\'' Rf"{x:\d}" F"{x}"
j = f"\{x}" f"\N{BULLET}{x}\N{EM DASH}" f'\'{x}\'' f"\\{x}\\"
k = f"{x:%Y-%m-%d} {x:{y}-{z}} {x:,} {x:{'>'}{10}} {x:a{y}b{z}c}"
l = f"{x:{{1, 2}.pop()}}"
m = f'{x!r:}' f'{x:}' f'{x=:}' f"" f'' rf''
n = "plain" f"{x}" 'more' 'and more' f"" "tail"
o = f"{x:=5}" f"{(y := 3)}" f"{x != y}" f"{x == y}" f"{x >= y:>=5}" f"{x!=y!r}"
p = f"{yield_} { await_ } {not x} {a if b else c} {[i for i in x]}"
q = f"""
line {x}
  {y:>{
w}} "quoted" ""{z}"" \
end
"""
r = f"{x}" \
    f'{y}'
s = (f"{x}"  # comment
     "b"
     rf"{y}\n")
t = f'{x:{y:{z}}}'
u = f"é{x}ü{y}😀{z!r:ß>{w}}"
v = f"{x.y(z)[0]:>10}" f'{"a" "b"}' f"{b'x'}" f"{1:0x}" f"{1.5:e}" f"{3:#_b}"
w = f"{x:\n}" f"{x:\x41}" f"{'''
'''}"


def gen():
    z = f"{yield}" f"{yield 1}" f"{yield from x}"
    async def inner():
        return f"{await x}" f"{[y async for y in z]}"
