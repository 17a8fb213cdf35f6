package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"leadline/internal/model"
	"leadline/internal/text"
)

// stubs are of a library whose public names are handed on, as typeshed writes them.
var stubs = map[string]string{
	"builtins": "class object: ...\nclass int: ...\nclass str: ...\nclass bytes: ...\nclass float: ...\nclass list: ...\n",
	"typing":   "class Any: ...\nOptional: object\nLiteral: object\nIterator: object\nSelf: object\nclass TypeVar: ...\nAnnotated: object\n",
	"acme": `from ._impl import Client as Client, connect as connect
from .errors import *
import sys
if sys.version_info >= (3, 99):
    def soon() -> int: ...
if sys.platform == "win32":
    def handle() -> int: ...
else:
    def handle() -> str: ...
VERSION: str
limit: int
`,
	"acme._impl": `from typing import Any, Optional, Iterator, Literal, Self, TypeVar, overload
_T = TypeVar("_T")
_Text = str
class _Base:
    @property
    def name(self) -> _Text: ...
    def walk(self) -> Iterator[str]: ...
    DEFAULT: int
class Client(_Base):
    class Reply:
        body: bytes | None
        size: int
    def ask(self, q: str) -> Reply: ...
    def maybe(self) -> Optional["Client"]: ...
    def same(self) -> Self: ...
    def any(self) -> Any: ...
    def give(self, x: _T) -> _T: ...
    def mode(self) -> Literal["r", "w"]: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    @overload
    def get(self, x: int) -> str: ...
    @overload
    def get(self, x: str) -> bytes: ...
    @overload
    def count(self, x: int) -> int: ...
    @overload
    def count(self, x: str) -> float: ...
    def first[V](self, x: V) -> V: ...
    async def wait(self) -> int: ...
    def _hidden(self) -> int: ...
def connect(host: str) -> Client: ...
`,
	"acme.errors": "__all__ = ['Failure']\nclass Failure(Exception): ...\nclass Other: ...\n",
	"other":       "from acme import connect as connect\nclass Known: ...\n",
}

func TestLines(t *testing.T) {
	known, err := model.Load(fstest.MapFS{
		"kinds.yaml": {Data: []byte("sources:\n  untrusted: {meaning: x, trust: remote}\nsinks:\n  sql-text: x\ncleans:\n  numeric: {meaning: x, always: true}\n")},
		"acme.yaml":  {Data: []byte("library: acme\nsinks:\n  acme.Client.ask(0): sql-text\nclasses:\n  acme.Client:\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(known)
	for _, name := range []string{"builtins", "typing", "acme", "acme._impl", "acme.errors", "other"} {
		path := strings.ReplaceAll(name, ".", "/") + ".pyi"
		if name == "acme" {
			path = "acme/__init__.pyi"
		}
		w.addModule(name, text.New(path, []byte(stubs[name])), false)
	}
	got := w.lines()
	want := strings.Join([]string{
		".Client\tCacme._impl._Base", ".Client.Reply\tC", ".Client.Reply.size\tVbuiltins.int", ".Client.ask\tFacme.Client.Reply",
		".Client.close\tFbuiltins.NoneType", ".Client.count\tFbuiltins.float", ".Client.maybe\tFacme.Client?", ".Client.mode\tFbuiltins.str",
		".Client.same\tFacme.Client", ".Client.wait\tFbuiltins.int",
		".Failure\tC", "._impl.Client\tAacme.Client", "._impl._Base\tC", "._impl._Base.name\tVbuiltins.str", "._impl._Base.walk\tF,builtins.str",
		"._impl.connect\tAacme.connect", ".connect\tFacme.Client", ".errors.Failure\tAacme.Failure", ".errors.Other\tC", ".handle\tFbuiltins.str",
	}, "\n") + "\n"
	if got["acme"] != want {
		t.Errorf("got\n%s\nwant\n%s", got["acme"], want)
	}
	if want := ".Known\tC\n.connect\tFacme.Client\n"; got["other"] != want {
		t.Errorf("of another library: got\n%s\nwant\n%s", got["other"], want)
	}
}

func TestModule(t *testing.T) {
	for _, c := range []struct{ folder, file, want string }{
		{"pack/stdlib", "pack/stdlib/os/__init__.pyi", "os"},
		{"pack/stdlib", "pack/stdlib/os/path.pyi", "os.path"},
		{"pack/stdlib", "pack/stubs/acme/acme/a.pyi", ""},
		{"pack/stubs/*", "pack/stubs/acme/acme/a.pyi", "acme.a"},
		{"pack/stubs/*", "pack/stubs/acme/METADATA.toml", ""},
		{"", "acme-stubs/x/__init__.pyi", "acme.x"},
		{"", "acme_stubs-1.dist-info/x.pyi", ""},
		{"", "acme/x.py", ""},
	} {
		p := pin{folder: c.folder}
		if got, ok := p.module(c.file); got != c.want || ok != (c.want != "") {
			t.Errorf("%s below %q: %q, %v, want %q", c.file, c.folder, got, ok, c.want)
		}
	}
}
