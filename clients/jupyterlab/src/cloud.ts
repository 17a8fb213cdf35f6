import { Dialog, Notification, showDialog } from '@jupyterlab/apputils'
import { Signal } from '@lumino/signaling'
import { Widget } from '@lumino/widgets'

import { drawSent } from './consent'
import { el, prose } from './dom'
import type { Asked, CloudStatus, Past, Preview, ScanTask, SignInTask } from './protocol'
import { ask } from './server'
import type { Settings } from './settings'
import type { Watch } from './watch'
import { plural } from './words'

/** What the team may say of a finding. */
export const verdicts: [verdict: string, title: string][] = [
  ['false_positive', 'Not true: a false positive'],
  ['test_code', 'True, and does no harm: code of a test'],
  ['to_fix', 'True, to be fixed'],
  ['confirmed', 'True'],
  ['accepted_risk', 'True, and the risk is accepted'],
  ['untriaged', 'Nothing is decided: take a verdict back']
]

/** How long a running scan is left alone before it is asked about again, in milliseconds. */
const pause = 300

/** The team's service. The server part does the talking and keeps the token. */
export class Cloud {
  readonly changed = new Signal<this, void>(this)
  status: CloudStatus = { url: '' }
  /** The scan that runs. */
  task: (ScanTask & { watch: Watch; token: string }) | null = null
  past = new WeakMap<Watch, Past>()
  private connected = new Map<string, string>()
  private asked = 0

  constructor(private settings: () => Settings, private setUrl: (url: string) => Promise<void>) {}

  get signedIn(): boolean {
    return Boolean(this.status.login)
  }

  /** Says which service is meant, and hears how things stand; once for each notebook and setting. */
  async connect(w: Watch): Promise<void> {
    const { service, profile } = this.settings()
    const key = `${service} ${profile}`
    if (this.connected.get(w.path) === key || w.phase !== 'ready') return
    this.connected.set(w.path, key)
    await this.join(w)
    if (this.status.agreed) window.setTimeout(() => w.look(), 1500) // the team's verdicts are fetched meanwhile
  }

  private async join(w: Watch, token = '', url = this.settings().service): Promise<void> {
    this.tell(await ask<CloudStatus>('cloud/connect', { path: w.path, url, profile: this.settings().profile, token }).catch(e => ({ url, fault: words(e) })))
  }

  private tell(status: CloudStatus): void {
    this.status = status
    this.changed.emit()
  }

  /** Asks for the address and a token. True when it is signed in then. */
  async signIn(w: Watch): Promise<boolean> {
    const form = new Form()
    const address = form.field('The address of your team’s service', 'url', this.status.url || 'http://127.0.0.1:8417', { disabled: this.status.fixed })
    const token = form.field('A token from its page Settings; empty: the one that `leadline login` keeps, or a yes in the browser', 'password', '')
    const answer = await showDialog({ title: 'Sign in to a Leadline service', body: form, focusNodeSelector: 'input[type=password]', buttons: [Dialog.cancelButton(), Dialog.okButton({ label: 'Sign in' })] })
    if (!answer.button.accept) return false
    const url = address.value.trim().replace(/\/+$/, '')
    if (!/^https?:\/\/[^/]+/.test(url)) {
      fail('Leadline: the address of a service starts with http:// or https://.')
      return false
    }
    await this.join(w, token.value.trim(), url)
    if (!this.signedIn && !token.value.trim() && !(await this.byBrowser(w))) return false
    if (!this.signedIn) {
      fail(`Leadline: ${this.status.fault ?? 'signing in failed'}`)
      return false
    }
    if (!this.status.fixed && url !== this.settings().service) await this.setUrl(url)
    this.connected.set(w.path, `${url} ${this.settings().profile}`)
    Notification.success(`Leadline: signed in to ${url} as ${this.status.login}.`, { autoClose: 4000 })
    void this.follow(w)
    return true
  }

  /** Waits until somebody who is signed in to the service has said yes there. False when it was given up. */
  private async byBrowser(w: Watch): Promise<boolean> {
    const asked = await ask<Asked>('cloud/device', { path: w.path }).catch(e => void fail(`Leadline: ${words(e)}`))
    if (!asked) return false
    const body = new Widget()
    const link = el('a', { href: asked.address, target: '_blank', rel: 'noopener noreferrer' }, 'Open the service')
    body.node.append(el('p', {}, link, ', sign in there, and say yes if it shows this code:'), el('p', { class: 'jp-Leadline-code' }, asked.code))
    const dialog = new Dialog({ title: 'Waiting for a yes in the browser', body, buttons: [Dialog.cancelButton()] })
    let waiting = true
    void dialog.launch().then(() => (waiting = false), () => undefined) // it is disposed of when the answer is there
    while (waiting) {
      await new Promise(done => setTimeout(done, pause))
      const task = await ask<SignInTask>(`cloud/device/${asked.task}`).catch((e): SignInTask => ({ state: 'failed', fault: words(e) }))
      if (!waiting || task.state === 'running') continue
      dialog.dispose()
      this.tell(task.result ?? { ...this.status, login: undefined, fault: task.fault })
      return true
    }
    await ask(`cloud/device/${asked.task}`, undefined, 'DELETE').catch(() => undefined)
    return false
  }

  async signOut(w: Watch): Promise<void> {
    const status = await ask<CloudStatus>('cloud/signout', { path: w.path })
    this.past = new WeakMap()
    this.tell({ ...status, login: undefined })
    w.look()
  }

