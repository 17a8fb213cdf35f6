// The extension from its folder, in the extension host of a real editor, with
// tests beside it that use the editor's whole interface: what @vscode/test-electron
// does for an editor with a window of its own, which cannot be fetched everywhere.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { browser as launch, freePort, root, shop, until } from './editor.mjs'

const rig = process.env.LEADLINE_RIG
let results, home, child, browser
let log = ''

before(async () => {
  home = shop()
  const port = await freePort()
  const vscode = join(createRequire(join(rig, 'package.json')).resolve('code-server/package.json'), '../lib/vscode')
  const written = join(home.dir, 'results.json')
  const server = ['--enable-smoke-test-driver', '--host', '127.0.0.1', '--port', port, '--without-connection-token', '--accept-server-license-terms',
    '--telemetry-level', 'off', '--server-data-dir', join(home.dir, 'server'), '--disable-workspace-trust']
  child = spawn(join(rig, 'bin/node'), [join(vscode, 'out/server-main.js'), ...server.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...home.env, LEADLINE_HOST_RESULTS: written },
  })
  for (const s of [child.stdout, child.stderr]) s.on('data', (d) => (log += d))
  const address = `http://127.0.0.1:${port}`
  await until('the server answers', async () => (await fetch(`${address}/version`)).ok)
  browser = await launch()
  const page = await browser.newPage({ viewport: { width: 1440, height: 960 } })
  page.on('console', (m) => (log += `${m.text()}\n`))
  const there = (path) => `vscode-remote://127.0.0.1:${port}${path}`
  const payload = JSON.stringify([['extensionDevelopmentPath', there(join(root, 'clients/vscode'))], ['extensionTestsPath', there(join(root, 'clients/e2e-vscode/host/index.cjs'))]])
  await page.goto(`${address}/?folder=${encodeURIComponent(home.work)}&payload=${encodeURIComponent(payload)}`)
  await until('the tests have run', () => existsSync(written) && readFileSync(written, 'utf8').endsWith('}'), 180_000).catch((e) => {
    throw new Error(`${e.message}\n${log.slice(-4000)}`)
  })
  results = JSON.parse(readFileSync(written, 'utf8'))
})

after(async () => {
  await browser?.close()
  if (child?.exitCode === null) {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill()
    await ended
  }
  home?.remove()
})

test('in the extension host', async (t) => {
  for (const name of results.all) {
    const r = results.done.find((d) => d.name === name)
    await t.test(name, { skip: !r && 'one before it failed' }, () => assert.ok(!r.error, r?.error))
  }
})
