import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { call, type Finding } from '@leadline/api'
import { asQuery, useCounts, useFinding, useProjects, useRefs, type Page } from '../data'
import { Ago, causes, whereOf, Empty, Fault, howToScan, severities, Severity, verdictWord } from '../parts/bits'
import { Flow } from '../parts/flow'
import { inline } from '../parts/markdown'
import { undoLast } from '../parts/toast'
import { DismissDialog, useVerdicts, type Target } from '../parts/triage'
import type { Filters } from '../router'

const tabs = [['open', 'Open'], ['ignored', 'Ignored'], ['closed', 'Closed'], ['unknown', 'Unknown'], ['all', 'All']] as const

export function Findings() {
  const filters = useSearch({ from: '/findings' })
  const navigate = useNavigate({ from: '/findings' })
  const { at, ...fetched } = filters
  const set = (change: Partial<Filters>) => void navigate({ search: (old) => ({ ...old, at: undefined, ...change }), replace: true })
  const list = useInfiniteQuery({
    queryKey: ['findings', fetched], initialPageParam: '',
    queryFn: ({ pageParam }) => call<Page<Finding>>('GET', '/findings', { query: { ...asQuery(fetched), cursor: pageParam, limit: 100 } }),
    getNextPageParam: (last) => last.next || undefined, placeholderData: (old) => old,
  })
  const items = useMemo(() => list.data?.pages.flatMap((p) => p.items ?? []) ?? [], [list.data])
  const counts = useCounts(fetched)
  const [chosen, setChosen] = useState<Set<string>>(new Set())
  const [dismiss, setDismiss] = useState<Target | null>(null)
  const [help, setHelp] = useState(false)
  const decide = useVerdicts()
  const current = Math.max(0, items.findIndex((f) => f.id === at))
  const finding = items[current] as Finding | undefined
  const box = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const rows = useVirtualizer({ count: items.length, getScrollElement: () => box.current, estimateSize: () => 78, overscan: 8 })
  const visible = rows.getVirtualItems()
  const lastSeen = visible[visible.length - 1]?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => { if (lastSeen >= items.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage() }, [lastSeen, items.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  const go = (i: number) => {
    const to = items[Math.min(Math.max(i, 0), items.length - 1)]
    if (!to) return
    void navigate({ search: (old) => ({ ...old, at: to.id }), replace: true })
    rows.scrollToIndex(Math.min(Math.max(i, 0), items.length - 1))
  }
  const ids = () => (chosen.size ? [...chosen] : finding ? [finding.id] : [])
  const verdict = (v: string) => {
    if (!ids().length) return
    const next = items[current + 1] ?? items[current - 1]
    decide.mutate({ ids: ids(), verdict: v }, { onSuccess: () => { setChosen(new Set()); if (next) void navigate({ search: (old) => ({ ...old, at: next.id }), replace: true }) } })
  }
  const toggle = (id: string) => setChosen((old) => { const s = new Set(old); if (!s.delete(id)) s.add(id); return s })
  const keys: Record<string, () => void> = {
    j: () => go(current + 1), k: () => go(current - 1), ArrowDown: () => go(current + 1), ArrowUp: () => go(current - 1),
    x: () => finding && toggle(finding.id), c: () => verdict('confirmed'), f: () => verdict('to_fix'), r: () => verdict('untriaged'),
    e: () => ids().length && setDismiss({ ids: ids(), ...(finding && ids().length === 1 ? { rule: finding.rule, project: finding.project, path: finding.path } : {}) }),
    u: () => void undoLast(), Enter: () => finding && void navigate({ to: '/findings/$id', params: { id: finding.id }, search: {} }),
    '/': () => search.current?.focus(), '?': () => setHelp(true), Escape: () => setChosen(new Set()),
    a: () => setChosen(chosen.size === items.length ? new Set() : new Set(items.map((f) => f.id))),
  }
  const held = useRef(keys)
  held.current = keys
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      const on = e.target as HTMLElement
      if (e.ctrlKey || e.metaKey || e.altKey || on.matches('input:not([type=checkbox]), textarea, select, dialog *, dialog') || (e.key === 'Enter' && on.matches('a, button'))) return
      const f = held.current[e.key]
      if (f) { e.preventDefault(); f() }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])

  return (
    <>
      <div className="filters">
        <div className="head" style={{ margin: 0 }}><h1>Findings</h1><div className="push"><button className="button bare" onClick={() => setHelp(true)}>Keys <kbd>?</kbd></button></div></div>
        <FilterBar filters={filters} set={set} search={search} rules={Object.keys(counts.data?.rule ?? {})} severity={counts.data?.severity ?? {}} />
        <div className="tabs" role="tablist" aria-label="State">
          {tabs.map(([state, word]) => {
            const n = state === 'all' ? Object.values(counts.data?.state ?? {}).reduce((a, b) => a + b, 0) : counts.data?.state[state] ?? 0
            return <button key={state} role="tab" aria-selected={(filters.state ?? 'open') === state} aria-controls="list" onClick={() => set({ state: state === 'open' ? undefined : state })}>{word}<span className="n">{n}</span></button>
          })}
        </div>
      </div>
      <Fault error={list.error} />
      <div className="triage">
        <div className="list" ref={box} id="list" role="tabpanel" aria-label="Findings" tabIndex={0}>
          {chosen.size > 0 && (
            <div className="bulk">
              <strong>{chosen.size} selected</strong>
              <button className="button" onClick={keys.c}>Confirm</button>
              <button className="button" onClick={keys.f}>To fix</button>
              <button className="button" onClick={keys.e}>Dismiss…</button>
              <button className="button bare" onClick={() => setChosen(new Set())}>Clear</button>
            </div>
          )}
          {items.length === 0 && !list.isLoading && <Nothing filtered={Object.keys(fetched).some((k) => fetched[k as keyof typeof fetched])} />}
          <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
            {visible.map((row) => {
              const f = items[row.index]
              return (
                <div key={f.id} className={row.index === current ? 'item current' : 'item'} style={{ top: row.start, height: row.size }} onClick={() => go(row.index)} data-id={f.id}>
                  <input type="checkbox" checked={chosen.has(f.id)} onChange={() => toggle(f.id)} onClick={(e) => e.stopPropagation()} aria-label={`Select: ${f.message}`} />
                  <div className="grow">
                    <div className="cut"><b>{f.message}</b></div>
                    <div className="where cut">{whereOf(f)}</div>
                    <div className="soft cut" style={{ fontSize: 12 }}>{f.rule} · {f.project}{f.verdict !== 'untriaged' && ` · ${verdictWord(f.verdict)}`}{f.presence === 'reopened' && ' · came back'}{f.cause && ` · ${causes[f.cause] ?? f.cause}`}</div>
                  </div>
                  <Severity value={f.severity} />
                </div>
              )
            })}
          </div>
        </div>
        <div className="preview">{finding ? <Preview finding={finding} act={keys} /> : null}</div>
      </div>
      {dismiss && <DismissDialog target={dismiss} close={() => { setDismiss(null); setChosen(new Set()) }} />}
      {help && <Keys close={() => setHelp(false)} />}
    </>
  )
}

