import type { ISettingRegistry } from '@jupyterlab/settingregistry'

export interface Settings {
  enabled: boolean
  delay: number
  minimumSeverity: string
  profile: string
  marks: boolean
  underlines: boolean
  tour: boolean
  service: string
}

export const defaults: Settings = { enabled: true, delay: 300, minimumSeverity: 'low', profile: 'default', marks: true, underlines: true, tour: true, service: '' }

export function read(from: ISettingRegistry.ISettings | null): Settings {
  return { ...defaults, ...((from?.composite ?? {}) as unknown as Partial<Settings>) }
}
