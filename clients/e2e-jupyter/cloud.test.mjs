// The team's service from the panel, against a real `leadline serve`.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, equal, freePort, jupyter, Lab, ok, until } from './harness.mjs'

const secret = 'ghp_' + 'k3VbT9xQ2mZr7LwYc5Nd8PsF1hJa6UeG4oXi'

class Service {
  data = mkdtempSync(join(tmpdir(), 'leadline-service-'))

  async start(workers = 1) {
    this.port ??= await freePort()
    this.url = `http://127.0.0.1:${this.port}`
    this.child = spawn(join(env, 'bin', 'leadline'), ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, '--workers', String(workers)], { stdio: 'ignore' })
    await until(() => fetch(`${this.url}/readyz`).then(r => r.ok, () => false), true, 'the service is ready')
    this.token = readFileSync(join(this.data, 'admin-token'), 'utf8').trim()
  }

  async stop() {
    const ended = new Promise(done => this.child.once('exit', done))
    this.child.kill()
    await ended
  }

  async api(path) {
    const r = await fetch(`${this.url}/v1${path}`, { headers: { Authorization: `Bearer ${this.token}` } })
    if (!r.ok) throw new Error(`${path}: ${r.status} ${await r.text()}`)
    return path.includes('/file?') ? r.text() : r.json()
  }

  async findings(rule) {
    return (await this.api(`/findings?project=shop&ref=main%2Blocal&state=all&rule=${rule}`)).items
  }
}

/** Each test goes on where the one before it ended. */
export const ordered = true

export async function before(chromium) {
  const service = new Service()
  await service.start()
  const server = await jupyter()
  const repo = join(server.root, 'shop')
  mkdirSync(join(repo, 'books'), { recursive: true })
  writeFileSync(join(repo, 'tax.py'), 'def gross(net):\n    return net * 1.19\n')
  writeFileSync(join(repo, 'private.py'), 'x = 1\n')
  writeFileSync(join(repo, '.gitignore'), 'private.py\n')
  const git = (...args) => execFileSync('git', ['-C', repo, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args])
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-qm', 'one')
  const l = await Lab.open(chromium, server)
  const bodies = []
  l.page.on('response', r => void r.text().then(t => bodies.push(t), () => undefined))
  const tab = l.page.locator('#jp-leadline-panel .jp-Leadline-service')
  return { service, server, l, tab, bodies, afterFault: name => l.clean(name) }
}

export async function after({ service, server, l }) {
  const faults = l.faults.filter(f => !/503/.test(f)) // the service was away for a while
  await l.page.close()
  await server.stop()
  await service.stop()
  rmSync(service.data, { recursive: true, force: true })
  ok(faults.length === 0, `the console holds faults:\n${faults.join('\n')}`)
}

const press = (tab, action) => tab.locator(`[data-action=${action}]`).first().click()
const dialog = l => l.page.locator('.jp-Dialog')
const accept = l => dialog(l).locator('.jp-mod-accept').click()
const past = (tab, rule) => tab.locator(`.jp-Leadline-past[data-rule="${rule}"]`)

async function verdict(l, what, reason) {
  await dialog(l).locator('select').selectOption(what)
  await dialog(l).locator('input[type=text]').fill(reason)
  await accept(l)
}

async function scan(tab) {
  await press(tab, 'scan')
  await tab.locator('[data-action=cancel]').waitFor({ timeout: 60_000 })
  await tab.locator('[data-action=scan]').waitFor({ timeout: 60_000 })
}

