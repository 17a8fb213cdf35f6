// Looks into every package in dist/: the engine of its platform is inside, it may
// be run, and nothing is that does not belong there. TARGETS are the platforms that
// were asked for, as package.mjs is told them: each must be there.
//   TARGETS=--all node --test vsix.test.mjs
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { targets } from './targets.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const dist = resolve(here, '../../dist')
const own = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))

/** The files of a ZIP archive, by name. */
function files(archive) {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'))
  const out = new Map()
  for (let at = archive.readUInt32LE(end + 16), n = archive.readUInt16LE(end + 10); n > 0; n--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((o) => archive.readUInt16LE(at + o))
    const method = archive.readUInt16LE(at + 10)
    const size = archive.readUInt32LE(at + 20)
    const mode = archive.readUInt32LE(at + 38) >>> 16
    const local = archive.readUInt32LE(at + 42)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const data = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    out.set(name, { mode, read: () => (method ? inflateRawSync(archive.subarray(data, data + size)) : archive.subarray(data, data + size)) })
    at += 46 + nameLength + extra + comment
  }
  return out
}

/** The system and the processor that a program is for. */
function platform(program) {
  if (program.readUInt32BE(0) === 0x7f454c46) return `linux ${{ 62: 'x64', 183: 'arm64' }[program.readUInt16LE(18)]}`
  if (program.readUInt32LE(0) === 0xfeedfacf) return `darwin ${{ 0x01000007: 'x64', 0x0100000c: 'arm64' }[program.readUInt32LE(4)]}`
  if (program.toString('latin1', 0, 2) === 'MZ') return `win32 ${{ 0x8664: 'x64', 0xaa64: 'arm64' }[program.readUInt16LE(program.readUInt32LE(60) + 4)]}`
  return 'unknown'
}

const packages = readdirSync(dist).filter((n) => n.startsWith(`leadline-vscode-${own.version}-`) && n.endsWith('.vsix'))
test('there are packages', () => assert.ok(packages.length, `none of version ${own.version} in ${dist}: run make vsix`))
test('there is one for each platform that was asked for', () => {
  const asked = (process.env.TARGETS ?? '').split(' ').filter(Boolean)
  for (const target of asked.includes('--all') ? Object.keys(targets) : asked) {
    assert.ok(packages.includes(`leadline-vscode-${own.version}-${target}.vsix`), `none for ${target}`)
  }
})

for (const name of packages) {
  test(name, () => {
    const target = name.slice(`leadline-vscode-${own.version}-`.length, -'.vsix'.length)
    const [system, processor] = target.split('-')
    const inside = files(readFileSync(join(dist, name)))
    const engine = `extension/bin/leadline${system === 'win32' ? '.exe' : ''}`
    assert.deepEqual([...inside.keys()].filter((n) => n.startsWith('extension/bin/')), [engine])
    assert.equal(platform(inside.get(engine).read()), `${system === 'alpine' ? 'linux' : system} ${processor}`)
    assert.ok(system === 'win32' || inside.get(engine).mode & 0o100, 'the engine may not be run')
    const manifest = inside.get('extension.vsixmanifest').read().toString()
    assert.match(manifest, new RegExp(`TargetPlatform="${target}"`))
    assert.match(manifest, new RegExp(`Version="${own.version}"`))
    const described = JSON.parse(inside.get('extension/package.json').read())
    for (const needed of [described.main, described.icon]) assert.ok(inside.has(`extension/${needed.replace('./', '')}`), `${needed} is missing`)
    for (const walk of described.contributes.walkthroughs.flatMap((w) => w.steps)) {
      const media = Object.values(walk.media)[0]
      assert.ok(inside.has(`extension/${media}`), `${media} is missing`)
    }
    const stray = [...inside.keys()].filter((n) => /\.(ts|map|mjs)$|node_modules|test/.test(n))
    assert.deepEqual(stray, [])
  })
}
