import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type SignInCode = Extract<RefusalCode, `sign-in.${string}`>

/** Why a resident is not signed in: never more than the person themselves needs to know. */
export const SIGN_IN_REFUSAL_MESSAGES = {
  'sign-in.code-wrong': {
    zh: '验证码不对、已用过或已过期。请核对短信；输错三次或过了五分钟，请重新获取。',
    en: 'The code is wrong, used, or has run out. Check the message; after three wrong tries or five minutes ask for a new one.',
  },
  'sign-in.mobile-invalid': {
    zh: '手机号码不对。请填写内地的11位手机号码。',
    en: 'This is no mobile number. Enter the eleven digits of a mainland mobile.',
  },
  'sign-in.not-of-record': {
    zh: '姓名或手机号与登记的不一致。请用登记时留的手机号；换了号码的，请带身份证到窗口更改，或用统一身份认证登录。',
    en: 'The name or mobile is not the one on record. Use the mobile you registered with; if it has changed, come to the window with your ID card, or sign in through the government identity service.',
  },
  'sign-in.phone-not-offered': {
    zh: '本市现在不能用手机验证码登录。请用统一身份认证，或到窗口办理。',
    en: 'The city does not offer codes to mobiles now. Use the government identity service, or come to the window.',
  },
  'sign-in.wait': {
    zh: '获取验证码太频繁，或现在使用的人太多。请过{waitSeconds}秒再试；急用的，请用统一身份认证或到窗口办理。',
    en: 'Too many codes were asked for, or too many people are signing in. Try again in {waitSeconds} seconds; if it is urgent, use the government identity service or come to the window.',
  },
} as const satisfies Record<SignInCode, Words>
