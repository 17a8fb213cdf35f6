import { toast } from './toast'

/** A secret that is shown once. */
export function Secret({ token }: { token: string }) {
  return (
    <div className="note" role="status">
      <p><strong>Copy it now: it is shown this once.</strong></p>
      <pre style={{ marginBottom: 10 }}>{token}</pre>
      <button className="button" onClick={() => void navigator.clipboard.writeText(token).then(() => toast('Copied.'))}>Copy</button>
    </div>
  )
}
