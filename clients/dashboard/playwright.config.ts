import { defineConfig } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The service runs on a directory of its own; the workers of the test runner
// find it through the environment.
process.env.LEADLINE_DATA ??= mkdtempSync(join(tmpdir(), 'leadline-e2e-'))
const listen = process.env.LEADLINE_LISTEN ?? '127.0.0.1:8497'

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  timeout: 30_000,
  reporter: 'list',
  outputDir: join(process.env.LEADLINE_DATA, 'results'),
  use: {
    baseURL: `http://${listen}`,
    viewport: { width: 1440, height: 900 },
    video: 'off',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
  webServer: {
    command: `../../build/leadline serve --data ${process.env.LEADLINE_DATA} --listen ${listen} --scan ../../examples`,
    url: `http://${listen}/readyz`,
    timeout: 30_000,
    stdout: 'ignore',
  },
})
