import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application'
import { Dialog, ICommandPalette, IToolbarWidgetRegistry, Notification, showDialog } from '@jupyterlab/apputils'
import type { Cell } from '@jupyterlab/cells'
import { INotebookTracker, NotebookActions, type NotebookPanel } from '@jupyterlab/notebook'
import { ISettingRegistry } from '@jupyterlab/settingregistry'
import { IStatusBar } from '@jupyterlab/statusbar'
import { Widget } from '@lumino/widgets'

import { Badge, Status } from './badge'
import { Cloud } from './cloud'
import { Drawing } from './draw'
import { fixAllSafe, ignore, preview, rerun, safeFixes, stopIgnoring, undo } from './fix'
import { icon } from './icon'
import { goTo, Panel } from './panel'
import type { Finding } from './protocol'
import { ask } from './server'
import { read, type Settings } from './settings'
import { tour } from './tour'
import { Watch } from './watch'
import { plural, sorted } from './words'

const id = 'jupyterlab-leadline:plugin'

const plugin: JupyterFrontEndPlugin<void> = {
  id,
  description: 'What would break, mislead or leak when the notebook runs again.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ICommandPalette, ISettingRegistry, IStatusBar, ILabShell, ILayoutRestorer, IToolbarWidgetRegistry],
  activate: (
    app: JupyterFrontEnd, tracker: INotebookTracker, palette: ICommandPalette | null, registry: ISettingRegistry | null, statusBar: IStatusBar | null,
    shell: ILabShell | null, restorer: ILayoutRestorer | null, toolbars: IToolbarWidgetRegistry | null
  ): void => {
    new Extension(app, tracker, registry).start(palette, statusBar, shell, restorer, toolbars)
  }
}

/** The extension in one Jupyter: a watch for each notebook, and what shows them. */
class Extension {
  private watches = new Map<NotebookPanel, Watch>()
  private kept: ISettingRegistry.ISettings | null = null
  private settings: Settings = read(null)
  private cloud = new Cloud(() => this.settings, async url => void (await this.kept?.set('service', url)))
  private panel: Panel
  private status: Status

  constructor(private app: JupyterFrontEnd, private tracker: INotebookTracker, private registry: ISettingRegistry | null) {
    this.panel = new Panel({
      fix: (w, f) => void preview(w, f),
      ignore: (w, f) => void ignore(w, f),
      unignore: stopIgnoring,
      fixAll: fixAllSafe,
      rerun: w => void rerun(w),
      rule: (w, rule) => void showRule(w, rule),
      tour: () => this.tour()
    }, this.cloud)
    this.panel.title.icon = icon
    this.status = new Status(() => this.open())
  }

  start(palette: ICommandPalette | null, statusBar: IStatusBar | null, shell: ILabShell | null, restorer: ILayoutRestorer | null, toolbars: IToolbarWidgetRegistry | null): void {
    this.app.shell.add(this.panel, 'right', { rank: 900 })
    restorer?.add(this.panel, 'jp-leadline-panel')
    statusBar?.registerStatusItem(id, { item: this.status, align: 'left', rank: 90, isActive: () => this.current() !== null })
    toolbars?.addFactory<NotebookPanel>('Notebook', 'leadline-verdict', panel => new Badge(this.watch(panel), () => this.open()))
    this.tracker.widgetAdded.connect((_, panel) => this.watch(panel))
    this.tracker.currentChanged.connect(() => this.follow())
    this.cloud.changed.connect(() => this.app.commands.notifyCommandChanged())
    shell?.layoutModified.connect(() => this.app.commands.notifyCommandChanged())
    NotebookActions.executionScheduled.connect((_, e) => this.of(e.notebook)?.willRun(e.cell))
    NotebookActions.executed.connect((_, e) => this.of(e.notebook)?.ran(e.cell as Cell, e.success))
    this.commands(palette)
    window.addEventListener('focus', () => this.cloud.refresh(this.current()))
    void this.load()
    this.tracker.forEach(panel => this.watch(panel))
    this.follow()
  }

