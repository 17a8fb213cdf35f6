package lower

import (
	"testing"

	"leadline/internal/ir"
	"leadline/internal/python/syntax"
)

// LowerStrictly lowers and fails the test where a loop changes a variable that
// has no phi.
func LowerStrictly(t testing.TB, tree *syntax.Tree) *ir.Module {
	var w Lowerer
	w.l.strict = func(name string) { t.Errorf("%s: %s has no phi in its loop", tree.File.Path, name) }
	return w.Lower(tree, "m", false)
}
