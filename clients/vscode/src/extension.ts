import * as vscode from 'vscode'
import { Cloud } from './cloud'
import { Engine } from './engine'
import { FindingsTree, type Node } from './findings'
import { Fixer } from './fix'
import { FlowTree, reveal } from './flow'
import { Lenses } from './lens'
import { Notes } from './note'
import { Outputs } from './outputs'
import { Page } from './page'
import type { Finding } from './protocol'
import { Status } from './status'

/** What the extension gives to tests and other extensions. */
export interface Api {
  engine: Engine
  findings: FindingsTree
  flow: FlowTree
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const log = vscode.window.createOutputChannel('Leadline', { log: true })
  const engine = new Engine(context, log)
  const findings = new FindingsTree(engine, context.workspaceState)
  const flow = new FlowTree(engine)
  const page = new Page(engine, findings, context.extensionUri)
  const lenses = new Lenses(findings)
  const fixer = new Fixer()
  const status = new Status(engine)
  const notes = new Notes()
  const outputs = new Outputs((notebook, cells) => engine.show(notebook, cells))
  context.subscriptions.push(log, findings, flow, page, lenses, fixer, status, notes, outputs, engine)
  const follow = async (): Promise<void> => {
    await findings.refresh()
    lenses.refresh()
    await Promise.all([flow.follow(), page.follow()])
  }
  const cloud = new Cloud(engine, context.secrets, status, notes, follow)
  engine.onVerdict = (fingerprint, verdict) => cloud.give(fingerprint, verdict)
  context.subscriptions.push(
    cloud,
    engine.onAnalyzed(() => void follow()),
    engine.onState(() => void findings.refresh()),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('leadline.server')) void engine.restart()
      else if (e.affectsConfiguration('leadline')) void follow()
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void engine.restart()),
    vscode.window.registerUriHandler({ handleUri: (uri) => void page.show(uri.query) }),
  )
  commands(context, { engine, findings, flow, page, fixer, cloud, notes, log })
  await engine.start()
  return { engine, findings, flow }
}

interface Parts {
  engine: Engine
  findings: FindingsTree
  flow: FlowTree
  page: Page
  fixer: Fixer
  cloud: Cloud
  notes: Notes
  log: vscode.LogOutputChannel
}

/** A finding as commands are given it: from the tree, by name, or the one at the cursor. */
type Which = Node | string | undefined

