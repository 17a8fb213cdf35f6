// Real notebooks of public repositories, opened one by one: SNAPSHOTS=DIR names a folder of git directories OWNER+NAME.
// Of each repository the notebooks at one and two thirds of its sorted list, the first from there that is not empty.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jupyter, Lab, ok } from './harness.mjs'

const snapshots = process.env.SNAPSHOTS ?? ''
const repositories = (
  process.env.REPOS ??
  'WillKoehrsen+Data-Analysis ageron+handson-ml2 ageron+handson-ml3 aymericdamien+TensorFlow-Examples campusx-official+100-days-of-machine-learning ' +
    'donnemartin+data-science-ipython-notebooks fchollet+deep-learning-with-python-notebooks jakevdp+PythonDataScienceHandbook norvig+pytudes rasbt+python-machine-learning-book-2nd-edition'
).split(' ')

export async function before(chromium) {
  const server = await jupyter()
  const l = await Lab.open(chromium, server)
  return { server, l, afterFault: name => l.clean(name) }
}

export async function after({ server, l }) {
  await l.page.close()
  await server.stop()
}

const git = (repository, ...args) => execFileSync('git', ['-C', join(snapshots, repository), ...args], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] })

function full(repository, path) {
  try {
    const text = git(repository, 'show', `HEAD:${path}`)
    return JSON.parse(text).cells?.some(c => c.cell_type === 'code') ? text : undefined
  } catch {
    return undefined // its content is not in the snapshot
  }
}

function chosen(repository) {
  const paths = git(repository, 'ls-tree', '-rz', '--name-only', 'HEAD').toString().split('\0').filter(p => p.endsWith('.ipynb')).sort()
  const found = []
  for (const third of [1, 2]) {
    for (let i = Math.floor((paths.length * third) / 3); i < paths.length; i++) {
      const text = full(repository, paths[i])
      if (text && !found.some(f => f.path === paths[i])) {
        found.push({ path: paths[i], text })
        break
      }
    }
  }
  return found
}

/** The tracebacks of a log, each with the line before it: Jupyter has some of its own, as when a notebook is shut while its kernel starts. */
function tracebacks(log) {
  const lines = log.split('\n')
  const found = []
  for (let i = 0; i < lines.length; i++) {
    if (!/Traceback \(most recent call last\)/.test(lines[i])) continue
    let end = i + 1
    while (end < lines.length && !/^\[[A-Z] /.test(lines[end])) end++
    found.push(lines.slice(Math.max(i - 1, 0), end).join('\n'))
    i = end - 1
  }
  if (process.env.VERBOSE) for (const t of found) console.log(t)
  return found
}

/** Opens a notebook; what the badge and the panel say of it is the note of the test. */
async function opened({ server, l }, name, text) {
  writeFileSync(join(server.root, name), text)
  const faults = l.faults.length
  const said = server.log().length
  await l.notebook(name)
  await l.panel()
  const verdict = await l.verdict()
  ok(verdict !== '', 'no verdict')
  const rules = {}
  for (const rule of (await l.rules()).split(' ').filter(Boolean)) rules[rule] = (rules[rule] ?? 0) + 1
  await l.close()
  ok(l.faults.length === faults, `in the console: ${l.faults.slice(faults).join('\n')}`)
  const wrong = tracebacks(server.log().slice(said)).filter(t => /leadline/i.test(t))
  ok(wrong.length === 0, `in the server's log: ${wrong.join('\n')}`)
  return `${verdict} | ${Object.entries(rules).map(([rule, n]) => `${rule} ${n}`).join(', ')}`
}

export const tests = {}
if (snapshots) {
  for (const repository of repositories) {
    for (const { path, text } of chosen(repository)) {
      tests[`real: ${repository} ${path}`] = shared => opened(shared, path.split('/').pop(), text)
    }
  }
}
