// The service's API as its own description types it.
import type { components, paths } from './schema'

export type { components, paths }
type S = components['schemas']
export type Finding = S['FindingView']
export type FullFinding = S['FullView']
export type Step = S['StepView']
export type Scan = S['ScanView']
export type Coverage = S['CoverageView']
export type Project = S['ProjectView']
export type Ref = S['RefView']
export type Rule = S['RuleView']
export type Day = S['DayView']
export type Summary = S['SummaryView']
export type Counts = S['CountsView']
export type Me = S['MeView']
export type Token = S['TokenView']
export type Member = S['MemberView']
export type User = S['UserView']
export type Audit = S['AuditView']
export type Former = S['Former']
export type Quality = S['QualityView']
export type Notebook = S['NotebookView']
export type NotebookCell = S['NotebookCellView']
export type Hooks = S['HooksView']
export type NewHook = S['NewHookView']
export type Wish = S['WishView']
export type TimeToFix = S['TimeView']
export type Policy = S['PolicyView']
export type Device = S['DeviceView']
export type Rate = S['RateView']
export type History = S['HistoryView']
export type Trial = S['TrialView']
export type Tried = S['Tried']
export type Tested = S['TestedView']
export type Inspection = S['InspectionView']
export type Inspected = S['InspectedView']
export type Churn = S['ChurnView']

/** A refused request: what the service says of it. */
export class Problem extends Error {
  constructor(readonly status: number, message: string) {
    super(message)
  }
}

/** Options of a request: query, body, and headers. */
export interface Call {
  query?: Record<string, string | number | boolean | string[] | undefined>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

export function address(path: string, query: Call['query'] = {}): string {
  const q = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    q.set(key, Array.isArray(value) ? value.join(',') : String(value))
  }
  const s = q.toString()
  return '/v1' + path + (s ? '?' + s : '')
}

/** Sends a request and gives the answer; throws a Problem when it is refused. */
export async function call<T>(method: string, path: string, options: Call = {}): Promise<T> {
  const res = await fetch(address(path, options.query), {
    method,
    headers: { ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }), ...options.headers },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal,
    credentials: 'same-origin',
  })
  if (!res.ok) {
    let message = `The service answered with status ${res.status}.`
    try {
      const problem = await res.json()
      message = problem.detail || message
      for (const e of problem.errors ?? []) message += ` ${e.location ?? ''} ${e.message ?? ''}`
    } catch { /* not the service's own words */ }
    throw new Problem(res.status, message)
  }
  if (res.status === 204) return undefined as T
  const type = res.headers.get('Content-Type') ?? ''
  return (type.includes('json') ? await res.json() : await res.text()) as T
}
