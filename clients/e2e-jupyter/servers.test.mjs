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
