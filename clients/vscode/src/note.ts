import * as vscode from 'vscode'

const scheme = 'leadline-note'

/** Pages that the extension writes: read only, and nothing to save. */
export class Notes implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>()
  private readonly changed = new vscode.EventEmitter<vscode.Uri>()
  readonly onDidChange = this.changed.event
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(scheme, this)

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? ''
  }

  /** Shows a page of Markdown. */
  async show(title: string, markdown: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${title}.md` })
    this.texts.set(uri.toString(), `# ${title}\n\n${markdown}`)
    this.changed.fire(uri)
    await vscode.commands.executeCommand('markdown.showPreview', uri)
  }

  dispose(): void {
    this.registered.dispose()
    this.changed.dispose()
  }
}
