import type { ReactNode } from 'react'

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const

export const Severity = ({ value }: { value: string }) => <span className={`sev ${value}`}>{value}</span>

export const verdicts: Record<string, { word: string; means: string }> = {
  untriaged: { word: 'Untriaged', means: 'Nobody has looked at it yet.' },
  confirmed: { word: 'Confirmed', means: 'It is real.' },
  to_fix: { word: 'To fix', means: 'It is real, and somebody will mend it.' },
  proposed: { word: 'Proposed', means: 'A machine has an opinion.' },
  false_positive: { word: 'False positive', means: 'The analyser is wrong here.' },
  accepted_risk: { word: 'Accepted risk', means: 'Known, and bearable until a day.' },
  test_code: { word: 'Test code', means: 'It never runs in production.' },
  wont_fix: { word: 'Will not fix', means: 'Known, and it stays.' },
  duplicate_of: { word: 'Duplicate', means: 'Another finding says it already.' },
}
export const verdictWord = (v: string) => verdicts[v]?.word ?? v

export const causes: Record<string, string> = {
  fixed: 'fixed', file_deleted: 'its file was deleted', rule_disabled: 'its rule was switched off', rule_changed: 'its rule changed', engine_changed: 'the engine changed',
  excluded_path: 'its path is excluded', merged_into: 'merged into another', vanished: 'gone without a known reason', not_covered: 'the last scan did not look there',
}

/** Where a finding is, as people say it. */
export const whereOf = (f: { path: string; line: number; cell?: number }) => `${f.path}${f.cell ? ` cell ${f.cell}` : ''}:${f.line}`

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** How long ago something was. */
export function ago(time?: string | null): string {
  if (!time) return 'never'
  const s = (Date.parse(time) - Date.now()) / 1000
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_536_000], ['month', 2_592_000], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60]]
  for (const [unit, n] of steps) if (Math.abs(s) >= n) return relative.format(Math.round(s / n), unit)
  return 'just now'
}

export const Ago = ({ time }: { time?: string | null }) => <time dateTime={time ?? undefined} title={time ? new Date(time).toLocaleString() : undefined}>{ago(time)}</time>

export function duration(from?: string | null, to?: string | null): string {
  if (!from) return '–'
  const s = ((to ? Date.parse(to) : Date.now()) - Date.parse(from)) / 1000
  return s < 10 ? `${s.toFixed(1)} s` : s < 90 ? `${Math.round(s)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`
}

/** Open findings by severity as one bar. */
export function Split({ open }: { open: Record<string, number> }) {
  const total = severities.reduce((n, s) => n + (open[s] ?? 0), 0)
  const text = total ? severities.filter((s) => open[s]).map((s) => `${open[s]} ${s}`).join(', ') : 'nothing open'
  return <div className="split" role="img" aria-label={text} title={text}>{severities.map((s) => (open[s] ? <i key={s} className={s} style={{ flexGrow: open[s] }} /> : null))}</div>
}

export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => <div className="empty"><h2>{title}</h2>{children}</div>

export function Fault({ error }: { error: unknown }) {
  return error ? <p className="fault" role="alert">{error instanceof Error ? error.message : String(error)}</p> : null
}

export const howToScan = (
  <>
    <p>Scan a project into the service:</p>
    <pre>{`leadline login ${location.origin}\nleadline scan . --remote ${location.origin}`}</pre>
  </>
)
