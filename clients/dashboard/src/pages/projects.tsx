import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { call } from '@leadline/api'
import { useProject, useProjects, useRefs, useScans, useTrend } from '../data'
import { Ago, Empty, Fault, howToScan, severities, Split } from '../parts/bits'
import { toast } from '../parts/toast'
import { Trend } from '../parts/trend'
import { ScanTable } from './scans'

export function Projects() {
  const projects = useProjects()
  const all = projects.data?.items ?? []
  return (
    <div className="page">
      <div className="head"><h1>Projects</h1></div>
      <Fault error={projects.error} />
      <div className="panel">
        {projects.data && all.length === 0 ? <Empty title="No project yet">{howToScan}</Empty> : (
          <table>
            <thead><tr><th>Project</th><th>Open</th>{severities.slice(0, 3).map((s) => <th key={s} className="num">{s}</th>)}<th>Main branch</th><th>Last scan</th><th>Your role</th></tr></thead>
            <tbody>
              {all.map((p) => (
                <tr key={p.slug}>
                  <td><Link to="/projects/$slug" params={{ slug: p.slug }}><strong>{p.name}</strong></Link></td>
                  <td style={{ minWidth: 140 }}><Split open={p.open} /></td>
                  {severities.slice(0, 3).map((s) => <td key={s} className="num">{p.open[s] ?? 0}</td>)}
                  <td className="mono">{p.mainRef}</td>
                  <td>{p.last ? <Link to="/scans/$id" params={{ id: p.last.id }}><Ago time={p.last.created} /></Link> : <span className="soft">never</span>}</td>
                  <td className="soft">{p.role}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

export function ProjectPage() {
  const { slug } = useParams({ from: '/projects/$slug' })
  const client = useQueryClient()
  const project = useProject(slug)
  const trend = useTrend(slug)
  const refs = useRefs(slug)
  const scans = useScans(slug)
  const drop = useMutation({
    mutationFn: (ref: string) => call('DELETE', `/projects/${encodeURIComponent(slug)}/refs`, { query: { ref } }),
    onSuccess: () => { toast('The branch is forgotten.'); void client.invalidateQueries({ queryKey: ['refs', slug] }) },
    onError: (e) => toast((e as Error).message),
  })
  const p = project.data
  if (project.error) return <div className="page"><Fault error={project.error} /></div>
  if (!p) return <div className="page"><p className="soft" role="status">Opening…</p></div>
  const open = Object.values(p.open).reduce((a, b) => a + b, 0)
  return (
    <div className="page">
      <div className="crumb"><Link to="/projects">Projects</Link></div>
      <div className="head"><h1>{p.name}</h1><div className="push"><Link className="button first" to="/findings" search={{ project: slug }}>{open} open findings</Link></div></div>
      <div className="tiles">{severities.map((s) => <Link key={s} className="tile" to="/findings" search={{ severity: [s], project: slug }}><i className={s} /><b>{p.open[s] ?? 0}</b><span>{s}</span></Link>)}</div>
      <div className="grid two">
        <section className="panel"><h2>Open findings on {p.mainRef}</h2><Trend days={trend.data?.items ?? []} /></section>
        <section className="panel">
          <h2>Branches</h2>
          <table>
            <thead><tr><th>Name</th><th>Scanned commit</th><th><span className="hidden">Actions</span></th></tr></thead>
            <tbody>
              {(refs.data?.items ?? []).map((r) => (
                <tr key={r.name}>
                  <td><Link to="/findings" search={{ project: slug, ref: r.name }}>{r.name}</Link>{r.name === p.mainRef && <span className="chip" style={{ marginLeft: 8 }}>main</span>}</td>
                  <td><span className="mono">{r.commit?.slice(0, 10)}</span> <span className="soft"><Ago time={r.committed} /></span></td>
                  <td>{r.name !== p.mainRef && <button className="button bare" onClick={() => drop.mutate(r.name)} aria-label={`Forget ${r.name}`}>Forget</button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <section className="panel" style={{ marginTop: 16 }}><h2>Scans</h2><ScanTable scans={scans.data?.items ?? []} /></section>
    </div>
  )
}
