/** What a scan in the service would send: the engine's answer to leadline/cloud/preview. */
export interface Preview {
  url: string
  project: string
  ref: string
  commit: string
  agreed: boolean
  bytes: number
  ignored: number
  withheld: string[] | null
  files: { path: string; size: number; unsaved?: boolean; masked?: boolean }[]
  /** How long earlier scans of the project took, where there were any. */
  estimate?: { of: number; lowMilliseconds: number; highMilliseconds: number }
}
