// Package rules holds the rules, one folder each: rule.yaml for the engine,
// rule.md for people, testdata for doubters. It must hold nothing else;
// package rule gives the folders their meaning.
package rules

import "embed"

// FS holds every <id>/rule.yaml and <id>/rule.md.
//
//go:embed */rule.yaml */rule.md
var FS embed.FS
