import { safeBundle } from '@anju/face-kit/safe-bundle.ts'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the registry listens when Vite's own server runs (`npm run dev`). */
const registryUrl = process.env['REGISTRY_URL'] ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  cacheDir: '../../node_modules/.vite/counter',
  plugins: [react(), safeBundle()],
  // The registry puts a fresh nonce in place of this word in every page it serves (see ADR 0051).
  html: { cspNonce: '__NONCE__' },
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  server: { proxy: { '/api': registryUrl, '/sign-in': registryUrl } },
})
