import type { Answer, Finding, Severity, State } from './protocol'
import type { Watch } from './watch'

export const severities: Severity[] = ['critical', 'high', 'medium', 'low', 'info']

export function plural(n: number, one: string): string {
  return `${n} ${n === 1 ? one : one.endsWith('s') ? `${one}es` : `${one}s`}`
}

/** How a cell's state is shown: a sign that does not need its colour, and a word. */
export const states: Record<State | 'findings', { sign: string; word: string }> = {
  ok: { sign: '✓', word: 'as a restart would give it' },
  unrun: { sign: '·', word: 'not run in this session' },
  stale: { sign: '↻', word: 'out of date' },
  edited: { sign: '✎', word: 'edited since it ran' },
  hidden: { sign: '?', word: 'reads what no cell makes' },
  below: { sign: '↑', word: 'read from below' },
  fails: { sign: '✕', word: 'fails on a restart' },
  findings: { sign: '!', word: 'has findings' }
}

export interface Verdict {
  kind: 'same' | 'changes' | 'fails' | 'unknown' | 'waiting' | 'missing' | 'failed' | 'off'
  /** For the toolbar. */
  short: string
  /** A sentence. */
  long: string
}

/** What Restart and run all would do, in words. */
export function verdict(watch: Watch | null): Verdict {
  if (!watch) return { kind: 'waiting', short: '', long: 'No notebook is open.' }
  switch (watch.phase) {
    case 'waiting':
      return { kind: 'waiting', short: 'Looking…', long: 'Leadline looks at the notebook.' }
    case 'off':
      return { kind: 'off', short: 'Leadline is off', long: 'Leadline is turned off in the settings.' }
    case 'missing':
      return {
        kind: 'missing',
        short: 'No server part',
        long: 'The server part of Leadline is missing: pip install jupyterlab-leadline where the Jupyter server runs, then start it again. Nothing else is affected.'
      }
    case 'failed':
      return { kind: 'failed', short: 'Leadline failed', long: `Leadline cannot look at the notebook: ${watch.fault}.` }
  }
  return ofAnswer(watch.answer)
}

function ofAnswer(answer: Answer | null): Verdict {
  const report = answer?.report
  if (!report) return { kind: 'unknown', short: 'Not Python', long: answer?.fault ? `${answer.fault}.` : 'This notebook is not in Python.' }
  const start = 'Restart and run all would'
  if (report.fails.length > 0) return { kind: 'fails', short: `would fail at cell ${report.fails[0]}`, long: report.summary }
  if (report.changes.length > 0) return { kind: 'changes', short: `would change ${plural(report.changes.length, 'output')}`, long: report.summary }
  if (report.verdict === 'unknown') return { kind: 'unknown', short: 'no cell has run', long: report.summary }
  return { kind: 'same', short: 'would be the same', long: `${start} be the same.` }
}

const orderRules = new Set(['notebook-stale-output', 'notebook-reads-later-cell', 'notebook-hidden-state', 'notebook-undefined-on-restart'])

export const groups = ['What a restart would change', 'Secrets and security', 'Data and libraries', 'The notebook itself', 'Everything else'] as const

/** The part of the panel that a finding stands in. */
export function groupOf(f: Finding): number {
  if (orderRules.has(f.rule)) return 0
  if (f.category === 'secrets' || f.category === 'security') return 1
  if (/^(ml|correctness|performance|concurrency|resources|aws)$/.test(f.category)) return 2
  return f.category === 'notebook' ? 3 : 4
}

/** Root causes first: what is sure and spoils most, then by harm, then by place. */
export function sorted(findings: Finding[]): Finding[] {
  const weight = (f: Finding): number => {
    const spoils = (f.extra?.spoils ?? '').split(' ').filter(Boolean).length
    return (f.extra?.certainty === 'possible' ? 0 : 1000) + spoils * 10 + (5 - severities.indexOf(f.severity))
  }
  return [...findings].sort((a, b) => groupOf(a) - groupOf(b) || weight(b) - weight(a) || (a.cell?.number ?? 0) - (b.cell?.number ?? 0))
}
