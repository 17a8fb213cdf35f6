import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Device } from '@leadline/api'
import { Fault } from '../parts/bits'

const may: Record<string, string> = { read: 'see findings', scan: 'send code and scan it', triage: 'give verdicts', admin: 'manage members and tokens' }

/** A program asks to be let in: does it show this code? */
export function DevicePage() {
  const { code = '' } = useSearch({ from: '/device' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const at = `/device/${encodeURIComponent(code)}`
  const device = useQuery({ queryKey: ['device', code], queryFn: () => call<Device>('GET', at), enabled: !!code, retry: false, staleTime: Infinity })
  const decide = useMutation({ mutationFn: (allow: boolean) => call('POST', at, { body: { allow } }).then(() => allow) })
  const d = device.data
  return (
    <div className="page narrow">
      <div className="head"><h1>Let a program in</h1></div>
      <section className="panel">
        {decide.isSuccess ? (
          <p role="status">{decide.data ? 'It is signed in. You can close this page.' : 'It was refused.'}</p>
        ) : d ? (
          <>
            <p><strong>{d.client}</strong> asks to act in your name: it could {(d.scopes ?? []).map((s) => may[s] ?? s).join(', ')}.</p>
            <p>Say yes only if you began this, and it shows the code</p>
            <p className="code"><output aria-label="Code">{d.code}</output></p>
            <Fault error={decide.error} />
            <div className="actions">
              <button className="button first" onClick={() => decide.mutate(true)} disabled={decide.isPending}>Yes, let it in</button>
              <button className="button" onClick={() => decide.mutate(false)} disabled={decide.isPending}>No</button>
            </div>
          </>
        ) : (
          <form onSubmit={(e) => { e.preventDefault(); void navigate({ to: '/device', search: { code: typed.trim() } }) }}>
            <Fault error={device.error} />
            <label className="field">The code that the program shows<input className="input mono" value={typed} onChange={(e) => setTyped(e.target.value)} autoFocus required placeholder="BCDF-GHJK" /></label>
            <button className="button first">Go on</button>
          </form>
        )}
      </section>
    </div>
  )
}
