// What the pages ask the service, under one key each.
import { useQuery, type QueryClient } from '@tanstack/react-query'
import { call, type Churn, type Counts, type Coverage, type Day, type FullFinding, type Inspection, type Member, type Notebook, type Project, type Quality, type Ref, type Rule, type Scan, type Summary, type Trial } from '@leadline/api'
import { placeOf } from '@leadline/view'
import type { Filters } from './router'

export interface Page<T> { items: T[] | null; next?: string }

/** Filters as the service takes them. */
export function asQuery(f: Filters): Record<string, string | string[] | undefined> {
  const { at: _, sort, ...rest } = f
  return { ...rest, sort }
}

function countQuery(f: Filters) {
  const { at: _, sort: __, ...rest } = f
  return rest
}

export const useCounts = (f: Filters) => useQuery({ queryKey: ['counts', countQuery(f)], queryFn: () => call<Counts>('GET', '/findings/counts', { query: countQuery(f) }), placeholderData: (old) => old })
export const useSummary = (project?: string) => useQuery({ queryKey: ['summary', project], queryFn: () => call<Summary>('GET', '/metrics/summary', { query: { project } }), refetchInterval: 15_000 })
export const useTrend = (project?: string, days = 90) => useQuery({ queryKey: ['trend', project, days], queryFn: () => call<Page<Day>>('GET', '/metrics/trend', { query: { project, days } }) })
export const useProjects = () => useQuery({ queryKey: ['projects'], queryFn: () => call<Page<Project>>('GET', '/projects') })
export const useProject = (slug: string) => useQuery({ queryKey: ['project', slug], queryFn: () => call<Project>('GET', `/projects/${encodeURIComponent(slug)}`) })
export const useRefs = (slug?: string) => useQuery({ queryKey: ['refs', slug], queryFn: () => call<Page<Ref>>('GET', `/projects/${encodeURIComponent(slug!)}/refs`), enabled: !!slug })
export const useMembers = (slug: string) => useQuery({ queryKey: ['members', slug], queryFn: () => call<Page<Member>>('GET', `/projects/${encodeURIComponent(slug)}/members`), enabled: !!slug })
export const useScans = (project?: string) => useQuery({
  queryKey: ['scans', project], queryFn: () => call<Page<Scan>>('GET', '/scans', { query: { project, limit: 100 } }),
  refetchInterval: (q) => ((q.state.data?.items ?? []).some((s) => s.state === 'running' || s.state === 'queued') ? 1_000 : 10_000),
})
export const useScan = (id: string) => useQuery({ queryKey: ['scan', id], queryFn: () => call<Scan>('GET', `/scans/${id}`) })
export const useCoverage = (id: string, ended: boolean) => useQuery({ queryKey: ['coverage', id], queryFn: () => call<Coverage>('GET', `/scans/${id}/coverage`), enabled: ended })
export const useNotebooks = (id: string, ended: boolean, path?: string) => useQuery({ queryKey: ['notebooks', id, path], queryFn: () => call<Page<Notebook>>('GET', `/scans/${id}/notebooks`, { query: { path } }), enabled: ended, staleTime: Infinity })
export const useFinding = (id: string | undefined, ref?: string) => useQuery({ queryKey: ['finding', id, ref], queryFn: () => call<FullFinding>('GET', `/findings/${id}`, { query: { ref } }), enabled: !!id })
export const useRules = (project?: string) => useQuery({ queryKey: ['rules', project], queryFn: () => call<Page<Rule>>('GET', '/rules', { query: { project } }) })
export const useRule = (id: string) => useQuery({ queryKey: ['rule', id], queryFn: () => call<Rule>('GET', `/rules/${id}`), staleTime: Infinity })

/** A trial until it has ended. */
export const useTrial = (id?: string) => useQuery({
  queryKey: ['trial', id], queryFn: () => call<Trial>('GET', `/trials/${id}`), enabled: !!id,
  refetchInterval: (q) => (q.state.data && q.state.data.state !== 'queued' && q.state.data.state !== 'running' ? false : 400),
})

export const useQuality = (id: string, project?: string) => useQuery({ queryKey: ['quality', id, project], queryFn: () => call<Quality>('GET', `/rules/${id}/quality`, { query: { project } }) })
export const useInspection = (id: string, project?: string) => useQuery({ queryKey: ['inspection', id, project], queryFn: () => call<Inspection>('GET', `/rules/${id}/inspection`, { query: { project } }) })
export const useChurn = (project?: string) => useQuery({ queryKey: ['churn', project], queryFn: () => call<Churn>('GET', '/metrics/churn', { query: { project } }) })

/** A file, or a code cell of a notebook. */
export interface Source { path: string; cell?: number }

/** The texts of files and cells of one tree, by what they are called. They never change, so they are asked for once. */
export const useFiles = (project: string | undefined, tree: string | undefined, sources: Source[]) => useQuery({
  queryKey: ['files', project, tree, sources], enabled: !!project && !!tree, staleTime: Infinity,
  queryFn: async () => {
    const texts = await Promise.all(sources.map(({ path, cell }) => call<string>('GET', `/projects/${encodeURIComponent(project!)}/trees/${tree}/file`, { query: { path, cell } }).catch(() => null)))
    return new Map(sources.map((s, i) => [placeOf({ path: s.path, cell: s.cell ? { number: s.cell } : undefined }), texts[i]]))
  },
})

/** What a verdict changes. */
export function touched(client: QueryClient) {
  for (const key of ['findings', 'counts', 'finding', 'summary']) void client.invalidateQueries({ queryKey: [key] })
}
