import * as vscode from 'vscode'
import type { Engine } from './engine'
import { notebookOf } from './findings'
import type { Flow, Step } from './protocol'

const icons: Record<string, string> = { source: 'debug-start', call: 'arrow-right', return: 'reply', library: 'library', unknown: 'question', sink: 'target', flow: 'circle-small' }

/** The way of one finding's data: a tree of its steps, and their numbers in the code. */
export class FlowTree implements vscode.TreeDataProvider<Step>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>()
  readonly onDidChangeTreeData = this.changed.event
  private readonly view: vscode.TreeView<Step>
  private readonly notes: vscode.TextEditorDecorationType
  private readonly marks: vscode.TextEditorDecorationType
  private readonly mark: vscode.TextEditorDecorationType
  private readonly subscriptions: vscode.Disposable[] = []
  private flow: Flow | undefined
  private at = -1
  private going: Promise<void> = Promise.resolve()

  constructor(private readonly engine: Engine) {
    this.view = vscode.window.createTreeView('leadline.flow', { treeDataProvider: this })
    const after = { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em', fontStyle: 'italic' }
    this.notes = vscode.window.createTextEditorDecorationType({ after })
    this.marks = vscode.window.createTextEditorDecorationType({ backgroundColor: new vscode.ThemeColor('editor.wordHighlightBackground'), borderRadius: '2px' })
    this.mark = vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
    })
    this.subscriptions.push(this.view, this.notes, this.marks, this.mark, vscode.window.onDidChangeVisibleTextEditors(() => this.draw()))
  }

  get current(): string | undefined {
    return this.flow?.fingerprint
  }

  get step(): number {
    return this.at + 1
  }

  get steps(): readonly Step[] {
    return this.flow?.steps ?? []
  }

  /** Shows the flow of a finding. */
  async show(fingerprint: string): Promise<void> {
    this.flow = await this.engine.flow(fingerprint)
    this.at = -1
    this.refresh()
  }

  /** Follows an edit: steps may stand elsewhere now, or be gone. */
  async follow(): Promise<void> {
    if (!this.flow) return
    const before = this.flow.fingerprint
    const now = await this.engine.flow(before).catch(() => undefined)
    if (this.flow?.fingerprint !== before) return
    if (!now) return this.close()
    this.flow = now
    this.at = Math.min(this.at, now.steps.length - 1)
    this.refresh()
  }

  close(): void {
    this.flow = undefined
    this.at = -1
    this.refresh()
  }

  private refresh(): void {
    const n = this.flow?.steps.length ?? 0
    void vscode.commands.executeCommand('setContext', 'leadline.flow', n > 0)
    this.view.description = n ? `${n} steps · ${this.flow?.rule}` : undefined
    this.view.message = this.flow && !n ? 'This finding is about one place: no data flows into it.' : undefined
    this.changed.fire()
    this.draw()
  }

  /** Goes to the step that is so many further; the ends hold. */
  async move(by: number): Promise<void> {
    const n = this.flow?.steps.length ?? 0
    if (n) await this.go(Math.max(0, Math.min(n - 1, this.at + by)))
  }

  /** Shows a step in the code, and selects it in the tree. */
  async go(index: number, focus = false): Promise<void> {
    const step = this.flow?.steps[index]
    if (!step) return
    this.at = index
    // Keys may come faster than editors open: each waits for the one before.
    this.going = this.going.then(() => reveal(this.engine.place(step.location), focus)).catch(() => undefined)
    await this.going
    if (this.at !== index) return
    this.draw()
    if (this.view.visible) await this.view.reveal(step, { select: true, focus: false }).then(undefined, () => undefined)
    vscode.window.setStatusBarMessage(`$(git-commit) ${step.number} of ${this.flow?.steps.length}: ${step.message}`, 8000)
  }

  getChildren(step?: Step): Step[] {
    return step ? [] : (this.flow?.steps ?? [])
  }

  getParent(): undefined {
    return undefined
  }

  getTreeItem(step: Step): vscode.TreeItem {
    const item = new vscode.TreeItem(`${step.number}. ${step.message}`)
    item.id = `${this.flow?.fingerprint}:${step.number}`
    const place = this.engine.place(step.location)
    const file = (notebookOf(place.uri)?.uri ?? place.uri).path.split('/').pop()
    item.description = `${file}:${place.range.start.line + 1}`
    item.iconPath = new vscode.ThemeIcon(icons[step.kind] ?? 'circle-small', step.kind === 'source' || step.kind === 'sink' ? new vscode.ThemeColor('editorError.foreground') : undefined)
    item.tooltip = step.function ? `in ${step.function}` : undefined
    item.accessibilityInformation = { label: `step ${step.number}, ${step.kind}: ${step.message}, ${file} line ${place.range.start.line + 1}` }
    item.command = { command: 'leadline.step', title: 'Go to this step', arguments: [step.number - 1] }
    return item
  }

  /** Numbers the steps in every editor that shows one. */
  private draw(): void {
    const on = vscode.workspace.getConfiguration('leadline').get('flowInEditor', true)
    for (const editor of vscode.window.visibleTextEditors) {
      const key = editor.document.uri.toString()
      const here = on ? (this.flow?.steps ?? []).filter((s) => this.engine.place(s.location).uri.toString() === key) : []
      const byLine = new Map<number, Step[]>()
      for (const s of here) byLine.set(s.location.range.start.line, [...(byLine.get(s.location.range.start.line) ?? []), s])
      const notes = [...byLine].map(([line, steps]) => ({
        range: editor.document.validateRange(new vscode.Range(line, Number.MAX_SAFE_INTEGER, line, Number.MAX_SAFE_INTEGER)),
        renderOptions: { after: { contentText: `${steps.map((s) => s.number).join(', ')} · ${steps[steps.length - 1].message}` } },
      }))
      editor.setDecorations(this.notes, notes)
      editor.setDecorations(this.marks, here.map((s) => this.engine.place(s.location).range))
      const now = this.flow?.steps[this.at]
      editor.setDecorations(this.mark, now && here.includes(now) ? [this.engine.place(now.location).range] : [])
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose()
    this.changed.dispose()
  }
}

/** Shows a place, also one in a cell of a notebook. */
export async function reveal(place: vscode.Location, focus = true): Promise<void> {
  const book = notebookOf(place.uri)
  if (book) {
    const index = book.getCells().findIndex((c) => c.document.uri.toString() === place.uri.toString())
    const range = new vscode.NotebookRange(index, index + 1)
    const editor = await vscode.window.showNotebookDocument(book, { selections: [range], preserveFocus: !focus })
    editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport)
    return
  }
  if (place.uri.path.endsWith('.ipynb')) {
    await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(place.uri), { preserveFocus: !focus })
    return
  }
  await vscode.window.showTextDocument(place.uri, { selection: place.range, preserveFocus: !focus })
}
