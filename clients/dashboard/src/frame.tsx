import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import { call, Problem, type Me } from '@leadline/api'
import { useCounts } from './data'
import { Toaster } from './parts/toast'

function icon(path: string): ReactNode {
  return <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d={path} /></svg>
}

const icons = {
  overview: icon('M3 11l7-7 7 7M5 9.5V16h10V9.5'),
  findings: icon('M10 3l7 13H3zM10 8v4M10 14.2v.1'),
  projects: icon('M3 6a1.5 1.5 0 0 1 1.5-1.5H8l1.6 2h5.9A1.5 1.5 0 0 1 17 8v6.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.500z'),
  scans: icon('M4 10a6 6 0 1 0 2-4.500M4 4v3h3M10 7v3.500l2.500 1.500'),
  rules: icon('M5 3.500h8l3 3V16.500H5zM8 9h5M8 12.500h5'),
  settings: icon('M4 6h7M15 6h1M4 14h1M9 14h7M13 4.200v3.600M7 12.200v3.600'),
  theme: icon('M10 3a7 7 0 1 0 7 7 5.500 5.500 0 0 1-7-7z'),
  out: icon('M8 4H4v12h4M12 7l3 3-3 3M15 10H8'),
}

/** Takes a token out of the address, where the first start's link has it. */
function tokenFromAddress(): string {
  const m = /^#token=(.+)$/.exec(location.hash)
  if (!m) return ''
  history.replaceState(history.state, '', location.pathname + location.search)
  return decodeURIComponent(m[1])
}

/** Where one was before signing in elsewhere, which comes back to the start page. */
const wanted = 'wanted'

function keepPlace() {
  if (location.pathname !== '/') sessionStorage.setItem(wanted, location.pathname + location.search)
}

/** Why a sign-in elsewhere came to nothing: it stands in the address once. */
function faultFromAddress(): string {
  const fault = new URLSearchParams(location.hash.slice(1)).get('fault') ?? ''
  if (fault) history.replaceState(null, '', location.pathname)
  return fault
}

export function Frame() {
  const [given] = useState(tokenFromAddress)
  const me = useQuery({ queryKey: ['me'], queryFn: () => call<Me>('GET', '/me'), retry: false, staleTime: 60_000, enabled: !given })
  const client = useQueryClient()
  const [trying, setTrying] = useState(!!given)
  const [fault, setFault] = useState(faultFromAddress)
  useEffect(() => {
    if (!given) return
    call('POST', '/session', { body: { token: given } })
      .catch((e: Error) => setFault(e.message))
      .finally(() => { setTrying(false); void client.fetchQuery({ queryKey: ['me'], queryFn: () => call<Me>('GET', '/me'), retry: false }).catch(() => undefined) })
  }, [given, client])
  if (trying || me.isLoading) return <main className="signin"><p className="soft" role="status">Opening…</p></main>
  if (me.error instanceof Problem && me.error.status === 401 || !me.data) return <SignIn fault={fault} />
  return <Inside me={me.data} />
}

function SignIn({ fault }: { fault: string }) {
  const client = useQueryClient()
  const [token, setToken] = useState('')
  const signIn = useMutation({
    mutationFn: () => call('POST', '/session', { body: { token } }),
    onSuccess: () => client.fetchQuery({ queryKey: ['me'], queryFn: () => call<Me>('GET', '/me') }),
  })
  const ways = useQuery({ queryKey: ['ways'], queryFn: () => call<{ oidc?: string }>('GET', '/session'), retry: false, staleTime: Infinity })
  const message = signIn.error ? (signIn.error as Error).message : fault
  return (
    <main className="signin">
      <form className="panel" onSubmit={(e) => { e.preventDefault(); signIn.mutate() }}>
        <img src="/icon.svg" alt="" />
        <h1>Sign in to Leadline</h1>
        <p className="soft">With the token that the first start printed, or one that an administrator gave you.</p>
        {message && <p className="fault" role="alert">{message}</p>}
        {ways.data?.oidc && <a className="button first" style={{ justifyContent: 'center', marginBottom: 16 }} href="/v1/oidc/start" onClick={keepPlace}>Sign in with {ways.data.oidc}</a>}
        <label className="field">Token<input className="input" type="password" autoComplete="current-password" autoFocus value={token} onChange={(e) => setToken(e.target.value)} required /></label>
        <button className="button first" disabled={signIn.isPending}>Sign in</button>
      </form>
    </main>
  )
}

function Inside({ me }: { me: Me }) {
  const client = useQueryClient()
  const router = useRouter()
  useEffect(() => {
    const to = sessionStorage.getItem(wanted)
    sessionStorage.removeItem(wanted)
    if (to) router.history.push(to)
  }, [router])
  const counts = useCounts({})
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? 'light')
  useEffect(() => {
    document.documentElement.dataset.theme = theme
    localStorage.setItem('theme', theme)
  }, [theme])
  const out = useMutation({ mutationFn: () => call('DELETE', '/session'), onSettled: () => { client.clear(); location.assign('/') } })
  return (
    <div className="frame">
      <nav className="side" aria-label="Main">
        <div className="brand"><img src="/icon.svg" alt="" /><span>Leadline</span></div>
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>{icons.overview}<span className="label">Overview</span></Link>
        <Link to="/findings">{icons.findings}<span className="label">Findings</span><span className="count">{counts.data?.total ?? ''}</span></Link>
        <Link to="/projects">{icons.projects}<span className="label">Projects</span></Link>
        <Link to="/scans">{icons.scans}<span className="label">Scans</span></Link>
        <Link to="/rules">{icons.rules}<span className="label">Rules</span></Link>
        <Link to="/settings">{icons.settings}<span className="label">Settings</span></Link>
        <div className="side-end">
          <button onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')} aria-label={theme === 'dark' ? 'Light colours' : 'Dark colours'}>{icons.theme}<span className="label">{theme === 'dark' ? 'Light' : 'Dark'}</span></button>
          <button onClick={() => out.mutate()} aria-label={`Sign out ${me.user.login}`}>{icons.out}<span className="label">Sign out {me.user.login}</span></button>
        </div>
      </nav>
      <main className="main" id="main"><Outlet /></main>
      <Toaster />
    </div>
  )
}
