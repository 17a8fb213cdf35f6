import { highlight, type Piece } from './highlight'

/** A step of a flow, as reports have it. */
export interface FlowStep {
  kind: string
  message: string
  path: string
  start: { line: number; column: number }
  end: { line: number; column: number }
  function?: string
  depth?: number
  snippet?: string
  /** The cell of a notebook: lines are counted from its start. */
  cell?: { id: string; number: number }
}

/** What a step's code is called: its file, or a cell of it. */
export const placeOf = (s: { path: string; cell?: { number: number } }): string => (s.cell ? `${s.path} cell ${s.cell.number}` : s.path)

/** Consecutive steps that are close together in one file. */
export interface Excerpt {
  path: string
  first: number
  last: number
  steps: { step: FlowStep; number: number }[]
}

const margin = 2
const near = 8

/** Stitches the code of a flow: one excerpt for each stretch of a file, in the order of the flow. */
export function excerpts(steps: FlowStep[]): Excerpt[] {
  const out: Excerpt[] = []
  steps.forEach((step, i) => {
    const last = out[out.length - 1]
    const line = step.start.line
    const end = Math.min(step.end.line, line + 12)
    if (last && last.path === placeOf(step) && line >= last.first - near && line <= last.last + near) {
      last.first = Math.min(last.first, Math.max(1, line - margin))
      last.last = Math.max(last.last, end + margin)
      last.steps.push({ step, number: i + 1 })
    } else {
      out.push({ path: placeOf(step), first: Math.max(1, line - margin), last: end + margin, steps: [{ step, number: i + 1 }] })
    }
  })
  return out
}

export interface FlowOptions {
  steps: FlowStep[]
  /** The text of a file or cell, by its name (placeOf); null when it is not to be had. */
  file: (path: string) => string | null
  /** The step that is shown first, from 1. */
  current?: number
  onStep?: (number: number) => void
  /** What a click on a file's name does. */
  open?: (path: string, line: number) => void
}

/** A drawn flow. */
export interface FlowView {
  select: (number: number, scroll?: boolean) => void
}

function el<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text?: string): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag)
  e.className = className
  if (text !== undefined) e.textContent = text
  return e
}

/**
 * Draws the code of a flow into an element: the stretches of each file, with
 * the steps numbered where they are and what happens there under the line.
 * Nothing of the code is ever taken for HTML.
 */
export function drawFlow(into: HTMLElement, options: FlowOptions): FlowView {
  into.replaceChildren()
  into.classList.add('lf')
  const marks = new Map<number, HTMLElement>()
  let current = 0
  const select = (number: number, scroll = true): void => {
    marks.get(current)?.classList.remove('lf-current')
    current = number
    const mark = marks.get(number)
    mark?.classList.add('lf-current')
    if (scroll) mark?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }
  const all = excerpts(options.steps)
  all.forEach((excerpt, i) => {
    if (i > 0) into.append(joint(all[i - 1], excerpt))
    into.append(drawExcerpt(excerpt, options, marks, options.steps.length))
  })
  if (options.current) select(options.current, false)
  return { select }
}

/** What leads from one stretch of code to the next. */
function joint(from: Excerpt, to: Excerpt): HTMLElement {
  const kind = to.steps[0].step.kind
  const word = kind === 'call' ? 'calls into' : kind === 'return' ? 'returns to' : from.path === to.path ? 'goes on in' : 'reaches'
  const e = el('div', 'lf-joint')
  e.append(el('span', 'lf-joint-line'), el('span', 'lf-joint-text', `${word} ${to.steps[0].step.function || to.path}`))
  return e
}

function drawExcerpt(x: Excerpt, o: FlowOptions, marks: Map<number, HTMLElement>, count: number): HTMLElement {
  const box = el('figure', 'lf-box')
  const head = el('figcaption', 'lf-head')
  const name = el(o.open ? 'button' : 'span', 'lf-path', x.path)
  if (o.open) name.addEventListener('click', () => o.open?.(x.path, x.steps[0].step.start.line))
  head.append(name, el('span', 'lf-scope', x.steps[0].step.function ?? ''))
  box.append(head)
  const text = o.file(x.path)
  const lines = text === null ? null : highlight(text)
  const byLine = new Map<number, { step: FlowStep; number: number }[]>()
  for (const s of x.steps) byLine.set(s.step.start.line, [...(byLine.get(s.step.start.line) ?? []), s])
  const code = el('div', 'lf-code')
  code.tabIndex = 0
  code.setAttribute('role', 'region')
  code.setAttribute('aria-label', `Code of ${x.path}, lines ${x.first} to ${x.last}`)
  const inner = el('div', 'lf-inner')
  for (let line = x.first; line <= x.last; line++) {
    const here = byLine.get(line) ?? []
    if (lines && line > lines.length) break
    if (!lines && here.length === 0) continue
    const pieces: Piece[] = lines ? lines[line - 1] : [{ kind: 'other', text: here[0].step.snippet ?? '' }]
    inner.append(drawLine(line, pieces, here))
    for (const s of here) inner.append(drawNote(s, marks, count, o))
  }
  code.append(inner)
  box.append(code)
  return box
}

function drawLine(line: number, pieces: Piece[], here: { step: FlowStep }[]): HTMLElement {
  const row = el('div', here.length ? 'lf-line lf-hot' : 'lf-line')
  row.append(el('span', 'lf-gutter', String(line)))
  const text = el('span', 'lf-text')
  // The spans of the steps, in columns of the line.
  const spans = here.map(({ step }) => [step.start.column - 1, step.end.line > step.start.line ? Infinity : step.end.column - 1])
  let column = 0
  for (const p of pieces) {
    let rest = p.text
    while (rest) {
      const span = spans.find(([a, b]) => column >= a && column < b)
      const stop = span ? span[1] : Math.min(...spans.map(([a]) => (a > column ? a : Infinity)))
      const chars = [...rest]
      const take = chars.slice(0, Math.max(1, Math.min(chars.length, stop - column))).join('')
      const piece = el('span', `lf-${p.kind}${span ? ' lf-span' : ''}`, take)
      text.append(piece)
      column += [...take].length
      rest = rest.slice(take.length)
    }
  }
  row.append(text)
  return row
}

function drawNote(s: { step: FlowStep; number: number }, marks: Map<number, HTMLElement>, count: number, o: FlowOptions): HTMLElement {
  const role = s.number === 1 && s.step.kind === 'source' ? 'source' : s.number === count ? 'sink' : 'step'
  const note = el('div', `lf-note lf-note-${role}`)
  const button = el('button', 'lf-step', String(s.number))
  button.setAttribute('aria-label', `Step ${s.number} of ${count}`)
  button.addEventListener('click', () => o.onStep?.(s.number))
  note.append(button, el('span', 'lf-message', s.step.message))
  marks.set(s.number, note)
  return note
}
