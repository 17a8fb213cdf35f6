// Runs the tests: node run.mjs [WORDS...], only those whose names hold one of the words.
import * as cloud from './cloud.test.mjs'
import { browser, lab } from './harness.mjs'
import * as main from './lab.test.mjs'
import * as others from './servers.test.mjs'
import * as looks from './looks.test.mjs'
import * as real from './real.test.mjs'
import * as speed from './speed.test.mjs'

const words = process.argv.slice(2)
const wanted = name => words.length === 0 || words.some(w => name.includes(w))
const chromium = await browser()
let failed = 0
let ran = 0
try {
  for (const suite of [main, others, cloud, looks, real, speed]) {
    const names = Object.keys(suite.tests).filter(wanted)
    if (names.length === 0) continue
    const shared = await suite.before(chromium)
    for (const name of names) {
      const start = Date.now()
      try {
        const note = await suite.tests[name](shared)
        if (note === 'skipped') {
          console.log(`skip  ${name}`)
          continue
        }
        ran++
        console.log(`ok    ${name}  ${((Date.now() - start) / 1000).toFixed(1)} s${note ? `  ${note}` : ''}`)
      } catch (e) {
        failed++
        console.log(`FAIL  ${name}  ${e.stack ?? e}`)
        await shared.afterFault?.(name)
        if (suite.ordered) break // what follows builds on it
      }
    }
    await suite.after(shared)
  }
} finally {
  await chromium.close()
}
console.log(`JupyterLab ${lab}: ${ran} tests passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
