// Packages the extension for the platforms that are named, or for this one: the
// engine is built for each and goes into the package.
//   node package.mjs [--out DIR] [--all] [TARGET...]
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVSIX } from '@vscode/vsce'
import { targets } from './targets.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const args = process.argv.slice(2)
const at = args.indexOf('--out')
const out = resolve(at >= 0 ? args.splice(at, 2)[1] : join(root, 'dist'))
const chosen = args.includes('--all') ? Object.keys(targets) : args.length ? args : [`${process.platform}-${process.arch}`]
const version = process.env.VERSION ?? 'dev'

mkdirSync(out, { recursive: true })
cpSync(join(root, 'LICENSE'), join(here, 'LICENSE'))
for (const target of chosen) {
  if (!targets[target]) throw new Error(`${target} is no platform: ${Object.keys(targets).join(', ')}`)
  const [GOOS, GOARCH] = targets[target]
  rmSync(join(here, 'bin'), { recursive: true, force: true })
  const binary = join(here, 'bin', GOOS === 'windows' ? 'leadline.exe' : 'leadline')
  execFileSync('go', ['build', '-trimpath', '-pgo=cmd/leadline/scan.pgo', '-ldflags', `-s -w -X main.version=${version}`, '-o', binary, './cmd/leadline'], {
    cwd: root, stdio: 'inherit', env: { ...process.env, GOOS, GOARCH, CGO_ENABLED: '0' },
  })
  const { version: own } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  const file = join(out, `leadline-vscode-${own}-${target}.vsix`)
  await createVSIX({ cwd: here, packagePath: file, target, dependencies: false, skipLicense: true, allowMissingRepository: true, rewriteRelativeLinks: false })
  console.log(file)
}
