import type { ThemeConfig } from 'antd'
import { FONT_FIGURES, FONT_TEXT, TOKENS } from './tokens.ts'

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
    colorText: TOKENS.ink,
    colorTextSecondary: TOKENS.inkSoft,
    colorTextTertiary: TOKENS.inkFaint,
    colorTextPlaceholder: '#767f7b',
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
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: { headerBg: TOKENS.sunk, headerColor: TOKENS.inkSoft, cellPaddingBlock: 7, cellPaddingInline: 10 },
    Form: { itemMarginBottom: 10, verticalLabelPadding: '0 0 2px', labelColor: TOKENS.inkSoft },
    Drawer: { paddingLG: 20 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Select: { optionSelectedBg: TOKENS.greenWash },
    Radio: { buttonSolidCheckedBg: TOKENS.green },
  },
}
