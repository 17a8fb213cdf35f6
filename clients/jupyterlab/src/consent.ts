import { el } from './dom'
import type { Preview } from './protocol'
import { plural } from './words'

/** Lists what a scan in the service sends, this notebook first. */
export function drawSent(node: HTMLElement, p: Preview, notebook: string): void {
  const own = (path: string): boolean => notebook === path || notebook.endsWith(`/${path}`)
  const files = [...p.files].sort((a, b) => Number(own(b.path)) - Number(own(a.path)))
  const commit = p.commit ? ` (commit ${p.commit.slice(0, 8)} and what has changed since)` : ''
  node.classList.add('jp-Leadline-sent')
  node.append(el('p', {}, `${plural(files.length, 'file')}, ${size(p.bytes)}, go to the project “${p.project}” as ${p.ref}${commit}, now and with every later scan. Contents that the service has already do not travel again.`))
  const masked = files.filter(f => f.masked).length
  if (masked > 0) node.append(el('p', {}, `Secrets stay here: those that were found in ${plural(masked, 'file')} are masked, and outputs that show one are left out.`))
  for (const path of p.withheld ?? []) node.append(el('p', {}, `${path} stays here: a secret in it cannot be told from the rest.`))
  if (p.ignored > 0) node.append(el('p', {}, `${plural(p.ignored, 'path')} that git or the settings ignore ${p.ignored === 1 ? 'stays' : 'stay'} here.`))
  const body = el('tbody')
  for (const f of files) {
    const notes = [own(f.path) ? 'this notebook, with its outputs' : '', f.unsaved ? 'with what you have not saved' : '', f.masked ? 'secrets are masked' : '']
    body.append(el('tr', {}, el('td', {}, f.path), el('td', {}, size(f.size)), el('td', {}, notes.filter(Boolean).join(', '))))
  }
  node.append(el('div', { class: 'jp-Leadline-sentlist', tabindex: 0, role: 'region', 'aria-label': 'The files' },
    el('table', {}, el('thead', {}, el('tr', {}, el('th', {}, 'File'), el('th', {}, 'Size'), el('th', {}, ''))), body)))
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
