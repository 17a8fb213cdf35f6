import { expect, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The pictures of the documentation, made on request: PICTURES=1 make e2e-web.
test.skip(!process.env.PICTURES, 'pictures are made with PICTURES=1')

const folder = join(import.meta.dirname, '../../../docs/images')

test('pictures of the dashboard', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/#token=' + readFileSync(join(process.env.LEADLINE_DATA!, 'admin-token'), 'utf8').trim())
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await page.waitForTimeout(500) // the lines of the trends are drawn
  await page.screenshot({ path: join(folder, 'dashboard-overview.png') })
  await page.goto('/findings')
  await expect(page.locator('.item').first()).toBeVisible()
  await page.keyboard.press('j')
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, 'dashboard-findings.png') })
  await page.goto('/findings?rule=sql-injection')
  await page.locator('.item').first().click()
  await page.keyboard.press('Enter')
  await page.waitForTimeout(1500) // the code comes with its editor
  await page.screenshot({ path: join(folder, 'dashboard-finding.png') })
})
