import { safeBundle } from '@anju/face-kit/safe-bundle.ts'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the card service listens when Vite's own server runs. */
const cardServiceUrl = process.env['CARD_SERVICE_URL'] ?? 'http://127.0.0.1:8421'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), safeBundle()],
  // The service puts a fresh nonce in place of this word in every page it serves (see ADR 0051).
  html: { cspNonce: '__NONCE__' },
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  server: { proxy: { '/api': cardServiceUrl, '/sign-in': cardServiceUrl } },
})