  private async load(): Promise<void> {
    if (!this.registry) return
    try {
      this.kept = await this.registry.load(id)
    } catch {
      return // the settings' file is not served: the defaults hold
    }
    const take = (): void => {
      this.settings = read(this.kept)
      this.watches.forEach(w => w.look())
      const w = this.current()
      if (w) void this.cloud.connect(w)
    }
    this.kept.changed.connect(take)
    take()
  }

  private watch(panel: NotebookPanel): Watch {
    let w = this.watches.get(panel)
    if (!w) {
      w = new Watch(panel, () => this.settings)
      this.watches.set(panel, w)
      panel.disposed.connect(() => this.watches.delete(panel))
      new Drawing(w, () => this.settings, {
        fix: (x, f) => void preview(x, f),
        ignore: (x, f) => void ignore(x, f),
        show: (_, cell) => this.open({ cell }),
        reveal: (_, f) => this.open({ fingerprint: f.fingerprint })
      })
      const first = (): void => {
        if (w!.phase === 'waiting') return
        w!.changed.disconnect(first)
        if (w!.phase === 'ready') {
          this.welcome()
          void this.cloud.connect(w!)
        }
      }
      w.changed.connect(first)
      w.changed.connect(() => this.app.commands.notifyCommandChanged())
    }
    return w
  }

  private of(notebook: unknown): Watch | undefined {
    for (const [panel, w] of this.watches) if (panel.content === notebook) return w
    return undefined
  }

  private current(): Watch | null {
    const panel = this.tracker.currentWidget
    return panel ? this.watch(panel) : null
  }

  private follow(): void {
    this.panel.follow(this.current())
    this.status.follow(this.current())
    this.app.commands.notifyCommandChanged()
  }

  private open(what: { fingerprint?: string; cell?: string } = {}): void {
    this.follow()
    this.app.shell.activateById(this.panel.id)
    if (what.fingerprint || what.cell) this.panel.reveal(what)
  }

  private welcomed = false

  /** Offers the tour, once. */
  private welcome(): void {
    if (this.welcomed || !this.settings.tour || !this.kept) return
    this.welcomed = true
    const never = (): void => void this.kept?.set('tour', false)
    Notification.info('Leadline looks at your notebooks as you work: what a restart would break, and what is unsafe.', {
      autoClose: 20_000,
      actions: [{ label: 'Show me around', displayType: 'accent', callback: () => this.tour() }, { label: 'Not now', callback: never }]
    })
  }

  private tour(): void {
    this.open()
    tour(() => void this.kept?.set('tour', false))
  }

