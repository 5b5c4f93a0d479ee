import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type UKeyCode = Extract<RefusalCode, `access.ukey-${string}`>

/** Why the certificate of a UKey is not believed; said only to whoever proved that they hold it. Form as in `REFUSAL_MESSAGES`. */
export const UKEY_REFUSAL_MESSAGES = {
  'access.ukey-expired': {
    zh: 'UKey [的发证机构“{authority}”]的证书已于{until}到期。请到 UKey 发放单位更新。',
    en: 'The certificate of [“{authority}”, which issued ]the UKey ran out on {until}. Have it renewed by whoever gave out the UKey.',
  },
  'access.ukey-extension': {
    zh: 'UKey [的发证机构“{authority}”]的证书有本系统不认识、又必须遵守的限制（{oid}），不能用。请联系 UKey 发放单位。',
    en: 'The certificate of [“{authority}”, which issued ]the UKey has a restriction that must be heeded and is not known here ({oid}). Ask whoever gave out the UKey.',
  },
  'access.ukey-issuer-unknown': {
    zh: '发放 UKey 证书的机构不在本系统信任的名单内。请换用本市发放的 UKey；确属本市的，请由系统运维人员补上中间证书或根证书。',
    en: 'Whoever issued the certificate of the UKey is not trusted here. Use a UKey that the city gave out; if it is one, the operators add the missing root or intermediate certificate.',
  },
  'access.ukey-list-missing': {
    zh: '没有“{authority}”的吊销列表，无法判断这把 UKey 是否已被吊销。请由系统运维人员放入最新的吊销列表；急用的，请用另一把密钥。',
    en: 'There is no revocation list of “{authority}”, so nobody can tell whether this UKey was revoked. The operators put in the newest list; if it is urgent, use your other key.',
  },
  'access.ukey-list-stale': {
    zh: '“{authority}”的吊销列表应于{due}更新而没有更新，现在不能登记新的 UKey。请由系统运维人员放入最新的吊销列表。',
    en: 'The revocation list of “{authority}” was due for renewal on {due}, so no UKey can be bound now. The operators put in the newest list.',
  },
  'access.ukey-not-authority': {
    zh: '“{authority}”的证书不能用来签发别的证书，它签发的 UKey 不能用。请由系统运维人员核对信任的证书。',
    en: 'The certificate of “{authority}” must not issue others, so UKeys from it are not taken. The operators check the trusted certificates.',
  },
  'access.ukey-not-yet': {
    zh: 'UKey [的发证机构“{authority}”]的证书自{from}起才有效。请到那天以后再用；日期不对的，请联系 UKey 发放单位。',
    en: 'The certificate of [“{authority}”, which issued ]the UKey is good from {from} on. Use it from that day; if the day is wrong, ask whoever gave out the UKey.',
  },
  'access.ukey-other-key': {
    zh: '证书与 UKey 里的密钥不是一对。请联系 UKey 发放单位。',
    en: 'The certificate belongs to another key than the one in the UKey. Ask whoever gave out the UKey.',
  },
  'access.ukey-path-too-long': {
    zh: '“{authority}”以下最多只许有{most}级发证机构，这把 UKey 的证书超过了。请联系 UKey 发放单位。',
    en: 'Below “{authority}” there may be {most} authorities at most, and the certificate of this UKey has more. Ask whoever gave out the UKey.',
  },
  'access.ukey-revoked': {
    zh: 'UKey [的发证机构“{authority}”]的证书已于{since}被吊销。请停用这把 UKey，换用另一把密钥，并报告安全管理员。',
    en: 'The certificate of [“{authority}”, which issued ]the UKey was revoked on {since}. Stop using this UKey, use your other key, and tell the security administrator.',
  },
  'access.ukey-roots-unset': {
    zh: '本系统还没有设定信任哪些 UKey 发证机构，不能登记 UKey。请由系统运维人员设定 ANJU_UKEY_ROOTS（发证机构根证书、中间证书的文件夹）后再登记，或改用安全密钥。',
    en: 'This installation does not say yet whose UKeys it trusts, so none can be bound. Its operators set ANJU_UKEY_ROOTS, the folder of the root and intermediate certificates; or bind a security key instead.',
  },
  'access.ukey-signature': {
    zh: 'UKey [的发证机构“{authority}”]的证书不是它所写的上级签发的。请停用这把 UKey，并报告安全管理员。',
    en: 'The certificate of [“{authority}”, which issued ]the UKey was not signed by whom it names. Stop using this UKey and tell the security administrator.',
  },
  'access.ukey-unreadable': {
    zh: 'UKey 里的证书无法识别：须为国密 SM2 证书（SM2 签名、SM3 摘要，X.509 第三版）。请联系 UKey 发放单位。',
    en: 'The certificate in the UKey cannot be used: it must be an SM2 certificate (signed by SM2 with SM3, X.509 version 3). Ask whoever gave out the UKey.',
  },
  'access.ukey-usage': {
    zh: 'UKey 里的这张证书不是个人签名用的（缺“数字签名”用途，或是发证机构的证书）。请换用签名证书。',
    en: 'This certificate of the UKey is not for signing by a person: it lacks the usage “digital signature”, or is that of an authority. Use the signing certificate.',
  },
} as const satisfies Record<UKeyCode, Words>
