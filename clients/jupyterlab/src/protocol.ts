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
  /** What the team's service says of it; queued: the verdict is on its way there; team: it silences the finding. */
  verdict?: string
  presence?: string
  queued?: boolean
  team?: boolean
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
  /** The line at which a run that failed stopped, 0 where that is not known. */
  line?: number
  kernel: string
}

/** How things stand with the team's service: leadline/cloud/status, and who is signed in. */
export interface CloudStatus {
  url: string
  /** The server part names the service: it cannot be chosen here. */
  fixed?: boolean
  login?: string
  agreed?: boolean
  queued?: number
  fault?: string
}

export type { Preview } from '../../view/src/preview'

export interface ScanTask {
  state: 'running' | 'done' | 'failed'
  message: string
  percentage?: number
  fault?: string
  result?: { id: string; url: string; findings: number; beyond: number }
}

/** A sign-in that waits for a yes in the browser. */
export interface Asked {
  task: string
  code: string
  address: string
}

export interface SignInTask {
  state: 'running' | 'done' | 'failed'
  fault?: string
  result?: CloudStatus
}

/** What the service has of a notebook: leadline/cloud/notebook. */
export interface Past {
  project: string
  path: string
  scans: { id: string; ref: string; finished: string | null; url: string; summary: string }[]
  findings: PastFinding[]
}

export interface PastFinding {
  id: string
  rule: string
  severity: Severity
  message: string
  cell: number
  presence: string
  verdict: string
  created: string
  url: string
  /** What the finding is called here, where it is. */
  here?: string
}

/** One thing that became of a finding. */
export interface Happened {
  at: string | null
  actor: string
  kind: 'presence' | 'triage'
  became: string
  note?: string
}
