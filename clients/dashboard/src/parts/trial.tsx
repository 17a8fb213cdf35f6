import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Rule, type Tested, type Trial, type Tried } from '@leadline/api'
import { useProjects, useTrial } from '../data'
import { Fault, Severity } from './bits'

/** A trial that was begun here: its beginning, its end, what went wrong. */
function useTrying(begin: () => Promise<Trial>) {
  const [id, setId] = useState<string>()
  const start = useMutation({ mutationFn: begin, onSuccess: (t) => setId(t.id), onMutate: () => setId(undefined) })
  const trial = useTrial(id)
  const t = trial.data
  const ended = !!t && t.state !== 'queued' && t.state !== 'running'
  return {
    start: () => start.mutate(), running: start.isPending || (!!id && !ended), outcome: t?.outcome, stage: t?.stage,
    error: start.error ?? trial.error ?? (ended && t.state !== 'succeeded' ? new Error(t.error || `The trial was ${t.state}.`) : null),
  }
}

/** Applies a finding's fix to the stored tree, away from everything, and says what came of it. */
export function TryFix({ id, refName }: { id: string; refName?: string }) {
  const trying = useTrying(() => call<Trial>('POST', `/fixes/${id}.0/verify`, { query: { ref: refName } }))
  return (
    <div>
      <button className="button" disabled={trying.running} onClick={trying.start}>Try the fix</button>
      <div role="status" aria-live="polite">
        {trying.running && <p className="soft">Scanning with the fix… {trying.stage}</p>}
        {trying.outcome && (trying.outcome.holds
          ? <p><strong>It holds.</strong> With it the finding is gone, no other has come, and {trying.outcome.same} others are as they were.</p>
          : <p><strong>It does not hold:</strong> {trying.outcome.why}.</p>)}
      </div>
      {trying.outcome && !trying.outcome.holds && <Changes outcome={trying.outcome} />}
      <Fault error={trying.error} />
    </div>
  )
}

/** What a trial would change. */
function Changes({ outcome }: { outcome: Tried }) {
  return (
    <>
      {([['New', outcome.appeared, outcome.appearedCount], ['Gone', outcome.gone, outcome.goneCount]] as const).map(([word, list, n]) => n > 0 && (
        <div key={word}>
          <h3>{word}: {n}</h3>
          <ul className="plain">{(list ?? []).slice(0, 20).map((f, i) => <li key={i}><Severity value={f.severity} /> <span className="mono soft">{f.path}:{f.line}</span> {f.message}</li>)}</ul>
          {n > 20 && <p className="soft">… and {n - 20} more.</p>}
        </div>
      ))}
    </>
  )
}

/** Code and, if wanted, another text of the rule: what does it say? */
export function Playground({ rule }: { rule: Rule }) {
  const [code, setCode] = useState(() => /```py bad\n([\s\S]*?)```/.exec(rule.page ?? '')?.[1] ?? '')
  const [text, setText] = useState('')
  const test = useMutation({ mutationFn: () => call<Tested>('POST', `/rules/${rule.id}/test`, { body: { text: text || undefined, files: [{ path: 'example.py', text: code }] } }) })
  return (
    <section className="panel">
      <h2>Try it</h2>
      <label className="field">Code; lines that it must find end with # want
        <textarea className="input mono" rows={10} spellCheck={false} value={code} onChange={(e) => setCode(e.target.value)} />
      </label>
      <details>
        <summary>Another text of the rule</summary>
        <label className="field">As a rule.yaml, or in Semgrep’s notation
          <textarea className="input mono" rows={8} spellCheck={false} value={text} onChange={(e) => setText(e.target.value)} />
        </label>
        {text && <Replay text={text} />}
      </details>
      <div className="actions"><button className="button" disabled={test.isPending} onClick={() => test.mutate()}>Run</button></div>
      <div role="status" aria-live="polite">
        {test.data?.cases?.map((c) => (
          <div key={c.name}>
            <p>{test.data.agrees ? <strong>Every line is as its mark says.</strong> : <strong>Not as the marks say:</strong>} <span className="soft">{test.data.milliseconds} ms</span></p>
            <ul className="plain">{(c.problems ?? []).map((p) => <li key={p}>{p}</li>)}</ul>
            {(c.findings ?? []).length === 0 && <p className="soft">Nothing is found.</p>}
            <ul className="plain">{(c.findings ?? []).map((f, i) => <li key={i}><Severity value={f.severity} /> <span className="mono soft">line {f.line}</span> {f.message}</li>)}</ul>
          </div>
        ))}
      </div>
      <Fault error={test.error} />
    </section>
  )
}

/** What a text of a rule would change in a project. */
function Replay({ text }: { text: string }) {
  const projects = useProjects()
  const [project, setProject] = useState('')
  const trying = useTrying(() => call<Trial>('POST', '/rules:replay', { body: { project, to: { text } } }))
  return (
    <div>
      <div className="actions">
        <select className="input" aria-label="Project to try it on" value={project} onChange={(e) => setProject(e.target.value)}>
          <option value="">What would it change in…</option>
          {(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}
        </select>
        <button className="button" disabled={!project || trying.running} onClick={trying.start}>Compare</button>
      </div>
      <div role="status" aria-live="polite">
        {trying.running && <p className="soft">Scanning twice… {trying.stage}</p>}
        {trying.outcome && trying.outcome.appearedCount + trying.outcome.goneCount === 0 && <p>Nothing changes: {trying.outcome.same} findings either way.</p>}
      </div>
      {trying.outcome && <Changes outcome={trying.outcome} />}
      <Fault error={trying.error} />
    </div>
  )
}
