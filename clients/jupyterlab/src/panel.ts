import { drawFlow, type FlowStep } from '../../view/src/index'
import { Widget } from '@lumino/widgets'

import { el, prose } from './dom'
import type { Cloud } from './cloud'
import { drawGraph } from './graph'
import type { Finding } from './protocol'
import { drawService } from './service'
import type { Watch } from './watch'
import { groupOf, groups, plural, severities, sorted, verdict } from './words'
import { safeFixes } from './fix'

/** What the panel asks for. */
export interface PanelDeeds {
  fix: (watch: Watch, finding: Finding) => void
  ignore: (watch: Watch, finding: Finding) => void
  unignore: (watch: Watch, finding: Finding) => void
  fixAll: (watch: Watch) => void
  rerun: (watch: Watch) => void
  rule: (watch: Watch, id: string) => void
  tour: () => void
}

type View = 'findings' | 'cells' | 'service'

/** What is known of the notebook that is in front. */
export class Panel extends Widget {
  private watch: Watch | null = null
  private view: View = 'findings'
  private filter = ''
  private least = 'info'
  private open = new Set<string>()
  private at = ''
  private head = el('div', { class: 'jp-Leadline-head' })
  private tools = el('div', { class: 'jp-Leadline-tools' })
  private list = el('div', { class: 'jp-Leadline-list' })
  private drawn = ''

  constructor(private deeds: PanelDeeds, private cloud: Cloud) {
    super()
    cloud.changed.connect(this.draw, this)
    this.id = 'jp-leadline-panel'
    this.addClass('jp-Leadline-panel')
    this.title.caption = 'Leadline'
    this.node.setAttribute('role', 'region')
    this.node.setAttribute('aria-label', 'Leadline')
    this.node.append(this.head, this.tools, this.list)
    this.list.addEventListener('keydown', e => this.key(e))
    this.drawTools()
  }

  /** Shows another notebook. */
  follow(watch: Watch | null): void {
    this.watch?.changed.disconnect(this.draw, this)
    this.watch = watch
    watch?.changed.connect(this.draw, this)
    this.drawn = ''
    this.draw()
  }

  show_(view: View): void {
    this.view = view
    this.drawTools()
    this.drawn = ''
    this.draw()
  }

  /** Brings a finding, or the first one of a cell, to the front. */
  reveal(what: { fingerprint?: string; cell?: string }): void {
    const f = this.watch?.current().find(x => (what.fingerprint ? x.fingerprint === what.fingerprint : x.cell?.id === what.cell))
    if (!f) {
      this.show_('cells')
      const number = what.cell && this.watch?.cell(what.cell)?.number
      const rows = this.list.querySelectorAll<HTMLElement>('.jp-Leadline-graph button')
      const index = this.watch?.answer?.report?.cells.findIndex(c => c.number === number) ?? -1
      rows[index]?.focus()
      return
    }
    this.filter = ''
    this.least = 'info'
    this.open.add(f.fingerprint)
    this.at = f.fingerprint
    this.show_('findings')
    this.item(f.fingerprint)?.focus()
    this.item(f.fingerprint)?.scrollIntoView({ block: 'nearest' })
  }

  private item(fingerprint: string): HTMLElement | null {
    return this.list.querySelector(`[data-fingerprint="${CSS.escape(fingerprint)}"]`)
  }

  protected onAfterShow(): void {
    this.draw()
  }

