import * as vscode from 'vscode'

/** How long outputs may still come in before the engine is told of them, in milliseconds. */
const quiet = 250
/** How much of one output is told: rules look for what does not belong there, not at pictures. */
const most = 1 << 16

/** What the engine is told of a cell that has run. */
export interface Shown {
  document: vscode.Uri
  executionCount: number
  outputs: object[]
}

/** Watches what cells show: the protocol tells of their texts and their runs, and leaves their outputs out. */
export class Outputs implements vscode.Disposable {
  private readonly waiting = new Map<vscode.NotebookDocument, { cells: Set<vscode.NotebookCell>; timer: NodeJS.Timeout }>()
  private readonly listener: vscode.Disposable

  constructor(private readonly tell: (notebook: vscode.Uri, cells: Shown[]) => void) {
    this.listener = vscode.workspace.onDidChangeNotebookDocument((e) => {
      if (e.notebook.notebookType !== 'jupyter-notebook') return
      const cells = e.cellChanges.filter((c) => c.outputs || c.executionSummary).map((c) => c.cell)
      if (cells.length) this.later(e.notebook, cells)
    })
  }

  private later(notebook: vscode.NotebookDocument, cells: vscode.NotebookCell[]): void {
    const before = this.waiting.get(notebook)
    if (before) clearTimeout(before.timer)
    const all = new Set([...(before?.cells ?? []), ...cells])
    const timer = setTimeout(() => {
      this.waiting.delete(notebook)
      const shown = [...all].filter((c) => c.kind === vscode.NotebookCellKind.Code && c.executionSummary?.executionOrder)
      if (shown.length) {
        this.tell(notebook.uri, shown.map((c) => ({ document: c.document.uri, executionCount: c.executionSummary?.executionOrder ?? 0, outputs: c.outputs.flatMap((o) => stored(o, c)) })))
      }
    }, quiet)
    this.waiting.set(notebook, { cells: all, timer })
  }

  dispose(): void {
    this.listener.dispose()
    for (const w of this.waiting.values()) clearTimeout(w.timer)
    this.waiting.clear()
  }
}

/** An output as the file would have it. */
function stored(output: vscode.NotebookCellOutput, cell: vscode.NotebookCell): object[] {
  const text = (i: vscode.NotebookCellOutputItem): string => new TextDecoder().decode(i.data.subarray(0, most))
  const streams = output.items.filter((i) => /^application\/vnd\.code\.notebook\.std(out|err)$/.test(i.mime))
  if (streams.length) return streams.map((i) => ({ output_type: 'stream', name: i.mime.slice(-6), text: text(i) }))
  const fault = output.items.find((i) => i.mime === 'application/vnd.code.notebook.error')
  if (fault) {
    let said: { name?: string; message?: string; stack?: string } = {}
    try {
      said = JSON.parse(text(fault)) as typeof said
    } catch {
      // A longer one is cut: that there is one is what counts.
    }
    return [{ output_type: 'error', ename: said.name ?? '', evalue: said.message ?? '', traceback: (said.stack ?? '').split('\n') }]
  }
  const data = Object.fromEntries(output.items.map((i) => [i.mime, /^text\/|json|xml|javascript/.test(i.mime) ? text(i) : '']))
  if ((output.metadata as { outputType?: string } | undefined)?.outputType === 'execute_result') {
    return [{ output_type: 'execute_result', execution_count: cell.executionSummary?.executionOrder ?? null, metadata: {}, data }]
  }
  return [{ output_type: 'display_data', metadata: {}, data }]
}
