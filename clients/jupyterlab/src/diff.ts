import { highlight } from '../../view/src/index'
import type { Fix } from './protocol'
import type { Watch } from './watch'

/** One line of a change: kept, taken away, or added. */
export interface Line {
  mark: ' ' | '-' | '+'
  text: string
}

/** What a fix does, for people. */
export interface Change {
  title: string
  lines: Line[]
}

const around = 2

/** The lines of two texts, the longest common ones kept. */
export function difference(a: string[], b: string[]): Line[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const x = a.slice(head, a.length - tail)
  const y = b.slice(head, b.length - tail)
  const out: Line[] = a.slice(Math.max(0, head - around), head).map(text => ({ mark: ' ', text }))
  out.push(...middle(x, y))
  out.push(...a.slice(a.length - tail, a.length - tail + around).map((text): Line => ({ mark: ' ', text })))
  return out
}

function middle(x: string[], y: string[]): Line[] {
  if (x.length * y.length > 250_000) return [...x.map((text): Line => ({ mark: '-', text })), ...y.map((text): Line => ({ mark: '+', text }))]
  const best: number[][] = Array.from({ length: x.length + 1 }, () => new Array<number>(y.length + 1).fill(0))
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) best[i][j] = x[i] === y[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1])
  }
  const out: Line[] = []
  for (let i = 0, j = 0; i < x.length || j < y.length; ) {
    if (i < x.length && j < y.length && x[i] === y[j]) out.push({ mark: ' ', text: x[i++] }), j++
    else if (j >= y.length || (i < x.length && best[i + 1][j] >= best[i][j + 1])) out.push({ mark: '-', text: x[i++] })
    else out.push({ mark: '+', text: y[j++] })
  }
  return out
}

/** Everything that a fix changes. */
export function changesOf(watch: Watch, fix: Fix, sources: Map<string, string>): Change[] {
  const number = (id: string): number => watch.cell(id)?.number ?? 0
  const out: Change[] = []
  for (const [id, text] of sources) {
    out.push({ title: `Cell ${number(id)}`, lines: difference((watch.sources.get(id) ?? '').split('\n'), text.split('\n')) })
  }
  for (const n of fix.inserts ?? []) out.push({ title: 'A new cell', lines: n.source.split('\n').map(text => ({ mark: '+', text })) })
  for (const o of fix.outputs ?? []) {
    out.push({ title: `Cell ${number(o.id)}: ${o.keep.length === 0 ? 'its outputs are cleared' : 'an output is taken away, the others stay'}`, lines: [] })
  }
  if (fix.order) out.push(...moves(watch, fix.order))
  return out
}

/** The one move that makes the order of the cells another: fixes move one cell. */
export function moveOf(before: string[], order: string[]): { id: string; from: number; to: number } | null {
  let head = 0
  while (head < order.length && order[head] === before[head]) head++
  if (head >= order.length) return null
  // Either the cell that stands here now came up, or the one that stood here went down.
  const up = before.indexOf(order[head])
  const moved = before.filter((_, i) => i !== up)
  moved.splice(head, 0, order[head])
  if (moved.every((id, i) => id === order[i])) return { id: order[head], from: up, to: head }
  return { id: before[head], from: head, to: order.indexOf(before[head]) }
}

/** Which cell changes its place. */
function moves(watch: Watch, order: string[]): Change[] {
  const before = watch.panel.content.widgets.map(w => w.model.id)
  const move = moveOf(before, order)
  if (!move) return []
  const next = order[move.to + 1]
  const place = next ? `to the place before cell ${before.indexOf(next) + 1}` : 'to the end'
  const lines = (watch.sources.get(move.id) ?? '').split('\n').slice(0, 12).map((text): Line => ({ mark: '+', text }))
  return [{ title: `Cell ${move.from + 1} moves ${place}`, lines }]
}

export function drawChanges(into: HTMLElement, changes: Change[]): void {
  for (const change of changes) {
    const figure = document.createElement('figure')
    figure.className = 'jp-Leadline-change'
    const title = document.createElement('figcaption')
    title.textContent = change.title
    figure.append(title)
    const code = document.createElement('div')
    code.className = 'jp-Leadline-lines'
    for (const line of change.lines) {
      const row = document.createElement('div')
      row.className = line.mark === '+' ? 'jp-Leadline-added' : line.mark === '-' ? 'jp-Leadline-removed' : ''
      row.append(`${line.mark} `)
      for (const piece of highlight(line.text)[0] ?? []) {
        const span = document.createElement('span')
        span.className = `lf-${piece.kind}`
        span.textContent = piece.text
        row.append(span)
      }
      code.append(row)
    }
    if (change.lines.length > 0) figure.append(code)
    into.append(figure)
  }
}
