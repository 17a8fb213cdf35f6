import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const token = () => readFileSync(join(process.env.LEADLINE_DATA!, 'admin-token'), 'utf8').trim()

async function signIn(page: Page) {
  await page.goto('/#token=' + token())
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
}

async function api<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (p) => (await fetch('/v1' + p)).json(), path)
}

async function accessible(page: Page) {
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' | ')} ${v.nodes[0]?.failureSummary}`)).toEqual([])
}

test.beforeEach(({ page }) => {
  const faults: string[] = []
  page.on('pageerror', (e) => faults.push(e.message))
  page.on('console', (m) => { if (m.type() === 'error' && !m.text().includes('401')) faults.push(m.text()) })
  test.info().annotations.push({ type: 'faults', description: '' })
  ;(page as Page & { faults?: string[] }).faults = faults
})

test.afterEach(({ page }) => {
  expect((page as Page & { faults?: string[] }).faults).toEqual([])
})

test('signing in with a token, and out', async ({ page }) => {
  await page.goto('/')
  await accessible(page)
  await page.getByLabel('Token').fill('ldl_nonsense')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('not valid')
  await page.getByLabel('Token').fill(token())
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out admin' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Leadline' })).toBeVisible()
})

test('the link of the first start signs in and leaves no token in the address', async ({ page }) => {
  await signIn(page)
  expect(page.url()).not.toContain('token')
  await expect(page.locator('.tile')).toHaveCount(5)
  await page.locator('.tile', { hasText: 'critical' }).click()
  await expect(page).toHaveURL(/severity/)
  await expect(page.locator('.item').first()).toBeVisible()
})

test('triage by keyboard, and taking it back', async ({ page }) => {
  await signIn(page)
  await page.goto('/findings')
  await expect(page.locator('.item').first()).toBeVisible()
  const open = (await api<{ total: number }>(page, '/findings/counts')).total
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const id = await page.locator('.item.current').getAttribute('data-id')
  await page.keyboard.press('c')
  await expect(page.locator('.toast')).toContainText('confirmed')
  await expect.poll(async () => (await api<{ verdict: string }>(page, `/findings/${id}`)).verdict).toBe('confirmed')
  await page.keyboard.press('u')
  await expect.poll(async () => (await api<{ verdict: string }>(page, `/findings/${id}`)).verdict).toBe('untriaged')
  await page.keyboard.press('e')
  await page.getByLabel('False positive').check()
  await page.getByLabel('Note').fill('not reachable')
  await page.getByRole('button', { name: /Dismiss 1 finding/ }).click()
  await expect.poll(async () => (await api<{ total: number }>(page, '/findings/counts')).total).toBe(open - 1)
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await api<{ total: number }>(page, '/findings/counts')).total).toBe(open)
})

test('a bulk verdict shows what it hits first', async ({ page }) => {
  await signIn(page)
  await page.goto('/findings?rule=unsafe-deserialization')
  await expect(page.locator('.item')).toHaveCount(2)
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('e')
  await page.getByRole('button', { name: 'Dismiss 2 findings' }).click()
  await expect(page.getByText('Nothing fits')).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.locator('.item')).toHaveCount(2)
})

test('the flow is walked through the code', async ({ page }) => {
  await signIn(page)
  const { items } = await api<{ items: { id: string }[] }>(page, '/findings?rule=sql-injection')
  await page.goto('/findings/' + items[0].id)
  await expect(page.locator('.lf-note').first()).toBeVisible()
  const steps = page.locator('.steps li')
  const n = await steps.count()
  expect(n).toBeGreaterThan(3)
  await page.keyboard.press('j')
  await expect(steps.nth(1).getByRole('button')).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('.lf-note.lf-current .lf-step')).toHaveText('2')
  await steps.nth(n - 1).getByRole('button').click()
  await expect(page.locator('.lf-note.lf-current')).toHaveClass(/lf-note-sink/)
  await expect(page.locator('.lf-box')).toHaveCount(2)
  await accessible(page)
})

test('a scan, a rule and their figures', async ({ page }) => {
  await signIn(page)
  await page.goto('/scans')
  await page.locator('td a').first().click()
  await expect(page.getByRole('heading', { name: 'Coverage' })).toBeVisible()
  await expect(page.getByText('100 % resolved').or(page.getByText(/\d+ % resolved/))).toBeVisible()
  await page.goto('/rules/sql-injection')
  await expect(page.locator('pre.bad').first()).toBeVisible()
  await page.goto('/rules')
  await page.getByLabel('Search rules').fill('sql')
  await expect(page.locator('tbody tr').first()).toContainText('sql')
})

test('a notebook: cells, run order against page order, stale marks', async ({ page }) => {
  await signIn(page)
  const scans = await api<{ items: { id: string }[] }>(page, '/scans')
  await page.goto('/scans/' + scans.items[0].id)
  await page.getByRole('link', { name: 'notebook/sales.ipynb' }).click()
  await expect(page.getByRole('heading', { name: 'sales.ipynb' })).toBeVisible()
  const cells = page.locator('.nb-cell')
  await expect(cells).toHaveCount(12)
  await expect(cells.nth(1).locator('pre')).toContainText('import asyncio')
  await expect(page.locator('.nb-cell[data-state="fails"]').first()).toContainText('np')
  await expect(page.locator('.nb-cell[data-state="stale"]')).toHaveCount(2)
  await expect(page.locator('.nb-map .way.crossed').first()).toBeVisible()
  await page.getByRole('link', { name: /^Cell 6/ }).first().click()
  await expect(page.locator('.nb-cell[data-here="true"]')).toContainText('[')
  await expect(page.locator('.nb-cell a[href^="/findings/"]').first()).toBeVisible()
  await accessible(page)
})

test('a hook is added, tried and removed', async ({ page }) => {
  await signIn(page)
  await page.goto('/settings')
  await page.getByRole('tab', { name: 'Notices' }).click()
  await page.getByLabel('Address').fill('http://127.0.0.1:9/hook')
  await page.getByRole('button', { name: 'Add hook' }).click()
  await expect(page.getByRole('status')).toContainText('whsec_')
  await page.getByRole('button', { name: 'Try http://127.0.0.1:9' }).click()
  await expect(page.getByText('private network').first()).toBeVisible({ timeout: 10_000 })
  await page.getByLabel('Findings that are yours').selectOption('daily')
  await accessible(page)
  await page.getByRole('button', { name: 'Remove http://127.0.0.1:9' }).click()
  await expect(page.getByText('Nobody is told yet')).toBeVisible()
  await expect.poll(async () => (await api<{ mail: string }>(page, '/me/mail')).mail).toBe('daily')
})

for (const theme of ['light', 'dark'] as const) {
  test(`every page is accessible, ${theme}`, async ({ page }) => {
    test.setTimeout(90_000)
    await page.emulateMedia({ colorScheme: theme })
    await signIn(page)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    const scans = await api<{ items: { id: string }[] }>(page, '/scans')
    for (const [path, ready] of [['/', '.chart'], ['/findings', '.lf-line'], ['/projects', 'table'], ['/projects/examples', '.chart'], ['/scans', 'table'], ['/scans/' + scans.items[0].id, '.facts'],
      ['/scans/' + scans.items[0].id + '/notebook?path=notebook/sales.ipynb', '.nb-cell'],
      ['/rules', 'table'], ['/rules/sql-injection', '.prose'], ['/settings', 'table']] as const) {
      await page.goto(path)
      await expect(page.locator(ready).first()).toBeVisible()
      await accessible(page)
    }
    await page.goto('/findings')
    await page.keyboard.press('?')
    await accessible(page)
  })
}
