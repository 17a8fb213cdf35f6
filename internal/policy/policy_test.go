package policy

import (
	"slices"
	"strings"
	"testing"

	"leadline/internal/finding"
)

func TestDecide(t *testing.T) {
	in := func(dir string) func(string) bool {
		return func(p string) bool { return strings.HasPrefix(p, dir) }
	}
	decide := func(p Policy) Action { return p.Decide("sql-injection", "tests/a.py", finding.Medium) }
	for want, p := range map[Action]Policy{
		Comment: Default,
		Block:   append(slices.Clone(Default), Rule{Severity: finding.Medium, Action: Block}),
		Monitor: append(slices.Clone(Default), Rule{Severity: finding.Medium, Action: Block}, Rule{Paths: in("tests/"), Rules: []string{"sql-*"}, Action: Monitor}),
	} {
		if got := decide(p); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := decide(append(slices.Clone(Default), Rule{Paths: in("src/"), Action: Block}, Rule{Rules: []string{"xss"}, Action: Block})); got != Comment {
		t.Errorf("lines about something else decide: %s", got)
	}
	if decide(nil) != Monitor {
		t.Error("without a policy something is done")
	}
	if _, err := ParseAction("shout"); err == nil {
		t.Error("an action that is none is taken")
	}
}
