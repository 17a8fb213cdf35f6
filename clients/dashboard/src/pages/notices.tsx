import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Hooks, type NewHook, type Wish } from '@leadline/api'
import { useProjects } from '../data'
import { Ago, Fault } from '../parts/bits'
import { Secret } from '../parts/secret'
import { toast } from '../parts/toast'

const hookEvents = [['scan.ended', 'a scan ended'], ['finding.critical', 'new critical findings'], ['finding.triaged', 'a verdict']] as const
const hookKinds = [['webhook', 'Webhook, signed JSON'], ['slack', 'Slack or Mattermost'], ['teams', 'Microsoft Teams']] as const

export function Notices() {
  const client = useQueryClient()
  const projects = useProjects()
  const [picked, setPicked] = useState('')
  const slug = picked || projects.data?.items?.[0]?.slug || ''
  const at = `/projects/${encodeURIComponent(slug)}/hooks`
  const hooks = useQuery({ queryKey: ['hooks', slug], queryFn: () => call<Hooks>('GET', at), enabled: !!slug, retry: false, refetchInterval: 5_000 })
  const again = () => void client.invalidateQueries({ queryKey: ['hooks', slug] })
  const [kind, setKind] = useState('webhook')
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<string[]>(hookEvents.map(([e]) => e))
  const add = useMutation({ mutationFn: () => call<NewHook>('POST', at, { body: { kind, url, events } }), onSuccess: () => { setUrl(''); again() } })
  const ping = useMutation({ mutationFn: (id: string) => call('POST', `${at}/${id}/ping`), onSuccess: () => { toast('A message is on its way.'); again() }, onError: (e) => toast((e as Error).message) })
  const remove = useMutation({ mutationFn: (id: string) => call('DELETE', `${at}/${id}`), onSuccess: again, onError: (e) => toast((e as Error).message) })
  return (
    <>
      <Mail />
      {add.data?.secret && <Secret token={add.data.secret} />}
      <section className="panel">
        <h2>Webhooks and chats</h2>
        <form className="filterbar" onSubmit={(e) => { e.preventDefault(); add.mutate() }}>
          <select className="input" aria-label="Project" value={slug} onChange={(e) => setPicked(e.target.value)}>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}</select>
          <select className="input" aria-label="Kind" value={kind} onChange={(e) => setKind(e.target.value)}>{hookKinds.map(([k, name]) => <option key={k} value={k}>{name}</option>)}</select>
          <input className="input" aria-label="Address" type="url" placeholder="https://" value={url} onChange={(e) => setUrl(e.target.value)} required style={{ width: 260 }} />
          {hookEvents.map(([e, name]) => <button key={e} type="button" className="toggle" aria-pressed={events.includes(e)} onClick={() => setEvents(events.includes(e) ? events.filter((x) => x !== e) : [...events, e])}>{name}</button>)}
          <button className="button first" disabled={add.isPending || events.length === 0}>Add hook</button>
        </form>
        <Fault error={add.error ?? hooks.error} />
        {hooks.data && !hooks.data.items?.length && <p className="soft">Nobody is told yet. A webhook gets signed JSON; a chat gets a line with links.</p>}
        {!!hooks.data?.items?.length && (
          <table style={{ marginTop: 14 }}>
            <thead><tr><th>Address</th><th>Kind</th><th>Told of</th><th>By</th><th><span className="hidden">Actions</span></th></tr></thead>
            <tbody>
              {hooks.data.items.map((h) => (
                <tr key={h.id}><td className="mono">{h.host}</td><td>{h.kind}</td><td className="soft">{(h.events ?? []).join(', ')}</td><td className="soft">{h.by}</td>
                  <td><button className="button bare" onClick={() => ping.mutate(h.id)} aria-label={`Try ${h.host}`}>Try</button> <button className="button bare danger" onClick={() => remove.mutate(h.id)} aria-label={`Remove ${h.host}`}>Remove</button></td></tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {!!hooks.data?.deliveries?.length && (
        <section className="panel">
          <h2>Last messages</h2>
          <table>
            <thead><tr><th>When</th><th>What</th><th>State</th><th className="num">Attempts</th><th>Last fault</th></tr></thead>
            <tbody>{hooks.data.deliveries.map((d) => <tr key={d.id}><td><Ago time={d.created} /></td><td>{d.text}</td><td>{d.state}</td><td className="num">{d.attempts}</td><td className="soft">{d.error}</td></tr>)}</tbody>
          </table>
        </section>
      )}
    </>
  )
}

/** How the reader's own mail comes. */
function Mail() {
  const client = useQueryClient()
  const wish = useQuery({ queryKey: ['wish'], queryFn: () => call<Wish>('GET', '/me/mail') })
  const set = useMutation({ mutationFn: (mail: string) => call('PUT', '/me/mail', { body: { mail } }), onSuccess: () => void client.invalidateQueries({ queryKey: ['wish'] }), onError: (e) => toast((e as Error).message) })
  return (
    <section className="panel">
      <h2>Your mail</h2>
      <label>Findings that are yours, due or critical{wish.data?.email ? <>, to <strong>{wish.data.email}</strong></> : null}:{' '}
        <select className="input" value={wish.data?.mail ?? 'each'} onChange={(e) => set.mutate(e.target.value)}><option value="each">at once</option><option value="daily">once a day</option><option value="off">no mail</option></select>
      </label>
      {wish.data && !wish.data.email && <p className="soft">The service has no address of yours, so nothing is sent.</p>}
    </section>
  )
}
