// Package models holds what is known of libraries, as data: one YAML file per
// library, its proof beside it, and the closed list of kinds. It must hold
// nothing else; package model gives the rows their meaning.
package models

import "embed"

// FS holds kinds.yaml, every <library>.yaml, what type stubs say and what was found in
// the code of libraries, and below witness what shows that a finding is true: payloads, and how programs are driven.
//
//go:embed *.yaml auto/types.pack auto/summaries.pack witness
var FS embed.FS
