/** Where browsers tell what a page tried and may not do. */
export const REPORTS_PATH = '/reports/browser'

const REPORTING = [`report-uri ${REPORTS_PATH}`, 'report-to browser'] as const
const NOWHERE = ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] as const

/**
 * What a page may load and run: scripts and styles with the nonce of this very answer and what such a script loads itself;
 * no string becomes markup or script (Trusted Types, and no policy may be made that lets one through). See ADR 0140.
 */
export function pagePolicy(nonce: string, connectTo: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    // Built style sheets are files of ours; what antd writes while it runs carries the nonce. No style attributes in markup.
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    // Beside us only what the installation names: the program of UKeys on the same computer.
    ["connect-src 'self'", ...connectTo].join(' '),
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    ...NOWHERE,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...REPORTING,
  ].join('; ')
}

/** What an answer of the API may do when a browser is made to show it as a page: nothing. */
export const ANSWER_POLICY = ["default-src 'none'", "form-action 'none'", ...NOWHERE, ...REPORTING].join('; ')

/**
 * Devices a page of ours may use, for itself and nothing it could embed: the camera for portraits, the position for a visit,
 * card readers, security keys, the clipboard to copy numbers. All others are named, because what is not named is allowed.
 */
export const DEVICE_POLICY = [
  ...['camera', 'geolocation', 'usb', 'serial', 'hid', 'clipboard-write', 'fullscreen'].map((name) => `${name}=(self)`),
  ...['publickey-credentials-get', 'publickey-credentials-create'].map((name) => `${name}=(self)`),
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'clipboard-read',
    'display-capture',
    'gyroscope',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'screen-wake-lock',
    'xr-spatial-tracking',
  ].map((name) => `${name}=()`),
].join(', ')

/** Whether an address is answered by the API; everything else is a page or a file of a page. */
export function isApiAddress(url: string): boolean {
  return url.startsWith('/api/')
}
