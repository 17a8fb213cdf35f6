export interface Change {
  from: number
  to: number
  text: string
}

export interface Line {
  sign: ' ' | '+' | '-'
  /** The number in the old text, from 1; 0 for a line that is new. */
  line: number
  text: string
}

const margin = 2

/** What changes make of a text, line by line, with some lines around each. */
export function difference(text: string, changes: Change[]): Line[] {
  const lines = text.split(/\r?\n/)
  const starts: number[] = [0]
  for (const m of text.matchAll(/\n/g)) starts.push(m.index + 1)
  const lineAt = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  const sorted = [...changes].sort((a, b) => a.from - b.from)
  const out: Line[] = []
  let done = 0
  for (let i = 0; i < sorted.length; ) {
    // Changes on the same lines are one stretch.
    const first = lineAt(sorted[i].from)
    let last = lineAt(sorted[i].to)
    let next = i + 1
    while (next < sorted.length && lineAt(sorted[next].from) <= last) last = Math.max(last, lineAt(sorted[next++].to))
    const from = starts[first]
    const to = last + 1 < starts.length ? starts[last + 1] : text.length
    let now = ''
    let at = from
    for (const c of sorted.slice(i, next)) {
      now += text.slice(at, c.from) + c.text
      at = c.to
    }
    now += text.slice(at, to)
    const after = now.replace(/\r?\n$/, '').split(/\r?\n/)
    const before = lines.slice(first, last + 1)
    if (before.length > 0 && now === '') after.length = 0
    let head = 0
    while (head < before.length && head < after.length && before[head] === after[head]) head++
    let tail = 0
    while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
    const top = first + head
    for (let n = Math.max(done, top - margin); n < top; n++) out.push({ sign: ' ', line: n + 1, text: lines[n] })
    for (let n = head; n < before.length - tail; n++) out.push({ sign: '-', line: first + n + 1, text: before[n] })
    for (let n = head; n < after.length - tail; n++) out.push({ sign: '+', line: 0, text: after[n] })
    done = last + 1 - tail
    const stop = Math.min(done + margin, next < sorted.length ? lineAt(sorted[next].from) : lines.length)
    for (; done < stop; done++) if (done < lines.length - 1 || lines[done] !== '') out.push({ sign: ' ', line: done + 1, text: lines[done] })
    i = next
  }
  return out
}
