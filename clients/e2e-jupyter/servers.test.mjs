// Other servers: without the server part, and Notebook 7.
import { equal, jupyter, lab, Lab, ok, until } from './harness.mjs'

export const before = async chromium => ({ chromium })
export const after = async () => undefined

export const tests = {
  async 'without the server part it says so and stays harmless'({ chromium }) {
    const server = await jupyter({ without: true })
    try {
      const l = await Lab.open(chromium, server)
      await l.notebook('n.ipynb', ['x = 1', 'print(x)'])
      ok(/No server part/.test(await l.verdict()), await l.verdict())
      await l.run(0, 1)
      equal(await l.counts(), [1, 2], 'cells run as ever')
      await l.panel()
      await l.page.locator('.jp-Leadline-verdict[data-verdict=missing]', { hasText: 'pip install jupyterlab-leadline' }).waitFor()
      equal(l.faults.filter(f => !/404/.test(f)), [])
      await l.page.close()
    } finally {
      await server.stop()
    }
  },

  async 'the tour is offered once'({ chromium }) {
    const server = await jupyter({ tour: true })
    try {
      const l = await Lab.open(chromium, server)
      await l.notebook('n.ipynb', ['price = 10', 'print(price)', 'print(nowhere)'])
      await l.page.locator('.jp-toast-button, .Toastify button', { hasText: 'Show me around' }).click()
      for (const title of ['The verdict', 'A mark for each cell', 'In the code', 'The whole notebook']) {
        await l.page.locator('.jp-Leadline-tour strong', { hasText: title }).waitFor()
        if (title === 'A mark for each cell') await l.shot('jupyter-tour.png')
        await l.page.locator('.jp-Leadline-tour .jp-mod-main').click()
      }
      equal(await l.page.locator('.jp-Leadline-tour').count(), 0, 'the tour')
      await l.page.waitForTimeout(300)
      const again = await Lab.open(chromium, server)
      await again.notebook('n.ipynb')
      await again.page.waitForTimeout(500)
      equal(await again.page.locator('.jp-toast-message', { hasText: 'Leadline' }).count(), 0, 'offers')
      equal([...l.faults, ...again.faults], [])
      await l.page.close()
      await again.page.close()
    } finally {
      await server.stop()
    }
  },

  async 'two users, each below their own prefix, see only what is theirs'({ chromium }) {
    const [ana, bo] = await Promise.all([jupyter({ user: 'ana' }), jupyter({ user: 'bo' })])
    try {
      const [a, b] = [await Lab.open(chromium, ana), await Lab.open(chromium, bo)]
      await Promise.all([a.notebook('n.ipynb', ['n = 1', 'n = n + 1\nprint(n)']), b.notebook('n.ipynb', ['n = 1', 'n = n + 1\nprint(n)'])])
      await a.run(0, 1, 1) // the same cells in notebooks of the same name
      await b.run(0, 1)
      await until(() => a.verdict(), /would change 1 output/)
      await until(() => b.verdict(), /would be the same/)
      const [x, y] = await Promise.all([ana, bo].map(s => fetch(`${s.url}leadline/status`).then(r => r.json())))
      ok(x.process && y.process && x.process !== y.process, 'an engine each')
      equal((await fetch(ana.url.replace('/ana/', '/bo/') + 'leadline/status')).status, 404, 'another prefix')
      for (const l of [a, b]) {
        equal(l.faults, [])
        await l.page.close()
      }
    } finally {
      await Promise.all([ana.stop(), bo.stop()])
    }
  },

  async 'Notebook 7'({ chromium }) {
    if (!lab.startsWith('4.6')) return 'skipped'
    const server = await jupyter({ app: 'notebook' })
    try {
      server.put('n.ipynb', ['price = 10', 'print(price)', 'print(nowhere)'])
      const l = await Lab.open(chromium, server, { path: 'notebooks/n.ipynb' })
      await until(() => l.verdict(), /would fail at cell 3/)
      await until(() => l.states(), /fails/)
      ok(await l.page.locator('.cm-lintRange').count() > 0, 'underlines')
      await l.command('leadline:show-panel')
      await until(() => l.rules(), /notebook-undefined-on-restart/)
      equal(l.faults, [])
      await l.page.close()
    } finally {
      await server.stop()
    }
  }
}
