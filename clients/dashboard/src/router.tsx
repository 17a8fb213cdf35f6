import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Frame } from './frame'
import { Overview } from './pages/overview'

/** The filters of the list of findings: they are the address, so that it can be shared. */
export interface Filters {
  state?: string
  severity?: string[]
  rule?: string
  project?: string
  ref?: string
  q?: string
  verdict?: string
  presence?: string
  path?: string
  scan?: string
  since?: string
  owner?: string
  sort?: string
  at?: string
}

const words = (v: unknown): string | undefined => (typeof v === 'string' && v ? v : typeof v === 'number' ? String(v) : undefined)
const lists = (v: unknown): string[] | undefined => {
  const all = (Array.isArray(v) ? v : typeof v === 'string' ? v.split(',') : []).map(String).filter(Boolean)
  return all.length ? all : undefined
}

export function filtersOf(s: Record<string, unknown>): Filters {
  return {
    state: words(s.state), severity: lists(s.severity), rule: words(s.rule), project: words(s.project), ref: words(s.ref), q: words(s.q),
    verdict: words(s.verdict), presence: words(s.presence), path: words(s.path), scan: words(s.scan), since: words(s.since), owner: words(s.owner),
    sort: words(s.sort), at: words(s.at),
  }
}

const projectOf = (s: Record<string, unknown>): { project?: string } => ({ project: words(s.project) })

const root = createRootRoute({ component: Frame })
const overview = createRoute({ getParentRoute: () => root, path: '/', component: Overview, validateSearch: projectOf })
const findings = createRoute({ getParentRoute: () => root, path: '/findings', component: lazyRouteComponent(() => import('./pages/findings'), 'Findings'), validateSearch: filtersOf })
const finding = createRoute({ getParentRoute: () => root, path: '/findings/$id', component: lazyRouteComponent(() => import('./pages/finding'), 'FindingPage'), validateSearch: (s: Record<string, unknown>): { ref?: string } => ({ ref: words(s.ref) }) })
const projects = createRoute({ getParentRoute: () => root, path: '/projects', component: lazyRouteComponent(() => import('./pages/projects'), 'Projects') })
const project = createRoute({ getParentRoute: () => root, path: '/projects/$slug', component: lazyRouteComponent(() => import('./pages/projects'), 'ProjectPage') })
const scans = createRoute({ getParentRoute: () => root, path: '/scans', component: lazyRouteComponent(() => import('./pages/scans'), 'Scans'), validateSearch: projectOf })
const scan = createRoute({ getParentRoute: () => root, path: '/scans/$id', component: lazyRouteComponent(() => import('./pages/scans'), 'ScanPage') })
const notebook = createRoute({ getParentRoute: () => root, path: '/scans/$id/notebook', component: lazyRouteComponent(() => import('./pages/notebook'), 'NotebookPage'), validateSearch: (s: Record<string, unknown>): { path?: string; cell?: string } => ({ path: words(s.path), cell: words(s.cell) }) })
const rules = createRoute({ getParentRoute: () => root, path: '/rules', component: lazyRouteComponent(() => import('./pages/rules'), 'Rules'), validateSearch: projectOf })
const rule = createRoute({ getParentRoute: () => root, path: '/rules/$id', component: lazyRouteComponent(() => import('./pages/rules'), 'RulePage'), validateSearch: projectOf })
const device = createRoute({ getParentRoute: () => root, path: '/device', component: lazyRouteComponent(() => import('./pages/device'), 'DevicePage'), validateSearch: (s: Record<string, unknown>): { code?: string } => ({ code: words(s.code) }) })
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: lazyRouteComponent(() => import('./pages/settings'), 'Settings') })

export function makeRouter() {
  return createRouter({ routeTree: root.addChildren([overview, findings, finding, projects, project, scans, scan, notebook, rules, rule, device, settings]), defaultPreload: 'intent' })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
