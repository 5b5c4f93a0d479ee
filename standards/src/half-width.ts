/** Turns full-width letters, digits and signs (ＡＢＣ１２３＃) and the ideographic space into their half-width forms. */
export function halfWidth(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
}
