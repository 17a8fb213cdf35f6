/** What the engine answers about a notebook: leadline/analyzeNotebook of the language server. */

export interface Position {
  line: number
  character: number
}

/** A place in a cell: lines from 0, characters in UTF-16 units. */
export interface Place {
  id: string
  number: number
  range: { start: Position; end: Position }
}

export interface Fix {
  description: string
  safe: boolean
  edits: (Place & { text: string })[]
  /** All cells in their new order, where some move. */
  order?: string[]
  /** The outputs of cells that are left. */
  outputs?: { id: string; keep: number[] }[]
  inserts?: { before: string; source: string }[]
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info'

export interface Finding {
  fingerprint: string
  rule: string
  title: string
  severity: Severity
  category: string
  confidence: string
  cwe: number[]
  message: string
  advice?: string
  reason?: string
  cell: Place | null
  steps: { message: string; cell: Place | null }[]
  extra: Record<string, string> | null
  fix?: Fix
}

export type State = 'ok' | 'unrun' | 'stale' | 'edited' | 'hidden' | 'below' | 'fails'

export interface CellReport {
  id: string
  number: number
  execution_count?: number
  uses: string[]
  defines: string[]
  changes: string[]
  from: Record<string, number>
  opaque?: string
  state: State
  cause?: string
  other?: number
}

export interface Report {
  verdict: 'same' | 'changes' | 'fails' | 'unknown'
  summary: string
  fails: number[]
  changes: number[]
  sessions: number
  cells: CellReport[]
}

export interface Answer {
  milliseconds: number
  fault?: string
  report: Report | null
  /** The cells to run again, in this order. */
  rerun: string[]
  rerunWhole: boolean
  findings: Finding[]
  ignored: Finding[]
  gaps: { message: string; cell: Place | null }[]
}

/** One run of a cell, as the server part takes it. */
export interface Run {
  cell: string
  number: number
  source: string
  execution_count: number
  time: number
  ok: boolean
  kernel: string
}
