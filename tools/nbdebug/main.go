package main

import (
	"fmt"
	"os"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

func main() {
	cells.Debug = true
	data, _ := os.ReadFile(os.Args[1])
	n := notebook.Split(text.New("x", data))
	g := engine.Play(n, syntax.Parse(n.File), nil)
	fmt.Println(g.Fails, g.Changes, g.Problems)
}
