import { LabIcon } from '@jupyterlab/ui-components'

/** A plumb line: what hangs true. */
export const icon = new LabIcon({
  name: 'leadline:icon',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"><g class="jp-icon3" fill="#616161"><path d="M7.4 1h1.2v6.2H7.4z"/><path d="M4.6 7h6.8v2.2L8 15 4.6 9.2z"/><circle cx="8" cy="1.6" r="1.3"/></g></svg>'
})
