import { el } from './dom'

interface Stop {
  at: string
  title: string
  text: string
}

const stops: Stop[] = [
  { at: '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Leadline-badge', title: 'The verdict', text: 'What Restart and run all would do: fail at a cell, change outputs, or give the same. It follows what you type and run.' },
  { at: '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Leadline-mark', title: 'A mark for each cell', text: 'Beside the prompt: ✓ as a restart would give it, ↻ out of date, ↑ read from below, ✕ fails. Point at it for the cause; click for more.' },
  { at: '.jp-NotebookPanel:not(.lm-mod-hidden) .cm-lintRange', title: 'In the code', text: 'Underlined places carry what is wrong and, where there is one, a fix that is shown before it is made and undone in one step.' },
  { at: '#jp-leadline-panel', title: 'The whole notebook', text: 'All findings, root causes first, and the cells with what they take from one another. Arrows move, Enter goes there, f fixes, e ignores.' }
]

/** Shows what there is, one thing after the other. Escape ends it. */
export function tour(done: () => void): void {
  document.querySelector('.jp-Leadline-tour')?.remove()
  const before = document.activeElement as HTMLElement | null
  const box = el('div', { class: 'jp-Leadline-tour', role: 'dialog', 'aria-label': 'A tour of Leadline', tabindex: -1 })
  let at = 0
  let lit: Element | null = null
  const end = (): void => {
    lit?.classList.remove('jp-Leadline-lit')
    box.remove()
    before?.focus()
    done()
  }
  const show = (): void => {
    const stop = stops[at]
    lit?.classList.remove('jp-Leadline-lit')
    lit = document.querySelector(stop.at)
    lit?.classList.add('jp-Leadline-lit')
    const last = at === stops.length - 1
    const next = el('button', { class: 'jp-Leadline-button jp-mod-main', onclick: () => (last ? end() : (at++, show())) }, last ? 'Done' : 'Next')
    box.replaceChildren(el('strong', {}, stop.title), el('p', {}, stop.text), el('div', { class: 'jp-Leadline-buttons' }, el('span', { class: 'jp-Leadline-count' }, `${at + 1} of ${stops.length}`), el('button', { class: 'jp-Leadline-button', onclick: end }, 'Skip'), next))
    place(box, lit)
    next.focus()
  }
  box.addEventListener('keydown', e => {
    if (e.key === 'Escape') end()
    e.stopPropagation()
  })
  document.body.append(box)
  show()
}

function place(box: HTMLElement, by: Element | null): void {
  const r = by?.getBoundingClientRect()
  const own = box.getBoundingClientRect()
  const top = r ? Math.min(r.bottom + 8, window.innerHeight - own.height - 12) : 80
  const side = r ? Math.min(Math.max(r.left, 12), window.innerWidth - own.width - 12) : 80
  box.style.top = `${Math.max(12, top)}px`
  box.style.left = `${side}px`
}
