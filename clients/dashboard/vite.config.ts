import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../../internal/service/ui/dist', emptyOutDir: true, sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: { proxy: { '/v1': process.env.LEADLINE_URL ?? 'http://127.0.0.1:8417' } },
})
