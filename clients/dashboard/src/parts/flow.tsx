import { useEffect, useRef } from 'react'
import type { FullFinding } from '@leadline/api'
import { drawFlow, placeOf, type FlowStep, type FlowView } from '@leadline/view'
import { useFiles } from '../data'

/** The steps of a finding; one without a flow is one step. */
export function stepsOf(f: FullFinding): FlowStep[] {
  const flow = f.detail.flow ?? []
  if (flow.length) return flow
  const { path, start, end, snippet, cell } = f.detail
  return [{ kind: 'sink', message: f.message, path, start, end, snippet, cell, function: f.function }]
}

/** The code that a finding's flow goes through. */
export function Flow({ finding, current, onStep }: { finding: FullFinding; current: number; onStep: (n: number) => void }) {
  const at = useRef<HTMLDivElement>(null)
  const view = useRef<FlowView>(null)
  const shown = useRef(current)
  shown.current = current
  const steps = stepsOf(finding)
  const sources = [...new Map(steps.map((s) => [placeOf(s), { path: s.path, cell: s.cell?.number }])).values()]
  const secret = finding.category === 'secrets' // its file is not fetched: its lines hold the secret
  const files = useFiles(secret ? undefined : finding.project, finding.tree, sources)
  const texts = files.data
  useEffect(() => {
    if (!at.current || (!texts && !secret && !files.error)) return
    view.current = drawFlow(at.current, { steps, file: (p) => texts?.get(p) ?? null, current: shown.current, onStep })
    // what is drawn depends on the finding and its files alone
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [finding.id, finding.scan, texts, files.error])
  useEffect(() => view.current?.select(current), [current])
  return <div ref={at} />
}

/** The lines that a fix takes out and puts in. */
export function FixDiff({ finding }: { finding: FullFinding }) {
  const fix = finding.detail.fix
  const sources = [...new Map((fix?.edits ?? []).map((e) => [placeOf(e), { path: e.path, cell: e.cell?.number }])).values()]
  const paths = sources.map((s) => placeOf({ path: s.path, cell: s.cell ? { number: s.cell } : undefined }))
  const files = useFiles(fix ? finding.project : undefined, finding.tree, sources)
  if (!fix || !files.data) return null
  return (
    <>
      {paths.map((path) => {
        const text = files.data.get(path)
        if (!text) return null
        const edits = (fix.edits ?? []).filter((e) => placeOf(e) === path).sort((a, b) => b.start.offset - a.start.offset)
        const bytes = new TextEncoder().encode(text)
        const decoder = new TextDecoder()
        let after = bytes
        for (const e of edits) {
          after = join(after.slice(0, e.start.offset), new TextEncoder().encode(e.text), after.slice(e.end.offset))
        }
        const old = text.split('\n')
        const now = decoder.decode(after).split('\n')
        let a = 0
        while (a < old.length && a < now.length && old[a] === now[a]) a++
        let b = 0
        while (b < old.length - a && b < now.length - a && old[old.length - 1 - b] === now[now.length - 1 - b]) b++
        return (
          <div className="diff" key={path} role="region" aria-label={`Change of ${path}`} tabIndex={0}>
            {old.slice(Math.max(0, a - 2), a).map((l, i) => <div key={`c${i}`}>{'  ' + l}</div>)}
            {old.slice(a, old.length - b).map((l, i) => <div key={`d${i}`} className="del">{'- ' + l}</div>)}
            {now.slice(a, now.length - b).map((l, i) => <div key={`a${i}`} className="add">{'+ ' + l}</div>)}
            {old.slice(old.length - b, old.length - b + 2).map((l, i) => <div key={`e${i}`}>{'  ' + l}</div>)}
          </div>
        )
      })}
    </>
  )
}

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const p of parts) { out.set(p, at); at += p.length }
  return out
}
