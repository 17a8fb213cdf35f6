// An editor to drive: code-server with the packaged extension, on a copy of the
// examples, in a browser.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until, wait } from './patience.cjs'

export { until, wait }

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const rig = process.env.LEADLINE_RIG
if (!rig) throw new Error('LEADLINE_RIG is not set: run make e2e-vscode')
const { chromium } = createRequire(join(rig, 'package.json'))('playwright-core')

/** Tests that go on from one another: after one that failed the rest make no sense. A picture of the failure is kept. */
export function tests(editor) {
  let failed = false
  return (name, run) =>
    test(name, async (t) => {
      if (failed) return t.skip('one before it failed')
      try {
        await run()
      } catch (fault) {
        failed = true
        const picture = join(tmpdir(), 'leadline-e2e-vscode.png')
        await editor()?.page.screenshot({ path: picture }).catch(() => undefined)
        fault.message += `\n(see ${picture})`
        throw fault
      }
    })
}

export async function freePort() {
  const s = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => s.once('listening', done))
  const { port } = s.address()
  await new Promise((done) => s.close(done))
  return port
}

export function folder(dir, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}

/** A folder to work in: the examples in a repository of their own, and places for what programs keep. */
export function shop() {
  const dir = mkdtempSync(join(tmpdir(), 'leadline-vscode-'))
  const work = join(dir, 'bookshop')
  cpSync(join(root, 'examples/bookshop'), work, { recursive: true })
  cpSync(join(root, 'examples/notebook'), join(work, 'notebooks'), { recursive: true })
  const git = (...args) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: work, stdio: 'pipe' }).toString()
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-qm', 'the shop')
  const env = { XDG_CACHE_HOME: join(dir, 'cache'), XDG_CONFIG_HOME: join(dir, 'config'), XDG_STATE_HOME: join(dir, 'state') }
  return { dir, work, git, env, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** The browser that editors are driven in. */
export const browser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

/** Starts everything; close ends it again. */
export async function start({ settings = {}, env = {} } = {}) {
  const { dir, work, git, env: places, remove } = shop()
  const data = join(dir, 'data')
  folder(data, {
    'User/settings.json': JSON.stringify({
      'workbench.startupEditor': 'none', 'telemetry.telemetryLevel': 'off', 'git.blame.statusBarItem.enabled': false, 'extensions.ignoreRecommendations': true, 'security.workspace.trust.enabled': false, 'workbench.enableExperiments': false, 'git.openRepositoryInParentFolders': 'never',
      'chat.commandCenter.enabled': false, 'chat.disableAIFeatures': true, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'window.commandCenter': false, 'editor.minimap.enabled': false, 'workbench.tips.enabled': false, 'editor.fontSize': 13, 'files.autoSave': 'off', ...settings,
    }),
  })
  const server = [join(rig, 'node_modules/code-server/out/node/entry.js')]
  const home = ['--user-data-dir', data, '--extensions-dir', join(dir, 'extensions')]
  const node = join(rig, 'bin/node')
  const vsix = readdirSync(join(root, 'dist')).find((n) => n.endsWith(`${process.platform}-${process.arch}.vsix`))
  execFileSync(node, [...server, ...home, '--install-extension', join(root, 'dist', vsix)], { stdio: 'pipe' })
  const port = await freePort()
  const child = spawn(node, [...server, ...home, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', work], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...places, ...env },
  })
  let log = ''
  for (const s of [child.stdout, child.stderr]) s.on('data', (d) => (log += d))
  const address = `http://127.0.0.1:${port}`
  await until('the editor answers', async () => (await fetch(`${address}/healthz`)).ok)
  const window = await browser()
  const page = await window.newPage({ viewport: { width: 1440, height: 960 } })
  page.setDefaultTimeout(Number(process.env.PATIENCE ?? 30_000))
  await page.goto(`${address}/?folder=${encodeURIComponent(work)}`)
  await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 })
  // A wider side bar: messages are sentences.
  await page.mouse.move(350, 500)
  await page.mouse.down()
  await page.mouse.move(500, 500, { steps: 4 })
  await page.mouse.up()
  const close = async () => {
    await window.close()
    const ended = new Promise((done) => child.once('exit', done))
    child.kill()
    await ended
    // No engine outlives its editor.
    await until('the engine is gone', () => !running(join(dir, 'extensions')))
    remove()
  }
  return { ...hands(page), page, dir, work, git, close, log: () => log, pid: child.pid }
}

/** Whether a process runs a program below a folder. */
function running(below) {
  return readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(below)
    } catch {
      return false // it has ended meanwhile
    }
  })
}

/** What a person does. */
function hands(page) {
  const shots = join(root, process.env.PICTURES ? 'docs/images' : 'build/images')
  mkdirSync(shots, { recursive: true })
  const command = async (title) => {
    await page.keyboard.press('F1')
    const input = page.locator('.quick-input-widget input')
    await input.fill(`>${title}`)
    await page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: title }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' }).catch(() => undefined)
  }
  return {
    command,
    async open(path, line = 0) {
      await page.keyboard.press('Control+P')
      await page.locator('.quick-input-widget input').fill(path)
      await page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: path.split('/').pop() }).waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.tab.active', { hasText: path.split('/').pop() }).first().waitFor()
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
      if (line) {
        await page.keyboard.press('Control+G')
        await page.locator('.quick-input-widget input').fill(`:${line}`)
        await page.keyboard.press('Enter')
        await page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
      }
      await wait(200)
    },
    shot: async (name) => {
      await page.mouse.move(900, 955)
      await wait(400)
      await page.screenshot({ path: join(shots, `vscode-${name}.png`) })
    },
    row: (text) => page.locator('.pane-body .monaco-list-row', { hasText: text }),
    squiggles: () => page.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning, .monaco-editor .squiggly-info, .monaco-editor .squiggly-hint'),
    status: () => page.locator('#leadline\\.leadline\\.leadline\\.status, [id*="leadline.status"]').first(),
    text: async () => (await page.locator('.editor-instance .view-lines').first().innerText()).replaceAll('\u00a0', ' '),
  }
}
