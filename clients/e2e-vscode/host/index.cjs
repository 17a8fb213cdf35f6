// Runs inside the extension host, beside the extension, with the whole API of
// the editor. What came of each test goes to the file that the rig names.
'use strict'
const assert = require('node:assert/strict')
const { writeFileSync } = require('node:fs')
const vscode = require('vscode')
const { until } = require('../patience.cjs')

const tests = []
const test = (name, run) => tests.push({ name, run })

exports.run = async () => {
  const done = []
  for (const { name, run } of tests) {
    try {
      await run()
      done.push({ name })
    } catch (e) {
      done.push({ name, error: e.stack ?? String(e) })
      break // they go on from one another
    }
  }
  writeFileSync(process.env.LEADLINE_HOST_RESULTS, JSON.stringify({ done, all: tests.map((t) => t.name) }))
  if (done.at(-1)?.error) throw new Error(done.at(-1).error)
}

const root = () => vscode.workspace.workspaceFolders[0].uri
const file = (path) => vscode.Uri.joinPath(root(), path)
const said = (uri) => vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'leadline')
const rule = (d) => (typeof d.code === 'object' ? d.code.value : d.code)
const set = (name, value) => vscode.workspace.getConfiguration('leadline').update(name, value, vscode.ConfigurationTarget.Workspace)
let api

test('the extension comes up and says which findings there are', async () => {
  const extension = await until('the extension', () => vscode.extensions.getExtension('leadline.leadline'))
  api = await extension.activate()
  await until('the engine is ready', () => api.engine.state === 'ready')
  await until('findings', () => api.findings.everything.length > 3)
  assert.equal(api.findings.shown.length, api.findings.everything.length)
})

test('a diagnostic has its rule, the page of it, and the steps of the flow in order', async () => {
  await vscode.window.showTextDocument(file('shop/store.py'))
  const found = await until('an injection', () => said(file('shop/store.py')).find((d) => rule(d) === 'sql-injection'))
  assert.match(found.code.target.toString(), /rule\?sql-injection/)
  const steps = found.relatedInformation
  assert.ok(steps.length >= 2)
  steps.forEach((s, i) => assert.ok(s.message.startsWith(`${i + 1}. `), s.message))
  assert.ok(new Set(steps.map((s) => s.location.uri.path)).size > 1, 'it leads through one file only')
})

test('the flow is stepped through from its source to its sink, and the ends hold', async () => {
  const finding = api.findings.everything.find((f) => f.rule === 'sql-injection')
  await api.flow.show(finding.fingerprint)
  assert.equal(api.flow.steps.length, finding.steps)
  assert.equal(api.flow.steps[0].kind, 'source')
  assert.equal(api.flow.steps.at(-1).kind, 'sink')
  for (let i = 0; i < finding.steps + 2; i++) await vscode.commands.executeCommand('leadline.nextStep')
  assert.equal(api.flow.step, finding.steps)
  const at = api.engine.place(api.flow.steps.at(-1).location)
  assert.equal(vscode.window.activeTextEditor.document.uri.toString(), at.uri.toString())
  assert.ok(vscode.window.activeTextEditor.selection.intersection(at.range))
  for (let i = 0; i < finding.steps + 2; i++) await vscode.commands.executeCommand('leadline.previousStep')
  assert.equal(api.flow.step, 1)
  await vscode.commands.executeCommand('leadline.closeFlow')
  assert.equal(api.flow.current, undefined)
})

test('what is typed is looked at, and a fix is one edit that one undo takes back', async () => {
  const editor = await vscode.window.showTextDocument(file('shop/admin.py'))
  const before = await until('what is there', () => said(editor.document.uri).length && said(editor.document.uri))
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end
  await editor.edit((e) => e.insert(end, "\n\nimport requests\n\n\ndef ping(url):\n    return requests.get(url, timeout=3, verify=False)\n"))
  const fresh = await until('one more', () => said(editor.document.uri).find((d) => rule(d) === 'tls-certificate-verification-disabled' && d.range.start.line > end.line))
  const text = editor.document.getText()
  const finding = await until('the finding', () => api.findings.everything.find((f) => f.rule === rule(fresh) && f.location.range.start.line === fresh.range.start.line))
  const fix = await api.engine.fix(finding.fingerprint)
  assert.ok(fix, 'no fix')
  assert.ok(await vscode.workspace.applyEdit(await api.engine.edit(fix.edit)))
  await until('it is gone', () => !said(editor.document.uri).some((d) => d.range.start.line === fresh.range.start.line && rule(d) === rule(fresh)))
  assert.notEqual(editor.document.getText(), text)
  await vscode.commands.executeCommand('undo')
  assert.equal(editor.document.getText(), text)
  await until('it is back', () => said(editor.document.uri).some((d) => rule(d) === rule(fresh) && d.range.start.line === fresh.range.start.line))
  await vscode.commands.executeCommand('workbench.action.files.revert')
  await until('as before', () => said(editor.document.uri).length === before.length)
})

