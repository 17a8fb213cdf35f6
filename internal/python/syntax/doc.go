// Package syntax knows Python's grammar: it turns text into a typed tree with
// exact spans and never fails (faults are data in Tree.Errors, gaps are Bad*
// nodes). It must not know what a name means or what a value is.
//
// Its window is Print, the tree as stable text.
package syntax