function FilterBar({ filters, set, search, rules, severity }: { filters: Filters; set: (c: Partial<Filters>) => void; search: React.RefObject<HTMLInputElement | null>; rules: string[]; severity: Record<string, number> }) {
  const projects = useProjects()
  const refs = useRefs(filters.project)
  const [q, setQ] = useState(filters.q ?? '')
  useEffect(() => {
    if (q === (filters.q ?? '')) return
    const timer = setTimeout(() => set({ q: q || undefined }), 250)
    return () => clearTimeout(timer)
  })
  const on = filters.severity ?? []
  const names = [...new Set([...rules, ...(filters.rule ? [filters.rule] : [])])].sort()
  return (
    <div className="filterbar">
      <input ref={search} className="input" type="search" placeholder="Search message, path, rule   /" aria-label="Search" value={q} onChange={(e) => setQ(e.target.value)} onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()} style={{ width: 240 }} />
      {severities.map((s) => (
        <button key={s} className="toggle" aria-pressed={on.includes(s)} onClick={() => set({ severity: on.includes(s) ? on.filter((x) => x !== s) : [...on, s] })}><i className={`dot ${s}`} />{s} <span className="soft num">{severity[s] ?? 0}</span></button>
      ))}
      <select className="input" aria-label="Rule" value={filters.rule ?? ''} onChange={(e) => set({ rule: e.target.value || undefined })}>
        <option value="">All rules</option>{names.map((r) => <option key={r}>{r}</option>)}
      </select>
      <select className="input" aria-label="Project" value={filters.project ?? ''} onChange={(e) => set({ project: e.target.value || undefined, ref: undefined })}>
        <option value="">All projects</option>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}
      </select>
      {filters.project && (refs.data?.items?.length ?? 0) > 1 && (
        <select className="input" aria-label="Branch" value={filters.ref ?? ''} onChange={(e) => set({ ref: e.target.value || undefined })}>
          <option value="">Main branch</option>{refs.data?.items?.map((r) => <option key={r.name}>{r.name}</option>)}
        </select>
      )}
      <select className="input" aria-label="Order" value={filters.sort ?? ''} onChange={(e) => set({ sort: e.target.value || undefined })}>
        <option value="">Worst first</option><option value="newest">Newest first</option>
      </select>
    </div>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) return <Empty title="Nothing fits"><p>No finding fits these filters. <Link to="/findings" search={{}}>Show all open ones</Link></p></Empty>
  return <Empty title="Nothing open">{howToScan}</Empty>
}

