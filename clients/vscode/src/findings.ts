import * as vscode from 'vscode'
import type { Engine } from './engine'
import type { Finding, Severity } from './protocol'

export type Grouping = 'file' | 'rule' | 'severity'

const severities: Severity[] = ['critical', 'high', 'medium', 'low', 'info']

const icons: Record<Severity, vscode.ThemeIcon> = {
  critical: new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground')),
  high: new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground')),
  medium: new vscode.ThemeIcon('warning', new vscode.ThemeColor('editorWarning.foreground')),
  low: new vscode.ThemeIcon('info', new vscode.ThemeColor('editorInfo.foreground')),
  info: new vscode.ThemeIcon('lightbulb'),
}

interface Group {
  kind: 'group'
  key: string
  findings: Finding[]
}

interface Leaf {
  kind: 'leaf'
  finding: Finding
  parent: Group
}

export type Node = Group | Leaf

/** The tree of findings: by file, rule or severity, all or those that are new. */
export class FindingsTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>()
  readonly onDidChangeTreeData = this.changed.event
  private all: Finding[] = []
  private groups: Group[] = []
  private grouping: Grouping
  private newOnly: boolean
  private withIgnored = false
  private asked = 0
  readonly view: vscode.TreeView<Node>

  constructor(
    private readonly engine: Engine,
    private readonly memory: vscode.Memento,
  ) {
    this.grouping = memory.get<Grouping>('grouping', 'file')
    this.newOnly = memory.get('newOnly') ?? vscode.workspace.getConfiguration('leadline').get('newOnly', false)
    this.view = vscode.window.createTreeView('leadline.findings', { treeDataProvider: this, showCollapseAll: true })
    this.build()
  }

  /** What is shown, in the order of the tree. */
  get shown(): Finding[] {
    return this.groups.flatMap((g) => g.findings)
  }

  get everything(): Finding[] {
    return this.all
  }

  find(fingerprint: string): Finding | undefined {
    return this.all.find((f) => f.fingerprint === fingerprint)
  }

  /** Asks the engine again; of several questions under way the last one counts. */
  async refresh(): Promise<void> {
    const mine = ++this.asked
    const found = this.engine.state === 'ready' ? await this.engine.findings().catch(() => []) : []
    if (mine !== this.asked) return
    this.all = found
    this.build()
  }

  async group(by: Grouping): Promise<void> {
    this.grouping = by
    await this.memory.update('grouping', by)
    this.build()
  }

  async only(isNew: boolean): Promise<void> {
    this.newOnly = isNew
    await this.memory.update('newOnly', isNew)
    this.build()
  }

  /** Shows what the team has dismissed, or hides it. */
  ignored(shown: boolean): void {
    this.withIgnored = shown
    this.build()
  }

  private build(): void {
    const set = vscode.workspace.getConfiguration('leadline')
    const least = severities.indexOf(set.get<Severity>('minimumSeverity', 'info'))
    const byKey = new Map<string, Group>()
    let count = 0
    let silent = 0
    for (const f of this.all) {
      if ((this.newOnly && !f.new) || severities.indexOf(f.severity) > least) continue
      if (f.ignored) silent++
      if (f.ignored && !this.withIgnored) continue
      const key = this.grouping === 'file' ? fileOf(f).toString() : this.grouping === 'rule' ? f.rule : f.severity
      const group = byKey.get(key) ?? { kind: 'group', key, findings: [] }
      group.findings.push(f)
      byKey.set(key, group)
      count++
    }
    this.groups = [...byKey.values()]
    const worst = (g: Group): number => Math.min(...g.findings.map((f) => severities.indexOf(f.severity)))
    if (this.grouping === 'severity') this.groups.sort((a, b) => worst(a) - worst(b))
    else this.groups.sort((a, b) => worst(a) - worst(b) || a.key.localeCompare(b.key))
    for (const g of this.groups) g.findings.sort(byPlace)
    void vscode.commands.executeCommand('setContext', 'leadline.newOnly', this.newOnly)
    this.view.badge = count ? { value: count, tooltip: `${count} finding${count === 1 ? '' : 's'}` } : undefined
    this.view.description = this.newOnly ? 'new only' : undefined
    void vscode.commands.executeCommand('setContext', 'leadline.ignored', this.withIgnored)
    this.view.message = silent && !this.withIgnored ? `${silent} ignored by verdicts of the team` : undefined
    this.changed.fire()
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.groups
    return node.kind === 'group' ? node.findings.map((finding) => ({ kind: 'leaf', finding, parent: node })) : []
  }

  getParent(node: Node): Node | undefined {
    return node.kind === 'leaf' ? node.parent : undefined
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === 'group' ? this.groupItem(node) : this.leafItem(node.finding)
  }

  private groupItem(g: Group): vscode.TreeItem {
    const item = new vscode.TreeItem(g.key, this.groups.length > 12 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded)
    item.id = `${this.grouping}:${g.key}`
    item.contextValue = 'group'
    const n = String(g.findings.length)
    if (this.grouping === 'file') {
      const uri = vscode.Uri.parse(g.key)
      item.label = undefined
      item.resourceUri = uri
      item.iconPath = vscode.ThemeIcon.File
      const folder = vscode.workspace.asRelativePath(uri).replace(/\/?[^/]*$/, '')
      item.description = folder ? `${n} · ${folder}` : n
    } else {
      const first = g.findings[0]
      item.label = this.grouping === 'rule' ? first.title : capital(g.key)
      item.description = this.grouping === 'rule' ? `${n} · ${first.rule}` : n
      item.iconPath = icons[first.severity]
    }
    return item
  }

  private leafItem(f: Finding): vscode.TreeItem {
    const item = new vscode.TreeItem(f.message)
    item.id = `${f.fingerprint}@${f.location.uri}:${f.location.range.start.line}`
    item.iconPath = icons[f.severity]
    const line = `${f.location.range.start.line + 1}`
    const closed = f.location.uri.endsWith('.ipynb')
    const name = vscode.workspace.asRelativePath(fileOf(f))
    const place = closed ? (this.grouping === 'file' ? '' : name) : cellOf(f) ? `cell ${cellOf(f)}, line ${line}` : this.grouping === 'file' ? `line ${line}` : `${name}:${line}`
    const verdict = f.verdict && f.verdict !== 'untriaged' ? f.verdict.replace('_', ' ') : ''
    item.description = [place, f.new ? 'new' : '', verdict, f.queued ? 'to be sent' : '', f.service ? 'in the service' : '', f.asOf ? `as of ${f.asOf}` : ''].filter(Boolean).join(' · ')
    if (f.asOf || f.ignored) item.iconPath = new vscode.ThemeIcon(f.ignored ? 'circle-slash' : 'history', new vscode.ThemeColor('disabledForeground'))
    item.contextValue = ['finding', f.steps ? 'flow' : '', f.fixable ? 'fixable' : ''].filter(Boolean).join(' ')
    const tip = new vscode.MarkdownString()
    tip.appendMarkdown(`**${f.title}** (${f.severity}, \`${f.rule}\`)\n\n`)
    tip.appendText(f.message)
    tip.appendMarkdown(f.steps ? `\n\n${f.steps} steps from source to sink` : '')
    item.tooltip = tip
    item.accessibilityInformation = { label: `${f.severity}: ${f.message}, ${place}` }
    item.command = { command: 'leadline.open', title: 'Open', arguments: [f.fingerprint] }
    return item
  }

  dispose(): void {
    this.view.dispose()
    this.changed.dispose()
  }
}

/** The file of a finding: of a cell, its notebook. */
export function fileOf(f: Finding): vscode.Uri {
  const uri = vscode.Uri.parse(f.location.uri)
  return notebookOf(uri)?.uri ?? uri
}

/** The notebook that a document is a cell of. The address of a cell is never taken apart. */
export function notebookOf(cell: vscode.Uri): vscode.NotebookDocument | undefined {
  const key = cell.toString()
  return vscode.workspace.notebookDocuments.find((n) => n.getCells().some((c) => c.document.uri.toString() === key))
}

function cellOf(f: Finding): number {
  const book = notebookOf(vscode.Uri.parse(f.location.uri))
  return book ? book.getCells().findIndex((c) => c.document.uri.toString() === vscode.Uri.parse(f.location.uri).toString()) + 1 : 0
}

function byPlace(a: Finding, b: Finding): number {
  const order = fileOf(a).toString().localeCompare(fileOf(b).toString()) || cellOf(a) - cellOf(b)
  return order || a.location.range.start.line - b.location.range.start.line || a.location.range.start.character - b.location.range.start.character
}

const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1)
