import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { call, type Finding, type TimeToFix } from '@leadline/api'
import { useChurn, useProjects, useScans, useSummary, useTrend, type Page } from '../data'
import { Ago, Empty, Fault, howToScan, severities, Severity, Split, whereOf } from '../parts/bits'
import { Trend, Weeks } from '../parts/trend'

export function Overview() {
  const { project } = useSearch({ from: '/' })
  const navigate = useNavigate()
  const summary = useSummary(project)
  const trend = useTrend(project)
  const projects = useProjects()
  const scans = useScans(project)
  const needs = useQuery({
    queryKey: ['findings', 'needs', project],
    queryFn: () => call<Page<Finding>>('GET', '/findings', { query: { project, verdict: 'untriaged', severity: ['critical', 'high'], limit: 6 } }),
  })
  const all = projects.data?.items ?? []
  if (projects.data && all.length === 0) {
    return <div className="page"><h1>Welcome to Leadline</h1><div className="panel" style={{ marginTop: 20 }}><Empty title="No project yet">{howToScan}</Empty></div></div>
  }
  const days = trend.data?.items ?? []
  const rules = Object.entries(summary.data?.rule ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 8)
  const most = rules[0]?.[1] ?? 1
  const running = (scans.data?.items ?? []).filter((s) => s.state === 'running' || s.state === 'queued')
  return (
    <div className="page">
      <div className="head">
        <div><h1>Overview</h1></div>
        <div className="push">
          <label className="hidden" htmlFor="project">Project</label>
          <select id="project" className="input" value={project ?? ''} onChange={(e) => void navigate({ to: '/', search: { project: e.target.value || undefined } })}>
            <option value="">All projects</option>
            {all.map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}
          </select>
        </div>
      </div>
      <Fault error={summary.error} />
      <div className="tiles">
        {severities.map((s) => (
          <Link key={s} className="tile" to="/findings" search={{ severity: [s], project }}><i className={s} /><b>{summary.data?.open[s] ?? 0}</b><span>{s}</span></Link>
        ))}
      </div>
      {running.map((s) => (
        <Link key={s.id} to="/scans/$id" params={{ id: s.id }} className="note" style={{ display: 'block' }}>
          <strong>{s.project}</strong> <span className="soft">{s.ref}</span> is being scanned: {s.stage} {s.total > 0 && `${s.done} of ${s.total}`}
          <div className="bar" style={{ marginTop: 6 }}><i style={{ width: `${s.total ? (100 * s.done) / s.total : 4}%` }} /></div>
        </Link>
      ))}
      <div className="grid two">
        <section className="panel"><h2>Open findings</h2><Trend days={days} /></section>
        <section className="panel"><h2>New and fixed by week</h2><Weeks days={days} /></section>
        <section className="panel">
          <h2>Needs a decision</h2>
          <div className="rows">
            {(needs.data?.items ?? []).map((f) => (
              <Link key={f.id} className="row" to="/findings/$id" params={{ id: f.id }} search={{}}>
                <Severity value={f.severity} />
                <span className="grow"><span className="cut" style={{ display: 'block' }}>{f.message}</span><span className="soft mono cut" style={{ display: 'block' }}>{whereOf(f)}</span></span>
                <span className="soft">{f.project}</span>
              </Link>
            ))}
            {needs.data && !needs.data.items?.length && <p className="soft">Every critical and high finding has a verdict.</p>}
          </div>
        </section>
        <section className="panel">
          <h2>Rules with the most open findings</h2>
          <div className="barlist">
            {rules.map(([rule, n]) => (
              <Link key={rule} to="/findings" search={{ rule, project }}><span className="line"><span>{rule}</span><span className="num">{n}</span></span><span className="bar"><i style={{ width: `${(100 * n) / most}%` }} /></span></Link>
            ))}
            {rules.length === 0 && <p className="soft">Nothing is open.</p>}
          </div>
        </section>
      </div>
      <TimesToFix project={project} />
      {!project && (
        <section className="panel" style={{ marginTop: 16 }}>
          <h2>Projects</h2>
          <table>
            <thead><tr><th>Project</th><th>Open</th><th className="num">Total</th><th>Last scan</th></tr></thead>
            <tbody>
              {all.map((p) => (
                <tr key={p.slug}>
                  <td><Link to="/projects/$slug" params={{ slug: p.slug }}><strong>{p.name}</strong></Link></td>
                  <td style={{ minWidth: 160 }}><Split open={p.open} /></td>
                  <td className="num"><Link to="/findings" search={{ project: p.slug }}>{Object.values(p.open).reduce((a, b) => a + b, 0)}</Link></td>
                  <td>{p.last ? <Link to="/scans/$id" params={{ id: p.last.id }}><Ago time={p.last.created} /></Link> : <span className="soft">never</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

/** How long findings stay open: until half of them are fixed. */
function TimesToFix({ project }: { project?: string }) {
  const times = useQuery({ queryKey: ['mttr', project], queryFn: () => call<Page<TimeToFix>>('GET', '/metrics/mttr', { query: { project } }), staleTime: 60_000 })
  const items = (times.data?.items ?? []).filter((t) => t.fixed > 0)
  if (!items.length) return null
  const days = (t: TimeToFix) => (t.medianDays === undefined ? 'fewer than half are fixed' : t.medianDays < 1 ? 'within a day' : `${Math.round(t.medianDays)} days`)
  return (
    <section className="panel" style={{ marginTop: 16 }}>
      <h2>Time until half are fixed</h2>
      <table>
        <thead><tr><th>Severity</th><th>Time</th><th className="num">Fixed</th><th className="num">Of</th></tr></thead>
        <tbody>{items.map((t) => <tr key={t.severity}><td><Severity value={t.severity} /></td><td>{days(t)}</td><td className="num">{t.fixed}</td><td className="num">{t.findings}</td></tr>)}</tbody>
      </table>
      <Churned project={project} />
    </section>
  )
}

/** How often findings seem to have been lost and found anew, where that happened at all. */
function Churned({ project }: { project?: string }) {
  const churn = useChurn(project).data
  if (!churn || churn.swapped + churn.cameBack === 0) return null
  return <p className="soft" style={{ margin: '12px 0 0' }}>In 90 days, {churn.commits} states were scanned: {churn.swapped} findings were called new where another of the same rule went from the same file, and {churn.cameBack} were called fixed and were there again at once. That may be what happened.</p>
}
