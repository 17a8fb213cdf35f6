import { highlight } from '@leadline/view'
import type { ReactNode } from 'react'

/** Draws the Markdown that rule pages use: headings, paragraphs, lists, code. Nothing becomes HTML but what is drawn here. */
export function Markdown({ text, skipTitle }: { text: string; skipTitle?: boolean }) {
  const out: ReactNode[] = []
  const lines = text.split('\n')
  let key = 0
  for (let i = 0; i < lines.length;) {
    const line = lines[i]
    const fence = /^```(.*)$/.exec(line)
    if (fence) {
      const code: string[] = []
      for (i++; i < lines.length && !lines[i].startsWith('```'); i++) code.push(lines[i])
      i++
      out.push(<Code key={key++} kind={fence[1].trim()} code={code.join('\n')} />)
    } else if (/^#+ /.test(line)) {
      const depth = line.indexOf(' ')
      if (!(skipTitle && depth === 1)) out.push(depth <= 2 ? <h2 key={key++}>{inline(line.slice(depth + 1))}</h2> : <h3 key={key++}>{inline(line.slice(depth + 1))}</h3>)
      i++
    } else if (/^[-*] /.test(line)) {
      const items: string[] = []
      for (; i < lines.length && (/^[-*] /.test(lines[i]) || (/^ {2,}\S/.test(lines[i]) && items.length)); i++) {
        if (/^[-*] /.test(lines[i])) items.push(lines[i].slice(2))
        else items[items.length - 1] += ' ' + lines[i].trim()
      }
      out.push(<ul key={key++}>{items.map((t, n) => <li key={n}>{inline(t)}</li>)}</ul>)
    } else if (line.trim() === '') i++
    else {
      const words: string[] = []
      for (; i < lines.length && lines[i].trim() && !/^(```|#|[-*] )/.test(lines[i]); i++) words.push(lines[i])
      out.push(<p key={key++}>{inline(words.join(' '))}</p>)
    }
  }
  return <div className="prose">{out}</div>
}

/** Words with code, bold and links in them. */
export function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((part, i) => {
    if (part.startsWith('`')) return <code key={i}>{part.slice(1, -1)}</code>
    if (part.startsWith('**')) return <strong key={i}>{part.slice(2, -2)}</strong>
    const link = /^\[([^\]]+)\]\((https?:[^)]+)\)$/.exec(part)
    return link ? <a key={i} href={link[2]} rel="noreferrer" target="_blank">{link[1]}</a> : part
  })
}

function Code({ kind, code }: { kind: string; code: string }) {
  const role = /\b(bad|good|fixed)\b/.exec(kind)?.[1] ?? ''
  const shown = code.split('\n').map((l) => l.replace(/\s*# want.*$/, '')).join('\n')
  return (
    <pre className={role} role="group" tabIndex={0} aria-label={role ? `${role} example` : 'code'}>
      <code className="lf">{kind.startsWith('py') ? highlight(shown).map((line, i) => <span key={i}>{line.map((p, j) => <span key={j} className={`lf-${p.kind}`}>{p.text}</span>)}{'\n'}</span>) : shown}</code>
    </pre>
  )
}
