import type { Day } from '@leadline/api'
import { severities } from './bits'

const width = 720
const height = 190
const left = 34
const bottom = 22

/** Open findings over time, stacked by severity, with what appeared and what was fixed below. */
export function Trend({ days }: { days: Day[] }) {
  if (days.length === 0) return <p className="soft">The first scan of a main ref starts the line.</p>
  const points = days.length === 1 ? [days[0], days[0]] : days
  const total = (d: Day) => severities.reduce((n, s) => n + (d.open[s] ?? 0), 0)
  const top = Math.max(1, ...points.map(total)) * 1.1
  const t0 = Date.parse(points[0].day!)
  const t1 = Math.max(Date.parse(points[points.length - 1].day!), t0 + 86_400_000)
  const x = (d: Day, i: number) => left + ((days.length === 1 ? i : (Date.parse(d.day!) - t0) / (t1 - t0)) * (width - left - 8))
  const y = (n: number) => height - bottom - (n / top) * (height - bottom - 8)
  const base = points.map(() => 0)
  const areas = [...severities].reverse().map((sev) => {
    const below = [...base]
    points.forEach((d, i) => { base[i] += d.open[sev] ?? 0 })
    const up = points.map((d, i) => `${x(d, i)},${y(base[i])}`)
    const down = points.map((d, i) => `${x(d, i)},${y(below[i])}`).reverse()
    return <polygon key={sev} points={[...up, ...down].join(' ')} fill={`var(--${sev})`} opacity={0.78} />
  })
  const ticks = [0, Math.round(top / 2.2), Math.round(top / 1.1)].filter((n, i, all) => all.indexOf(n) === i)
  const last = points[points.length - 1]
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Open findings from ${day(points[0])} to ${day(last)}: ${total(points[0])} at first, ${total(last)} at last`}>
        {ticks.map((n) => <g key={n}><line x1={left} x2={width} y1={y(n)} y2={y(n)} stroke="var(--line)" /><text x={left - 8} y={y(n) + 4} textAnchor="end">{n}</text></g>)}
        {areas}
        <text x={left} y={height - 4}>{day(points[0])}</text>
        <text x={width - 4} y={height - 4} textAnchor="end">{day(last)}</text>
      </svg>
      <div className="legend">{severities.map((s) => <span key={s}><i className={`dot ${s}`} />{s}</span>)}</div>
    </>
  )
}

const day = (d: Day) => new Date(d.day!).toLocaleDateString(undefined, { day: 'numeric', month: 'short' })

/** What appeared and what was fixed, by week. */
export function Weeks({ days }: { days: Day[] }) {
  const weeks = new Map<number, { appeared: number; fixed: number }>()
  for (const d of days) {
    const week = Math.floor(Date.parse(d.day!) / 604_800_000)
    const w = weeks.get(week) ?? { appeared: 0, fixed: 0 }
    w.appeared += d.appeared
    w.fixed += d.fixed
    weeks.set(week, w)
  }
  const rows = [...weeks].sort(([a], [b]) => a - b).slice(-12)
  const top = Math.max(1, ...rows.flatMap(([, w]) => [w.appeared, w.fixed]))
  const w = 340
  const step = w / Math.max(rows.length, 6)
  const bar = Math.min(16, step / 3)
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${w} 130`} role="img" aria-label={rows.map(([, r], i) => `week ${i + 1}: ${r.appeared} new, ${r.fixed} fixed`).join('; ') || 'no weeks yet'}>
        <line x1="0" x2={w} y1="112" y2="112" stroke="var(--line)" />
        {rows.map(([week, r], i) => (
          <g key={week}>
            <rect x={i * step + step / 2 - bar - 1} y={112 - (r.appeared / top) * 96} width={bar} height={(r.appeared / top) * 96} rx="2" fill="var(--high)" />
            <rect x={i * step + step / 2 + 1} y={112 - (r.fixed / top) * 96} width={bar} height={(r.fixed / top) * 96} rx="2" fill="var(--good)" />
            <text x={i * step + step / 2} y="126" textAnchor="middle">{new Date(week * 604_800_000).toLocaleDateString(undefined, { day: 'numeric', month: 'numeric' })}</text>
          </g>
        ))}
      </svg>
      <div className="legend"><span><i className="dot high" />new</span><span><i className="dot" style={{ background: 'var(--good)' }} />fixed</span></div>
    </>
  )
}
