// A real Jupyter server with a real kernel, and a browser that looks at it.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

export const env = process.env.JUPYTER_ENV
export const lab = process.env.JUPYTERLAB ?? ''

export const freePort = () =>
  new Promise((done, fail) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address()
      s.close(() => done(port))
    })
    s.on('error', fail)
  })

/** Starts Jupyter in a folder of its own, below a prefix as JupyterHub gives it. */
export async function jupyter({ without = false, app = 'lab', tour = false, user = 'ana' } = {}) {
  const base = `/user/${user}/`
  const root = mkdtempSync(join(tmpdir(), 'leadline-jupyter-'))
  mkdirSync(join(root, 'work'))
  const port = await freePort()
  const settings = join(root, 'config', 'lab', 'user-settings', 'jupyterlab-leadline')
  mkdirSync(settings, { recursive: true })
  writeFileSync(join(settings, 'plugin.jupyterlab-settings'), JSON.stringify({ tour }))
  const host = join(root, 'config', 'lab', 'user-settings', '@jupyterlab', 'apputils-extension')
  mkdirSync(host, { recursive: true })
  writeFileSync(join(host, 'notification.jupyterlab-settings'), JSON.stringify({ fetchNews: 'false', checkForUpdates: false }))
  const args = [
    `--ServerApp.root_dir=${join(root, 'work')}`, '--ip=127.0.0.1', `--port=${port}`, '--no-browser', '--IdentityProvider.token=', '--allow-root',
    `--ServerApp.base_url=${base}`, '--LabApp.expose_app_in_browser=True', '--JupyterNotebookApp.expose_app_in_browser=True', '--LabApp.news_url='
  ]
  if (without) args.push('--ServerApp.jpserver_extensions={"jupyterlab_leadline": False}')
  const own = { ...process.env, HOME: root, JUPYTER_CONFIG_DIR: join(root, 'config'), JUPYTER_DATA_DIR: join(root, 'data'), JUPYTER_RUNTIME_DIR: join(root, 'runtime'), PATH: `${env}/bin:${process.env.PATH}` }
  delete own.LEADLINE_BINARY
  const child = spawn(join(env, 'bin', app === 'lab' ? 'jupyter-lab' : 'jupyter-notebook'), args, { cwd: root, env: own, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stdout.on('data', d => (log += d))
  child.stderr.on('data', d => (log += d))
  const url = `http://127.0.0.1:${port}${base}`
  for (let i = 0; ; i++) {
    try {
      if ((await fetch(`${url}api/status`)).ok) break
    } catch {
      if (child.exitCode !== null || i > 300) throw new Error(`Jupyter does not start:\n${log}`)
    }
    await new Promise(r => setTimeout(r, 100))
  }
  return {
    url, root: join(root, 'work'), log: () => log, pid: child.pid,
    put(name, cells, metadata = {}) {
      writeFileSync(join(root, 'work', name), JSON.stringify(notebook(cells, metadata)))
      return name
    },
    get: name => JSON.parse(readFileSync(join(root, 'work', name), 'utf8')),
    async stop() {
      child.kill('SIGTERM')
      await new Promise(r => (child.exitCode !== null ? r() : (child.on('exit', r), setTimeout(() => (child.kill('SIGKILL'), r()), 8000))))
      rmSync(root, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

/** A notebook file: cells are sources, or [source, count, outputs...]. */
export function notebook(cells, metadata = {}) {
  return {
    nbformat: 4, nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' }, language_info: { name: 'python' }, ...metadata },
    cells: cells.map((c, i) => {
      if (typeof c === 'string' && c.startsWith('# ')) return { cell_type: 'markdown', id: `m${i}`, metadata: {}, source: c }
      const [source, count = null, ...outputs] = Array.isArray(c) ? c : [c]
      return { cell_type: 'code', id: `c${i}`, metadata: {}, source, execution_count: count, outputs: outputs.map(o => (typeof o === 'string' ? { output_type: 'stream', name: 'stdout', text: o } : o)) }
    })
  }
}

export async function browser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
}

/** One page of a Jupyter, with what tests do in it. */
export class Lab {
  constructor(page, server) {
    this.page = page
    this.server = server
    this.faults = []
    page.on('pageerror', e => {
      // Jupyter has faults of its own, as when a kernel ends while it is asked something; ours are those that pass through the extension.
      const told = String(e.stack ?? e)
      if (/jupyterlab-leadline/.test(told) || !/jlab_core|notebook_core/.test(told)) this.faults.push(told)
    })
    page.on('console', m => {
      if (m.type() === 'error' && /leadline/i.test(m.text() + m.location().url)) this.faults.push(m.text())
    })
  }

  static async open(chromium, server, { path = 'lab', width = 1500, height = 900 } = {}) {
    const page = await chromium.newPage({ viewport: { width, height } })
    const l = new Lab(page, server)
    await page.goto(`${server.url}${path}?reset`)
    await page.waitForFunction(() => window.jupyterapp?.restored && window.jupyterapp.restored.then(() => true), null, { timeout: 90_000 })
    return l
  }

  /** What is in the notebook that is in front. */
  in(selector) {
    return this.page.locator(`.jp-NotebookPanel:not(.lm-mod-hidden) ${selector}`)
  }

  /** Keeps a picture of what went wrong, and shuts everything. */
  async clean(name) {
    await this.page.screenshot({ path: join(tmpdir(), `leadline-e2e-${name.replace(/\W+/g, '-')}.png`) }).catch(() => undefined)
    for (let i = 0; i < 3; i++) await this.page.keyboard.press('Escape')
    for (let i = 0; i < 4; i++) await this.close().catch(() => undefined)
  }

  command(id, args = {}) {
    return this.page.evaluate(([id, args]) => window.jupyterapp.commands.execute(id, args).then(() => undefined), [id, args])
  }

  /** Opens a notebook and waits until it has been looked at. */
  async notebook(name, cells, metadata) {
    if (cells) this.server.put(name, cells, metadata)
    await this.page.evaluate(name => window.jupyterapp.commands.execute('docmanager:open', { path: name }).then(w => w.context.ready.then(() => w.sessionContext.ready)).then(() => undefined), name)
    await this.page.waitForFunction(() => {
      const b = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Leadline-badge button')
      return b && b.dataset.verdict !== 'waiting'
    }, null, { timeout: 60_000 })
  }

  async close() {
    await this.page.evaluate(async () => {
      const w = window.jupyterapp.shell.currentWidget
      if (!w?.context) return
      await w.sessionContext?.shutdown().catch(() => undefined)
      await w.context.save().catch(() => undefined)
      w.dispose()
    })
  }

  /** Runs a function of the current notebook panel in the page. */
  with(fn, arg) {
    return this.page.evaluate(`(${fn})(window.jupyterapp.shell.currentWidget, ${JSON.stringify(arg ?? null)})`)
  }

  /** Runs cells by their places, as a user would one by one. */
  async run(...places) {
    for (const i of places) {
      await this.with((p, i) => { p.content.deselectAll(); p.content.activeCellIndex = i }, i)
      await this.command('notebook:run-cell')
    }
  }

  source(i, text) {
    return text === undefined ? this.with((p, i) => p.content.widgets[i].model.sharedModel.getSource(), i) : this.with((p, [i, text]) => p.content.widgets[i].model.sharedModel.setSource(text), [i, text])
  }

  sources() {
    return this.with(p => p.content.widgets.map(w => w.model.sharedModel.getSource()))
  }

  counts() {
    return this.with(p => p.content.widgets.map(w => w.model.executionCount ?? 0))
  }

  states() {
    return this.with(p => p.content.widgets.map(w => w.node.dataset.leadline ?? '').join(' '))
  }

  verdict() {
    return this.page.evaluate(() => document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Leadline-badge button')?.textContent ?? '')
  }

  rules() {
    return this.page.evaluate(() => [...document.querySelectorAll('#jp-leadline-panel .jp-Leadline-item')].map(i => i.dataset.rule).sort().join(' '))
  }

  panel() {
    return this.command('leadline:show-panel')
  }

  item(rule) {
    return this.page.locator(`#jp-leadline-panel .jp-Leadline-item[data-rule="${rule}"]`).first()
  }

  shot(name) {
    if (!process.env.IMAGES) return
    mkdirSync(process.env.IMAGES, { recursive: true })
    return this.page.screenshot({ path: join(process.env.IMAGES, name) })
  }
}

/** Waits until a value is as wanted. */
export async function until(get, want, what = '') {
  const fits = v => (want instanceof RegExp ? want.test(v) : typeof want === 'function' ? want(v) : v === want)
  let v
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    v = await get()
    if (fits(v)) return v
    await new Promise(r => setTimeout(r, 40))
  }
  throw new Error(`${what || get}: it is ${JSON.stringify(v)}, not ${want}`)
}

export function equal(a, b, what = '') {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)]
  if (x !== y) throw new Error(`${what}: ${x}, not ${y}`)
}

export function ok(value, what) {
  if (!value) throw new Error(what)
}
