import * as vscode from 'vscode'

const scheme = 'leadline-fix'

interface Pending {
  edit: vscode.WorkspaceEdit
  texts: Map<string, string>
  end: (apply: boolean) => void
}

/** Shows a fix as a difference, and makes it when its user says so. */
export class Fixer implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly subscriptions = [vscode.workspace.registerTextDocumentContentProvider(scheme, this)]
  private pending: Pending | undefined
  private count = 0

  /** Whether fixes are shown first; risky is one that may change what the program does. */
  static asks(risky: boolean): boolean {
    const how = vscode.workspace.getConfiguration('leadline').get<string>('previewFixes', 'always')
    return how === 'always' || (how === 'risky' && risky)
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pending?.texts.get(uri.toString()) ?? ''
  }

  /** Makes an edit, after it was looked at where that is wanted. */
  async make(edit: vscode.WorkspaceEdit, title: string, ask: boolean): Promise<boolean> {
    if (!ask) return vscode.workspace.applyEdit(edit)
    this.end(false)
    const mine = ++this.count
    const texts = new Map<string, string>()
    const shown: [vscode.Uri, vscode.Uri][] = []
    const versions = new Map<vscode.TextDocument, number>()
    for (const [uri, edits] of edit.entries()) {
      const document = await vscode.workspace.openTextDocument(uri)
      const fixed = vscode.Uri.from({ scheme, path: uri.path.replace(/\.ipynb$/, '.py'), query: `${mine}-${shown.length}` })
      texts.set(fixed.toString(), applied(document, edits))
      shown.push([uri, fixed])
      versions.set(document, document.version)
    }
    const decided = new Promise<boolean>((end) => (this.pending = { edit, texts, end }))
    await vscode.commands.executeCommand('setContext', 'leadline.fixing', true)
    for (const [uri, fixed] of shown) await vscode.commands.executeCommand('vscode.diff', uri, fixed, title, { preview: true })
    void vscode.window.showInformationMessage(title, 'Apply', 'Discard').then((answer) => {
      if (answer && this.count === mine) this.end(answer === 'Apply')
    })
    const apply = await decided
    await close(texts)
    if (!apply) return false
    if ([...versions].some(([d, v]) => d.version !== v)) throw new Error('The code has changed since the fix was shown: ask for it again.')
    return vscode.workspace.applyEdit(edit)
  }

  /** Ends what is being shown. */
  end(apply: boolean): void {
    const was = this.pending
    this.pending = undefined
    void vscode.commands.executeCommand('setContext', 'leadline.fixing', false)
    was?.end(apply)
  }

  dispose(): void {
    this.end(false)
    vscode.Disposable.from(...this.subscriptions).dispose()
  }
}

/** What edits make of a document. */
function applied(document: vscode.TextDocument, edits: vscode.TextEdit[]): string {
  let text = document.getText()
  const last = [...edits].sort((a, b) => b.range.start.compareTo(a.range.start))
  for (const e of last) text = text.slice(0, document.offsetAt(e.range.start)) + e.newText + text.slice(document.offsetAt(e.range.end))
  return text
}

/** Closes the editors that show a fix. */
async function close(texts: Map<string, string>): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((g) => g.tabs)
  const mine = tabs.filter((t) => t.input instanceof vscode.TabInputTextDiff && texts.has(t.input.modified.toString()))
  if (mine.length) await vscode.window.tabGroups.close(mine)
}
