// What it looks like: pictures for the documentation, contrast and names for those who do not see it, both themes.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { jupyter, Lab, ok, until } from './harness.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function before(chromium) {
  const server = await jupyter()
  const l = await Lab.open(chromium, server, { width: 1440, height: 860 })
  return { server, l, afterFault: name => l.clean(name) }
}

export async function after({ server, l }) {
  await l.page.close()
  await server.stop()
}

/** No fault of accessibility in what is ours. */
async function accessible(l) {
  await l.page.evaluate(axe)
  const faults = await l.page.evaluate(async () => {
    const include = ['#jp-leadline-panel', '.jp-Leadline-badge', '.jp-Leadline-status', '.jp-Leadline-mark'].filter(s => document.querySelector(s))
    const r = await window.axe.run({ include: include.map(s => [s]) }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return r.violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.target} ${n.any[0]?.message ?? ''}`).slice(0, 4).join('; ')}`)
  })
  ok(faults.length === 0, faults.join('\n'))
}

const cells = [
  '# Sales of the first quarter',
  'import sqlite3\nimport subprocess\nfrom statistics import mean',
  'rate = 1.19\nprices = [120, 80, 240]',
  'gross = [p * rate for p in prices]',
  'print(f"mean price {mean(gross):.2f}")',
  'region = input("region: ") if False else "north"\nsubprocess.run("report --region " + region, shell=True)',
  'share = gross[0] / total',
  'total = sum(gross)',
  'frame = pd.DataFrame({"gross": gross})'
]

export const tests = {
  async 'looks: out of date, light'({ l }) {
    await l.notebook('sales.ipynb', cells)
    await l.run(1, 2, 3, 4, 7)
    await l.source(2, 'rate = 1.07\nprices = [120, 80, 240]')
    await l.run(2)
    await l.panel()
    await until(() => l.states(), /stale stale/)
    await l.with(p => p.content.scrollToItem(0))
    await l.page.waitForTimeout(900)
    await l.shot('jupyter-stale.png')
    await accessible(l)
  },

  async 'looks: a finding opened, and the tooltip'({ l }) {
    await l.item('notebook-undefined-on-restart').locator('[data-action=more]').click()
    await accessible(l)
    await l.in('.cm-lintRange', { hasText: 'pd' }).last().hover()
    await l.page.locator('.cm-diagnosticAction').first().waitFor()
    await l.page.waitForTimeout(300)
    await l.shot('jupyter-tooltip.png')
    await l.page.mouse.move(5, 5)
    await l.item('notebook-undefined-on-restart').locator('[data-action=more]').click()
  },

  async 'looks: dark, with the graph of cells'({ l }) {
    await l.command('apputils:change-theme', { theme: 'JupyterLab Dark' })
    await l.page.waitForFunction(() => document.body.dataset.jpThemeLight === 'false')
    await l.page.waitForTimeout(700)
    await accessible(l)
    await l.command('leadline:show-cells')
    await l.page.waitForTimeout(300)
    await l.shot('jupyter-dark.png')
    await accessible(l)
    await l.command('apputils:change-theme', { theme: 'JupyterLab Light' })
    await l.close()
  }
}
