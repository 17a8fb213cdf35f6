// What the engine answers beside the Language Server Protocol; docs/editors.md
// has the same list for authors of other clients.
import type { Location, WorkspaceEdit } from 'vscode-languageclient/node'

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical'

export interface Finding {
  fingerprint: string
  rule: string
  title: string
  severity: Severity
  confidence: string
  message: string
  location: Location
  steps: number
  fixable: boolean
  new: boolean
}

export interface Step {
  number: number
  kind: string
  message: string
  function: string
  depth: number
  location: Location
}

export interface Flow {
  fingerprint: string
  rule: string
  message: string
  location: Location
  steps: Step[]
}

export interface RulePage {
  id: string
  title: string
  severity: Severity
  category: string
  cwe: number[] | null
  markdown: string
}

export interface Fix {
  description: string
  safe: boolean
  edit: WorkspaceEdit
}

export interface Analyzed {
  root: string
  milliseconds: number
  findings: number
  files?: number
  lines?: number
  complete?: boolean
  bodies: number
  error?: string
}

export interface Coverage {
  projects: {
    root: string
    files?: number
    lines?: number
    functions?: number
    calls?: number
    unresolved?: number
    gaps?: { path: string; code: string; reason: string }[]
    milliseconds: number
    error: string
  }[]
}
