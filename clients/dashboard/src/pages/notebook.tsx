import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call, type Finding, type Notebook, type NotebookCell } from '@leadline/api'
import { highlight, placeOf } from '@leadline/view'
import { useFiles, useNotebooks, useScan, type Page } from '../data'
import { Empty, Fault } from '../parts/bits'

const words: Record<string, string> = {
  ok: 'as on a restart', unrun: 'has not run', stale: 'stale', edited: 'edited since it ran', hidden: 'uses what no cell gives any more', below: 'uses what a cell below gives', fails: 'fails on a restart',
}

const clean = (state: string) => state === 'ok' || state === 'unrun'

/** The cells of one notebook, with how each stands, and the two orders side by side. */
export function NotebookPage() {
  const { id } = useParams({ from: '/scans/$id/notebook' })
  const { path, cell } = useSearch({ from: '/scans/$id/notebook' })
  const scan = useScan(id)
  const notebooks = useNotebooks(id, !!scan.data, path)
  const s = scan.data
  const n = notebooks.data?.items?.[0]
  const findings = useQuery({
    queryKey: ['findings', 'notebook', s?.project, s?.ref, path], enabled: !!s && !!path,
    queryFn: () => call<Page<Finding>>('GET', '/findings', { query: { project: s!.project, ref: s!.ref, path, limit: 200 } }),
  })
  const code = useFiles(s?.project, s?.tree, (n?.cells ?? []).map((c) => ({ path: n!.path, cell: c.number })))
  useEffect(() => { if (cell && code.data) document.getElementById(`cell-${cell}`)?.scrollIntoView({ block: 'center' }) }, [cell, code.data])
  if (scan.error ?? notebooks.error) return <div className="page"><Fault error={scan.error ?? notebooks.error} /></div>
  if (!s || !notebooks.data) return <div className="page"><p className="soft" role="status">Opening…</p></div>
  if (!n) return <div className="page"><Empty title="This scan has no such notebook">Only notebooks that the scan looked at are kept.</Empty></div>
  const own = (findings.data?.items ?? []).filter((f) => f.path === n.path)
  return (
    <div className="page">
      <div className="crumb"><Link to="/scans" search={{}}>Scans</Link> / <Link to="/scans/$id" params={{ id }}>{s.project} {s.ref}</Link></div>
      <div className="head"><h1>{n.path.split('/').pop()}</h1></div>
      <p className={n.verdict === 'fails' ? 'fault' : 'note'} role="status">{n.summary}</p>
      <div className="notebook">
        <div>
          {(n.cells ?? []).map((c) => (
            <Cell key={c.number} cell={c} scan={id} notebook={n} here={String(c.number) === cell} text={code.data?.get(placeOf({ path: n.path, cell: { number: c.number } })) ?? ''}
              findings={own.filter((f) => f.cell === c.number)} />
          ))}
        </div>
        <Orders notebook={n} scan={id} />
      </div>
    </div>
  )
}

function Cell({ cell: c, scan, notebook, text, findings, here }: { cell: NotebookCell; scan: string; notebook: Notebook; text: string; findings: Finding[]; here: boolean }) {
  const to = (number: number) => <Link to="/scans/$id/notebook" params={{ id: scan }} search={{ path: notebook.path, cell: String(number) }}>cell {number}</Link>
  const from = Object.entries(c.from ?? {}).sort()
  return (
    <section className="nb-cell" id={`cell-${c.number}`} data-state={c.state} data-here={here} aria-label={`Cell ${c.number}: ${words[c.state]}`}>
      <div className="nb-count">[{c.execution_count ?? ' '}]</div>
      <div>
        <pre role="group" tabIndex={0} aria-label={`Code of cell ${c.number}`}>
          {highlight(text).map((line, i) => <div key={i}>{line.map((p, k) => <span key={k} className={`lf-${p.kind}`}>{p.text}</span>)}{line.length === 0 && ' '}</div>)}
        </pre>
        <div className="nb-say">
          {!clean(c.state) && <p><strong>{words[c.state]}</strong>{c.cause && <>: {c.cause}</>}{!!c.other && <> ({to(c.other)})</>}</p>}
          {from.length > 0 && <p className="soft">Reads {from.map(([name, number], i) => <span key={name}>{i > 0 && ', '}<code>{name}</code> of {to(number)}</span>)}</p>}
          {c.opaque && <p className="soft">What it binds is not known: {c.opaque}</p>}
          {findings.map((f) => <p key={f.id}><span className={`sev ${f.severity}`}>{f.severity}</span> <Link to="/findings/$id" params={{ id: f.id }} search={{}}>{f.title}</Link> <span className="soft">line {f.line}</span></p>)}
        </div>
      </div>
    </section>
  )
}

/** Page order on the left, run order on the right; where the lines cross, somebody went back. */
function Orders({ notebook: n, scan }: { notebook: Notebook; scan: string }) {
  const cells = n.cells ?? []
  const order = n.run_order ?? []
  const row = 26
  const at = new Map(cells.map((c, i) => [c.number, i]))
  const y = (i: number) => 34 + i * row
  const last = order.map((c, i) => [c, i] as const).filter(([c]) => at.has(c))
  // A line is crossed when another cell that stands above ran later, or one below earlier.
  const crossed = (c: number, i: number) => last.some(([d, k]) => (at.get(d)! - at.get(c)!) * (k - i) < 0)
  const rows = Math.max(cells.length, order.length)
  return (
    <aside className="panel nb-map" aria-label="Order of the cells">
      <h2>Page order and run order</h2>
      {order.length === 0 && <p className="soft">No cell has run.</p>}
      <svg viewBox={`0 0 260 ${y(rows)}`} role="group" aria-label="Cells in the order of the page, and in the order in which they ran">
        <text className="head-text" x="4" y="16">on the page</text>
        <text className="head-text" x="186" y="16">as they ran</text>
        {last.map(([c, i]) => <path key={`${c}-${i}`} className={crossed(c, i) ? 'way crossed' : 'way'} d={`M74 ${y(at.get(c)!) + 9} C130 ${y(at.get(c)!) + 9} 130 ${y(i) + 9} 186 ${y(i) + 9}`} />)}
        {cells.map((c, i) => (
          <Link key={c.number} to="/scans/$id/notebook" params={{ id: scan }} search={{ path: n.path, cell: String(c.number) }} aria-label={`Cell ${c.number}, ${words[c.state]}`}>
            <rect x="4" y={y(i)} width="70" height="18" rx="5" data-state={c.state} /><text x="12" y={y(i) + 13}>{c.number}{c.execution_count ? ` [${c.execution_count}]` : ''}</text>
          </Link>
        ))}
        {order.map((c, i) => <g key={i}><rect x="186" y={y(i)} width="70" height="18" rx="5" data-state={cells.find((x) => x.number === c)?.state} /><text x="194" y={y(i) + 13}>{c}</text></g>)}
      </svg>
      {n.sessions > 1 && <p className="soft">The counts are of {n.sessions} sessions of a kernel.</p>}
      {n.missing_counts > 0 && <p className="soft">{n.missing_counts} runs are of cells that are gone, or that ran again.</p>}
    </aside>
  )
}
