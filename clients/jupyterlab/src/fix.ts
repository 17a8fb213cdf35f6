import { Dialog, InputDialog, Notification, showDialog } from '@jupyterlab/apputils'
import { type Cell, isCodeCellModel } from '@jupyterlab/cells'
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook'
import { Widget } from '@lumino/widgets'

import { changesOf, drawChanges, moveOf } from './diff'
import { prose } from './dom'
import type { Finding, Fix } from './protocol'
import type { Watch } from './watch'
import { plural } from './words'

interface Undoable {
  undo(): void
  undoManager?: { stopCapturing(): void }
}

/** What a notebook's sources are after edits of cells; null when a cell has changed since. */
export function edited(watch: Watch, fixes: Fix[]): Map<string, string> | null {
  const out = new Map<string, string>()
  const byCell = new Map<string, Fix['edits']>()
  for (const fix of fixes) for (const e of fix.edits) byCell.set(e.id, [...(byCell.get(e.id) ?? []), e])
  for (const [id, edits] of byCell) {
    const source = watch.widget(id)?.model.sharedModel.getSource()
    if (source === undefined || source !== watch.sources.get(id)) return null
    const lines = source.split('\n')
    const starts = [0]
    for (const line of lines) starts.push(starts[starts.length - 1] + line.length + 1)
    const at = (p: { line: number; character: number }): number => Math.min(starts[Math.min(p.line, lines.length)] + p.character, source.length)
    let text = source
    for (const e of [...edits].sort((a, b) => at(b.range.start) - at(a.range.start))) {
      text = text.slice(0, at(e.range.start)) + e.text + text.slice(at(e.range.end))
    }
    out.set(id, text)
  }
  return out
}

/** Carries fixes out in the shared model: all of it is one step to undo. */
export function apply(watch: Watch, fixes: Fix[], what: string): boolean {
  const panel = watch.panel
  const sources = edited(watch, fixes)
  if (!sources) {
    Notification.warning('Leadline: the cell has changed since; look at the finding again.', { autoClose: 4000 })
    watch.schedule()
    return false
  }
  const shared = panel.context.model.sharedModel
  const undoable = shared as unknown as Undoable
  undoable.undoManager?.stopCapturing()
  shared.transact(() => {
    for (const [id, text] of sources) {
      const cell = shared.cells.find(c => c.id === id)
      if (cell) replace(cell, text)
    }
    for (const fix of fixes) structure(panel, fix)
  }, true)
  undoable.undoManager?.stopCapturing()
  watch.schedule()
  Notification.success(what, { autoClose: 6000, actions: [{ label: 'Undo', callback: () => undo(watch) }] })
  return true
}

/** Takes the last step on the notebook back. */
export function undo(watch: Watch): void {
  ;(watch.panel.context.model.sharedModel as unknown as Undoable).undo()
  watch.schedule()
}

