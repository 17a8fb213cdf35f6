// The extension in one JupyterLab, from a page that stays open.
import { equal, jupyter, Lab, ok, until } from './harness.mjs'

export async function before(chromium) {
  const server = await jupyter()
  const l = await Lab.open(chromium, server)
  return { server, l, chromium, afterFault: name => l.clean(name) }
}

export async function after({ server, l }) {
  const faults = l.faults
  await l.page.close()
  await server.stop()
  ok(faults.length === 0, `the console holds faults:\n${faults.join('\n')}`)
  const own = server.log().split('\n').filter(line => /jupyterlab_leadline\/.*line \d|leadline: (?!engine|the server part)/.test(line))
  ok(own.length === 0, `the server's log holds faults:\n${own.join('\n')}`)
}

const shown = 'print(total)'

export const tests = {
  async 'what is shown of a notebook'({ l }) {
    await l.notebook('shown.ipynb', ['frame = np.zeros(3)', 'import subprocess\nsubprocess.run(input(), shell=True)', 'x = later + 1', 'later = 1'])
    await until(() => l.verdict(), /would fail at cell 1/)
    await until(() => l.states(), 'fails findings fails unrun')
    ok(await l.in('.cm-lintRange').count() >= 3, 'underlines')
    await l.panel()
    await until(() => l.rules(), /notebook-undefined-on-restart notebook-undefined-on-restart subprocess-shell-true/)
    const label = await l.in('.jp-Leadline-mark').first().getAttribute('aria-label')
    ok(/Cell 1: fails on a restart\. No cell above defines `np`/.test(label), label)
    ok(/Leadline: \d/.test(await l.page.locator('.jp-Leadline-status').textContent()), 'the status item')
    const first = await l.page.locator('#jp-leadline-panel h3').first().textContent()
    ok(first.startsWith('What a restart would change'), first)
    await l.close()
  },

  async 'a tooltip with a quick fix, its preview, and its undo'({ l }) {
    await l.notebook('fix.ipynb', ['import os', 'frame = np.zeros(3)'])
    await until(() => l.states(), /fails/)
    await l.in('.cm-lintRange').first().hover()
    await l.page.locator('.cm-diagnosticAction', { hasText: 'add import numpy as np' }).click()
    await l.page.locator('.jp-Leadline-preview .jp-Leadline-added', { hasText: 'import numpy as np' }).waitFor()
    await l.shot('jupyter-preview.png')
    await l.page.locator('.jp-Dialog .jp-mod-accept').click()
    await until(async () => (await l.sources()).join('|'), /import numpy as np/)
    await until(() => l.states(), s => !s.includes('fails'))
    await l.page.locator('.Toastify button, .jp-toast-button', { hasText: 'Undo' }).first().click()
    await until(async () => (await l.sources()).join('|'), 'import os|frame = np.zeros(3)')
    await until(() => l.states(), /fails/)
    await l.close()
  },

  async 'a cell moves to where the order is right, and back'({ l }) {
    await l.notebook('move.ipynb', ['# Title', 'total = price * 2', 'price = 10', 'print(total)'])
    await until(() => l.verdict(), /would fail at cell 2/)
    await l.panel()
    await l.item('notebook-undefined-on-restart').locator('[data-action=fix]').click()
    await l.page.locator('.jp-Leadline-change', { hasText: 'moves' }).waitFor()
    await l.page.locator('.jp-Dialog .jp-mod-accept').click()
    await until(async () => (await l.sources()).join('|'), '# Title|price = 10|total = price * 2|print(total)')
    await until(() => l.verdict(), /no cell has run/)
    await l.command('leadline:undo')
    await until(async () => (await l.sources()).join('|'), '# Title|total = price * 2|price = 10|print(total)')
    await l.close()
  },

  async 'order: edited, run alone, and the stale cells run again'({ l, server }) {
    await l.notebook('order.ipynb', ['price = 10', 'total = price * 2', shown, 'print("apart")'])
    await l.run(0, 1, 2, 3)
    await until(() => l.states(), 'ok ok ok ok')
    await until(() => l.verdict(), /would be the same/)
    await l.source(0, 'price = 11')
    await until(() => l.states(), 'edited stale stale ok')
    await l.run(0)
    await until(() => l.states(), 'ok stale stale ok')
    await until(() => l.verdict(), /would change 1 output/)
    await l.panel()
    await l.shot('jupyter-stale.png')
    const again = l.page.locator('#jp-leadline-panel [data-action=rerun]')
    equal(await again.textContent(), 'Re-run the 2 stale cells')
    await again.click()
    await until(() => l.states(), 'ok ok ok ok')
    equal(await l.counts(), [5, 6, 7, 4], 'which cells ran, and in which order')
    await until(() => l.verdict(), /would be the same/)
    await l.command('docmanager:save')
    ok(!JSON.stringify(server.get('order.ipynb')).includes('leadline'), 'the file holds nothing of the log')
    await l.close()
  },

  async 'order: a cell read from below'({ l }) {
    await l.notebook('below.ipynb', ['rate = 2', 'print(rate * 10)', 'rate = 5'])
    await l.run(0, 2, 1)
    await until(() => l.states(), 'ok below ok')
    await until(() => l.verdict(), /would change 1 output/)
    ok(/below/.test(await l.in('.jp-Leadline-mark[data-state=below]').getAttribute('title')), 'the cause')
    await l.close()
  },

  async 'order: the same run again is no finding'({ l }) {
    await l.notebook('harmless.ipynb', ['a = 1', 'print(a)', 'b = 2'])
    await l.run(0, 1, 2, 0)
    await until(async () => (await l.counts()).join(), '4,2,3')
    await until(() => l.states(), 'ok ok ok')
    ok(/would be the same/.test(await l.verdict()), await l.verdict())
    await l.close()
  },

  async 'order: a cell that was deleted lives on'({ l }) {
    await l.notebook('ghost.ipynb', ['lost = 1', 'print(lost)'])
    await l.run(0, 1)
    await until(() => l.states(), 'ok ok')
    await l.with(p => { p.content.deselectAll(); p.content.activeCellIndex = 0 })
    await l.command('notebook:delete-cell')
    await until(() => l.states(), 'fails')
    await until(() => l.verdict(), /would fail at cell 1/)
    await l.panel()
    await until(() => l.rules(), 'notebook-hidden-state')
    await l.close()
  },

  async 'order: a restart begins a new log'({ l }) {
    await l.notebook('restart.ipynb', ['n = 1', 'n = n + 1\nprint(n)'])
    await l.run(0, 1, 1)
    await until(() => l.verdict(), /would change 1 output/)
    await l.with(p => p.sessionContext.restartKernel().then(() => p.sessionContext.session.kernel.info).then(() => undefined))
    await l.run(0, 1)
    await until(() => l.verdict(), /would be the same/)
    await until(() => l.states(), 'ok ok')
    await l.close()
  },

  async 'order: a reload of the page keeps the log'({ l, chromium, server }) {
    await l.notebook('reload.ipynb', ['a = 1', 'b = a', 'print(b)'])
    await l.run(0, 1, 2)
    await l.source(0, 'a = 2')
    await l.run(0)
    await until(() => l.states(), 'ok stale stale')
    await l.command('docmanager:save')
    const other = await Lab.open(chromium, server)
    await other.notebook('reload.ipynb')
    await until(() => other.states(), 'ok stale stale')
    await until(() => other.verdict(), /would change 1 output/)
    await other.command('leadline:rerun')
    await until(() => other.states(), 'ok ok ok')
    equal(other.faults, [])
    await other.page.close()
    await l.close()
  },

  async 'a finding is ignored with a reason, in the metadata of its cell'({ l, server }) {
    await l.notebook('ignore.ipynb', ['import os', 'frame = np.zeros(3)'])
    await l.panel()
    await l.item('notebook-undefined-on-restart').locator('[data-action=ignore]').click()
    await l.page.locator('.jp-Dialog input').fill('a startup file imports it')
    await l.page.locator('.jp-Dialog .jp-mod-accept').click()
    await until(() => l.rules(), '')
    await l.command('docmanager:save')
    equal(server.get('ignore.ipynb').cells[1].metadata, { leadline: { ignore: [{ reason: 'a startup file imports it', rule: 'notebook-undefined-on-restart' }] } })
    equal(await l.source(1), 'frame = np.zeros(3)')
    await l.page.locator('.jp-Leadline-ignored summary').click()
    await l.page.locator('.jp-Leadline-ignored button').click()
    await until(() => l.rules(), 'notebook-undefined-on-restart')
    await l.close()
  },

  async 'fixes: rewrite, pin, clear an output, all safe ones at once, and undo'({ l }) {
    const secret = 'AKIA' + '2E0A8F3B244C9986'
    const cells = [['import numpy as np\nx = np.float(1)', 1], ['!pip install requests', 2, 'Successfully installed requests-2.31.0\n'], ['show()', 3, 'fine\n', `key ${secret}\n`]]
    await l.notebook('fixes.ipynb', cells)
    await l.panel()
    await until(() => l.rules(), /notebook-secret-in-output.*notebook-unpinned-install.*numpy/)
    const outputs = () => l.with(p => p.content.widgets[2].model.outputs.length)
    const n = await outputs()
    await l.item('notebook-secret-in-output').locator('[data-action=fix]').click()
    await l.page.locator('.jp-Dialog .jp-mod-accept').click()
    await until(outputs, n - 1)
    await l.command('leadline:undo')
    await until(outputs, n)
    await until(() => l.rules(), /notebook-secret-in-output/)
    const page = async () => (await l.sources()).join('|')
    const before = cells.map(c => c[0]).join('|')
    await l.item('notebook-unpinned-install').locator('[data-action=fix]').click()
    await l.page.locator('.jp-Dialog .jp-mod-accept').click()
    await until(page, before.replace('requests', 'requests==2.31.0'))
    await l.command('leadline:undo')
    await until(page, before)
    await until(() => l.rules(), /notebook-unpinned-install/)
    await l.page.locator('#jp-leadline-panel [data-action=fix-all]').click()
    await until(page, before.replace('np.float(', 'float('))
    await until(outputs, n - 1)
    await l.command('leadline:undo')
    await until(page, before)
    await until(outputs, n)
    await l.close()
  },

  async 'the graph of cells'({ l }) {
    await l.notebook('graph.ipynb', ['a = 1', 'b = a + 1', 'c = a + b'])
    await l.command('leadline:show-cells')
    await until(() => l.page.locator('.jp-Leadline-graph button').count(), 3)
    equal(await l.page.locator('.jp-Leadline-arcs path').count(), 3, 'arcs')
    await l.page.locator('.jp-Leadline-graph button').nth(1).focus()
    equal(await l.page.locator('.jp-Leadline-arcs path.jp-mod-lit').count(), 2, 'arcs of the second cell')
    await l.page.locator('.jp-Leadline-graph button').nth(2).click()
    equal(await l.with(p => p.content.activeCellIndex), 2)
    await l.page.locator('[data-view=findings]').click()
    await l.close()
  },

  async 'two notebooks side by side'({ l }) {
    await l.notebook('one.ipynb', ['print(one)'])
    await l.notebook('two.ipynb', ['x = 1'])
    await l.panel()
    await until(() => l.rules(), '')
    await l.page.locator('.lm-TabBar-tabLabel', { hasText: 'one.ipynb' }).click()
    await until(() => l.rules(), 'notebook-undefined-on-restart')
    await until(() => l.verdict(), /would fail at cell 1/)
    await l.page.locator('.lm-TabBar-tabLabel', { hasText: 'two.ipynb' }).click()
    await until(() => l.verdict(), /no cell has run/)
    await l.close()
    await l.close()
  },

  async 'the kernel dies'({ l }) {
    await l.notebook('death.ipynb', ['n = 1', 'n = n + 1\nprint(n)', 'import os\nos._exit(1)'])
    await l.run(0, 1, 1)
    await until(() => l.verdict(), /would change 1 output/)
    await l.with(p => { p.content.activeCellIndex = 2 })
    void l.command('notebook:run-cell').catch(() => undefined)
    await l.with(p => new Promise(done => { const look = () => (/restarting|dead|unknown/.test(p.sessionContext.kernelDisplayStatus) ? done() : setTimeout(look, 30)); look() }))
    const dialog = l.page.locator('.jp-Dialog .jp-mod-accept, .jp-Dialog button').first()
    await dialog.click({ timeout: 5000 }).catch(() => undefined)
    await l.source(2, 'pass')
    await l.run(0, 1)
    await until(() => l.verdict(), /would be the same/)
    await l.close()
  },

  async 'keys: from finding to finding in the panel and in the page'({ l }) {
    await l.notebook('keys.ipynb', ['a = one', 'b = two', 'c = three'])
    await l.panel()
    await until(() => l.page.locator('.jp-Leadline-item').count(), 3)
    await l.page.locator('.jp-Leadline-item').first().focus()
    await l.page.keyboard.press('ArrowDown')
    await l.page.keyboard.press('ArrowDown')
    await l.page.keyboard.press('Enter')
    equal(await l.with(p => [p.content.activeCellIndex, p.content.mode]), [2, 'edit'])
    await l.page.keyboard.press('Alt+Shift+F8')
    await until(() => l.with(p => p.content.activeCellIndex), 1)
    await l.page.keyboard.press('Alt+F8')
    await until(() => l.with(p => p.content.activeCellIndex), 2)
    await l.close()
  },

  async 'a notebook that does not parse, and one that is not Python'({ l }) {
    await l.notebook('broken.ipynb', ['print(undefined_here)', 'def ('])
    await l.panel()
    await until(() => l.rules(), 'notebook-undefined-on-restart')
    ok(await l.page.locator('.jp-Leadline-gap').count() > 0, 'the gap is named')
    await l.close()
    await l.notebook('magics.ipynb', ['%%bash\nls', '%time x = 1', 'files = !ls\nprint(x, files)', '%matplotlib inline'])
    await until(() => l.verdict(), /no cell has run/)
    await l.close()
  },

  async 'settings: off and on'({ l }) {
    await l.notebook('settings.ipynb', ['print(nowhere)'])
    await until(() => l.states(), 'fails')
    const set = (key, value) => l.page.evaluate(async ([key, value]) => {
      const url = `${document.getElementById('jupyter-config-data') ? JSON.parse(document.getElementById('jupyter-config-data').textContent).baseUrl : '/'}`
      void url
      const registry = [...window.jupyterapp.pluginRegistry?._plugins?.values?.() ?? window.jupyterapp._plugins?.values?.() ?? []].find(p => p.id === '@jupyterlab/apputils-extension:settings')?.service
      await registry.set('jupyterlab-leadline:plugin', key, value)
    }, [key, value])
    await set('enabled', false)
    await until(() => l.states(), '')
    equal(await l.in('.jp-Leadline-mark').count(), 0, 'marks')
    equal(await l.in('.cm-lintRange').count(), 0, 'underlines')
    await set('enabled', true)
    await until(() => l.states(), 'fails')
    await l.close()
  }
}
