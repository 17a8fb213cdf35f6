import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Audit, type Me, type Token, type User } from '@leadline/api'
import { useMembers, useProjects, type Page } from '../data'
import { Ago, Fault } from '../parts/bits'
import { Secret } from '../parts/secret'
import { toast } from '../parts/toast'
import { Notices } from './notices'
import { Policies } from './policies'

const parts = ['Tokens', 'Members', 'Policies', 'Users', 'Notices', 'Audit'] as const

export function Settings() {
  const [part, setPart] = useState<(typeof parts)[number]>('Tokens')
  return (
    <div className="page">
      <div className="head"><h1>Settings</h1></div>
      <div className="tabs" role="tablist" aria-label="Settings" style={{ marginBottom: 18 }}>{parts.map((p) => <button key={p} role="tab" aria-selected={part === p} onClick={() => setPart(p)}>{p}</button>)}</div>
      {part === 'Tokens' ? <Tokens /> : part === 'Members' ? <Members /> : part === 'Policies' ? <Policies /> : part === 'Users' ? <Users /> : part === 'Notices' ? <Notices /> : <AuditLog />}
    </div>
  )
}

function Tokens() {
  const client = useQueryClient()
  const me = useQuery({ queryKey: ['me'], queryFn: () => call<Me>('GET', '/me') })
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => call<Page<Token>>('GET', '/tokens') })
  const projects = useProjects()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState(['read', 'scan'])
  const [project, setProject] = useState('')
  const make = useMutation({
    mutationFn: () => call<{ token: string }>('POST', '/tokens', { body: { name, scopes, project: project || undefined } }),
    onSuccess: () => { setName(''); void client.invalidateQueries({ queryKey: ['tokens'] }) },
  })
  const revoke = useMutation({ mutationFn: (id: string) => call('DELETE', `/tokens/${id}`), onSuccess: () => { toast('The token is revoked.'); void client.invalidateQueries({ queryKey: ['tokens'] }) } })
  return (
    <>
      {make.data && <Secret token={make.data.token} />}
      <section className="panel">
        <h2>New token</h2>
        <form className="filterbar" onSubmit={(e) => { e.preventDefault(); make.mutate() }}>
          <input className="input" aria-label="Name" placeholder="Name, such as CI of shop" value={name} onChange={(e) => setName(e.target.value)} required style={{ width: 240 }} />
          {(me.data?.scopes ?? []).map((s) => (
            <button key={s} type="button" className="toggle" aria-pressed={scopes.includes(s)} onClick={() => setScopes(scopes.includes(s) ? scopes.filter((x) => x !== s) : [...scopes, s])}>{s}</button>
          ))}
          <select className="input" aria-label="Project" value={project} onChange={(e) => setProject(e.target.value)}><option value="">All projects</option>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}</select>
          <button className="button first" disabled={make.isPending || scopes.length === 0}>Make</button>
        </form>
        <Fault error={make.error} />
      </section>
      <section className="panel">
        <h2>Tokens</h2>
        <table>
          <thead><tr><th>Name</th><th>Scopes</th><th>Made</th><th>Last used</th><th><span className="hidden">Actions</span></th></tr></thead>
          <tbody>
            {(tokens.data?.items ?? []).map((t) => (
              <tr key={t.id}>
                <td>{t.name}</td><td className="soft">{(t.scopes ?? []).join(', ')}</td><td><Ago time={t.created} /></td><td>{t.used ? <Ago time={t.used} /> : <span className="soft">never</span>}</td>
                <td>{t.revoked ? <span className="soft">revoked</span> : <button className="button bare danger" onClick={() => revoke.mutate(t.id)} aria-label={`Revoke ${t.name}`}>Revoke</button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

const roles = ['viewer', 'developer', 'security', 'admin']

function Members() {
  const client = useQueryClient()
  const projects = useProjects()
  const [picked, setPicked] = useState('')
  const slug = picked || projects.data?.items?.[0]?.slug || ''
  const members = useMembers(slug)
  const [login, setLogin] = useState('')
  const [role, setRole] = useState('developer')
  const set = useMutation({
    mutationFn: (m: { login: string; role: string }) => call(m.role ? 'PUT' : 'DELETE', `/projects/${encodeURIComponent(slug)}/members/${encodeURIComponent(m.login)}`, m.role ? { body: { role: m.role } } : {}),
    onSuccess: () => { setLogin(''); void client.invalidateQueries({ queryKey: ['members', slug] }) },
  })
  return (
    <section className="panel">
      <h2>Members</h2>
      <form className="filterbar" onSubmit={(e) => { e.preventDefault(); set.mutate({ login, role }) }}>
        <select className="input" aria-label="Project" value={slug} onChange={(e) => setPicked(e.target.value)}>{(projects.data?.items ?? []).map((p) => <option key={p.slug} value={p.slug}>{p.name}</option>)}</select>
        <input className="input" aria-label="Login" placeholder="Login" value={login} onChange={(e) => setLogin(e.target.value)} required />
        <select className="input" aria-label="Role" value={role} onChange={(e) => setRole(e.target.value)}>{roles.map((r) => <option key={r}>{r}</option>)}</select>
        <button className="button first">Add</button>
      </form>
      <Fault error={set.error} />
      <table style={{ marginTop: 14 }}>
        <thead><tr><th>User</th><th>Role</th><th><span className="hidden">Actions</span></th></tr></thead>
        <tbody>
          {(members.data?.items ?? []).map((m) => (
            <tr key={m.login}>
              <td>{m.name} <span className="soft">{m.login}</span></td>
              <td><select className="input" aria-label={`Role of ${m.login}`} value={m.role} onChange={(e) => set.mutate({ login: m.login!, role: e.target.value })}>{roles.map((r) => <option key={r}>{r}</option>)}</select></td>
              <td><button className="button bare danger" onClick={() => set.mutate({ login: m.login!, role: '' })} aria-label={`Remove ${m.login}`}>Remove</button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Users() {
  const client = useQueryClient()
  const users = useQuery({ queryKey: ['users'], queryFn: () => call<Page<User>>('GET', '/users'), retry: false })
  const [login, setLogin] = useState('')
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => call<{ token: string }>('POST', '/users', { body: { login, name: name || undefined } }),
    onSuccess: () => { setLogin(''); setName(''); void client.invalidateQueries({ queryKey: ['users'] }) },
  })
  const disable = useMutation({ mutationFn: (who: string) => call('DELETE', `/users/${encodeURIComponent(who)}`), onSuccess: () => void client.invalidateQueries({ queryKey: ['users'] }), onError: (e) => toast((e as Error).message) })
  return (
    <>
      {add.data && <Secret token={add.data.token} />}
      <section className="panel">
        <h2>Users</h2>
        <form className="filterbar" onSubmit={(e) => { e.preventDefault(); add.mutate() }}>
          <input className="input" aria-label="Login" placeholder="Login" value={login} onChange={(e) => setLogin(e.target.value)} required />
          <input className="input" aria-label="Name" placeholder="Name" value={name} onChange={(e) => setName(e.target.value)} />
          <button className="button first">Add user</button>
        </form>
        <Fault error={add.error ?? users.error} />
        <table style={{ marginTop: 14 }}>
          <thead><tr><th>User</th><th>Since</th><th><span className="hidden">Actions</span></th></tr></thead>
          <tbody>
            {(users.data?.items ?? []).map((u) => (
              <tr key={u.login}><td>{u.name} <span className="soft">{u.login}</span> {u.admin && <span className="chip">administrator</span>}</td><td><Ago time={u.created} /></td>
                <td>{u.disabled ? <span className="soft">disabled</span> : <button className="button bare danger" onClick={() => disable.mutate(u.login)} aria-label={`Disable ${u.login}`}>Disable</button>}</td></tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function AuditLog() {
  const audit = useQuery({ queryKey: ['audit'], queryFn: () => call<Page<Audit>>('GET', '/audit', { query: { limit: 200 } }), retry: false })
  return (
    <section className="panel">
      <h2>Audit</h2>
      <Fault error={audit.error} />
      <table>
        <thead><tr><th>When</th><th>Who</th><th>What</th><th>On</th><th>Detail</th></tr></thead>
        <tbody>{(audit.data?.items ?? []).map((a) => <tr key={a.id}><td><Ago time={a.at} /></td><td>{a.actor}</td><td className="mono">{a.action}</td><td>{a.target}</td><td className="soft">{a.detail}</td></tr>)}</tbody>
      </table>
    </section>
  )
}
