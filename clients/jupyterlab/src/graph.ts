import type { CellReport } from './protocol'
import type { Watch } from './watch'
import { states } from './words'

const step = 44
const left = 14
const svg = 'http://www.w3.org/2000/svg'

function shape(tag: string, attributes: Record<string, string | number>): SVGElement {
  const e = document.createElementNS(svg, tag)
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, String(value))
  return e
}

/** Draws which cell takes its values from which: the page from top to bottom, an arc for each source. */
export function drawGraph(into: HTMLElement, watch: Watch, go: (id: string) => void): void {
  const cells = watch.answer?.report?.cells ?? []
  const list = document.createElement('ol')
  list.className = 'jp-Leadline-graph'
  const place = new Map(cells.map((c, i) => [c.number, i]))
  // An arc reaches further out the more cells it passes; beyond a width they share one.
  const reach = (from: number, to: number): number => Math.min(10 + 7 * Math.abs(to - from), 96)
  const width = 104
  const arcs = shape('svg', { width, height: cells.length * step, 'aria-hidden': 'true', class: 'jp-Leadline-arcs' })
  const drawn: { arc: SVGElement; from: number; to: number }[] = []
  cells.forEach((c, i) => {
    for (const from of new Set(Object.values(c.from))) {
      const at = place.get(from)
      if (at === undefined) continue
      const y1 = at * step + step / 2
      const y2 = i * step + step / 2
      const x = width - left
      const arc = shape('path', { d: `M ${x} ${y1} C ${x - reach(at, i)} ${y1} ${x - reach(at, i)} ${y2} ${x} ${y2}`, 'data-state': c.state })
      arcs.append(arc)
      drawn.push({ arc, from, to: c.number })
    }
    arcs.append(shape('circle', { cx: width - left, cy: i * step + step / 2, r: 5, 'data-state': c.state }))
  })
  const light = (number: number | null): void => drawn.forEach(d => d.arc.classList.toggle('jp-mod-lit', number !== null && (d.from === number || d.to === number)))
  for (const c of cells) list.append(row(c, light, go))
  const box = document.createElement('div')
  box.className = 'jp-Leadline-graphbox'
  box.append(arcs as unknown as Node, list)
  into.append(box)
}

function row(c: CellReport, light: (n: number | null) => void, go: (id: string) => void): HTMLElement {
  const button = document.createElement('button')
  button.dataset.state = c.state
  const sources = Object.entries(c.from).map(([name, cell]) => `${name} of cell ${cell}`)
  const makes = [c.defines.length ? `makes ${c.defines.join(', ')}` : '', c.changes.length ? `changes ${c.changes.join(', ')}` : ''].filter(Boolean).join('; ')
  const head = document.createElement('span')
  head.className = 'jp-Leadline-graphhead'
  head.textContent = `${states[c.state].sign} Cell ${c.number}${c.execution_count ? ` [${c.execution_count}]` : ''}`
  const text = document.createElement('span')
  text.className = 'jp-Leadline-graphtext'
  text.textContent = makes || (sources.length ? `reads ${sources.join(', ')}` : c.opaque || 'makes no names')
  button.append(head, text)
  const label = [`Cell ${c.number}, ${states[c.state].word}.`, makes, sources.length ? `reads ${sources.join(', ')}` : '', c.cause ?? ''].filter(Boolean).join(' ')
  button.setAttribute('aria-label', label)
  button.title = label
  button.addEventListener('click', () => go(c.id))
  for (const on of ['mouseenter', 'focus']) button.addEventListener(on, () => light(c.number))
  for (const off of ['mouseleave', 'blur']) button.addEventListener(off, () => light(null))
  const item = document.createElement('li')
  item.append(button)
  return item
}