  /** Shows what a scan would send; with a question, whether it may be. */
  private async consent(w: Watch, question: boolean): Promise<boolean> {
    await w.settled()
    const sends = await ask<Preview>('cloud/preview', { path: w.path })
    if (question && sends.agreed) return true
    const body = new Widget()
    drawSent(body.node, sends, w.path)
    const answer = await showDialog({
      title: question ? `Send this to ${sends.url}?` : 'What a scan in the service sends',
      body,
      buttons: question ? [Dialog.cancelButton(), Dialog.okButton({ label: 'Send and scan' })] : [Dialog.okButton({ label: 'Close' })]
    })
    return question && answer.button.accept
  }

  async preview(w: Watch): Promise<void> {
    await said(this.consent(w, false))
  }

  /** Scans the notebook, and the folder that it belongs to, in the service. */
  async scan(w: Watch): Promise<void> {
    if (this.task) return
    if (!this.signedIn && !(await this.signIn(w))) return
    const agreed = await said(this.consent(w, true))
    if (!agreed) return
    const { token } = await ask<{ token: string }>('cloud/scan', { path: w.path, agreed })
    this.task = { state: 'running', message: '', watch: w, token }
    while (this.task.state === 'running') {
      this.changed.emit()
      await new Promise(done => setTimeout(done, pause))
      try {
        Object.assign(this.task, await ask<ScanTask>(`cloud/scan/${token}`))
      } catch (e) {
        Object.assign(this.task, { state: 'failed', fault: words(e) })
      }
    }
    const end = this.task
    this.task = null
    if (end.state === 'done' && end.result) {
      const r = end.result
      const more = r.beyond > 0 ? `, ${r.beyond} of which only it has` : ''
      Notification.success(`Leadline: the service has ${plural(r.findings, 'finding')}${more}.`, { autoClose: 8000, actions: [{ label: 'Open the scan', callback: () => void window.open(r.url, '_blank', 'noopener') }] })
    } else if (/cancelled/.test(end.fault ?? '')) Notification.info('Leadline: the scan was cancelled.', { autoClose: 4000 })
    else fail(`Leadline: the scan in the service failed: ${end.fault}`)
    this.status = { ...this.status, agreed: true }
    w.look()
    await this.fetchPast(w)
  }

  async cancel(): Promise<void> {
    if (this.task) await ask(`cloud/scan/${this.task.token}`, undefined, 'DELETE')
  }

  /** Fetches what the team has decided, and what became of this notebook's findings. */
  async follow(w: Watch): Promise<void> {
    if (!this.signedIn) return
    this.asked = Date.now()
    const status = await said(ask<CloudStatus>('cloud/sync', { path: w.path }))
    if (status) this.status = { ...status, login: this.status.login, fixed: this.status.fixed }
    await this.fetchPast(w)
    w.look()
  }

  /** The same when the window comes back to the front. */
  refresh(w: Watch | null): void {
    if (w && this.status.agreed && Date.now() - this.asked > 60_000) void this.follow(w)
  }

  private async fetchPast(w: Watch): Promise<void> {
    const past = await ask<Past>(`cloud/past?path=${encodeURIComponent(w.path)}`).catch(() => null)
    if (past) this.past.set(w, past)
    this.changed.emit()
  }

  /** Asks for a verdict on a finding and gives it. */
  async verdict(w: Watch, fingerprint: string, message: string): Promise<void> {
    const form = new Form()
    form.node.append(el('p', {}, prose(message)))
    const verdict = form.choice('What is it? The verdict holds for the whole team.', verdicts)
    const reason = form.field('Why? It stands in the history of the finding.', 'text', '')
    const until = form.field('Accepted until (of a risk; may be empty)', 'date', '')
    const answer = await showDialog({ title: 'A verdict for the team', body: form, focusNodeSelector: 'select', buttons: [Dialog.cancelButton(), Dialog.okButton({ label: 'Give' })] })
    if (!answer.button.accept) return
    const day = verdict.value === 'accepted_risk' && until.value ? new Date(`${until.value}T00:00:00Z`).toISOString() : undefined
    const given = await said(ask<{ queued: boolean; why?: string }>('cloud/triage', { path: w.path, fingerprint, verdict: verdict.value, reason: reason.value.trim(), until: day }))
    if (given?.queued) Notification.info(`Leadline: the verdict is kept and sent later${given.why ? ` (${given.why})` : ''}.`, { autoClose: 6000 })
    w.look()
    await this.fetchPast(w)
  }
}

/** A form in a dialog. */
class Form extends Widget {
  constructor() {
    super()
    this.addClass('jp-Leadline-form')
  }

  field(label: string, type: string, value: string, more: Record<string, unknown> = {}): HTMLInputElement {
    const input = el('input', { type, autocomplete: 'off', class: 'jp-mod-styled', ...more })
    input.value = value
    this.node.append(el('label', {}, el('span', {}, label), input))
    return input
  }

  choice(label: string, options: [value: string, title: string][]): HTMLSelectElement {
    const select = el('select', { class: 'jp-mod-styled' })
    for (const [value, title] of options) select.append(el('option', { value }, title))
    this.node.append(el('label', {}, el('span', {}, label), select))
    return select
  }
}

const fail = (text: string): void => void Notification.error(text, { autoClose: 10_000 })

const words = (e: unknown): string => (e instanceof Error ? e.message : String(e))

/** What was asked for, or null and a word to the user. */
async function said<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (e) {
    fail(`Leadline: ${words(e)}`)
    return null
  }
}
