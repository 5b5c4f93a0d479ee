/** Shows a file in a tab of its own, where the browser prints it; the address lives as long as somebody may still look. */
export function openPdf(base64: string): void {
  const url = URL.createObjectURL(new Blob([Uint8Array.fromBase64(base64)], { type: 'application/pdf' }))
  window.open(url, '_blank', 'noopener')
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}

const KEPT_MS = 10 * 60_000
