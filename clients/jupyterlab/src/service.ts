import type { Cloud } from './cloud'
import { el, prose } from './dom'
import type { Happened, PastFinding } from './protocol'
import { ask } from './server'
import type { Watch } from './watch'
import { severities } from './words'

const presences: Record<string, string> = { new: 'new', persisting: 'still there', reopened: 'back again', absent: 'gone', unknown: 'not looked at' }

const named = (verdict: string): string => verdict.replace('_', ' ')

const when = (time: string | null | undefined): string => (time ? new Date(time).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }) : '')

/** The panel's third tab: the team's service, and what it has of this notebook. */
export function drawService(node: HTMLElement, w: Watch, cloud: Cloud, open: Set<string>, goCell: (number: number) => void): void {
  const s = cloud.status
  const button = (action: string, text: string, run: () => unknown, main = false): HTMLElement =>
    el('button', { class: `jp-Leadline-button${main ? ' jp-mod-main' : ''}`, 'data-action': action, onclick: run }, text)
  const box = el('div', { class: 'jp-Leadline-service' })
  node.append(box)
  if (!cloud.signedIn) {
    box.append(el('p', {}, 'A Leadline service keeps findings, their history and the verdicts of your team, and scans the whole repository. Nothing is sent before you have seen what, and agreed.'))
    if (s.fault && s.url) box.append(el('p', { class: 'jp-Leadline-fault', role: 'alert' }, s.fault))
    box.append(el('div', { class: 'jp-Leadline-buttons' }, button('sign-in', 'Sign in…', () => cloud.signIn(w), true)))
    return
  }
  const past = cloud.past.get(w)
  box.append(el('p', {}, `${s.url}, as ${s.login}${past ? `, project “${past.project}”` : ''}`))
  if (s.queued) box.append(el('p', {}, `${s.queued} of your verdicts wait to be sent.`))
  if (s.fault) box.append(el('p', { class: 'jp-Leadline-fault', role: 'alert' }, s.fault))
  const task = cloud.task
  if (task) {
    const bar = el('progress', { max: 100, 'aria-label': 'The scan in the service' })
    if (task.percentage !== undefined) bar.value = task.percentage
    box.append(el('div', { class: 'jp-Leadline-progress', role: 'status' }, bar, el('span', {}, task.message)), el('div', { class: 'jp-Leadline-buttons' }, button('cancel', 'Cancel', () => cloud.cancel())))
  } else {
    box.append(el('div', { class: 'jp-Leadline-buttons' },
      button('scan', 'Scan in Leadline service', () => cloud.scan(w), true), button('sends', 'What is sent…', () => cloud.preview(w)),
      button('follow', 'Fetch verdicts', () => cloud.follow(w)), button('sign-out', 'Sign out', () => cloud.signOut(w))))
  }
  if (!past) return
  box.append(el('h3', {}, 'Scans of this notebook'))
  if (past.scans.length === 0) box.append(el('p', { class: 'jp-Leadline-empty' }, 'None yet.'))
  const scans = el('ol', { class: 'jp-Leadline-scans' })
  for (const scan of past.scans) {
    scans.append(el('li', {}, el('a', { href: scan.url, target: '_blank', rel: 'noopener' }, when(scan.finished)), el('span', {}, ` ${scan.ref} · `, prose(scan.summary))))
  }
  box.append(scans, el('h3', {}, 'What became of its findings', el('span', { class: 'jp-Leadline-count' }, String(past.findings.length))))
  const order = (f: PastFinding): number => (f.presence === 'absent' ? 100 : 0) + severities.indexOf(f.severity)
  for (const f of [...past.findings].sort((a, b) => order(a) - order(b))) box.append(drawPast(w, cloud, f, open, goCell))
}

function drawPast(w: Watch, cloud: Cloud, f: PastFinding, open: Set<string>, goCell: (number: number) => void): HTMLElement {
  const item = el('details', { class: 'jp-Leadline-past', 'data-rule': f.rule, 'data-presence': f.presence, 'data-verdict': f.verdict, open: open.has(f.id) })
  const words = [presences[f.presence] ?? f.presence, f.verdict === 'untriaged' ? '' : named(f.verdict), f.cell ? `cell ${f.cell}` : ''].filter(Boolean).join(' · ')
  item.append(el('summary', {}, el('span', { class: 'jp-Leadline-dot', 'data-severity': f.severity, 'aria-hidden': 'true' }), el('span', {}, prose(f.message)), el('span', { class: 'jp-Leadline-note' }, words)))
  const events = el('ol', { class: 'jp-Leadline-events' })
  const link = el('a', { href: f.url, target: '_blank', rel: 'noopener' }, 'Open in the service')
  const here = f.here
  item.append(el('p', {}, `${f.rule}, since ${when(f.created)}`), events, el('div', { class: 'jp-Leadline-actions' },
    here && el('button', { class: 'jp-Leadline-link', 'data-action': 'verdict', onclick: () => cloud.verdict(w, here, f.message) }, 'Verdict…'),
    f.cell > 0 && f.presence !== 'absent' && el('button', { class: 'jp-Leadline-link', 'data-action': 'go', onclick: () => goCell(f.cell) }, 'Go to'), link))
  item.addEventListener('toggle', () => {
    if (item.open) open.add(f.id)
    else open.delete(f.id)
    if (item.open && events.childElementCount === 0) void drawEvents(events, f.id)
  })
  return item
}

async function drawEvents(list: HTMLElement, id: string): Promise<void> {
  try {
    const { history } = await ask<{ history: Happened[] }>(`cloud/past?finding=${encodeURIComponent(id)}`)
    for (const h of history) {
      const became = h.kind === 'presence' ? presences[h.became] ?? h.became : named(h.became)
      list.append(el('li', {}, `${when(h.at)}: ${became}${h.actor ? `, ${h.actor}` : ''}${h.note ? `: ${h.note}` : ''}`))
    }
  } catch (e) {
    list.append(el('li', {}, e instanceof Error ? e.message : String(e)))
  }
}
