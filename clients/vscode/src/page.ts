import * as vscode from 'vscode'
import { difference } from './difference'
import type { Engine } from './engine'
import type { FindingsTree } from './findings'
import { fileOf } from './findings'
import type { Finding, Fix, Flow, RulePage } from './protocol'

/** The page of a rule, with the finding that it was opened for, its flow and its fix. */
export class Page implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined
  private shown: { rule: string; fingerprint?: string } | undefined

  constructor(
    private readonly engine: Engine,
    private readonly findings: FindingsTree,
    private readonly extension: vscode.Uri,
  ) {}

  /** Shows a rule, or a finding and its rule. */
  async show(rule: string, fingerprint?: string): Promise<void> {
    this.shown = { rule, fingerprint }
    if (!this.panel) {
      const media = vscode.Uri.joinPath(this.extension, 'media')
      this.panel = vscode.window.createWebviewPanel('leadline.rule', 'Leadline', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, localResourceRoots: [media] })
      this.panel.iconPath = vscode.Uri.joinPath(media, 'icon.png')
      this.panel.onDidDispose(() => (this.panel = undefined))
      this.panel.webview.onDidReceiveMessage((m: { command: string; argument?: number }) => this.act(m))
    } else {
      this.panel.reveal(undefined, true)
    }
    await this.draw()
  }

  /** Draws again what is shown, after an edit. */
  async follow(): Promise<void> {
    if (this.panel && this.shown) await this.draw()
  }

  private async act(m: { command: string; argument?: number }): Promise<void> {
    const print = this.shown?.fingerprint
    if (m.command === 'step' && print) {
      await vscode.commands.executeCommand('leadline.showFlow', print)
      await vscode.commands.executeCommand('leadline.step', m.argument ?? 0)
    }
    if (m.command === 'fix' && print) await vscode.commands.executeCommand('leadline.applyFix', print)
    if (m.command === 'ignore' && print) await vscode.commands.executeCommand('leadline.ignore', print)
    if (m.command === 'open' && print) await vscode.commands.executeCommand('leadline.open', print)
  }

  private async draw(): Promise<void> {
    const panel = this.panel
    if (!panel || !this.shown) return
    const { rule, fingerprint } = this.shown
    const page = await this.engine.rule(rule)
    const finding = fingerprint ? this.findings.find(fingerprint) : undefined
    const flow = finding?.steps ? await this.engine.flow(finding.fingerprint).catch(() => undefined) : undefined
    const fix = finding?.fixable ? await this.engine.fix(finding.fingerprint).catch(() => null) : null
    const text = await vscode.commands.executeCommand<string>('markdown.api.render', page.markdown.replace(/^# .*\n/, ''))
    const difference = fix ? await this.difference(fix) : ''
    panel.title = page.title
    panel.webview.html = this.html(panel.webview, page, text, finding, Boolean(fingerprint) && !finding, flow, fix, difference)
  }

  private async difference(fix: Fix): Promise<string> {
    const out: string[] = []
    const edit = await this.engine.edit(fix.edit)
    for (const [uri, edits] of edit.entries()) {
      const document = await vscode.workspace.openTextDocument(uri)
      const name = uri.scheme === 'file' ? vscode.workspace.asRelativePath(uri) : 'this cell'
      out.push(`<div class="file">${escape(name)}</div>`)
      for (const l of difference(document.getText(), edits.map((e) => ({ from: document.offsetAt(e.range.start), to: document.offsetAt(e.range.end), text: e.newText })))) {
        const word = l.sign === '+' ? 'added' : l.sign === '-' ? 'removed' : 'same'
        out.push(`<div class="${word}"><span class="number">${l.line || ''}</span><span class="sign">${l.sign}</span>${escape(l.text)}</div>`)
      }
    }
    return out.join('\n')
  }

  private html(view: vscode.Webview, page: RulePage, text: string, f: Finding | undefined, gone: boolean, flow: Flow | undefined, fix: Fix | null, diff: string): string {
    const media = (name: string): string => view.asWebviewUri(vscode.Uri.joinPath(this.extension, 'media', name)).toString()
    const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
    const steps = (flow?.steps ?? []).map((s, i) => {
      const place = this.engine.place(s.location)
      const file = place.uri.path.split('/').pop() ?? ''
      return `<li class="${escape(s.kind)}"><button data-command="step" data-argument="${i}"><span class="text">${escape(s.message)}</span><span class="place">${escape(file)}:${place.range.start.line + 1}</span></button></li>`
    })
    const here = f
      ? `<section class="here" aria-label="This finding">
<p class="message">${escape(f.message)}</p>
<p class="place"><button class="link" data-command="open">${escape(vscode.workspace.asRelativePath(fileOf(f)))}, line ${f.location.range.start.line + 1}</button>${f.confidence && f.confidence !== 'high' ? ` · confidence ${escape(f.confidence)}` : ''}</p>
${steps.length ? `<h2>How the data gets there</h2><ol class="steps">${steps.join('')}</ol>` : ''}
${fix ? `<h2>Proposed fix</h2><p>${escape(fix.description)}${fix.safe ? '' : ' <em>Look at it first: it may change what the program does.</em>'}</p><div class="diff" role="figure" aria-label="The fix as a difference">${diff}</div>` : ''}
<p class="buttons">${fix ? '<button class="primary" data-command="fix">Fix it…</button>' : ''}<button data-command="ignore">Ignore here, with a reason…</button></p>
</section>`
      : gone
        ? '<section class="here"><p class="message">This finding is gone.</p></section>'
        : ''
    const cwe = (page.cwe ?? []).map((n) => `<span class="chip">CWE-${n}</span>`).join('')
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(page.title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${view.cspSource} data:; style-src ${view.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${media('page.css')}"></head>
<body><header><h1>${escape(page.title)}</h1>
<p><span class="chip severity ${escape(page.severity)}">${escape(page.severity)}</span><span class="chip">${escape(page.category)}</span>${cwe}<code>${escape(page.id)}</code></p></header>
${here}<article>${text}</article>
<script nonce="${nonce}">
const api = acquireVsCodeApi()
document.addEventListener('click', (e) => {
  const b = e.target.closest('[data-command]')
  if (b) api.postMessage({ command: b.dataset.command, argument: b.dataset.argument ? Number(b.dataset.argument) : undefined })
})
</script></body></html>`
  }

  dispose(): void {
    this.panel?.dispose()
  }
}

const escape = (s: string): string => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