function Preview({ finding, act }: { finding: Finding; act: Record<string, () => void> }) {
  const full = useFinding(finding.id, finding.ref)
  const [step, setStep] = useState(1)
  useEffect(() => setStep(1), [finding.id])
  const seen = useMutation({ mutationFn: (id: string) => call('POST', '/events', { body: { events: [{ finding: id, kind: 'exposed', surface: 'web' }] } }) })
  const see = seen.mutate
  // A finding counts as seen when somebody stays on it.
  useEffect(() => { const t = setTimeout(() => see(finding.id), 1_500); return () => clearTimeout(t) }, [finding.id, see])
  return (
    <article>
      <div className="crumb">{finding.tool ? <span>{finding.title} <span className="chip">{finding.tool}</span></span> : <Link to="/rules/$id" params={{ id: finding.rule }} search={{}}>{finding.title}</Link>}</div>
      <h1 style={{ fontSize: 18 }}><Link to="/findings/$id" params={{ id: finding.id }} search={{}} style={{ color: 'inherit' }}>{finding.message}</Link></h1>
      <div className="actions">
        <Severity value={finding.severity} /><span className="chip">{finding.confidence} confidence</span><span className="chip">{verdictWord(finding.verdict)}</span>
        <span className="soft" style={{ fontSize: 12.5 }}>first seen <Ago time={finding.created} /></span>
      </div>
      <div className="actions">
        <button className="button" onClick={act.c}>Confirm <kbd>c</kbd></button>
        <button className="button" onClick={act.f}>To fix <kbd>f</kbd></button>
        <button className="button" onClick={act.e}>Dismiss… <kbd>e</kbd></button>
        <Link className="button first" to="/findings/$id" params={{ id: finding.id }} search={{}}>Open</Link>
      </div>
      {full.data && <Flow finding={full.data} current={step} onStep={setStep} />}
      <Fault error={full.error} />
      {full.data?.detail.advice && <><h3>What to do</h3><p>{inline(full.data.detail.advice)}</p></>}
    </article>
  )
}

const keyTexts: [string, string][] = [['j k', 'next, previous'], ['Enter', 'open'], ['x', 'select'], ['a', 'select all that are loaded'], ['c', 'confirm'], ['f', 'to fix'], ['e', 'dismiss with a reason'], ['r', 'back to untriaged'], ['u', 'undo'], ['/', 'search'], ['Esc', 'clear the selection']]

function Keys({ close }: { close: () => void }) {
  const at = useRef<HTMLDialogElement>(null)
  useEffect(() => { at.current?.showModal() }, [])
  return (
    <dialog ref={at} onClose={close} aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <table><tbody>{keyTexts.map(([k, what]) => <tr key={k}><td>{k.split(' ').map((x) => <kbd key={x} style={{ marginRight: 4 }}>{x}</kbd>)}</td><td>{what}</td></tr>)}</tbody></table>
      <form method="dialog"><button className="button">Close</button></form>
    </dialog>
  )
}
