// The team's service from the editor, against a real `leadline serve`.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { freePort, root, start, tests, until } from './editor.mjs'

let e, service, url, token
const data = mkdtempSync(join(tmpdir(), 'leadline-service-'))
const test = tests(() => e)

async function serve(port) {
  service = spawn(join(root, 'build/leadline'), ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' })
  await until('the service is ready', async () => (await fetch(`${url}/readyz`)).ok)
}
async function halt() {
  const ended = new Promise((done) => service.once('exit', done))
  service.kill()
  await ended
}
const api = async (path, body) => {
  const r = await fetch(`${url}/v1${path}`, { method: body ? 'POST' : 'GET', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
  if (!r.ok) throw new Error(`${path}: ${r.status} ${await r.text()}`)
  return r.json()
}
const finding = async (rule) => (await api(`/findings?project=bookshop&ref=main%2Blocal&state=all&rule=${rule}`)).items[0]

let port
before(async () => {
  port = await freePort()
  url = `http://127.0.0.1:${port}`
  await serve(port)
  token = readFileSync(join(data, 'admin-token'), 'utf8').trim()
  e = await start({ settings: { 'leadline.cloud.url': url } })
})
after(async () => {
  await e?.close()
  service?.kill()
  rmSync(data, { recursive: true, force: true })
})

const input = () => e.page.locator('.quick-input-widget input')
const toast = (text) => e.page.locator('.notification-toast', { hasText: text })

test('signing in with a token', async () => {
  await e.open('shop/admin.py')
  await until('a squiggle', () => e.squiggles().count())
  await e.command('Leadline: Focus on Findings View')
  await e.command('Leadline: Group by Severity')
  await e.command('Leadline: Sign In to the Service')
  await until('the address is asked for', async () => (await input().inputValue()) === url)
  await e.page.keyboard.press('Enter')
  await e.page.locator('.quick-input-widget', { hasText: '2 of 2' }).waitFor()
  await input().fill(token)
  await e.page.keyboard.press('Enter')
  await toast('Signed in').waitFor()
})

test('a scan in the service: what is sent is shown first, then it is agreed to', async () => {
  await e.page.locator('.view-lines').first().click()
  await e.page.keyboard.press('Control+Home')
  await e.page.keyboard.type('import hashlib\nprint(hashlib.md5(b"not saved").hexdigest())\n')
  await e.command('Leadline: Scan in the Service')
  const box = e.page.locator('.monaco-dialog-box')
  await box.waitFor()
  assert.match(await box.innerText(), /files .*go to the project .bookshop./)
  await e.shot('consent')
  await box.locator('.monaco-button', { hasText: 'Show the list first' }).click()
  await e.page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('td', { hasText: 'with what you have not saved' }).waitFor()
  await e.shot('sends')
  assert.equal((await fetch(`${url}/v1/projects`, { headers: { Authorization: `Bearer ${token}` } }).then((r) => r.json())).items.length, 0)
  await e.command('Leadline: Scan in the Service')
  await box.locator('.monaco-button', { hasText: 'Send' }).first().click()
  await toast('The service has').waitFor()
  await e.shot('cloud')
  assert.ok(await finding('code-injection'))
})

test('a verdict of a colleague comes back', async () => {
  const f = await finding('code-injection')
  await api(`/findings/${f.id}/triage`, { verdict: 'false_positive', reason: 'the owner only' })
  const before = await e.row('request.form is run as code').count()
  assert.ok(before > 0)
  await e.command('Leadline: Fetch Verdicts From the Service')
  await until('it is silent', async () => (await e.row('request.form is run as code').count()) === 0)
  await e.command('Leadline: Show Ignored Findings')
  await until('it is in the list when asked for', async () => (await e.row('request.form is run as code').filter({ hasText: 'false positive' }).count()) > 0)
  await e.shot('verdict')
  await e.command('Leadline: Hide Ignored Findings')
  await until('it is silent again', async () => (await e.row('request.form is run as code').count()) === 0)
})

test('a verdict without a connection waits, and arrives', async () => {
  await halt()
  const row = e.row('request.args becomes part of the SQL').first()
  const opened = e.page.locator('.tab.active', { hasText: 'store.py' }).first()
  await until('the finding is open', async () => {
    await row.click() // the list may move under the hand while it is drawn again
    return opened.waitFor({ timeout: 3000 }).then(() => true, () => false)
  })
  await e.page.keyboard.press('Control+1')
  await e.command('Leadline: Give a Verdict for the Team')
  await e.page.locator('.quick-input-list .monaco-list-row', { hasText: 'To be fixed' }).click()
  await e.page.locator('.quick-input-widget', { hasText: 'Why?' }).waitFor()
  await e.page.keyboard.type('parameters')
  await e.page.keyboard.press('Enter')
  await until('it waits', async () => (await e.row('request.args becomes part of the SQL').filter({ hasText: 'to be sent' }).count()) > 0)
  await serve(port)
  await e.command('Leadline: Fetch Verdicts From the Service')
  await until('it has arrived', async () => (await finding('sql-injection')).verdict === 'to_fix')
  await until('it does not wait any more', async () => (await e.row('request.args becomes part of the SQL').filter({ hasText: 'to be sent' }).count()) === 0)
})
