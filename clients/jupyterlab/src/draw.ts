import { type Action, type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Cell } from '@jupyterlab/cells'
import type { CodeMirrorEditor } from '@jupyterlab/codemirror'

import { prose } from './dom'
import type { Finding, Position, Severity } from './protocol'
import type { Settings } from './settings'
import type { Watch } from './watch'
import { states } from './words'

/** What marks and tooltips can do. */
export interface Deeds {
  fix: (watch: Watch, finding: Finding) => void
  ignore: (watch: Watch, finding: Finding) => void
  show: (watch: Watch, cell: string) => void
  reveal: (watch: Watch, finding: Finding) => void
}

const levels: Record<Severity, Diagnostic['severity']> = { critical: 'error', high: 'error', medium: 'warning', low: 'info', info: 'hint' }

/** Draws what is known of a notebook onto its cells: underlines, and a mark beside each prompt. */
export class Drawing {
  private drawn = new WeakMap<EditorView, string>()

  constructor(private watch: Watch, private settings: () => Settings, private deeds: Deeds) {
    watch.changed.connect(this.draw, this)
    watch.panel.content.cellInViewportChanged.connect((_, cell) => this.cell(cell))
    watch.panel.content.modelContentChanged.connect(() => this.strip())
  }

  draw(): void {
    for (const cell of this.watch.panel.content.widgets) this.cell(cell)
  }

  /** Cells that came in place of others carry no mark of theirs. */
  private strip(): void {
    for (const cell of this.watch.panel.content.widgets) {
      const mark = cell.node.querySelector<HTMLElement>('.jp-Leadline-mark')
      if (mark && mark.dataset.cell !== cell.model.id) mark.remove()
    }
  }

  private cell(cell: Cell): void {
    if (cell.model.type !== 'code') return
    const findings = this.watch.current().filter(f => f.cell?.id === cell.model.id)
    this.underline(cell, findings)
    this.mark(cell, findings)
  }

  private underline(cell: Cell, findings: Finding[]): void {
    const view = (cell.editor as CodeMirrorEditor | null)?.editor
    if (!view) return // not drawn yet: it is asked for again when it comes into view
    const source = this.watch.sources.get(cell.model.id)
    if (source !== undefined && source !== view.state.doc.toString()) return // changed meanwhile: a newer look is on its way
    const wanted = this.settings().underlines ? findings : []
    const key = JSON.stringify([wanted, source])
    if (this.drawn.get(view) === key || (wanted.length === 0 && !this.drawn.has(view))) return
    this.drawn.set(view, key)
    const diagnostics = wanted.map(f => this.diagnostic(view.state.doc, f))
    view.dispatch(setDiagnostics(view.state, diagnostics.sort((a, b) => a.from - b.from)))
  }

  private diagnostic(doc: Text, f: Finding): Diagnostic {
    const from = offset(doc, f.cell!.range.start)
    const actions: Action[] = []
    if (f.fix) actions.push({ name: `Fix: ${f.fix.description}`, apply: () => this.deeds.fix(this.watch, f) })
    actions.push({ name: 'Ignore…', apply: () => this.deeds.ignore(this.watch, f) }, { name: 'Show', apply: () => this.deeds.reveal(this.watch, f) })
    return {
      from,
      to: Math.max(offset(doc, f.cell!.range.end), Math.min(from + 1, doc.length)),
      severity: levels[f.severity],
      source: f.rule,
      message: f.message,
      markClass: 'jp-Leadline-underline',
      renderMessage: () => tooltip(f),
      actions
    }
  }

  private mark(cell: Cell, findings: Finding[]): void {
    const standing = this.settings().marks ? this.watch.cell(cell.model.id) : undefined
    const area = cell.inputArea?.node
    const old = area?.querySelector<HTMLButtonElement>('.jp-Leadline-mark')
    const state = standing?.state === 'ok' || standing?.state === 'unrun' ? (findings.length > 0 ? 'findings' : standing.state) : standing?.state
    cell.node.dataset.leadline = state ?? ''
    if (!area || !state || (state === 'unrun' && findings.length === 0)) {
      old?.remove()
      return
    }
    const mark = old ?? document.createElement('button')
    if (!old) {
      mark.className = 'jp-Leadline-mark'
      mark.addEventListener('mousedown', e => e.stopPropagation()) // it is no drag of the cell
      mark.addEventListener('click', () => this.deeds.show(this.watch, cell.model.id))
      for (const on of ['mouseenter', 'focus']) mark.addEventListener(on, () => this.cause(cell, true))
      for (const off of ['mouseleave', 'blur']) mark.addEventListener(off, () => this.cause(cell, false))
      area.append(mark)
    }
    const n = findings.length
    const told = [`Cell ${standing?.number}: ${states[state].word}.`, standing?.cause ?? '', n > 0 ? `${n === 1 ? '1 finding' : `${n} findings`}: ${findings[0].message}` : '']
    const label = told.filter(Boolean).join(' ')
    mark.dataset.state = state
    mark.dataset.cell = cell.model.id
    if (mark.textContent !== states[state].sign) mark.textContent = states[state].sign
    if (mark.title !== label) {
      mark.title = label
      mark.setAttribute('aria-label', label)
    }
  }

  /** Shows the cell that a cell's state comes from. */
  private cause(cell: Cell, on: boolean): void {
    const other = this.watch.cell(cell.model.id)?.other
    const id = other && this.watch.answer?.report?.cells.find(c => c.number === other)?.id
    if (id) this.watch.widget(id)?.toggleClass('jp-Leadline-cause', on)
  }
}

/** The place of a position in the text that is there; it may be shorter by now. */
export function offset(doc: Text, p: Position): number {
  if (p.line >= doc.lines) return doc.length
  const line = doc.line(p.line + 1)
  return Math.min(line.from + p.character, line.to)
}

function tooltip(f: Finding): HTMLElement {
  const box = document.createElement('div')
  box.className = 'jp-Leadline-tooltip'
  const message = document.createElement('div')
  message.append(prose(f.message))
  const advice = document.createElement('div')
  advice.className = 'jp-Leadline-advice'
  advice.append(prose(f.advice ?? ''))
  box.append(message, advice)
  return box
}
