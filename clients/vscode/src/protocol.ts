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
  /** The service's word, or the user's own that is on its way there. */
  verdict?: string
  presence?: string
  queued?: boolean
  ignored?: boolean
  /** Only the service has found it; asOf is its commit where the text has changed since. */
  service?: boolean
  asOf?: string
}

export interface CloudStatus {
  url: string
  signedIn?: boolean
  project?: string
  agreed?: boolean
  known?: number
  queued?: number
  busy?: boolean
  scan?: { id: string; commit: string; at: string; findings: number }
  fault?: string
}

export type { Preview } from '../../view/src/preview.js' with { 'resolution-mode': 'import' }

export interface CloudScan {
  id: string
  url: string
  findings: number
  beyond: number
  milliseconds: number
  complete: boolean
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
  /** The user has ended the look; what is known is what was known before. */
  cancelled?: boolean
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
