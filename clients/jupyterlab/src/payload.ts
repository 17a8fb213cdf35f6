import type { ICellModel, ICodeCellModel } from '@jupyterlab/cells'
import type { INotebookModel } from '@jupyterlab/notebook'
import type { IOutputAreaModel } from '@jupyterlab/outputarea'

/** How much of one text of an output is sent: the rest is for a scan of the file. */
const longest = 20_000

const slim = new WeakMap<IOutputAreaModel, unknown[]>()
const heard = new WeakSet<IOutputAreaModel>()

/** What is sent of a cell's outputs: texts up to a length, images as that they are there. */
function outputsOf(outputs: IOutputAreaModel): unknown[] {
  if (!heard.has(outputs)) {
    heard.add(outputs)
    outputs.changed.connect(() => slim.delete(outputs))
  }
  let out = slim.get(outputs)
  if (!out) {
    out = []
    for (let i = 0; i < outputs.length; i++) out.push(shorten(outputs.get(i).toJSON(), 0))
    slim.set(outputs, out)
  }
  return out
}

function shorten(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > longest ? value.slice(0, longest) : value
  if (Array.isArray(value)) return value.slice(0, 2000).map(v => shorten(v, depth + 1))
  if (value === null || typeof value !== 'object') return value
  if (depth > 6) return {}
  const out: Record<string, unknown> = {}
  for (const [key, v] of Object.entries(value)) out[key] = /^(image|video|audio)\/(?!svg)/.test(key) ? '' : shorten(v, depth + 1)
  return out
}

function metadataOf(cell: ICellModel): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const key of ['leadline', 'tags', 'execution']) {
    const value = cell.getMetadata(key)
    if (value !== undefined) out[key] = value
  }
  return out
}

/** The notebook as its file would be, without what only fills it. */
export function payload(model: INotebookModel): { notebook: unknown; sources: Map<string, string> } {
  const sources = new Map<string, string>()
  const cells: unknown[] = []
  for (let i = 0; i < model.cells.length; i++) {
    const cell = model.cells.get(i)
    const source = cell.sharedModel.getSource()
    sources.set(cell.id, source)
    const out: Record<string, unknown> = { cell_type: cell.type, id: cell.id, metadata: metadataOf(cell), source }
    if (cell.type === 'code') {
      const code = cell as ICodeCellModel
      out.execution_count = code.executionCount ?? null
      out.outputs = outputsOf(code.outputs)
    }
    cells.push(out)
  }
  const metadata = { kernelspec: model.getMetadata('kernelspec') ?? {}, language_info: model.getMetadata('language_info') ?? {} }
  return { notebook: { nbformat: 4, nbformat_minor: 5, metadata, cells }, sources }
}