  private commands(palette: ICommandPalette | null): void {
    const has = (): boolean => this.current() !== null
    const found = (): Finding[] => sorted(this.current()?.current() ?? []).filter(f => f.cell)
    const add = (name: string, label: string | (() => string), execute: () => unknown, enabled: () => boolean = has): void => {
      this.app.commands.addCommand(`leadline:${name}`, { label, isEnabled: enabled, execute, describedBy: { args: { type: 'object', properties: {} } } })
      palette?.addItem({ command: `leadline:${name}`, category: 'Leadline' })
    }
    add('show-panel', 'Show the Findings', () => this.open())
    add('show-cells', 'Show the Graph of Cells', () => (this.open(), this.panel.show_('cells')))
    add('analyze', 'Look at the Notebook Now', () => this.current()?.retry())
    add('next', 'Next Finding', () => this.step(1), () => found().length > 0)
    add('previous', 'Previous Finding', () => this.step(-1), () => found().length > 0)
    add('fix', 'Fix the Finding at the Cursor…', () => this.here(f => f.fix && preview(this.current()!, f)), () => found().some(f => f.fix))
    add('ignore', 'Ignore the Finding at the Cursor…', () => this.here(f => ignore(this.current()!, f)), () => found().length > 0)
    add('fix-all', () => `Fix All That Is Safe to Fix${this.count(w => safeFixes(w).length)}`, () => fixAllSafe(this.current()!), () => has() && safeFixes(this.current()!).length > 0)
    add('rerun', () => `Re-Run the Stale Cells${this.count(w => w.answer?.rerun.length ?? 0)}`, () => rerun(this.current()!), () => (this.current()?.answer?.rerun.length ?? 0) > 0)
    add('undo', 'Undo the Last Fix', () => undo(this.current()!))
    add('show-service', 'Show the Service', () => (this.open(), this.panel.show_('service')))
    add('scan-in-service', 'Scan in Leadline Service', () => (this.open(), this.panel.show_('service'), this.cloud.scan(this.current()!)))
    add('what-is-sent', 'Show What a Scan in the Service Sends', () => this.cloud.preview(this.current()!), () => has() && this.cloud.signedIn)
    add('fetch-verdicts', 'Fetch Verdicts From the Service', () => this.cloud.follow(this.current()!), () => has() && this.cloud.signedIn)
    add('verdict', 'Give a Verdict on the Finding at the Cursor…', () => this.here(f => this.cloud.verdict(this.current()!, f.fingerprint, f.message)), () => this.cloud.signedIn && found().length > 0)
    add('sign-in', 'Sign In to the Service…', () => this.cloud.signIn(this.current()!))
    add('sign-out', 'Sign Out of the Service', () => this.cloud.signOut(this.current()!), () => has() && this.cloud.signedIn)
    add('tour', 'Take the Tour', () => this.tour())
  }

  private count(of: (w: Watch) => number): string {
    const w = this.current()
    const n = w ? of(w) : 0
    return n > 0 ? ` (${n})` : ''
  }

  /** The findings in the order of the page, from the cursor on. */
  private step(by: number): void {
    const w = this.current()
    const list = (w?.current() ?? []).filter(f => f.cell)
    if (!w || list.length === 0) return
    const cell = w.panel.content.activeCell
    const number = cell ? w.panel.content.widgets.indexOf(cell) + 1 : 0
    const line = w.panel.content.mode === 'edit' ? cell?.editor?.getCursorPosition().line ?? -1 : by > 0 ? -1 : 0
    const after = (f: Finding): boolean => f.cell!.number > number || (f.cell!.number === number && f.cell!.range.start.line > line)
    const before = (f: Finding): boolean => f.cell!.number < number || (f.cell!.number === number && f.cell!.range.start.line < line)
    const f = by > 0 ? list.find(after) ?? list[0] : [...list].reverse().find(before) ?? list[list.length - 1]
    goTo(w, f.cell!.id, f)
  }

  /** Does something with the finding at the cursor, or the first one of the cell. */
  private here(run: (f: Finding) => unknown): void {
    const w = this.current()
    const cell = w?.panel.content.activeCell
    const own = (w?.current() ?? []).filter(f => f.cell?.id === cell?.model.id)
    const line = cell?.editor?.getCursorPosition().line ?? 0
    const f = own.find(x => x.cell!.range.start.line <= line && line <= x.cell!.range.end.line) ?? own[0]
    if (f) run(f)
    else Notification.info(`Leadline: nothing was found in this cell; ${plural(w?.current().length ?? 0, 'finding')} in the notebook.`, { autoClose: 3000 })
  }
}

/** Shows the page of a rule. */
async function showRule(w: Watch, rule: string): Promise<void> {
  const body = new Widget()
  body.addClass('jp-Leadline-rulepage')
  try {
    const page = await ask<{ markdown: string }>(`rule/${rule}`)
    const drawn = w.panel.content.rendermime.createRenderer('text/markdown')
    await drawn.renderModel({ data: { 'text/markdown': page.markdown }, metadata: {}, trusted: false, setData: () => undefined })
    body.node.append(drawn.node)
  } catch (e) {
    body.node.append(`The page of the rule cannot be shown: ${e instanceof Error ? e.message : String(e)}.`)
  }
  await showDialog({ title: rule, body, buttons: [Dialog.okButton({ label: 'Close' })] })
}

export default plugin
