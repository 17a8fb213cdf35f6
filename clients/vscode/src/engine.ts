import { existsSync } from 'node:fs'
import * as vscode from 'vscode'
import { LanguageClient, State, WorkDoneProgress, type CodeAction, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node'
import { Fixer } from './fix'
import type { Shown } from './outputs'
import type { Analyzed, Coverage, Finding, Fix, Flow, RulePage } from './protocol'

export type EngineState = 'starting' | 'ready' | 'failed'

/** The selector of what the engine looks at: files and the cells of notebooks. */
const documents = [
  { scheme: 'file', language: 'python' },
  { notebook: { notebookType: 'jupyter-notebook', scheme: 'file' }, language: 'python' },
]

/** The engine: `leadline lsp` as a process, and the requests of its own. */
export class Engine implements vscode.Disposable {
  private client: LanguageClient | undefined
  private readonly changed = new vscode.EventEmitter<EngineState>()
  private readonly looked = new vscode.EventEmitter<Analyzed>()
  /** The engine has come up, or has gone. */
  readonly onState = this.changed.event
  /** A look at the workspace has ended. */
  readonly onAnalyzed = this.looked.event
  private readonly clouded = new vscode.EventEmitter<void>()
  /** What is known of the service has changed. */
  readonly onCloud = this.clouded.event
  /** Asks for the reason of a verdict before it is given; set by who can. */
  onVerdict: ((fingerprint: string, verdict: string) => Promise<void>) | undefined
  private tokens = 0
  /** The progress of a look that can be cancelled. */
  private look: string | number | undefined
  state: EngineState = 'starting'

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
  ) {}

  async start(): Promise<void> {
    this.become('starting')
    const set = vscode.workspace.getConfiguration('leadline')
    const run = { command: this.program(set), args: ['lsp', ...(set.get<string[]>('server.args') ?? [])] }
    const server: ServerOptions = { run, debug: run }
    const options: LanguageClientOptions = {
      documentSelector: documents,
      outputChannel: this.log,
      initializationOptions: { ...settings(set), ruleUri: `${vscode.env.uriScheme}://${this.context.extension.id}/rule?{id}` },
      synchronize: { configurationSection: 'leadline' },
      middleware: {
        provideCodeActions: async (doc, range, context, token, next) => ((await next(doc, range, context, token)) ?? []).map(asking),
        executeCommand: (command, args: unknown[], next) => {
          if (command === 'leadline.triage' && args.length === 2 && this.onVerdict) return this.onVerdict(String(args[0]), String(args[1]))
          if (command === 'leadline.scanInService') return vscode.commands.executeCommand('leadline.scanInCloud')
          return next(command, args)
        },
        // The client shows it in the status bar, where nothing can be cancelled.
        handleWorkDoneProgress: (token, params, next) => {
          if (params.kind === 'begin' && params.cancellable && params.title === 'Leadline') this.looks(token)
          if (params.kind === 'end' && token === this.look) this.looks(undefined)
          next(token, params)
        },
      },
    }
    const client = (this.client = new LanguageClient('leadline', 'Leadline', server, options))
    client.onDidChangeState((e) => {
      if (e.newState === State.Stopped) {
        this.looks(undefined)
        this.become('failed')
      }
      if (e.newState === State.Running) this.become('ready')
    })
    client.onNotification('leadline/cloud/changed', () => this.clouded.fire())
    client.onNotification('leadline/analyzed', (a: Analyzed) => this.looked.fire(a))
    try {
      await client.start()
    } catch (e) {
      this.become('failed')
      this.log.error(`${run.command}: ${e instanceof Error ? e.message : String(e)}`)
      const again = await vscode.window.showErrorMessage('Leadline: the engine does not start.', 'Show the log', 'Settings')
      if (again === 'Show the log') this.log.show()
      if (again === 'Settings') await vscode.commands.executeCommand('workbench.action.openSettings', 'leadline.server')
    }
  }

  /** The program that is set, the one in this extension, or the one on the PATH. */
  private program(set: vscode.WorkspaceConfiguration): string {
    const own = this.context.asAbsolutePath(process.platform === 'win32' ? 'bin/leadline.exe' : 'bin/leadline')
    return set.get<string>('server.path') || (existsSync(own) ? own : 'leadline')
  }

  /** Tells the engine what the cells of a notebook show. */
  show(notebook: vscode.Uri, cells: Shown[]): void {
    const client = this.client
    if (!client || this.state !== 'ready') return
    const uri = (u: vscode.Uri): string => client.code2ProtocolConverter.asUri(u)
    void client.sendNotification('leadline/notebookOutputs', { uri: uri(notebook), cells: cells.map((c) => ({ ...c, document: uri(c.document) })) })
  }

  /** Whether a look is under way that takes its time. */
  get looking(): boolean {
    return this.look !== undefined
  }

  /** Ends the look that is under way; the next edit begins another. */
  async cancelLook(): Promise<void> {
    if (this.look !== undefined) await this.client?.sendNotification('window/workDoneProgress/cancel', { token: this.look })
  }

  private looks(token: string | number | undefined): void {
    this.look = token
    void vscode.commands.executeCommand('setContext', 'leadline.looking', this.looking)
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  private async stop(): Promise<void> {
    const client = this.client
    this.client = undefined
    if (client?.needsStop()) await client.stop().catch(() => undefined)
    await client?.dispose().catch(() => undefined)
  }

  async request<T>(method: string, params: object = {}, token?: vscode.CancellationToken): Promise<T> {
    if (!this.client || this.state !== 'ready') throw new Error('The engine is not running.')
    return token ? this.client.sendRequest<T>(method, params, token) : this.client.sendRequest<T>(method, params)
  }

  /** A request that takes its time: its progress is shown, cancelling it gives undefined. */
  async follow<T>(method: string, params: object, bar: vscode.Progress<{ message?: string; increment?: number }>, token: vscode.CancellationToken): Promise<T | undefined> {
    const client = this.client
    if (!client) throw new Error('The engine is not running.')
    const name = `leadline-vscode-${++this.tokens}`
    let percent = 0
    const heard = client.onProgress(WorkDoneProgress.type, name, (v) => {
      const now = 'percentage' in v && v.percentage !== undefined ? v.percentage : percent
      bar.report({ message: 'message' in v ? v.message : undefined, increment: Math.max(0, now - percent) })
      percent = Math.max(percent, now)
    })
    try {
      return await client.sendRequest<T>(method, { ...params, workDoneToken: name }, token)
    } catch (e) {
      if (token.isCancellationRequested) return undefined
      throw e
    } finally {
      heard.dispose()
    }
  }

  findings = async (): Promise<Finding[]> => (await this.request<{ findings: Finding[] }>('leadline/findings')).findings
  flow = (fingerprint: string): Promise<Flow> => this.request('leadline/flow', { fingerprint })
  rule = (id: string): Promise<RulePage> => this.request('leadline/rule', { id })
  fix = (fingerprint: string): Promise<Fix | null> => this.request('leadline/fix', { fingerprint })
  coverage = (): Promise<Coverage> => this.request('leadline/coverage')

  /** A place of the protocol in this editor's terms. */
  place(l: { uri: string; range: { start: { line: number; character: number }; end: { line: number; character: number } } }): vscode.Location {
    const r = l.range
    return new vscode.Location(vscode.Uri.parse(l.uri), new vscode.Range(r.start.line, r.start.character, r.end.line, r.end.character))
  }

  async edit(e: Fix['edit']): Promise<vscode.WorkspaceEdit> {
    if (!this.client) throw new Error('The engine is not running.')
    return this.client.protocol2CodeConverter.asWorkspaceEdit(e)
  }

  private become(state: EngineState): void {
    this.state = state
    void vscode.commands.executeCommand('setContext', 'leadline.state', state)
    this.changed.fire(state)
  }

  dispose(): void {
    void this.stop()
    this.changed.dispose()
    this.looked.dispose()
    this.clouded.dispose()
  }
}

/** The settings that the engine understands. */
function settings(set: vscode.WorkspaceConfiguration): object {
  const names = ['run', 'minimumSeverity', 'profile', 'rules', 'ignore', 'trust', 'openFilesOnly', 'cloud']
  // Fixes are shown by this extension, in an editor of differences.
  return { ...Object.fromEntries(names.map((n) => [n, set.get(n)])), previewFixes: 'never' }
}

/** An edit without what the engine says of showing it first. */
function plain(edit: vscode.WorkspaceEdit): vscode.WorkspaceEdit {
  const out = new vscode.WorkspaceEdit()
  for (const [uri, edits] of edit.entries()) out.set(uri, edits)
  return out
}

/** An action that needs a reason asks for it instead of leaving a gap to fill; a fix is shown before it is made. */
function asking(action: vscode.CodeAction | vscode.Command): vscode.CodeAction | vscode.Command {
  const data = (action as { data?: CodeAction['data'] }).data as { fingerprint: string; placeholder?: string } | undefined
  if (!('edit' in action) || !action.edit || !action.kind?.contains(vscode.CodeActionKind.QuickFix)) return action
  const edit = plain(action.edit)
  const { title } = action
  if (data?.placeholder) action.command = { command: 'leadline.ignoreWith', title, arguments: [edit, data.placeholder] }
  else if (Fixer.asks(!action.isPreferred)) action.command = { command: 'leadline.fixWith', title, arguments: [edit, title, action.isPreferred] }
  else return Object.assign(action, { edit })
  action.edit = undefined
  return action
}
