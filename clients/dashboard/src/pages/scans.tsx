import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { address, call, type Scan } from '@leadline/api'
import { useCoverage, useNotebooks, useProjects, useScan, useScans } from '../data'
import { Ago, duration, Empty, Fault, howToScan } from '../parts/bits'
import { toast } from '../parts/toast'

const ended = (s: Scan) => s.state !== 'running' && s.state !== 'queued'

function State({ scan: s }: { scan: Scan }) {
  if (s.state === 'succeeded') return <span><span className="tick" aria-hidden="true">●</span> done{!s.complete && <span className="soft">, with gaps</span>}{s.historic && <span className="soft">, older commit</span>}</span>
  if (s.state === 'failed') return <span style={{ color: 'var(--critical)' }}>● failed</span>
  if (s.state === 'running') return <span>● {s.stage} {s.total > 0 && <span className="num">{Math.round((100 * s.done) / s.total)} %</span>}</span>
  return <span className="soft">{s.state}</span>
}

export function ScanTable({ scans }: { scans: Scan[] }) {
  if (scans.length === 0) return <Empty title="No scan yet">{howToScan}</Empty>
  return (
    <table>
      <thead><tr><th>Scan</th><th>Branch</th><th>State</th><th className="num">Findings</th><th className="num">New</th><th className="num">Fixed</th><th className="num">Files</th><th className="num">Time</th><th>By</th></tr></thead>
      <tbody>
        {scans.map((s) => (
          <tr key={s.id}>
            <td><Link to="/scans/$id" params={{ id: s.id }}>{s.project}</Link> <span className="soft"><Ago time={s.created} /></span></td>
            <td>{s.ref} <span className="mono soft">{s.commit?.slice(0, 8)}</span></td>
            <td><State scan={s} /></td>
            <td className="num">{ended(s) ? s.findings : ''}</td>
            <td className="num">{s.appeared || ''}</td>
            <td className="num">{s.fixed || ''}</td>
            <td className="num">{ended(s) ? s.files : ''}</td>
            <td className="num">{duration(s.started, s.finished)}</td>
            <td className="soft">{s.by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Scans() {
  const { project } = useSearch({ from: '/scans' })
  const navigate = useNavigate()
  const projects = useProjects()
  const scans = useScans(project)
  return (
    <div className="page">
      <div className="head">
        <h1>Scans</h1>
        <div className="push">
          <select className="input" aria-label="Project" value={project ?? ''} onChange={(e) => void navigate({ to: '/scans', search: { project: e.target.value || undefined } })}>
            <option value="">All projects</option>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}
          </select>
        </div>
      </div>
      <Fault error={scans.error} />
      <div className="panel">{scans.data && <ScanTable scans={scans.data.items ?? []} />}</div>
    </div>
  )
}

/** Follows a scan that has not ended; what comes is shown at once. */
function useLive(id: string, scan: Scan | undefined) {
  const client = useQueryClient()
  const [live, setLive] = useState<{ stage: string; done: number; total: number } | null>(null)
  const open = scan && !ended(scan)
  useEffect(() => {
    if (!open) return
    const source = new EventSource(address(`/scans/${id}/events`))
    source.addEventListener('progress', (e) => setLive(JSON.parse((e as MessageEvent<string>).data)))
    source.addEventListener('done', () => {
      source.close()
      setLive(null)
      for (const key of [['scan', id], ['coverage', id], ['scans'], ['findings'], ['counts'], ['summary']]) void client.invalidateQueries({ queryKey: key })
    })
    return () => source.close()
  }, [id, open, client])
  return live
}

export function ScanPage() {
  const { id } = useParams({ from: '/scans/$id' })
  const client = useQueryClient()
  const scan = useScan(id)
  const s = scan.data
  const live = useLive(id, s)
  const coverage = useCoverage(id, !!s && s.state === 'succeeded')
  const notebooks = useNotebooks(id, !!s && s.state === 'succeeded')
  const cancel = useMutation({
    mutationFn: () => call('DELETE', `/scans/${id}`),
    onSuccess: () => { toast('The scan is cancelled.'); void client.invalidateQueries({ queryKey: ['scan', id] }) },
    onError: (e) => toast((e as Error).message),
  })
  if (scan.error) return <div className="page"><Fault error={scan.error} /></div>
  if (!s) return <div className="page"><p className="soft" role="status">Opening…</p></div>
  const cov = coverage.data
  const gaps = (cov?.skipped ?? []).filter((x) => !x.accepted)
  const left = (cov?.skipped ?? []).filter((x) => x.accepted)
  return (
    <div className="page">
      <div className="crumb"><Link to="/scans" search={{}}>Scans</Link> / <Link to="/projects/$slug" params={{ slug: s.project }}>{s.project}</Link></div>
      <div className="head">
        <h1>Scan of {s.ref} <span className="mono soft" style={{ fontSize: 15 }}>{s.commit?.slice(0, 10)}</span></h1>
        <div className="push">
          {!ended(s) && <button className="button danger" onClick={() => cancel.mutate()}>Cancel</button>}
          {(s.results ?? []).map((format) => <a key={format} className="button" href={address(`/scans/${id}/result`, { format })} download>{format.toUpperCase()}</a>)}
        </div>
      </div>
      {s.error && <p className="fault" role="alert">{s.error}</p>}
      {!ended(s) && (
        <div className="note" role="status">
          {s.state === 'queued' && !live ? 'It waits for a worker.' : `${live?.stage ?? s.stage}${live?.total ? `: ${live.done} of ${live.total}` : ''}`}
          <div className="bar" style={{ marginTop: 8 }}><i style={{ width: `${live?.total ? (100 * live.done) / live.total : 3}%` }} /></div>
        </div>
      )}
      <div className="grid half">
        <section className="panel">
          <h2>Result</h2>
          <dl className="facts">
            <dt>State</dt><dd><State scan={s} /></dd>
            <dt>Findings</dt><dd><Link to="/findings" search={{ project: s.project, ref: s.ref, state: 'all' }}>{s.findings}</Link> <span className="soft">{s.appeared} new, {s.fixed} fixed</span></dd>
            <dt>Started</dt><dd><Ago time={s.started ?? s.created} /> by {s.by} <span className="soft">{s.client}</span></dd>
            <dt>Waited</dt><dd>{duration(s.created, s.started ?? s.finished)}</dd>
            <dt>Took</dt><dd>{duration(s.started, s.finished)}</dd>
            <dt>Attempt</dt><dd>{s.attempt}</dd>
            <dt>Tree</dt><dd className="mono">{s.tree.slice(0, 16)}{s.dirty && ' with changes in no commit'}</dd>
            <dt>Engine</dt><dd className="mono">{s.engine}</dd>
          </dl>
        </section>
        <section className="panel">
          <h2>Coverage</h2>
          {cov ? (
            <dl className="facts">
              <dt>Complete</dt><dd>{cov.complete ? 'yes' : <strong>no, see below</strong>}</dd>
              <dt>Files</dt><dd className="num">{cov.files.toLocaleString()}</dd>
              <dt>Lines</dt><dd className="num">{cov.lines.toLocaleString()}</dd>
              <dt>Functions</dt><dd className="num">{cov.functions.toLocaleString()}</dd>
              <dt>Calls</dt><dd className="num">{cov.calls.toLocaleString()} <span className="soft">{cov.calls > 0 && `${Math.round(100 * (1 - cov.unresolved / cov.calls))} % resolved`}</span></dd>
              <dt>Ran out of budget</dt><dd className="num">{cov.budgets?.length ?? 0} functions</dd>
            </dl>
          ) : <p className="soft">Known when the scan has ended.</p>}
        </section>
      </div>
      {cov && (gaps.length > 0 || (cov.syntaxErrors?.length ?? 0) > 0) && (
        <section className="panel" style={{ marginTop: 16 }}>
          <h2>Not analysed, or not wholly</h2>
          <table><thead><tr><th>Path</th><th>Why</th></tr></thead><tbody>
            {gaps.map((x) => <tr key={x.path + x.code}><td className="mono">{x.path}</td><td>{x.reason}</td></tr>)}
            {cov.syntaxErrors?.map((x, i) => <tr key={i}><td className="mono">{x.path}:{x.start.line}</td><td>{x.message}</td></tr>)}
          </tbody></table>
        </section>
      )}
      {!!notebooks.data?.items?.length && (
        <section className="panel" style={{ marginTop: 16 }}>
          <h2>Notebooks</h2>
          <table><thead><tr><th>Notebook</th><th>Restart and run all</th></tr></thead><tbody>
            {notebooks.data.items.map((n) => <tr key={n.path}><td><Link to="/scans/$id/notebook" params={{ id }} search={{ path: n.path }}>{n.path}</Link></td><td>{n.summary}</td></tr>)}
          </tbody></table>
        </section>
      )}
      {left.length > 0 && (
        <details className="panel" style={{ marginTop: 16 }}><summary>{left.length} paths left out on purpose</summary>
          <table><tbody>{left.slice(0, 300).map((x) => <tr key={x.path}><td className="mono">{x.path}</td><td className="soft">{x.reason}</td></tr>)}</tbody></table>
        </details>
      )}
    </div>
  )
}