  private drawTools(): void {
    const tab = (view: View, text: string): HTMLElement =>
      el('button', { role: 'tab', 'aria-selected': String(this.view === view), class: 'jp-Leadline-tab', onclick: () => this.show_(view), 'data-view': view }, text)
    const input = el('input', { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter the findings', class: 'jp-Leadline-filter' })
    input.value = this.filter
    input.addEventListener('input', () => {
      this.filter = input.value
      this.draw()
    })
    const least = el('select', { 'aria-label': 'Least severity', class: 'jp-Leadline-least' })
    for (const s of [...severities].reverse()) least.append(el('option', { value: s, selected: s === this.least }, s === 'critical' ? s : `${s} and up`))
    least.addEventListener('change', () => {
      this.least = least.value
      this.draw()
    })
    this.tools.replaceChildren(el('div', { class: 'jp-Leadline-tabs', role: 'tablist', 'aria-label': 'What is shown' }, tab('findings', 'Findings'), tab('cells', 'Cells'), tab('service', 'Service')))
    if (this.view === 'findings') this.tools.append(el('div', { class: 'jp-Leadline-filters' }, input, least))
  }

  private draw(): void {
    if (!this.isVisible && this.drawn) {
      this.drawn = ' ' // it is drawn when it is shown
      return
    }
    const w = this.watch
    const key = JSON.stringify([w?.phase, w?.fault, w?.answer && { ...w.answer, milliseconds: 0 }, this.view, this.filter, this.least, w?.panel.id, this.cloud.status, this.cloud.task && [this.cloud.task.message, this.cloud.task.percentage], w && this.cloud.past.get(w)])
    if (key === this.drawn) return
    this.drawn = key
    const focused = this.list.contains(document.activeElement) ? this.at : ''
    this.drawHead()
    this.list.replaceChildren()
    if (w?.phase === 'ready') {
      if (this.view === 'cells') drawGraph(this.list, w, id => this.go(id))
      else if (this.view === 'service') drawService(this.list, w, this.cloud, this.open, n => this.go(w.panel.content.widgets[n - 1]?.model.id ?? ''))
      else this.drawFindings(w)
    }
    if (focused) this.item(focused)?.focus()
  }

  private drawHead(): void {
    const w = this.watch
    const v = verdict(w)
    const card = el('div', { class: 'jp-Leadline-verdict', 'data-verdict': v.kind, role: 'status' }, el('strong', {}, v.kind === 'missing' || v.kind === 'failed' ? v.short : 'Restart and run all'), el('p', {}, prose(v.long)))
    const buttons = el('div', { class: 'jp-Leadline-buttons' })
    if (w?.phase === 'ready' && w.answer) {
      const again = w.answer.rerun.length
      const safe = safeFixes(w).length
      const kernel = w.panel.sessionContext.session?.kernel
      if (again > 0 && kernel) {
        const title = w.answer.rerunWhole ? 'Runs these cells and no others, in the order of the page' : 'Runs these cells; a difference to a restart stays'
        buttons.append(el('button', { class: 'jp-Leadline-button jp-mod-main', title, 'data-action': 'rerun', onclick: () => this.deeds.rerun(w) }, `Re-run the ${again === 1 ? 'stale cell' : `${again} stale cells`}`))
      }
      if (safe > 0) buttons.append(el('button', { class: 'jp-Leadline-button', 'data-action': 'fix-all', title: 'Fixes that change nothing else; one step to undo', onclick: () => this.deeds.fixAll(w) }, `Fix all safe (${safe})`))
    }
    if (w?.phase === 'missing' || w?.phase === 'failed') buttons.append(el('button', { class: 'jp-Leadline-button', 'data-action': 'retry', onclick: () => w.retry() }, 'Try again'))
    this.head.replaceChildren(card, buttons)
  }

  private drawFindings(w: Watch): void {
    const answer = w.answer!
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (f: Finding): boolean => {
      const text = `${f.rule} ${f.title} ${f.message} cell ${f.cell?.number ?? ''} ${f.severity}`.toLowerCase()
      return severities.indexOf(f.severity) <= severities.indexOf(this.least as Finding['severity']) && words.every(x => text.includes(x))
    }
    const found = sorted(answer.findings).filter(fits)
    for (const gap of answer.gaps.slice(0, 5)) {
      const id = gap.cell?.id
      this.list.append(el('button', { class: 'jp-Leadline-gap', onclick: () => id && this.go(id) }, `Cell ${gap.cell?.number ?? '?'} could not wholly be read: ${gap.message}`))
    }
    groups.forEach((name, g) => {
      const own = found.filter(f => groupOf(f) === g)
      if (own.length === 0) return
      const section = el('section', { 'aria-label': name }, el('h3', {}, name, el('span', { class: 'jp-Leadline-count' }, String(own.length))))
      const list = el('div', { role: 'list' })
      for (const f of own) list.append(this.drawFinding(w, f))
      section.append(list)
      this.list.append(section)
    })
    if (found.length === 0) this.list.append(el('p', { class: 'jp-Leadline-empty' }, answer.findings.length > 0 ? 'No finding fits the filter.' : 'Nothing was found.'))
    this.drawIgnored(w)
    this.tabStops()
  }

  private drawIgnored(w: Watch): void {
    const ignored = w.answer!.ignored
    if (ignored.length === 0) return
    const box = el('details', { class: 'jp-Leadline-ignored', open: this.open.has('ignored') }, el('summary', {}, `Ignored (${ignored.length})`))
    box.addEventListener('toggle', () => (box.open ? this.open.add('ignored') : this.open.delete('ignored')))
    for (const f of ignored) {
      box.append(
        el('div', { class: 'jp-Leadline-ignoreditem' }, el('span', {}, `Cell ${f.cell?.number}: ${f.message}`), el('em', {}, f.team ? `the team says: ${f.verdict?.replace('_', ' ')}${f.queued ? ', to be sent' : ''}` : f.reason || 'no reason given'),
          f.team
            ? el('button', { class: 'jp-Leadline-button', 'data-action': 'verdict', onclick: () => this.cloud.verdict(w, f.fingerprint, f.message), 'aria-label': `Another verdict on ${f.rule} in cell ${f.cell?.number}` }, 'Verdict…')
            : el('button', { class: 'jp-Leadline-button', onclick: () => this.deeds.unignore(w, f), 'aria-label': `Stop ignoring ${f.rule} in cell ${f.cell?.number}` }, 'Stop ignoring'))
      )
    }
    this.list.append(box)
  }

  private drawFinding(w: Watch, f: Finding): HTMLElement {
    const open = this.open.has(f.fingerprint)
    const item = el('div', {
      role: 'listitem', class: 'jp-Leadline-item', 'data-fingerprint': f.fingerprint, 'data-rule': f.rule, 'data-severity': f.severity, tabindex: -1,
      'aria-label': `${f.severity}, cell ${f.cell?.number ?? ''}: ${f.message}`
    })
    item.addEventListener('focusin', () => {
      this.at = f.fingerprint
    })
    const spoils = (f.extra?.spoils ?? '').split(' ').filter(Boolean).map(id => w.cell(id)?.number).filter(n => n && n !== f.cell?.number)
    const possible = f.extra?.certainty === 'possible'
    const top = el('div', { class: 'jp-Leadline-top', onclick: () => this.toggle(f) },
      el('span', { class: 'jp-Leadline-dot', 'data-severity': f.severity, title: f.severity, 'aria-hidden': 'true' }),
      el('span', { class: 'jp-Leadline-message' }, prose(f.message)),
      el('span', { class: 'jp-Leadline-where' }, f.cell ? `cell ${f.cell.number}` : ''))
    item.append(top)
    const said = f.verdict && f.verdict !== 'untriaged' ? `the team says: ${f.verdict.replace('_', ' ')}${f.queued ? ', to be sent' : ''}` : ''
    const notes = [possible ? 'possible, not sure' : '', spoils.length ? `spoils ${spoils.length === 1 ? 'cell' : 'cells'} ${spoils.join(', ')}` : '', said].filter(Boolean)
    if (notes.length > 0) item.append(el('div', { class: 'jp-Leadline-note' }, notes.join(' · ')))
    if (open) this.drawOpen(w, f, item)
    item.append(this.drawActions(w, f, open))
    return item
  }

  private drawOpen(w: Watch, f: Finding, item: HTMLElement): void {
    if (f.advice) item.append(el('p', { class: 'jp-Leadline-advice' }, prose(f.advice)))
    if (f.steps.length > 1) {
      const flow = el('div', { class: 'jp-Leadline-flow' })
      const steps: FlowStep[] = f.steps.filter(s => s.cell).map((s, i) => ({
        kind: i === 0 ? 'source' : i === f.steps.length - 1 ? 'sink' : 'flow', message: s.message, path: '', cell: { id: s.cell!.id, number: s.cell!.number },
        start: { line: s.cell!.range.start.line + 1, column: s.cell!.range.start.character + 1 }, end: { line: s.cell!.range.end.line + 1, column: s.cell!.range.end.character + 1 }
      }))
      const idOf = new Map(steps.map(s => [` cell ${s.cell!.number}`, s.cell!.id]))
      drawFlow(flow, { steps, file: path => w.sources.get(idOf.get(path) ?? '') ?? null, open: path => this.go(idOf.get(path) ?? ''), onStep: n => this.go(steps[n - 1].cell!.id) })
      item.append(flow)
    }
    const rule = el('button', { class: 'jp-Leadline-link', 'data-action': 'rule', onclick: () => this.deeds.rule(w, f.rule) }, f.rule)
    item.append(el('p', { class: 'jp-Leadline-rule' }, rule, f.cwe.length ? ` · ${f.cwe.map(n => `CWE-${n}`).join(', ')}` : '', ` · ${f.severity}`))
  }

  private drawActions(w: Watch, f: Finding, open: boolean): HTMLElement {
    const button = (action: string, text: string, run: () => void, label = ''): HTMLElement =>
      el('button', { class: 'jp-Leadline-link', 'data-action': action, tabindex: -1, 'aria-label': label || `${text}: ${f.message}`, onclick: run }, text)
    return el('div', { class: 'jp-Leadline-actions' },
      f.cell && button('go', 'Go to', () => this.go(f.cell!.id, f)),
      f.fix && button('fix', f.fix.safe ? 'Fix…' : 'Review fix…', () => this.deeds.fix(w, f), `Fix: ${f.fix.description}`),
      button('more', open ? 'Less' : 'More', () => this.toggle(f)),
      f.cell && button('ignore', 'Ignore…', () => this.deeds.ignore(w, f)),
      this.cloud.signedIn && button('verdict', 'Verdict…', () => void this.cloud.verdict(w, f.fingerprint, f.message)))
  }

  private toggle(f: Finding): void {
    if (!this.open.delete(f.fingerprint)) this.open.add(f.fingerprint)
    this.at = f.fingerprint
    this.drawn = ''
    this.draw()
    this.item(f.fingerprint)?.focus()
  }

  /** One finding takes part in the order of Tab; arrows go to the others. */
  private tabStops(): void {
    const items = [...this.list.querySelectorAll<HTMLElement>('.jp-Leadline-item')]
    const at = Math.max(0, items.findIndex(i => i.dataset.fingerprint === this.at))
    items.forEach((item, i) => {
      item.tabIndex = i === at ? 0 : -1
      item.querySelectorAll('button').forEach(b => (b.tabIndex = i === at ? 0 : -1))
    })
  }

  private key(e: KeyboardEvent): void {
    const item = (e.target as HTMLElement).closest<HTMLElement>('.jp-Leadline-item')
    if (!item || !this.watch || e.ctrlKey || e.metaKey || e.altKey) return
    const items = [...this.list.querySelectorAll<HTMLElement>('.jp-Leadline-item')]
    const i = items.indexOf(item)
    const f = this.watch.current().find(x => x.fingerprint === item.dataset.fingerprint)
    const on = e.target === item
    const to = { ArrowDown: items[i + 1], j: items[i + 1], ArrowUp: items[i - 1], k: items[i - 1], Home: items[0], End: items[items.length - 1] }[e.key]
    if (to && (on || e.key.startsWith('Arrow'))) {
      this.at = to.dataset.fingerprint ?? ''
      this.tabStops()
      to.focus()
    } else if (on && f && e.key === 'Enter') this.go(f.cell?.id ?? '', f)
    else if (on && f && e.key === ' ') this.toggle(f)
    else if (on && f && e.key === 'f' && f.fix) this.deeds.fix(this.watch, f)
    else if (on && f && e.key === 'e') this.deeds.ignore(this.watch, f)
    else if (on && f && e.key === 'v' && this.cloud.signedIn) void this.cloud.verdict(this.watch, f.fingerprint, f.message)
    else return
    e.preventDefault()
    e.stopPropagation()
  }

  /** Goes to a cell, and to the place in it that a finding is about. */
  go(id: string, f?: Finding): void {
    const w = this.watch
    const cell = w?.widget(id)
    if (!w || !cell) return
    goTo(w, id, f)
  }

  /** How many findings there are, for the count on the panel's tab. */
  get count(): string {
    return plural(this.watch?.current().length ?? 0, 'finding')
  }
}

/** Goes to a cell, and to the place in it that a finding is about. */
export function goTo(w: Watch, id: string, f?: Finding): void {
  const cell = w.widget(id)
  if (!cell) return
  const notebook = w.panel.content
  const index = notebook.widgets.indexOf(cell)
  notebook.deselectAll()
  notebook.activeCellIndex = index
  void notebook.scrollToItem(index, 'smart').then(() => {
    if (!f?.cell || !cell.editor) return
    const { start } = f.cell.range
    cell.editor.setCursorPosition({ line: start.line, column: start.character })
    cell.editor.revealPosition({ line: start.line, column: start.character })
  }).catch(() => undefined)
  if (f) {
    notebook.mode = 'edit'
    cell.editor?.focus()
  } else notebook.node.focus()
}
