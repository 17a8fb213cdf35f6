type Child = Node | string | null | undefined | false

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
