type Child = Node | string | null | undefined | false

/** A text in which names stand between backticks, with the names as code. */
export function prose(text: string): DocumentFragment {
  const out = document.createDocumentFragment()
  text.split('`').forEach((part, i) => out.append(i % 2 === 1 ? el('code', {}, part) : part))
  return out
}

/** Makes an element. Texts are never taken for HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Record<string, unknown> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag)
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('on') && typeof value === 'function') e.addEventListener(key.slice(2), value as EventListener)
    else if (key === 'class') e.className = String(value)
    else if (value === true) e.setAttribute(key, '')
    else if (value !== false && value !== undefined && value !== null) e.setAttribute(key, String(value))
  }
  for (const child of children) if (child) e.append(child)
  return e
}
