import { useEffect, useSyncExternalStore } from 'react'

interface Toast { text: string; undo?: () => void; id: number }
let current: Toast | null = null
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((f) => f())

/** Says what was done, with a way back. */
export function toast(text: string, undo?: () => void) {
  current = { text, undo, id: Date.now() }
  tell()
}

/** Takes the last deed back, if it can be. */
export function undoLast(): boolean {
  if (!current?.undo) return false
  current.undo()
  current = null
  tell()
  return true
}

export function Toaster() {
  const t = useSyncExternalStore((f) => { listeners.add(f); return () => listeners.delete(f) }, () => current)
  useEffect(() => {
    if (!t) return
    const timer = setTimeout(() => { if (current?.id === t.id) { current = null; tell() } }, 8_000)
    return () => clearTimeout(timer)
  }, [t])
  return <div aria-live="polite">{t && <div className="toast"><span>{t.text}</span>{t.undo && <button onClick={undoLast}>Undo</button>}</div>}</div>
}
