import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Inspected, type Rate } from '@leadline/api'
import { useCounts, useInspection, useProjects, useQuality, useRule, useRules } from '../data'
import { Empty, Fault, Severity } from '../parts/bits'
import { Markdown } from '../parts/markdown'
import { toast } from '../parts/toast'
import { Playground } from '../parts/trial'

export function Rules() {
  const { project } = useSearch({ from: '/rules' })
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const rules = useRules(project)
  const projects = useProjects()
  const counts = useCounts({ project })
  const all = (rules.data?.items ?? []).filter((r) => !q || `${r.id} ${r.title} ${(r.tags ?? []).join(' ')}`.toLowerCase().includes(q.toLowerCase()))
  return (
    <div className="page">
      <div className="head">
        <h1>Rules</h1>
        <div className="push">
          <input className="input" type="search" placeholder="Search" aria-label="Search rules" value={q} onChange={(e) => setQ(e.target.value)} />
          <select className="input" aria-label="Project" value={project ?? ''} onChange={(e) => void navigate({ to: '/rules', search: { project: e.target.value || undefined } })}>
            <option value="">All projects</option>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}
          </select>
        </div>
      </div>
      <Fault error={rules.error} />
      <div className="panel">
        {rules.data && all.length === 0 && <Empty title="No rule fits" />}
        {all.length > 0 && (
          <table>
            <thead><tr><th>Rule</th><th>Severity</th><th>Precision</th><th>CWE</th><th className="num">Open</th><th>State</th></tr></thead>
            <tbody>
              {all.map((r) => (
                <tr key={r.id}>
                  <td><Link to="/rules/$id" params={{ id: r.id }} search={{ project }}><strong>{r.title}</strong></Link><div className="mono soft">{r.id}</div></td>
                  <td><Severity value={r.severity} /></td>
                  <td>{r.precision}</td>
                  <td className="soft">{(r.cwe ?? []).join(', ')}</td>
                  <td className="num">{counts.data?.rule[r.id] ? <Link to="/findings" search={{ rule: r.id, project }}>{counts.data.rule[r.id]}</Link> : <span className="soft">0</span>}</td>
                  <td>{r.state && r.state !== 'active' ? <span className="chip">{r.state}</span> : r.default ? 'on' : <span className="soft">in profile all</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  )
}

export function RulePage() {
  const { id } = useParams({ from: '/rules/$id' })
  const { project } = useSearch({ from: '/rules/$id' })
  const client = useQueryClient()
  const rule = useRule(id)
  const projects = useProjects()
  const counts = useCounts({ rule: id, state: 'all' })
  const set = useMutation({
    mutationFn: ({ slug, state }: { slug: string; state: string }) => call('PUT', `/projects/${encodeURIComponent(slug)}/rules/${id}`, { body: { state } }),
    onSuccess: (_, { state }) => { toast(`The next scan follows: the rule is ${state}.`); void client.invalidateQueries({ queryKey: ['rules'] }) },
    onError: (e) => toast((e as Error).message),
  })
  const r = rule.data
  if (rule.error) return <div className="page"><Fault error={rule.error} /></div>
  if (!r) return <div className="page"><p className="soft" role="status">Opening…</p></div>
  const state = counts.data?.state ?? {}
  return (
    <div className="page">
      <div className="crumb"><Link to="/rules" search={{ project }}>Rules</Link></div>
      <h1>{r.title}</h1>
      <div className="actions"><Severity value={r.severity} /><span className="chip">{r.precision} precision</span>{(r.cwe ?? []).map((n) => <a key={n} className="chip" href={`https://cwe.mitre.org/data/definitions/${n}.html`} rel="noreferrer" target="_blank">CWE-{n}</a>)}{(r.tags ?? []).map((t) => <span key={t} className="chip">{t}</span>)}</div>
      <div className="grid two">
        <div><section className="panel"><Markdown text={r.page ?? ''} skipTitle /></section><Playground key={r.id} rule={r} /></div>
        <div>
          <section className="panel">
            <h2>Findings</h2>
            <dl className="facts">
              {(['open', 'ignored', 'closed', 'unknown'] as const).map((s) => <FactLink key={s} state={s} n={state[s] ?? 0} rule={id} />)}
            </dl>
          </section>
          <Judgement rule={id} project={project} />
          <CloseLook rule={id} project={project} />
          <section className="panel">
            <h2>On and off</h2>
            <p className="soft">By project. The next scan follows.</p>
            {(projects.data?.items ?? []).map((p) => <OnOff key={p.slug} slug={p.slug} name={p.name} rule={id} set={(s) => set.mutate({ slug: p.slug, state: s })} />)}
          </section>
          <section className="panel"><h2>Definition</h2><dl className="facts"><dt>Id</dt><dd className="mono">{r.id}</dd><dt>Version</dt><dd className="mono">{r.version}</dd><dt>Runs</dt><dd>{r.default ? 'in the default profile' : 'in profile all'}</dd></dl></section>
        </div>
      </div>
    </div>
  )
}

const FactLink = ({ state, n, rule }: { state: string; n: number; rule: string }) => <><dt>{state}</dt><dd className="num"><Link to="/findings" search={{ rule, state }}>{n}</Link></dd></>

function OnOff({ slug, name, rule, set }: { slug: string; name: string; rule: string; set: (state: string) => void }) {
  const rules = useRules(slug)
  const state = rules.data?.items?.find((r) => r.id === rule)?.state ?? 'active'
  return (
    <label className="field" style={{ gridTemplateColumns: '1fr auto', alignItems: 'center' }}>{name}
      <select className="input" value={state} onChange={(e) => set(e.target.value)}>{['active', 'canary', 'watch', 'draft', 'disabled', 'retired'].map((s) => <option key={s}>{s}</option>)}</select>
    </label>
  )
}

/** What people's work says about a rule. */
function Judgement({ rule, project }: { rule: string; project?: string }) {
  const quality = useQuality(rule, project)
  const q = quality.data
  if (!q) return null
  const rates: [string, Rate, string][] = [
    ['No use', q.falsePositive, 'of those that were answered or acted upon'], ['Accepted', q.acceptance, 'of those that were answered'],
    ['Fixed', q.fixRate, 'of those that were shown'], ['Taken back', q.regret, 'of the dismissals'],
    ['Done right', q.avoidance, 'where the rule could judge'], ['Done right in new lines', q.fresh, 'of the same time'],
    ['True', q.inspected, 'of those drawn and looked at closely'], ['Fixes that held', q.fixesHeld, 'a week, of those applied'],
  ]
  return (
    <section className="panel">
      <h2>What people make of it, last 90 days</h2>
      <div className="barlist">
        {rates.map(([word, r, of]) => (
          <div key={word}>
            <div className="line" style={{ display: 'flex', justifyContent: 'space-between' }}><span>{word} <span className="soft">{of}</span></span><span className="num">{r.few ? <span className="soft">too few ({r.k} of {r.n})</span> : `${(100 * r.value).toFixed(0)} %`}</span></div>
            <div className="interval" role="img" aria-label={r.few ? `${r.k} of ${r.n}: too few to tell` : `between ${(100 * r.low).toFixed(0)} and ${(100 * r.high).toFixed(0)} percent`}>
              {!r.few && <i style={{ left: `${100 * r.low}%`, width: `${100 * (r.high - r.low)}%` }} />}{!r.few && <b style={{ left: `${100 * r.value}%` }} />}
            </div>
          </div>
        ))}
      </div>
      {!q.before.few && !q.falsePositive.few && q.drift < 0.05 && <p style={{ margin: '12px 0 0' }}>No use went from {(100 * q.before.value).toFixed(0)} to {(100 * q.falsePositive.value).toFixed(0)} % since the 90 days before: more than chance explains.</p>}
      {q.lift !== undefined && q.liftChance < 0.05 && <p style={{ margin: '12px 0 0' }}>New lines do it right {Math.abs(100 * q.lift).toFixed(0)} points {q.lift > 0 ? 'more' : 'less'} often since people see its findings: more than chance explains.</p>}
      <p className="soft" style={{ margin: '12px 0 0' }}>{q.exposed} shown to people{q.medianDays !== undefined && `; half are fixed within ${q.medianDays < 1 ? 'a day' : `${Math.round(q.medianDays)} days`}`}.</p>
    </section>
  )
}

/** The findings that somebody looks at closely this month: what they come to is the rule's audited precision. */
function CloseLook({ rule, project }: { rule: string; project?: string }) {
  const client = useQueryClient()
  const inspection = useInspection(rule, project)
  const say = useMutation({
    mutationFn: ({ id, verdict }: { id: string; verdict: string }) => call('PUT', `/findings/${id}/inspection`, { body: { verdict } }),
    onSuccess: () => { for (const key of ['inspection', 'quality']) void client.invalidateQueries({ queryKey: [key] }) },
    onError: (e) => toast((e as Error).message),
  })
  const items = inspection.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="panel">
      <h2>Close look, {inspection.data!.month}</h2>
      <p className="soft">Ten drawn by lot each month, and those that somebody disputes. What you say here leaves their triage as it is.</p>
      {items.map((f) => <Look key={f.id} finding={f} say={(verdict) => say.mutate({ id: f.id, verdict })} />)}
    </section>
  )
}

const looks = [['true', 'True'], ['false', 'False'], ['unclear', 'Unclear']] as const

const Look = ({ finding, say }: { finding: Inspected; say: (verdict: string) => void }) => (
  <fieldset className="choices">
    <legend><Link to="/findings/$id" params={{ id: finding.id }} className="mono">{finding.path}:{finding.line}</Link>{finding.why === 'disputed' && <span className="soft"> disputed</span>}</legend>
    <div style={{ display: 'flex', gap: 12 }}>
      {looks.map(([verdict, word]) => <label key={verdict}><input type="radio" name={`look-${finding.id}`} checked={finding.inspected === verdict} onChange={() => say(verdict)} /><span>{word}</span></label>)}
    </div>
  </fieldset>
)