export const tests = {
  async 'cloud: signing in; the token stays in the server part'({ service, server, l, tab, bodies }) {
    await l.notebook('shop/books/report.ipynb', ['import subprocess', `token = "${secret}"`, ['print(token)', 1, `${secret}\n`], 'subprocess.run(input(), shell=True)', 'total = 3'])
    await l.command('leadline:show-service')
    await press(tab, 'sign-in')
    await dialog(l).locator('input[type=url]').fill(`${service.url}/`)
    await dialog(l).locator('input[type=password]').fill('ldl_wrong')
    await accept(l)
    await l.page.locator('.Toastify__toast, .jp-toast-message', { hasText: 'this token is not valid' }).first().waitFor()
    await press(tab, 'sign-in')
    await dialog(l).locator('input[type=url]').fill(service.url)
    await dialog(l).locator('input[type=password]').fill(service.token)
    await accept(l)
    await tab.locator('text=/as admin/').waitFor()
    const kept = join(server.root, '..', '.config', 'leadline', 'tokens.json')
    ok(existsSync(kept) && (statSync(kept).mode & 0o077) === 0 && readFileSync(kept, 'utf8').includes(service.token), 'the token is kept as leadline login keeps it')
    equal(bodies.filter(b => b.includes(service.token)).length, 0, 'answers with the token')
    const inPage = await l.page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage))
    ok(!inPage.includes(service.token), 'the page keeps the token')
  },

  async 'cloud: signing in by a yes in the browser'({ service, server, l, tab, bodies }) {
    await press(tab, 'sign-out')
    await press(tab, 'sign-in')
    await dialog(l).locator('input[type=url]').fill(service.url)
    await accept(l)
    const code = await dialog(l).locator('.jp-Leadline-code').innerText()
    ok((await dialog(l).locator('a').getAttribute('href')).includes(code), 'the link has the code')
    await dialog(l).locator('.jp-mod-reject').click() // given up, and asked for again
    await press(tab, 'sign-in')
    await dialog(l).locator('input[type=url]').fill(service.url)
    await accept(l)
    const again = await dialog(l).locator('.jp-Leadline-code').innerText()
    ok(again !== code, 'another code')
    const r = await fetch(`${service.url}/v1/device/${again}`, { method: 'POST', headers: { Authorization: `Bearer ${service.token}`, 'Content-Type': 'application/json' }, body: '{"allow":true}' })
    ok(r.ok, `the service takes the yes: ${r.status}`)
    await tab.locator('text=/as admin/').waitFor()
    equal(await dialog(l).count(), 0, 'dialogs that stay')
    const kept = readFileSync(join(server.root, '..', '.config', 'leadline', 'tokens.json'), 'utf8')
    const token = /ldl_[A-Za-z0-9_-]+/.exec(kept)?.[0]
    ok(token && token !== service.token, 'its own token is kept')
    equal(bodies.filter(b => b.includes(token)).length, 0, 'answers with the token')
  },

  async 'cloud: what is sent is shown before the first scan, without secrets'({ service, l, tab }) {
    await press(tab, 'scan')
    const text = await dialog(l).innerText()
    ok(/books\/report\.ipynb\s+[\d.]+ k?B\s+this notebook, with its outputs, secrets are masked/.test(text), text)
    ok(text.includes('tax.py') && !text.includes('private.py') && /paths? that git or the settings ignore stays? here/.test(text), text)
    await l.shot('jupyter-sends.png')
    await dialog(l).locator('.jp-mod-reject').click()
    await l.page.waitForTimeout(500)
    equal((await service.api('/projects')).items.length, 0, 'projects before anybody agreed')
    await press(tab, 'scan')
    await accept(l)
    await tab.locator('.jp-Leadline-scans li').first().waitFor({ timeout: 60_000 })
    const [f] = await service.findings('subprocess-shell-true')
    ok(f && f.path === 'books/report.ipynb' && f.presence === 'new', JSON.stringify(f))
    const there = await service.api(`/projects/shop/trees/${f.tree}/file?path=books%2Freport.ipynb&raw=true`)
    ok(there.includes('subprocess.run') && !there.includes(secret), 'the notebook in the service')
  },

  async 'cloud: a verdict from the panel holds for the team'({ service, l, tab }) {
    await l.command('leadline:show-panel')
    await l.page.locator('.jp-Leadline-tab[data-view=findings]').click()
    await l.item('subprocess-shell-true').locator('[data-action=verdict]').click()
    await verdict(l, 'false_positive', 'a notebook of one user')
    await until(() => l.rules(), r => !r.includes('subprocess-shell-true'), 'the finding is silent')
    await l.page.locator('.jp-Leadline-ignored summary').click()
    await l.page.locator('.jp-Leadline-ignoreditem', { hasText: 'the team says: false positive' }).waitFor()
    const [f] = await service.findings('subprocess-shell-true')
    equal(f.verdict, 'false_positive', 'in the service')
    const full = await service.api(`/findings/${f.id}`)
    equal(full.triage.reason, 'a notebook of one user', 'the reason')
    await l.page.locator('.jp-Leadline-tab[data-view=service]').click()
    await until(() => past(tab, 'subprocess-shell-true').getAttribute('data-verdict'), 'false_positive')
  },

  async 'cloud: a finding keeps its history when cells move and change around it'({ service, l, tab }) {
    const [was] = await service.findings('subprocess-shell-true')
    await l.with(p => {
      const shared = p.context.model.sharedModel
      shared.insertCell(0, { cell_type: 'code', source: 'rate = 5' })
      shared.insertCell(1, { cell_type: 'markdown', source: '# Costs' })
      shared.moveCell(5, 2)
    })
    await l.source(3, 'import subprocess  # to ask')
    await scan(tab)
    const [is] = await service.findings('subprocess-shell-true')
    equal([is.id, is.presence, is.verdict], [was.id, 'persisting', 'false_positive'], 'the finding')
    const item = past(tab, 'subprocess-shell-true')
    await until(() => item.getAttribute('data-presence'), 'persisting')
    await item.locator('summary').click()
    await item.locator('.jp-Leadline-events li', { hasText: 'false positive' }).waitFor()
    ok(/new/.test(await item.locator('.jp-Leadline-events').innerText()), 'its beginning')
    equal(await tab.locator('.jp-Leadline-scans li').count(), 2, 'scans')
    await l.shot('jupyter-service.png')
    ok(!(await l.rules()).includes('subprocess-shell-true'), 'it is silent')
  },

  async 'cloud: what is gone is told of as gone'({ l, tab }) {
    await l.with(p => {
      const shared = p.context.model.sharedModel
      shared.deleteCell(shared.cells.findIndex(c => c.getSource().includes('subprocess.run')))
    })
    await scan(tab)
    await until(() => past(tab, 'subprocess-shell-true').getAttribute('data-presence'), 'absent')
  },

  async 'cloud: a verdict without a connection waits, and arrives'({ service, l, tab }) {
    await l.source(0, 'import requests; requests.get("https://x", verify=False)')
    await scan(tab)
    const [f] = await service.findings('tls-certificate-verification-disabled')
    ok(f, 'the service knows the finding')
    await service.stop()
    await l.page.locator('.jp-Leadline-tab[data-view=findings]').click()
    await until(() => l.rules(), /tls-certificate-verification-disabled/)
    await l.item('tls-certificate-verification-disabled').locator('[data-action=verdict]').click()
    await verdict(l, 'to_fix', 'a parser')
    await l.item('tls-certificate-verification-disabled').locator('.jp-Leadline-note', { hasText: 'the team says: to fix, to be sent' }).waitFor()
    await service.start(0)
    await l.page.locator('.jp-Leadline-tab[data-view=service]').click()
    await press(tab, 'follow')
    await until(async () => (await service.findings('tls-certificate-verification-disabled'))[0].verdict, 'to_fix', 'it arrives')
  },

  async 'cloud: a scan shows how far it is, and is cancelled there too'({ service, l, tab }) {
    await l.source(0, 'import requests; requests.get("https://y", verify=False)')
    await press(tab, 'scan') // nobody works there
    await tab.locator('.jp-Leadline-progress', { hasText: /wait|queue/i }).waitFor()
    await press(tab, 'cancel')
    await l.page.locator('.Toastify__toast, .jp-toast-message', { hasText: 'the scan was cancelled' }).first().waitFor()
    await until(async () => (await service.api('/scans?project=shop&limit=1')).items[0].state, /cancel/)
    await tab.locator('[data-action=scan]').waitFor()
  },

  async 'cloud: after a reload and in another notebook the team’s verdicts hold; signing out forgets'({ server, l, tab }) {
    await l.with(p => p.context.save())
    await l.page.reload()
    await l.page.waitForFunction(() => window.jupyterapp?.restored?.then(() => true), null, { timeout: 90_000 })
    await l.notebook('shop/books/report.ipynb')
    await l.command('leadline:show-panel')
    await l.page.locator('.jp-Leadline-tab[data-view=findings]').click()
    await l.item('tls-certificate-verification-disabled').locator('.jp-Leadline-note', { hasText: 'the team says: to fix' }).waitFor()
    await l.command('leadline:show-service')
    await press(tab, 'sign-out')
    await tab.locator('[data-action=sign-in]').waitFor()
    const kept = readFileSync(join(server.root, '..', '.config', 'leadline', 'tokens.json'), 'utf8')
    equal(Object.keys(JSON.parse(kept)).length, 0, 'kept tokens')
    await until(() => l.page.locator('.jp-Leadline-note', { hasText: 'the team says' }).count(), 0)
    await l.close()
  }
}
