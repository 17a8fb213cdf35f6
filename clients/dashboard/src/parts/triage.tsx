import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call, type Former } from '@leadline/api'
import { touched } from '../data'
import { Fault, verdicts, verdictWord } from './bits'
import { toast } from './toast'

interface Bulk { count: number; former: Former[] | null }

/** Gives verdicts, with a way to take each back. */
export function useVerdicts() {
  const client = useQueryClient()
  const restore = useMutation({
    mutationFn: (former: Former[]) => call('POST', '/findings:restore', { body: { former } }),
    onSuccess: () => { toast('Taken back.'); touched(client) },
    onError: (e) => toast((e as Error).message),
  })
  const decide = useMutation({
    mutationFn: (body: Record<string, unknown>) => call<Bulk>('POST', '/findings:bulkTriage', { body }),
    onSuccess: (done, body) => {
      touched(client)
      const what = done.count === 1 ? '1 finding' : `${done.count} findings`
      toast(`${what}: ${verdictWord(String(body.verdict)).toLowerCase()}.`, () => restore.mutate(done.former ?? []))
    },
    onError: (e) => toast((e as Error).message),
  })
  return decide
}

export interface Target { ids: string[]; rule?: string; project?: string; path?: string }

const reasons = ['false_positive', 'accepted_risk', 'test_code', 'wont_fix', 'duplicate_of']

/** Asks why findings are dismissed, and shows how many that hits before it happens. */
export function DismissDialog({ target, close }: { target: Target; close: () => void }) {
  const at = useRef<HTMLDialogElement>(null)
  const [verdict, setVerdict] = useState('false_positive')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [scope, setScope] = useState('these')
  const decide = useVerdicts()
  useEffect(() => { at.current?.showModal() }, [])
  const body = (dryRun: boolean): Record<string, unknown> => ({
    verdict, reason: reason || undefined, dryRun,
    until: verdict === 'accepted_risk' && until ? new Date(until + 'T23:59:59').toISOString() : undefined,
    ...(scope === 'these' ? { ids: target.ids } : { project: target.project, rule: target.rule, path: scope === 'path' ? target.path : undefined }),
  })
  const preview = useMutation({ mutationFn: () => call<Bulk>('POST', '/findings:bulkTriage', { body: body(true) }) })
  const look = preview.mutate
  useEffect(() => { look() }, [scope, verdict, look])
  const n = preview.data?.count
  return (
    <dialog ref={at} onClose={close} aria-labelledby="dismiss">
      <form method="dialog" onSubmit={(e) => { e.preventDefault(); decide.mutate(body(false), { onSuccess: close }) }}>
        <h2 id="dismiss">Dismiss</h2>
        <fieldset className="choices">
          <legend className="hidden">Why</legend>
          {reasons.map((v) => (
            <label key={v}><input type="radio" name="verdict" value={v} checked={verdict === v} onChange={() => setVerdict(v)} autoFocus={v === verdict} /><span>{verdicts[v].word}<small>{verdicts[v].means}</small></span></label>
          ))}
        </fieldset>
        {verdict === 'accepted_risk' && <label className="field">Until<input className="input" type="date" value={until} min={new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)} onChange={(e) => setUntil(e.target.value)} /></label>}
        <label className="field">Note<textarea className="input" value={reason} onChange={(e) => setReason(e.target.value)} placeholder="What should the next reader know?" /></label>
        {target.rule && target.project && (
          <label className="field">What
            <select className="input" value={scope} onChange={(e) => setScope(e.target.value)}>
              <option value="these">{target.ids.length === 1 ? 'This finding' : `These ${target.ids.length} findings`}</option>
              {target.path && <option value="path">All open ones of {target.rule} in {target.path}</option>}
              <option value="rule">All open ones of {target.rule} in {target.project}</option>
            </select>
          </label>
        )}
        <Fault error={preview.error} />
        <div className="actions" style={{ marginBottom: 0 }}>
          <button className="button first" disabled={decide.isPending || !n}>{n === undefined ? 'Dismiss' : n === 1 ? 'Dismiss 1 finding' : `Dismiss ${n} findings`}</button>
          <button type="button" className="button bare" onClick={close}>Cancel</button>
        </div>
      </form>
    </dialog>
  )
}
