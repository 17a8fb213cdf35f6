import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Policy } from '@leadline/api'
import { useProjects, type Page } from '../data'
import { Fault } from '../parts/bits'
import { toast } from '../parts/toast'

const actions = [['block', 'block', 'the change fails'], ['comment', 'comment', 'it is written at the change'], ['monitor', 'monitor', 'it is only counted']] as const
const severities = ['info', 'low', 'medium', 'high', 'critical']
const words = (s: string) => s.split(/[\s,]+/).filter(Boolean)
const fresh: Policy = { paths: [], rules: [], refs: [], severity: 'info', action: 'comment' }

/** What is done about new findings: lines of which the last that fits decides. */
export function Policies() {
  const client = useQueryClient()
  const projects = useProjects()
  const [picked, setPicked] = useState('')
  const slug = picked || projects.data?.items?.[0]?.slug || ''
  const at = `/projects/${encodeURIComponent(slug)}/policies`
  const policies = useQuery({ queryKey: ['policies', slug], queryFn: () => call<Page<Policy>>('GET', at), enabled: !!slug, staleTime: Infinity })
  // A draft belongs to its project and lives until it is kept: what arrives
  // from the service meanwhile never takes away what was typed.
  const [draft, setDraft] = useState<{ slug: string; lines: Policy[] }>()
  const kept = policies.data?.items ?? []
  const lines = draft?.slug === slug ? draft.lines : kept
  const setLines = (lines: Policy[]) => setDraft({ slug, lines })
  const save = useMutation({
    mutationFn: (sent: Policy[]) => call('PUT', at, { body: { items: sent } }),
    onSuccess: (_, sent) => {
      toast('The policy holds from now on.')
      client.setQueryData<Page<Policy>>(['policies', slug], (page) => ({ ...page, items: sent }))
      setDraft((now) => (now?.lines === sent ? undefined : now))
      void client.invalidateQueries({ queryKey: ['policies', slug] })
    },
  })
  const set = (i: number, change: Partial<Policy>) => setLines(lines.map((l, k) => (k === i ? { ...l, ...change } : l)))
  const move = (i: number, by: number) => { const next = [...lines]; [next[i], next[i + by]] = [next[i + by], next[i]]; setLines(next) }
  const changed = JSON.stringify(lines) !== JSON.stringify(kept)
  return (
    <section className="panel">
      <h2>What changes may bring</h2>
      <div className="filterbar">
        <select className="input" aria-label="Project" value={slug} onChange={(e) => setPicked(e.target.value)}>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}</select>
      </div>
      <p className="soft">The last line that fits a new finding decides. Where none does, high and critical ones block, low and medium ones are commented on. <code>leadline ci --remote</code> follows these lines over the settings of the change.</p>
      <Fault error={policies.error ?? save.error} />
      {lines.map((l, i) => (
        <fieldset key={i} className="policy">
          <legend>Line {i + 1}</legend>
          <label>Paths<Words label={`Paths of line ${i + 1}`} value={l.paths} hint="all" set={(paths) => set(i, { paths })} /></label>
          <label>Rules<Words label={`Rules of line ${i + 1}`} value={l.rules} hint="all" set={(rules) => set(i, { rules })} /></label>
          <label>Into<Words label={`Refs of line ${i + 1}`} value={l.refs} hint="any ref" set={(refs) => set(i, { refs })} /></label>
          <label>From<select className="input" aria-label={`Severity of line ${i + 1}`} value={l.severity} onChange={(e) => set(i, { severity: e.target.value as Policy['severity'] })}>{severities.map((s) => <option key={s}>{s}</option>)}</select></label>
          <label>Then<select className="input" aria-label={`Action of line ${i + 1}`} value={l.action} onChange={(e) => set(i, { action: e.target.value as Policy['action'] })}>{actions.map(([a, word, means]) => <option key={a} value={a}>{word}: {means}</option>)}</select></label>
          <label className="wide">Why<input className="input" aria-label={`Note of line ${i + 1}`} value={l.note ?? ''} maxLength={500} onChange={(e) => set(i, { note: e.target.value || undefined })} /></label>
          <div className="policy-end">
            <button type="button" className="button bare" disabled={i === 0} onClick={() => move(i, -1)} aria-label={`Line ${i + 1} up`}>↑</button>
            <button type="button" className="button bare" disabled={i === lines.length - 1} onClick={() => move(i, 1)} aria-label={`Line ${i + 1} down`}>↓</button>
            <button type="button" className="button bare danger" onClick={() => setLines(lines.filter((_, k) => k !== i))} aria-label={`Remove line ${i + 1}`}>Remove</button>
          </div>
        </fieldset>
      ))}
      <div className="actions">
        <button type="button" className="button" onClick={() => setLines([...lines, fresh])} disabled={!policies.data}>Add a line</button>
        <button type="button" className="button first" onClick={() => save.mutate(lines)} disabled={!changed || save.isPending}>Save</button>
      </div>
    </section>
  )
}

/** Patterns as words; what is typed stays as it is typed while it means the same. */
function Words({ label, value, hint, set }: { label: string; value: string[] | null; hint: string; set: (to: string[]) => void }) {
  const joined = (value ?? []).join(' ')
  const [text, setText] = useState(joined)
  const shown = words(text).join(' ') === joined ? text : joined
  return <input className="input mono" aria-label={label} placeholder={hint} value={shown} onChange={(e) => { setText(e.target.value); set(words(e.target.value)) }} />
}