test('the light bulb has the fix, all of its kind, and a comment with a reason', async () => {
  const uri = file('shop/admin.py')
  const found = await until('a finding with a fix', () => said(uri).find((d) => rule(d) === 'tls-certificate-verification-disabled'))
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, found.range)
  const titles = actions.map((a) => a.title)
  assert.ok(titles.some((t) => t.startsWith('Fix: ')), titles.join(', '))
  const ignore = actions.find((a) => a.title.startsWith('Ignore '))
  assert.equal(ignore.command.command, 'leadline.ignoreWith')
})

test('settings reach the engine while it runs: severity, code lens', async () => {
  const uri = file('shop/admin.py')
  const lenses = () => vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri)
  const ours = (list) => list.filter((l) => l.command?.command === 'leadline.showFlow')
  assert.equal(ours(await lenses()).length, 0, 'code lenses are off until they are asked for')
  await set('codeLens', true)
  await until('a lens', async () => ours(await lenses()).length)
  await set('codeLens', undefined)
  const all = said(uri).length
  await set('minimumSeverity', 'critical')
  await until('fewer', () => said(uri).length < all)
  await set('minimumSeverity', undefined)
  await until('all again', () => said(uri).length === all)
})

test('the engine is started again when it dies, and the findings come back', async () => {
  const all = api.findings.everything.length
  await vscode.commands.executeCommand('leadline.restart')
  await until('ready', () => api.engine.state === 'ready')
  await until('the same findings', () => api.findings.everything.length === all)
})

// A kernel that runs nothing and says what it is told: what counts is the order.
let counted = 0
function kernel() {
  const c = vscode.notebooks.createNotebookController('leadline-test', 'jupyter-notebook', 'A kernel')
  c.supportsExecutionOrder = true
  c.supportedLanguages = ['python']
  c.executeHandler = async (cells) => {
    for (const cell of cells) {
      const e = c.createNotebookCellExecution(cell)
      e.executionOrder = ++counted
      e.start(Date.now())
      if (cell.document.getText().includes('print')) await e.replaceOutput([new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.stdout(`${counted}\n`)])])
      e.end(true, Date.now())
    }
  }
  return c
}

test('in a notebook the order of the runs in this session is what findings speak of', async () => {
  const cell = (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python')
  const uri = file('notebooks/live.ipynb')
  const empty = JSON.stringify({ cells: [], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 })
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(empty))
  const book = await vscode.workspace.openNotebookDocument(uri)
  const c = kernel()
  await vscode.window.showNotebookDocument(book)
  c.updateNotebookAffinity(book, vscode.NotebookControllerAffinity.Preferred)
  await vscode.commands.executeCommand('notebook.selectKernel', { id: c.id, extension: 'leadline.leadline' }).then(undefined, () => undefined)
  const edit = new vscode.WorkspaceEdit()
  edit.set(uri, [vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(0, book.cellCount), [cell('x = 1'), cell('y = x'), cell('print(y)')])])
  assert.ok(await vscode.workspace.applyEdit(edit))
  const run = async (i) => {
    const before = counted
    await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [{ start: i, end: i + 1 }], document: uri })
    await until(`cell ${i} has run`, () => counted > before && book.cellAt(i).executionSummary?.executionOrder === counted && book.cellAt(i).executionSummary.success)
  }
  // It is shown where the former value comes from.
  const stale = () => book.getCells().flatMap((c) => said(c.document.uri)).find((d) => rule(d) === 'notebook-stale-output')
  await run(0)
  await run(1)
  const text = new vscode.WorkspaceEdit()
  text.replace(book.cellAt(0).document.uri, new vscode.Range(0, 0, 0, 5), 'x = 2')
  assert.ok(await vscode.workspace.applyEdit(text))
  await run(0)
  await run(2)
  const found = await until('the output is of the former text', stale)
  assert.doesNotMatch(found.message, /if it was edited/, 'it is not sure')
  await run(1)
  await run(2)
  await until('it is what a restart gives', () => !stale())
  c.dispose()
})
