import * as vscode from 'vscode'
import type { Engine } from './engine'
import type { Analyzed, CloudStatus } from './protocol'

/** The status item: how many findings, whether something runs, how long it took. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('leadline.status', vscode.StatusBarAlignment.Left, 10)
  private readonly last = new Map<string, Analyzed>()
  private readonly subscriptions: vscode.Disposable[]
  private busy = ''
  private service: CloudStatus = { url: '' }

  constructor(private readonly engine: Engine) {
    this.item.name = 'Leadline'
    this.item.command = 'leadline.menu'
    this.subscriptions = [
      this.item,
      engine.onState(() => this.draw()),
      engine.onAnalyzed((a) => {
        this.last.set(a.root, a)
        this.draw()
      }),
    ]
    this.draw()
    this.item.show()
  }

  /** Something longer is under way; '' when it has ended. */
  working(on: string): void {
    this.busy = on
    this.draw()
  }

  /** What is known of the service. */
  cloud(status: CloudStatus): void {
    this.service = status
    this.draw()
  }

  private draw(): void {
    const looks = [...this.last.values()]
    const failed = looks.find((a) => a.error)
    const n = looks.reduce((sum, a) => sum + a.findings, 0)
    this.item.backgroundColor = undefined
    if (this.engine.state === 'failed' || failed) {
      this.item.text = '$(error) Leadline'
      this.item.tooltip = failed?.error ?? 'The engine is not running. Click for what can be done.'
      this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground')
      return
    }
    const starting = this.engine.state === 'starting' || looks.length === 0
    const stopped = looks.some((a) => a.cancelled)
    const marks = `${stopped ? ' $(debug-pause)' : ''}${this.service.queued ? ' $(cloud-offline)' : ''}`
    this.item.text = this.busy || starting ? `$(sync~spin) ${this.busy || 'Leadline'}` : `$(shield) ${n}${marks}`
    this.item.accessibilityInformation = { label: starting ? 'Leadline is looking at the workspace' : `Leadline: ${n} findings` }
    const tip = new vscode.MarkdownString('', true)
    tip.isTrusted = { enabledCommands: ['leadline.findings.focus', 'leadline.coverage', 'leadline.rescan'] }
    tip.appendMarkdown(starting ? '**Leadline** is looking at the workspace…' : `**Leadline**: ${n} finding${n === 1 ? '' : 's'}\n\n`)
    for (const a of looks) {
      const size = a.files === undefined ? '' : `${a.files} files, ${a.lines} lines`
      const again = a.bodies === 0 ? '' : `, ${a.bodies} function${a.bodies === 1 ? '' : 's'} looked at`
      const gap = a.cancelled
        ? '\n\n$(debug-pause) The last look was cancelled: the next edit, or looking again, begins another.'
        : a.complete === false
          ? '\n\n$(warning) Something could not be read: see what was looked at.'
          : ''
      tip.appendMarkdown(`${size} in ${duration(a.milliseconds)}${again}${gap}\n\n`)
    }
    const s = this.service
    if (s.url) {
      const state = s.signedIn ? `project ${s.project || 'not sent yet'}` : 'not signed in'
      const queued = s.queued ? `, $(cloud-offline) ${s.queued} verdict${s.queued === 1 ? '' : 's'} to be sent` : ''
      tip.appendMarkdown(`$(cloud) ${s.url}: ${state}${queued}${s.fault && s.signedIn ? `\n\n$(warning) ${s.fault}` : ''}\n\n`)
    }
    tip.appendMarkdown('[Findings](command:leadline.findings.focus) · [Coverage](command:leadline.coverage) · [Look again](command:leadline.rescan)')
    this.item.tooltip = tip
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose()
  }
}

export function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : ms < 90_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}
