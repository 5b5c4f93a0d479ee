import { safeBundle } from '@anju/face-kit/safe-bundle.ts'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  // Its files lie beside those of the counter, under a path of their own (see ADR 0102).
  base: '/citizen/',
  cacheDir: '../../node_modules/.vite/citizen',
  plugins: [react(), safeBundle()],
  html: { cspNonce: '__NONCE__' },
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
})
