import { useMutation } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { call } from '@leadline/api'
import { placeOf } from '@leadline/view'
import { useFinding } from '../data'
import { Ago, causes, Empty, Fault, Severity, verdictWord } from '../parts/bits'
import { FixDiff, Flow, stepsOf } from '../parts/flow'
import { inline } from '../parts/markdown'
import { toast } from '../parts/toast'
import { TryFix } from '../parts/trial'
import { DismissDialog, useVerdicts, type Target } from '../parts/triage'

export function FindingPage() {
  const { id } = useParams({ from: '/findings/$id' })
  const { ref } = useSearch({ from: '/findings/$id' })
  const full = useFinding(id, ref)
  const [step, setStep] = useState(1)
  const [dismiss, setDismiss] = useState<Target | null>(null)
  const decide = useVerdicts()
  const say = useMutation({ mutationFn: (kind: string) => call('POST', '/events', { body: { events: [{ finding: id, kind, surface: 'web' }] } }) })
  const see = say.mutate
  useEffect(() => { see('exposed') }, [id, see])
  const f = full.data
  const count = f ? stepsOf(f).length : 0
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || (e.target as HTMLElement).matches('input, textarea, select, dialog *')) return
      if (e.key === 'j' || e.key === 'ArrowDown') setStep((s) => Math.min(s + 1, count))
      else if (e.key === 'k' || e.key === 'ArrowUp') setStep((s) => Math.max(s - 1, 1))
      else return
      e.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [count])
  if (full.error) return <div className="page"><Fault error={full.error} /><Empty title="No such finding"><Link to="/findings" search={{}}>All findings</Link></Empty></div>
  if (!f) return <div className="page"><p className="soft" role="status">Opening…</p></div>
  const steps = stepsOf(f)
  const feedback = (kind: string, thanks: string) => say.mutate(kind, { onSuccess: () => toast(thanks) })
  return (
    <div className="page" style={{ maxWidth: 1600 }}>
      <div className="crumb"><Link to="/findings" search={{}}>Findings</Link> / <Link to="/findings" search={{ project: f.project }}>{f.project}</Link> / {f.tool ? <span>{f.title} <span className="chip">{f.tool}</span></span> : <Link to="/rules/$id" params={{ id: f.rule }} search={{}}>{f.title}</Link>}</div>
      <h1>{f.message}</h1>
      <div className="actions">
        <Severity value={f.severity} /><span className="chip">{f.confidence} confidence</span>
        {(f.detail.cwe ?? []).map((n) => <a key={n} className="chip" href={`https://cwe.mitre.org/data/definitions/${n}.html`} rel="noreferrer" target="_blank">CWE-{n}</a>)}
        <span className="chip">{f.state === 'closed' ? causes[f.cause ?? ''] ?? 'closed' : f.state}</span><span className="chip">{verdictWord(f.verdict)}</span>
        {f.triage.oldVerdict && f.triage.oldVerdict !== 'untriaged' && f.verdict === 'untriaged' && <span className="soft">was {verdictWord(f.triage.oldVerdict).toLowerCase()} before</span>}
      </div>
      <div className="finding">
        <aside className="sticky" aria-label="Steps">
          <h2>{steps.length > 1 ? `How the data gets there, ${steps.length} steps` : 'Where'}</h2>
          <ol className="steps">
            {steps.map((s, i) => (
              <li key={i} className={i === 0 && s.kind === 'source' ? 'source' : i === steps.length - 1 ? 'sink' : ''}>
                <button onClick={() => setStep(i + 1)} aria-current={step === i + 1}><span className="badge">{i + 1}</span><span><span>{s.message}</span><br /><span className="where">{placeOf(s)}:{s.start.line}</span></span></button>
              </li>
            ))}
          </ol>
          {steps.length > 1 && <p className="soft" style={{ fontSize: 12.5, marginTop: 10 }}><kbd>j</kbd> <kbd>k</kbd> walk through</p>}
        </aside>
        <section aria-label="Code"><Flow finding={f} current={step} onStep={setStep} /></section>
        <aside aria-label="Facts">
          <div className="panel">
            <h2>Decide</h2>
            <div className="actions" style={{ margin: 0 }}>
              <button className="button" onClick={() => decide.mutate({ ids: [f.id], verdict: 'confirmed' })}>Confirm</button>
              <button className="button" onClick={() => decide.mutate({ ids: [f.id], verdict: 'to_fix' })}>To fix</button>
              <button className="button" onClick={() => setDismiss({ ids: [f.id], rule: f.rule, project: f.project, path: f.path })}>Dismiss…</button>
              {f.verdict !== 'untriaged' && <button className="button bare" onClick={() => decide.mutate({ ids: [f.id], verdict: 'untriaged' })}>Reset</button>}
            </div>
            {f.triage.reason && <p style={{ marginTop: 12 }}>“{f.triage.reason}”</p>}
            {f.triage.until && <p className="soft">until {new Date(f.triage.until).toLocaleDateString()}</p>}
            <h3>Was this useful?</h3>
            <div className="actions" style={{ margin: 0 }}>
              <button className="button bare" onClick={() => feedback('useful', 'Thank you: it counts for the rule.')}>Useful</button>
              <button className="button bare" onClick={() => feedback('not_useful', 'Thank you: it counts against the rule.')}>Not useful</button>
            </div>
          </div>
          <div className="panel">
            <h2>What to do</h2>
            <p>{inline(f.detail.advice || (f.tool ? `Reported by ${f.tool} as ${f.rule.slice(f.tool.length + 1)}.` : 'See the rule’s page.'))}</p>
            {f.detail.fix && <><p className="soft">{f.detail.fix.description}{f.detail.fix.safety !== 'safe' && ' (needs a review)'}</p><FixDiff finding={f} /><TryFix key={f.id} id={f.id} refName={f.ref} /></>}
            {!f.tool && <p><Link to="/rules/$id" params={{ id: f.rule }} search={{}}>Why it matters, with examples</Link></p>}
          </div>
          <div className="panel">
            <h2>Facts</h2>
            <dl className="facts">
              <dt>Place</dt><dd className="mono">{placeOf(f.detail)}:{f.detail.start.line}</dd>
              <dt>Function</dt><dd className="mono">{f.function || '–'}</dd>
              <dt>Branches</dt><dd>{(f.refs ?? []).map((r) => <div key={r.ref}><Link to="/findings/$id" params={{ id }} search={{ ref: r.ref }}>{r.ref}</Link> <span className="soft">{r.presence}{r.cause && `: ${causes[r.cause] ?? r.cause}`}</span></div>)}</dd>
              <dt>First seen</dt><dd><Link to="/scans/$id" params={{ id: f.firstScan }}><Ago time={f.created} /></Link>{f.firstCommit && <span className="mono soft"> {f.firstCommit.slice(0, 10)}</span>}</dd>
              <dt>Fingerprint</dt><dd className="mono">{f.detail.fingerprint}</dd>
              <dt>Like this</dt><dd><Link to="/findings" search={{ rule: f.rule, project: f.project }}>same rule</Link> · <Link to="/findings" search={{ path: f.path, project: f.project }}>same file</Link></dd>
              <dt>Editor</dt><dd><a href={`vscode://leadline.leadline/open?project=${encodeURIComponent(f.project)}&path=${encodeURIComponent(f.path)}&line=${f.line}`}>Open in VS Code</a></dd>
            </dl>
          </div>
          <div className="panel">
            <h2>History</h2>
            <ol className="timeline">
              {[...(f.history ?? [])].reverse().map((h, i) => (
                <li key={i}>{h.kind === 'triage' ? <><strong>{verdictWord(h.became)}</strong> by {h.actor}</> : <>{h.became === 'absent' ? causes[h.note ?? ''] ?? 'gone' : h.became} <span className="soft">on {h.ref}</span></>}{h.kind === 'triage' && h.note && <div>“{h.note}”</div>}<Ago time={h.at} /></li>
              ))}
            </ol>
          </div>
        </aside>
      </div>
      {dismiss && <DismissDialog target={dismiss} close={() => setDismiss(null)} />}
    </div>
  )
}
