import { Widget } from '@lumino/widgets'

import { el } from './dom'
import type { Watch } from './watch'
import { plural, verdict } from './words'

/** The verdict in a notebook's toolbar. */
export class Badge extends Widget {
  private button: HTMLButtonElement

  constructor(private watch: Watch, open: () => void) {
    super()
    this.addClass('jp-Leadline-badge')
    this.button = el('button', { onclick: open })
    this.node.append(this.button)
    watch.changed.connect(this.draw, this)
    this.draw()
  }

  private draw(): void {
    const v = verdict(this.watch)
    const n = this.watch.current().length
    this.button.dataset.verdict = v.kind
    const bad = v.kind === 'fails' || v.kind === 'changes' || v.kind === 'same'
    const text = [el('span', { class: 'jp-Leadline-sign', 'aria-hidden': 'true' }, { fails: '✕', changes: '↻', same: '✓' }[v.kind as string] ?? '·'), el('span', { class: 'jp-Leadline-lead' }, bad ? 'Restart ' : ''), v.short]
    this.button.replaceChildren(...text, ...(n > 0 ? [el('span', { class: 'jp-Leadline-count' }, String(n))] : []))
    const label = `${v.long}${n > 0 ? ` ${plural(n, 'finding')}.` : ''}`
    this.button.title = `${label} Click for the list.`
    this.button.setAttribute('aria-label', `Leadline: ${label}`)
  }
}

/** The count of findings in the status bar. */
export class Status extends Widget {
  private watch: Watch | null = null
  private button: HTMLButtonElement

  constructor(open: () => void) {
    super()
    this.addClass('jp-Leadline-status')
    this.button = el('button', { onclick: open })
    this.node.append(this.button)
  }

  follow(watch: Watch | null): void {
    this.watch?.changed.disconnect(this.draw, this)
    this.watch = watch
    watch?.changed.connect(this.draw, this)
    this.draw()
  }

  private draw(): void {
    const w = this.watch
    this.node.hidden = !w
    if (!w) return
    const v = verdict(w)
    this.button.textContent = w.phase === 'ready' ? `Leadline: ${w.current().length}` : `Leadline: ${v.short}`
    this.button.title = v.long
    this.button.setAttribute('aria-label', w.phase === 'ready' ? `Leadline: ${plural(w.current().length, 'finding')}. ${v.long}` : `Leadline: ${v.long}`)
  }
}
