import type { Cell, ICodeCellModel } from '@jupyterlab/cells'
import type { NotebookPanel } from '@jupyterlab/notebook'
import type { IDisposable } from '@lumino/disposable'
import { Signal } from '@lumino/signaling'

import { payload } from './payload'
import type { Answer, CellReport, Finding, Run } from './protocol'
import { ask, Missing } from './server'
import type { Settings } from './settings'

/** How long changes without a pause may put a look off, in milliseconds. */
const patience = 1500

export type Phase = 'waiting' | 'ready' | 'missing' | 'failed' | 'off'

/** One open notebook: looks at it whenever something has changed, and keeps what was found. */
export class Watch implements IDisposable {
  readonly changed = new Signal<this, void>(this)
  phase: Phase = 'waiting'
  fault = ''
  answer: Answer | null = null
  /** The sources that the answer speaks of. */
  sources = new Map<string, string>()
  isDisposed = false

  private timer = 0
  private since = 0
  private busy = false
  private again = false
  private posts: Promise<unknown> = Promise.resolve()
  private scheduled = new Map<string, { source: string; time: number }[]>()
  path = ''

  constructor(readonly panel: NotebookPanel, private settings: () => Settings) {
    panel.disposed.connect(() => this.dispose())
    void panel.context.ready.then(() => {
      if (this.isDisposed) return
      this.path = this.localPath()
      panel.context.model.contentChanged.connect(this.schedule, this)
      panel.context.pathChanged.connect(this.renamed, this)
      panel.context.saveState.connect(this.saved, this)
      panel.sessionContext.statusChanged.connect(this.status, this)
      panel.sessionContext.kernelChanged.connect(this.kernel, this)
      this.look()
    })
  }

  dispose(): void {
    if (this.isDisposed) return
    this.isDisposed = true
    window.clearTimeout(this.timer)
    Signal.disconnectReceiver(this)
    if (this.phase === 'ready') void ask('close', { path: this.path }).catch(() => undefined)
    Signal.clearData(this)
  }

  /** Looks when nothing has changed for a moment. */
  schedule(): void {
    if (this.phase === 'missing' || !this.settings().enabled) return
    const now = Date.now()
    if (this.timer && now - this.since > patience) return
    if (!this.timer) this.since = now
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.look(), this.settings().delay)
  }

  /** Looks now; one look at a time, the last change wins. */
  look(): void {
    window.clearTimeout(this.timer)
    this.timer = 0
    if (this.isDisposed || !this.panel.context.isReady) return
    if (!this.settings().enabled) {
      this.answer = null
      this.tell('off')
      return
    }
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    void this.once().finally(() => {
      this.busy = false
      if (this.again && !this.isDisposed) {
        this.again = false
        this.look()
      }
    })
  }

  /** Waits until the engine has the notebook as it is now. */
  async settled(): Promise<void> {
    this.look()
    while (this.busy && !this.isDisposed) await new Promise(done => setTimeout(done, 20))
  }

  private async once(): Promise<void> {
    await this.posts
    const { minimumSeverity, profile } = this.settings()
    const { notebook, sources } = payload(this.panel.context.model)
    try {
      const kernel = this.panel.sessionContext.session?.kernel?.id ?? ''
      const answer = await ask<Answer>('analyze', { path: this.path, notebook, kernel, settings: { minimumSeverity, profile } })
      if (this.isDisposed) return
      this.answer = answer
      this.sources = sources
      this.tell('ready')
    } catch (e) {
      if (this.isDisposed) return
      this.answer = null
      this.fault = e instanceof Error ? e.message : String(e)
      this.tell(e instanceof Missing ? 'missing' : 'failed')
    }
  }

  private tell(phase: Phase): void {
    this.phase = phase
    if (phase === 'ready' || phase === 'off') this.fault = ''
    this.changed.emit()
  }

  /** Tries again where the server part was missing. */
  retry(): void {
    this.phase = 'waiting'
    this.look()
  }

  /** A cell was handed to the kernel. */
  willRun(cell: Cell): void {
    const list = this.scheduled.get(cell.model.id) ?? []
    list.push({ source: cell.model.sharedModel.getSource(), time: Date.now() })
    this.scheduled.set(cell.model.id, list)
  }

  /** A cell has run. */
  ran(cell: Cell, ok: boolean): void {
    const started = this.scheduled.get(cell.model.id)?.shift()
    const kernel = this.panel.sessionContext.session?.kernel?.id
    const count = cell.model.type === 'code' ? (cell.model as ICodeCellModel).executionCount : null
    if (!started || !kernel || !count) return
    const number = this.panel.content.widgets.indexOf(cell) + 1
    const run: Run = { cell: cell.model.id, number, source: started.source, execution_count: count, time: started.time, ok, kernel }
    if (!ok) run.line = stoppedAt(cell.model as ICodeCellModel)
    this.post({ runs: [run] })
    this.schedule()
  }

  private post(what: object): void {
    if (this.phase === 'missing') return
    const body = { path: this.path, ...what }
    this.posts = this.posts.then(() => ask('runs', body)).catch(() => undefined)
  }

  private forget(): void {
    this.scheduled.clear()
    this.post({ reset: true })
    this.schedule()
  }

  private status(_: unknown, status: string): void {
    if (status === 'restarting' || status === 'autorestarting' || status === 'dead' || status === 'terminating') this.forget()
  }

  private kernel(_: unknown, change: { oldValue: { id: string } | null; newValue: { id: string } | null }): void {
    if (change.oldValue && change.oldValue.id !== change.newValue?.id) this.forget()
  }

  private renamed(): void {
    const renamed = this.localPath()
    this.post({ renamed })
    this.path = renamed
    this.schedule()
  }

  private saved(_: unknown, state: string): void {
    if (state === 'completed') this.schedule()
  }

  private localPath(): string {
    return this.panel.context.localPath || this.panel.context.path
  }

  /** The findings that still speak of the text that is there. */
  current(): Finding[] {
    return this.answer?.findings ?? []
  }

  cell(id: string): CellReport | undefined {
    return this.answer?.report?.cells.find(c => c.id === id)
  }

  /** The cell's widget, by the id of its model. */
  widget(id: string): Cell | undefined {
    return this.panel.content.widgets.find(w => w.model.id === id)
  }
}

/** The line of a cell at which the traceback of its error says that it stopped, or 0. */
function stoppedAt(model: ICodeCellModel): number {
  for (let i = 0; i < model.outputs.length; i++) {
    const output = model.outputs.get(i).toJSON()
    if (output.output_type !== 'error' || !Array.isArray(output.traceback)) continue
    const arrow = /-> *(\d+)/.exec(output.traceback.join('\n'))
    if (arrow) return Number(arrow[1])
  }
  return 0
}
