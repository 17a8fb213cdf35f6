// The extension as people meet it: the packaged VSIX in a real editor.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { start, tests, until, wait } from './editor.mjs'

let e
before(async () => { e = await start() })
const test = tests(() => e)
after(async () => { await e?.close() })

test('the workspace is analysed, the status item has the count', async () => {
  await e.open('shop/admin.py')
  await until('a squiggle', () => e.squiggles().count())
  await until('a count in the status bar', async () => /^\s*\d+/.test(await e.status().innerText()))
})

test('the tree of findings, by file, rule and severity', async () => {
  await e.command('Leadline: Focus on Findings View')
  await until('findings of a file that is not open', () => e.row('accounts.py').count())
  await e.shot('findings')
  await e.command('Leadline: Group by Rule')
  await until('groups of rules', () => e.row('code-injection').count())
  await e.command('Leadline: Group by Severity')
  await until('groups of severities', () => e.row('Critical').count())
})

test('a finding opens at its place, with the steps of its flow; keys step through them', async () => {
  await e.row('store.py').filter({ hasText: /SQL|sql|execut/ }).first().click()
  await until('steps', async () => (await e.row(/^1\. /).count()) && (await e.row(/^2\. /).count()))
  await e.page.keyboard.press('Control+Alt+n')
  await until('the first step is selected', () => e.page.locator('.monaco-list-row.selected', { hasText: /^1\. / }).count())
  const first = await e.page.locator('.tab.active').innerText()
  for (let i = 0; i < 12; i++) {
    await e.page.keyboard.press('Control+Alt+n')
    await wait(100)
  }
  await until('another file', async () => (await e.page.locator('.tab.active').innerText()) !== first)
  await e.shot('flow')
  await e.page.keyboard.press('Control+Alt+p')
})

test('the page of a finding: what, why, its steps, its fix as a difference', async () => {
  await e.open('shop/admin.py', 29)
  await e.command('Leadline: Explain This Finding')
  const page = e.page.frameLocator('iframe.webview').frameLocator('#active-frame')
  await page.locator('h1').waitFor()
  await page.locator('.diff .removed', { hasText: 'verify=False' }).waitFor()
  assert.match(await page.locator('article').innerText(), /Why/)
  await e.shot('rule')
  await e.page.keyboard.press('Escape')
})

test('a quick fix is shown before it is made, and removes the finding', async () => {
  await e.open('shop/admin.py', 29)
  await e.command('View: Close Editors in Other Groups')
  const before = await e.squiggles().count()
  await e.page.keyboard.press('Control+.')
  const menu = e.page.locator('.action-widget')
  await menu.locator('.monaco-list-row', { hasText: 'Fix:' }).first().waitFor()
  await e.shot('quickfix')
  await menu.locator('.monaco-list-row', { hasText: 'Fix:' }).first().click()
  await e.page.locator('.monaco-diff-editor .line-insert').first().waitFor()
  await e.shot('preview')
  await e.page.locator('.notification-toast .monaco-button', { hasText: 'Apply' }).first().click()
  await until('the file is fixed', async () => !/verify=False/.test(await e.text()))
  await until('one squiggle less', async () => (await e.squiggles().count()) < before)
})

test('a finding is ignored with a reason', async () => {
  await e.open('shop/admin.py', 25)
  await e.page.keyboard.press('Control+.')
  await e.page.locator('.action-widget .monaco-list-row', { hasText: 'Ignore code-injection' }).first().click()
  await e.page.locator('.quick-input-widget input').fill('only the owner can come here')
  await e.page.keyboard.press('Enter')
  await until('the comment', async () => /# leadline: ignore\[code-injection\] only the owner can come here/.test(await e.text()))
  await until('one squiggle left', async () => (await e.squiggles().count()) === 1)
  await e.page.keyboard.press('Control+s')
  await until('the file has it', () => readFileSync(join(e.work, 'shop/admin.py'), 'utf8').includes('only the owner'))
})

test('only what the last commit does not have', async () => {
  await e.command('Leadline: Show Only New Findings')
  await until('nothing is new', async () => (await e.page.locator('.pane-body', { hasText: 'Nothing new since the last commit' }).count()) > 0)
  writeFileSync(join(e.work, 'shop/fresh.py'), 'import os\n\nos.system(input())\n')
  await until('what is new', () => e.row('fresh.py').count())
  await e.command('Leadline: Show All Findings')
})

test('in a notebook the findings stand in the cells', async () => {
  await e.open('sales.ipynb')
  await e.page.locator('.notebook-editor .cell .monaco-editor').first().waitFor()
  await until('a squiggle in a cell', () => e.page.locator('.notebookOverlay .squiggly-error').count())
  await e.shot('notebook')
})
