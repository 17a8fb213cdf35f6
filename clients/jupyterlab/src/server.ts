import { URLExt } from '@jupyterlab/coreutils'
import { ServerConnection } from '@jupyterlab/services'

/** The server part is not installed, or not enabled. */
export class Missing extends Error {}

/** Asks the server part. Addresses start at the base that Jupyter is served from. */
export async function ask<T>(what: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> {
  const settings = ServerConnection.makeSettings()
  const url = URLExt.join(settings.baseUrl, 'leadline') + `/${what}`
  const init: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  let response: Response
  try {
    response = await ServerConnection.makeRequest(url, init, settings)
  } catch {
    throw new Error('the Jupyter server does not answer')
  }
  if (response.status === 404) throw new Missing('the server part of Leadline is not installed or not enabled')
  const text = await response.text()
  if (!response.ok) {
    let message = `the Jupyter server says ${response.status}`
    try {
      message = (JSON.parse(text) as { message?: string }).message || message
    } catch {
      // It is no JSON: the number says enough.
    }
    throw new Error(message)
  }
  return JSON.parse(text) as T
}
