/** What a piece of Python is, for colouring. */
export type Kind = 'keyword' | 'string' | 'comment' | 'number' | 'name' | 'call' | 'builtin' | 'decorator' | 'other'

export interface Piece {
  kind: Kind
  text: string
}

const keywords = new Set(('and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
  'nonlocal not or pass raise return try while with yield match case None True False').split(' '))
const builtins = new Set('self cls print len range str int float bool list dict set tuple open isinstance super type object Exception'.split(' '))

const pattern = /(#.*)|((?:[rbfuRBFU]{0,2})(?:"""|'''|"|'))|(@[A-Za-z_][\w.]*)|([A-Za-z_]\w*)|(\d[\w.]*)|(\s+|.)/gy

/**
 * Splits Python text into lines of coloured pieces. It knows tokens, not
 * grammar: that is enough for colours and quick for whole files.
 */
export function highlight(code: string): Piece[][] {
  const out: Piece[][] = []
  let open = '' // the quotes of a literal that goes over several lines
  for (const line of code.split('\n')) {
    const pieces: Piece[] = []
    let at = 0
    if (open) {
      const end = line.indexOf(open)
      if (end < 0) {
        out.push([{ kind: 'string', text: line }])
        continue
      }
      at = end + open.length
      pieces.push({ kind: 'string', text: line.slice(0, at) })
      open = ''
    }
    while (at < line.length) {
      pattern.lastIndex = at
      const m = pattern.exec(line)
      if (!m) break
      const text = m[0]
      at += text.length
      if (m[1]) pieces.push({ kind: 'comment', text })
      else if (m[2]) {
        const quote = text.replace(/^[rbfuRBFU]*/, '')
        const end = closing(line, at, quote)
        if (end < 0 && quote.length === 3) open = quote
        const stop = end < 0 ? line.length : end
        pieces.push({ kind: 'string', text: text + line.slice(at, stop) })
        at = stop
      } else if (m[3]) pieces.push({ kind: 'decorator', text })
      else if (m[4]) {
        const kind: Kind = keywords.has(text) ? 'keyword' : builtins.has(text) ? 'builtin' : line[at] === '(' ? 'call' : 'name'
        pieces.push({ kind, text })
      } else if (m[5]) pieces.push({ kind: 'number', text })
      else pieces.push({ kind: 'other', text })
    }
    out.push(pieces)
  }
  return out
}

/** The place behind the closing quotes, or -1. */
function closing(line: string, from: number, quote: string): number {
  for (let i = from; i < line.length; i++) {
    if (line[i] === '\\') i++
    else if (line.startsWith(quote, i)) return i + quote.length
  }
  return -1
}
