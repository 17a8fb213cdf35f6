import * as vscode from 'vscode'
import type { Engine } from './engine'
import type { Notes } from './note'
import type { CloudScan, CloudStatus, Finding, Preview } from './protocol'
import { duration, type Status } from './status'

const verdicts = [
  { label: '$(circle-slash) Not true', description: 'a false positive', verdict: 'false_positive' },
  { label: '$(beaker) Code of a test', description: 'true, and does no harm there', verdict: 'test_code' },
  { label: '$(tools) To be fixed', description: 'true, stays open until it is', verdict: 'to_fix' },
  { label: '$(check) Confirmed', description: 'true', verdict: 'confirmed' },
  { label: '$(shield) The risk is accepted', description: 'true, and stays as it is for now', verdict: 'accepted_risk' },
  { label: '$(discard) Nothing is decided', description: 'takes a verdict back', verdict: 'untriaged' },
]

/** The team's service: signing in, scans there, verdicts. The engine does the talking. */
export class Cloud implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[]
  private status: CloudStatus = { url: '' }
  private last = 0

  constructor(
    private readonly engine: Engine,
    private readonly secrets: vscode.SecretStorage,
    private readonly item: Status,
    private readonly notes: Notes,
    private readonly changed: () => Promise<void>,
  ) {
    this.subscriptions = [
      engine.onState((state) => state === 'ready' && void this.connect()),
      engine.onCloud(() => void this.look().then(() => this.changed())),
      vscode.window.onDidChangeWindowState((w) => w.focused && void this.follow()),
      vscode.workspace.onDidChangeConfiguration((e) => e.affectsConfiguration('leadline.cloud') && void this.connect()),
    ]
  }

  private get url(): string {
    return vscode.workspace.getConfiguration('leadline').get('cloud.url', '')
  }

  /** Signs in with what is kept, without a word when nothing is. */
  private async connect(): Promise<void> {
    const token = this.url ? await this.secrets.get(`token ${this.url}`) : undefined
    if (this.url && vscode.workspace.isTrusted) await this.engine.request('leadline/cloud/signIn', token ? { token } : {}).catch((e: unknown) => this.engine.log.info(`service: ${text(e)}`))
    await this.look()
  }

  /** What colleagues have decided while the window was in the background. */
  private async follow(): Promise<void> {
    if (!this.status.signedIn || Date.now() - this.last < 60_000) return
    this.last = Date.now()
    await this.engine.request('leadline/cloud/sync').catch(() => undefined)
  }

  private async look(): Promise<void> {
    this.status = await this.engine.request<CloudStatus>('leadline/cloud/status').catch(() => ({ url: this.url }))
    await vscode.commands.executeCommand('setContext', 'leadline.cloud', Boolean(this.status.signedIn))
    this.item.cloud(this.status)
  }

  async signIn(): Promise<void> {
    trusted()
    const set = vscode.workspace.getConfiguration('leadline')
    const url = await vscode.window.showInputBox({ title: 'Sign in to the service (1 of 2)', prompt: 'The address of your team\u2019s service', value: this.url || 'http://127.0.0.1:8417', validateInput: (s) => (/^https?:\/\/[^/]+/.test(s) ? undefined : 'An address such as https://leadline.example.org') })
    if (!url) return
    const address = url.replace(/\/+$/, '')
    const token = await vscode.window.showInputBox({ title: 'Sign in to the service (2 of 2)', prompt: 'A token from its page Settings, or nothing: then the browser asks you, unless `leadline login` keeps one. It goes into the editor\u2019s secret storage.', password: true })
    if (token === undefined) return
    if (address !== this.url) await set.update('cloud.url', address, vscode.ConfigurationTarget.Global)
    // The engine hears of the address through the settings.
    const end = Date.now() + 5000
    while ((await this.engine.request<CloudStatus>('leadline/cloud/status')).url.replace(/\/+$/, '') !== address && Date.now() < end) await new Promise((done) => setTimeout(done, 50))
    const me = token
      ? { token, ...(await this.engine.request<{ login: string }>('leadline/cloud/signIn', { token })) }
      : await this.engine.request<{ login: string; token?: string }>('leadline/cloud/signIn').catch(() => this.byBrowser())
    if (!me) return
    if (me.token) await this.secrets.store(`token ${address}`, me.token)
    await this.look()
    void vscode.window.showInformationMessage(`Signed in to ${address} as ${me.login}.`)
  }

  /** Waits until somebody who is signed in in the browser says yes to a code. */
  private async byBrowser(): Promise<{ login: string; token?: string } | undefined> {
    const asked = await this.engine.request<{ address: string; code: string }>('leadline/cloud/askDevice', { client: `${vscode.env.appName} on ${vscode.env.remoteName ?? 'this machine'}` })
    await vscode.env.openExternal(vscode.Uri.parse(asked.address))
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Say yes in the browser, if it shows ${asked.code}`, cancellable: true }, (bar, token) => this.engine.follow<{ login: string; token?: string }>('leadline/cloud/awaitDevice', asked, bar, token))
  }

  async signOut(): Promise<void> {
    await this.engine.request('leadline/cloud/signOut')
    await this.secrets.delete(`token ${this.url}`)
    await this.look()
    await this.changed()
  }

  async refresh(): Promise<void> {
    await this.engine.request('leadline/cloud/sync')
  }

  async chooseProject(): Promise<void> {
    const { projects, suggested } = await this.engine.request<{ projects: string[]; suggested: string }>('leadline/cloud/projects')
    const items = projects.map((p) => ({ label: p, description: p === suggested ? 'named like this repository' : '', project: p }))
    const fresh = { label: '$(add) A new project\u2026', description: '', project: '' }
    const chosen = await vscode.window.showQuickPick([...items, fresh], { title: 'The project in the service' })
    if (!chosen) return
    const slug = chosen.project || (await vscode.window.showInputBox({ title: 'A new project', prompt: 'It is made with the first scan.', value: suggested, validateInput: (s) => (/^[a-z0-9._-]{1,64}$/.test(s) ? undefined : 'Small letters, digits, dots and dashes') }))
    if (slug) await vscode.workspace.getConfiguration('leadline').update('cloud.project', slug, vscode.ConfigurationTarget.Workspace)
  }

  /** Shows what a scan would send, as a document. */
  async preview(p?: Preview): Promise<void> {
    const of = p ?? (await this.engine.request<Preview>('leadline/cloud/preview'))
    const lines = [`To ${of.url}, project **${of.project}**, as ${of.ref}${of.commit ? ` (commit ${of.commit.slice(0, 8)} and what has changed since)` : ''}.`, '']
    lines.push(`${of.files.length} files, ${size(of.bytes)}. Contents that the service has already do not travel again.`, '')
    if (of.ignored > 0) lines.push(`${of.ignored} paths stay here because git or the settings ignore them.`, '')
    for (const path of of.withheld ?? []) lines.push(`\`${path}\` stays here: an output of it shows a secret.`, '')
    lines.push('| file | size | |', '|---|---:|---|')
    for (const f of of.files) lines.push(`| \`${f.path}\` | ${size(f.size)} | ${[f.unsaved ? 'with what you have not saved' : '', f.masked ? 'literals that look like secrets are masked' : ''].filter(Boolean).join(', ')} |`)
    await this.notes.show('What a scan in the service sends', lines.join('\n'))
  }

  /** Whether the folder may be sent; asked once for each. */
  private async agreed(): Promise<boolean | undefined> {
    const p = await this.engine.request<Preview>('leadline/cloud/preview')
    if (p.agreed) return false
    const known = p.estimate ? ` Earlier scans took ${duration(p.estimate.lowMilliseconds)} to ${duration(p.estimate.highMilliseconds)}.` : ''
    const secret = p.files.filter((f) => f.masked).length + (p.withheld?.length ?? 0)
    const detail = `${p.files.length} files (${size(p.bytes)}) go to the project \u201c${p.project}\u201d, as ${p.ref}, now and with every later scan of this folder. Ignored files stay here${secret ? `, and so do secrets in ${secret} file${secret > 1 ? 's' : ''}` : ''}.${known}`
    const answer = await vscode.window.showInformationMessage(`Send this folder to ${p.url}?`, { modal: true, detail }, 'Send', 'Show the list first')
    if (answer === 'Show the list first') await this.preview(p)
    return answer === 'Send' ? true : undefined
  }

  /** Scans the folder in the service. */
  async scan(): Promise<void> {
    trusted()
    if (!this.status.signedIn) {
      await this.signIn()
      if (!this.status.signedIn) return
    }
    const agreed = await this.agreed()
    if (agreed === undefined) return
    const done = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Leadline service', cancellable: true }, (bar, token) => {
      this.item.working('service')
      return this.engine.follow<CloudScan>('leadline/cloud/scan', { agreed }, bar, token).finally(() => this.item.working(''))
    })
    if (!done) return
    await this.changed()
    const more = done.beyond > 0 ? `, ${done.beyond} of which only it has` : ''
    const answer = await vscode.window.showInformationMessage(`The service has ${done.findings} findings${more}. It took ${duration(done.milliseconds)}.`, 'Open the scan')
    if (answer) await vscode.env.openExternal(vscode.Uri.parse(done.url))
  }

  /** Asks for a verdict and its reason, and gives it. */
  async verdict(f: Finding): Promise<void> {
    const chosen = await vscode.window.showQuickPick(verdicts, { title: f.message, placeHolder: 'What is it? The verdict holds for the whole team.' })
    if (chosen) await this.give(f.fingerprint, chosen.verdict)
  }

  async give(fingerprint: string, verdict: string): Promise<void> {
    const reason = verdict === 'untriaged' ? '' : await vscode.window.showInputBox({ title: 'Why?', prompt: 'A sentence for your team, which stands in the history of the finding. It may be empty.' })
    if (reason === undefined) return
    const said = await this.engine.request<{ queued: boolean; why?: string }>('leadline/cloud/triage', { fingerprint, verdict, reason })
    if (said.queued) vscode.window.setStatusBarMessage(`$(cloud-offline) Leadline: the verdict is kept and sent later${said.why ? ` (${said.why})` : ''}`, 8000)
    await this.look()
    await this.changed()
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose()
  }
}

function trusted(): void {
  if (!vscode.workspace.isTrusted) throw new Error('Nothing is sent from a workspace that you do not trust.')
}

const text = (e: unknown): string => (e instanceof Error ? e.message : String(e))

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
