import * as vscode from 'vscode'
import type { FindingsTree } from './findings'

/** A line above each finding that has a flow. Off unless it is asked for. */
export class Lenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>()
  readonly onDidChangeCodeLenses = this.changed.event
  private readonly registered = vscode.languages.registerCodeLensProvider({ language: 'python' }, this)

  constructor(private readonly findings: FindingsTree) {}

  refresh(): void {
    this.changed.fire()
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!vscode.workspace.getConfiguration('leadline').get('codeLens', false)) return []
    const key = document.uri.toString()
    return this.findings.everything
      .filter((f) => f.steps > 0 && vscode.Uri.parse(f.location.uri).toString() === key)
      .map((f) => {
        const { line } = f.location.range.start
        return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title: `$(shield) ${f.title} · ${f.steps} steps`, command: 'leadline.showFlow', arguments: [f.fingerprint] })
      })
  }

  dispose(): void {
    this.registered.dispose()
    this.changed.dispose()
  }
}
