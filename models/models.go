// Package models holds what is known of libraries, as data: one YAML file per
// library, its proof beside it, and the closed list of kinds. It must hold
// nothing else; package model gives the rows their meaning.
package models

import "embed"

// FS holds kinds.yaml and every <library>.yaml, and below witness what shows that
// a finding is true: payloads, and how programs are driven.
//
//go:embed *.yaml witness
var FS embed.FS
