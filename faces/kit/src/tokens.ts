/**
 * The look of every face: paper, ink, one quiet green as of a permit's print, and seal red for the wordmark and for what is
 * overdue. Each text colour has a contrast of at least 4.5 on the ground it is used on.
 */
export const TOKENS = {
  paper: '#f4f3ee',
  surface: '#ffffff',
  sunk: '#faf9f5',
  line: '#d8d9d1',
  lineStrong: '#b3b7ae',
  ink: '#1b2322',
  inkSoft: '#47524f',
  inkFaint: '#646f6b',
  green: '#14615a',
  greenDeep: '#0c3c39',
  greenWash: '#e4eeeb',
  seal: '#a72e1c',
  sealWash: '#fbeae6',
  amber: '#7d5200',
  amberWash: '#fdf2d9',
  blue: '#28548a',
  blueWash: '#e8eff8',
} as const

export const FONT_TEXT =
  '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",system-ui,sans-serif'
export const FONT_FIGURES = `"JetBrains Mono","DejaVu Sans Mono",Consolas,Menlo,monospace,${FONT_TEXT}`

/** Gives the tokens to the style sheets, as `--aj-paper` or `--aj-ink-soft`: one truth for antd, SVG and CSS. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(TOKENS)) {
    root.style.setProperty(`--aj-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value)
  }
  root.style.setProperty('--aj-text', FONT_TEXT)
}
