import type { ThemeConfig } from 'antd'
import { FONT_FIGURES, FONT_TEXT, TOKENS } from './tokens.ts'

/** Whether this person's computer asks for pages that stand still; nothing then slides or fades. */
const wantsStillness =
  typeof globalThis.matchMedia === 'function' && globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches

/** antd in our colours: dense, squared, without the blue of the library. */
export const THEME: ThemeConfig = {
  token: {
    colorPrimary: TOKENS.green,
    colorLink: TOKENS.green,
    colorLinkHover: TOKENS.greenDeep,
    colorInfo: TOKENS.blue,
    colorError: TOKENS.seal,
    colorWarning: TOKENS.amber,
    colorSuccess: TOKENS.green,
    colorWarningBg: TOKENS.amberWash,
    colorWarningBorder: '#d9b36a',
    colorErrorBg: TOKENS.sealWash,
    colorErrorBorder: '#dea094',
    colorInfoBg: TOKENS.blueWash,
    colorInfoBorder: '#a9bfdc',
    colorSuccessBg: TOKENS.greenWash,
    colorSuccessBorder: '#8fb5ae',
    colorText: TOKENS.ink,
    colorTextSecondary: TOKENS.inkSoft,
    colorTextTertiary: TOKENS.inkFaint,
    colorTextPlaceholder: '#5f6a66',
    colorTextDisabled: '#6f7875',
    colorBorder: TOKENS.lineStrong,
    colorBorderSecondary: TOKENS.line,
    colorBgLayout: TOKENS.paper,
    colorBgContainer: TOKENS.surface,
    borderRadius: 3,
    borderRadiusLG: 4,
    controlHeight: 32,
    fontSize: 14,
    fontFamily: FONT_TEXT,
    fontFamilyCode: FONT_FIGURES,
    wireframe: false,
    boxShadow: '0 1px 2px rgba(20,30,28,.08)',
    // Without this the library would wait half a second for the end of a movement that never begins.
    motion: !wantsStillness,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: {
      headerBg: TOKENS.sunk,
      headerColor: TOKENS.inkSoft,
      cellPaddingBlock: 7,
      cellPaddingInline: 10,
      // The library would mix a grey out of the dark green, and links could not be read on it.
      rowSelectedBg: TOKENS.greenWash,
      rowSelectedHoverBg: TOKENS.greenWash,
    },
    Form: { itemMarginBottom: 10, verticalLabelPadding: '0 0 2px', labelColor: TOKENS.inkSoft },
    Drawer: { paddingLG: 20 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Select: { optionSelectedBg: TOKENS.greenWash },
    Radio: { buttonSolidCheckedBg: TOKENS.green },
  },
}