function commands(context: vscode.ExtensionContext, p: Parts): void {
  const register = (name: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(
      vscode.commands.registerCommand(`leadline.${name}`, async (...args: never[]) => {
        try {
          return await run(...args)
        } catch (e) {
          void vscode.window.showErrorMessage(`Leadline: ${e instanceof Error ? e.message : String(e)}`)
          return undefined
        }
      }),
    )
  }
  const one = (which: Which): Finding => {
    const f = typeof which === 'string' ? p.findings.find(which) : which?.kind === 'leaf' ? which.finding : atCursor(p)
    if (!f) throw new Error(which ? 'This finding is gone.' : 'There is no finding at the cursor.')
    return f
  }
  // leadline.rescan is the engine's own command: the client registers it.
  register('restart', () => p.engine.restart())
  register('showLog', () => p.log.show())
  register('cancelLook', () => p.engine.cancelLook())
  register('menu', () => menu(p.engine))
  register('walkthrough', () => vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`))
  register('groupByFile', () => p.findings.group('file'))
  register('groupByRule', () => p.findings.group('rule'))
  register('groupBySeverity', () => p.findings.group('severity'))
  register('newOnly', () => p.findings.only(true))
  register('showEverything', () => p.findings.only(false))
  register('fixAll', () => vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.leadline', apply: 'first' }))
  register('open', async (which: Which) => {
    const f = one(which)
    await reveal(p.engine.place(f.location), false)
    if (f.steps || p.flow.current) await p.flow.show(f.fingerprint)
  })
  register('showFlow', async (which: Which) => {
    await p.flow.show(one(which).fingerprint)
    await vscode.commands.executeCommand('leadline.flow.focus')
    await p.flow.go(0)
  })
  register('step', (index: number) => p.flow.go(index))
  register('nextStep', () => p.flow.move(1))
  register('previousStep', () => p.flow.move(-1))
  register('closeFlow', () => p.flow.close())
  register('showRule', (which: Which) => {
    const f = one(which)
    return p.page.show(f.rule, f.fingerprint)
  })
  register('applyFix', async (which: Which) => {
    const fix = await p.engine.fix(one(which).fingerprint)
    if (!fix) throw new Error('This finding has no fix.')
    const edit = await p.engine.edit(fix.edit)
    await p.fixer.make(edit, `Fix: ${fix.description}`, Fixer.asks(!fix.safe))
  })
  register('fixWith', (edit: vscode.WorkspaceEdit, title: string, safe: boolean) => p.fixer.make(edit, title, Fixer.asks(!safe)))
  register('confirmFix', () => p.fixer.end(true))
  register('discardFix', () => p.fixer.end(false))
  register('ignore', async (which: Which) => {
    const f = one(which)
    const place = p.engine.place(f.location)
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', place.uri, place.range, 'quickfix')
    const mine = actions.find((a) => a.command?.command === 'leadline.ignoreWith' && a.title.includes(f.rule))
    if (!mine?.command) throw new Error('This finding cannot be ignored by a comment.')
    await vscode.commands.executeCommand(mine.command.command, ...(mine.command.arguments ?? []))
  })
  register('ignoreWith', ignoreWith)
  register('signIn', () => p.cloud.signIn())
  register('signOut', () => p.cloud.signOut())
  register('scanInCloud', () => p.cloud.scan())
  register('refreshCloud', () => p.cloud.refresh())
  register('chooseProject', () => p.cloud.chooseProject())
  register('preview', () => p.cloud.preview())
  register('verdict', (which: Which) => p.cloud.verdict(one(which)))
  register('showIgnored', () => p.findings.ignored(true))
  register('hideIgnored', () => p.findings.ignored(false))
  register('coverage', () => coverage(p.engine, p.notes))
}

/** Asks why a finding is ignored and writes the comment that says so. */
async function ignoreWith(edit: vscode.WorkspaceEdit, placeholder: string): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: 'Ignore this finding',
    prompt: 'Why? The reason stands in the comment that silences it, for whoever reads the code next.',
    placeHolder: 'the value comes from our own configuration',
    validateInput: (s) => (s.trim() ? undefined : 'Give a reason in a few words.'),
  })
  if (!reason) return
  const said = new vscode.WorkspaceEdit()
  for (const [uri, edits] of edit.entries()) for (const e of edits) said.replace(uri, e.range, e.newText.replace(placeholder, reason.trim().replace(/\s+/g, ' ')))
  await vscode.workspace.applyEdit(said)
}

/** The finding at the cursor, or that on its line. */
function atCursor(p: Parts): Finding | undefined {
  const editor = vscode.window.activeTextEditor
  if (!editor) return undefined
  const here = p.findings.everything.filter((f) => p.engine.place(f.location).uri.toString() === editor.document.uri.toString())
  const at = editor.selection.active
  return here.find((f) => p.engine.place(f.location).range.contains(at)) ?? here.find((f) => f.location.range.start.line === at.line)
}

async function menu(engine: Engine): Promise<void> {
  const look = engine.looking
    ? { label: '$(debug-stop) Stop looking', command: 'leadline.cancelLook' }
    : { label: '$(refresh) Look at everything again', command: 'leadline.rescan' }
  const choices: { label: string; command: string; argument?: string }[] = [
    { label: '$(list-tree) Show the findings', command: 'leadline.findings.focus' },
    look,
    { label: '$(cloud-upload) Scan in the service', command: 'leadline.scanInCloud' },
    { label: '$(checklist) Show what was looked at', command: 'leadline.coverage' },
    { label: '$(debug-restart) Restart the engine', command: 'leadline.restart' },
    { label: '$(output) Show the log', command: 'leadline.showLog' },
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: '@ext:leadline.leadline' },
  ]
  const chosen = await vscode.window.showQuickPick(choices, { title: 'Leadline' })
  if (chosen) await vscode.commands.executeCommand(chosen.command, ...(chosen.argument ? [chosen.argument] : []))
}

/** Shows what was looked at and what was not, and why. */
async function coverage(engine: Engine, notes: Notes): Promise<void> {
  const { projects } = await engine.coverage()
  const lines: string[] = []
  for (const c of projects) {
    lines.push(`## ${vscode.Uri.parse(c.root).fsPath}`, '')
    if (c.error) lines.push(`**It failed:** ${c.error}`, '')
    if (c.files === undefined) continue
    const share = c.calls ? ((100 * (c.unresolved ?? 0)) / c.calls).toFixed(1) : '0'
    lines.push(`${c.files} files, ${c.lines} lines, ${c.functions} functions, in ${c.milliseconds} ms.`, '')
    lines.push(`${c.calls} calls, of which ${c.unresolved} (${share} %) lead to something that is not known.`, '')
    for (const g of c.gaps ?? []) lines.push(`- \`${g.path}\`: ${g.reason} (${g.code})`)
    if (!c.gaps?.length) lines.push('Nothing was left out.')
    lines.push('')
  }
  await notes.show('What was looked at', lines.join('\n'))
}
