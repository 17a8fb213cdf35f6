package models

import "embed"

// proofFS holds the proofs; only tests read them.
//
//go:embed *.proof.py
var proofFS embed.FS