/** Replaces what differs, so that cursors and marks elsewhere in the cell stay. */
function replace(cell: { getSource(): string; updateSource(start: number, end: number, value?: string): void }, text: string): void {
  const old = cell.getSource()
  let from = 0
  while (from < old.length && from < text.length && old[from] === text[from]) from++
  let tail = 0
  while (tail < old.length - from && tail < text.length - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  cell.updateSource(from, old.length - tail, text.slice(from, text.length - tail))
}

function structure(panel: NotebookPanel, fix: Fix): void {
  const shared = panel.context.model.sharedModel
  const index = (id: string): number => shared.cells.findIndex(c => c.id === id)
  for (const o of fix.outputs ?? []) {
    const cell = shared.cells[index(o.id)]
    if (cell?.cell_type === 'code') {
      const code = cell as typeof cell & { getOutputs(): object[]; setOutputs(outputs: object[]): void }
      code.setOutputs(code.getOutputs().filter((_, i) => o.keep.includes(i)) as never)
    }
  }
  for (const n of fix.inserts ?? []) {
    const before = index(n.before)
    shared.insertCell(before < 0 ? shared.cells.length : before, { cell_type: 'code', source: n.source })
  }
  const move = fix.order && moveOf(shared.cells.map(c => c.id), fix.order)
  if (move) shared.moveCell(move.from, move.to)
}

function confirmLabel(fix: Fix): string {
  return fix.order ? 'Move' : fix.outputs?.length ? 'Clear' : 'Fix'
}

/** Shows what a fix changes and carries it out when that is wanted. */
export async function preview(watch: Watch, finding: Finding): Promise<void> {
  const fix = finding.fix
  if (!fix) return
  const sources = edited(watch, [fix])
  if (!sources) {
    apply(watch, [fix], '')
    return
  }
  const body = new Widget()
  body.addClass('jp-Leadline-preview')
  const lead = document.createElement('p')
  lead.append(prose(`${finding.message}. ${fix.safe ? 'This changes nothing else.' : 'Look at it first: it may change what the notebook does.'}`))
  body.node.append(lead)
  drawChanges(body.node, changesOf(watch, fix, sources))
  const answer = await showDialog({ title: `Fix: ${fix.description}`, body, buttons: [Dialog.cancelButton(), Dialog.okButton({ label: confirmLabel(fix) })] })
  if (answer.button.accept) apply(watch, [fix], `Done: ${fix.description}.`)
}

/** All fixes that change nothing else. */
export function safeFixes(watch: Watch): Fix[] {
  const taken = new Set<string>()
  const out: Fix[] = []
  for (const f of watch.current()) {
    if (!f.fix?.safe) continue
    // Two fixes of one place would be carried out one upon the other: the first has it.
    const keys = [...f.fix.edits.map(e => `${e.id} ${e.range.start.line}`), ...(f.fix.outputs ?? []).map(o => `${o.id} outputs`)]
    if (keys.some(k => taken.has(k))) continue
    keys.forEach(k => taken.add(k))
    out.push(f.fix)
  }
  return out
}

export function fixAllSafe(watch: Watch): boolean {
  const fixes = safeFixes(watch)
  return fixes.length > 0 && apply(watch, fixes, `Done: ${plural(fixes.length, 'fix')}.`)
}

interface Ignore {
  rule: string
  reason: string
}

function ignoresOf(cell: Cell): Ignore[] {
  const kept = cell.model.getMetadata('leadline') as { ignore?: Ignore[] } | undefined
  return Array.isArray(kept?.ignore) ? kept.ignore : []
}

function setIgnores(cell: Cell, list: Ignore[]): void {
  const kept = (cell.model.getMetadata('leadline') as object | undefined) ?? {}
  if (list.length > 0) cell.model.setMetadata('leadline', { ...kept, ignore: list })
  else cell.model.deleteMetadata('leadline')
}

/** Silences a rule in a cell: the reason goes into the cell's metadata. */
export async function ignore(watch: Watch, finding: Finding): Promise<void> {
  const cell = finding.cell && watch.widget(finding.cell.id)
  if (!cell) return
  const answer = await InputDialog.getText({
    title: `Ignore ${finding.rule} in cell ${finding.cell?.number}`,
    label: 'Why is it no problem here? The reason is kept in the metadata of the cell.',
    okLabel: 'Ignore'
  })
  const reason = answer.value?.trim()
  if (!answer.button.accept) return
  if (!reason) {
    Notification.warning('Leadline: nothing is ignored without a reason.', { autoClose: 4000 })
    return
  }
  setIgnores(cell, [...ignoresOf(cell).filter(i => i.rule !== finding.rule), { rule: finding.rule, reason }])
  watch.look()
}

export function stopIgnoring(watch: Watch, finding: Finding): void {
  const cell = finding.cell && watch.widget(finding.cell.id)
  if (!cell) return
  setIgnores(cell, ignoresOf(cell).filter(i => i.rule !== finding.rule))
  watch.look()
}

interface Running {
  runCells?: (notebook: unknown, cells: readonly Cell[], session?: unknown) => Promise<boolean>
}

/** Runs the cells that are out of date, and only those, in the order of the page; stops at the first that fails. */
export async function rerun(watch: Watch): Promise<boolean> {
  const { content, sessionContext } = watch.panel
  const cells = (watch.answer?.rerun ?? []).map(id => watch.widget(id)).filter((c): c is Cell => !!c && isCodeCellModel(c.model))
  if (cells.length === 0) return true
  const all = (NotebookActions as unknown as Running).runCells
  if (all) return all(content, cells, sessionContext)
  for (const cell of cells) {
    content.deselectAll()
    content.activeCellIndex = content.widgets.indexOf(cell)
    if (!(await NotebookActions.run(content, sessionContext))) return false
  }
  return true
}
