// Waiting, for the tests outside of the editor and for those inside of its extension
// host, which knows no other modules than these.
'use strict'

const wait = (ms) => new Promise((done) => setTimeout(done, ms))

/** Waits until f gives something true; what it threw last is in the error. */
async function until(what, f, patience = Number(process.env.PATIENCE ?? 30_000)) {
  const end = Date.now() + patience
  let last = ''
  for (;;) {
    try {
      const got = await f()
      if (got) return got
    } catch (e) {
      last = e.message
    }
    if (Date.now() > end) throw new Error(`after ${patience} ms still not so: ${what} ${last}`)
    await wait(60)
  }
}

module.exports = { wait, until }
