# PEP 695 and PEP 696: type parameters, aliases and defaults.
type X = int
type Pair[T] = tuple[T, T]
type F[**P, R: (int, str) = int, *Ts] = Callable[P, R]
type = 5
type(x)
type[x] = 1
type.y = 2
type in x
type: int = 3
type * 2
type == type


def first[T: Hashable](xs: list[T]) -> T: ...


async def two[K, V: (str, bytes) = str, *Ts = *tuple[int, ...], **P = [int]](*args: *Ts, **kw: P.kwargs): pass


class Box[T = int](Base[T], metaclass=M):
    type Inner[U] = dict[T, U]

    def get[S](self, /, x: S, *, y=lambda *a, k=1, **kw: a) -> T | S:
        type T = S
        return self


x[*a] = y[*a, b, 1:2, ::3, ...]
z: tuple[*Ts]
