import type { ReasonWords } from './reason-words.ts'

/** Why the certificate of a UKey is not believed; said only to whoever proved that they hold it. */
export const UKEY_WORDS = {
  'staff.ukey-expired': {
    zh: (f) =>
      `UKey ${f['authority'] === undefined ? '' : `的发证机构“${f['authority']}”`}的证书已于${f['until']}到期。请到 UKey 发放单位更新。`,
    en: (f) =>
      `The certificate of ${f['authority'] === undefined ? '' : `“${f['authority']}”, which issued `}the UKey ran out on ${f['until']}. Have it renewed by whoever gave out the UKey.`,
  },
  'staff.ukey-extension': {
    zh: (f) =>
      `UKey ${f['authority'] === undefined ? '' : `的发证机构“${f['authority']}”`}的证书有本系统不认识、又必须遵守的限制（${f['oid']}），不能用。请联系 UKey 发放单位。`,
    en: (f) =>
      `The certificate of ${f['authority'] === undefined ? '' : `“${f['authority']}”, which issued `}the UKey has a restriction that must be heeded and is not known here (${f['oid']}). Ask whoever gave out the UKey.`,
  },
  'staff.ukey-issuer-unknown': {
    zh: () =>
      '发放 UKey 证书的机构不在本系统信任的名单内。请换用公安机关发放的 UKey；确属公安机关发放的，请由公安信息化部门补上中间证书或根证书。',
    en: () =>
      'Whoever issued the certificate of the UKey is not trusted here. Use a UKey that the police gave out; if it is one, the police IT office adds the missing root or intermediate certificate.',
  },
  'staff.ukey-list-missing': {
    zh: (f) =>
      `没有“${f['authority']}”的吊销列表，无法判断这把 UKey 是否已被吊销。请由公安信息化部门放入最新的吊销列表；急用的，请用另一把密钥。`,
    en: (f) =>
      `There is no revocation list of “${f['authority']}”, so nobody can tell whether this UKey was revoked. The police IT office puts in the newest list; if it is urgent, use your other key.`,
  },
  'staff.ukey-list-stale': {
    zh: (f) =>
      `“${f['authority']}”的吊销列表应于${f['due']}更新而没有更新，现在不能登记新的 UKey。请由公安信息化部门放入最新的吊销列表。`,
    en: (f) =>
      `The revocation list of “${f['authority']}” was due for renewal on ${f['due']}, so no UKey can be bound now. The police IT office puts in the newest list.`,
  },
  'staff.ukey-not-authority': {
    zh: (f) =>
      `“${f['authority']}”的证书不能用来签发别的证书，它签发的 UKey 不能用。请由公安信息化部门核对信任的证书。`,
    en: (f) =>
      `The certificate of “${f['authority']}” must not issue others, so UKeys from it are not taken. The police IT office checks the trusted certificates.`,
  },
  'staff.ukey-not-yet': {
    zh: (f) =>
      `UKey ${f['authority'] === undefined ? '' : `的发证机构“${f['authority']}”`}的证书自${f['from']}起才有效。请到那天以后再用；日期不对的，请联系 UKey 发放单位。`,
    en: (f) =>
      `The certificate of ${f['authority'] === undefined ? '' : `“${f['authority']}”, which issued `}the UKey is good from ${f['from']} on. Use it from that day; if the day is wrong, ask whoever gave out the UKey.`,
  },
  'staff.ukey-other-key': {
    zh: () => '证书与 UKey 里的密钥不是一对。请联系 UKey 发放单位。',
    en: () => 'The certificate belongs to another key than the one in the UKey. Ask whoever gave out the UKey.',
  },
  'staff.ukey-path-too-long': {
    zh: (f) =>
      `“${f['authority']}”以下最多只许有${f['most']}级发证机构，这把 UKey 的证书超过了。请联系 UKey 发放单位。`,
    en: (f) =>
      `Below “${f['authority']}” there may be ${f['most']} authorities at most, and the certificate of this UKey has more. Ask whoever gave out the UKey.`,
  },
  'staff.ukey-revoked': {
    zh: (f) =>
      `UKey ${f['authority'] === undefined ? '' : `的发证机构“${f['authority']}”`}的证书已于${f['since']}被吊销。请停用这把 UKey，换用另一把密钥，并报告公安信息化部门。`,
    en: (f) =>
      `The certificate of ${f['authority'] === undefined ? '' : `“${f['authority']}”, which issued `}the UKey was revoked on ${f['since']}. Stop using this UKey, use your other key, and tell the police IT office.`,
  },
  'staff.ukey-roots-unset': {
    zh: () =>
      '本系统还没有设定信任哪些 UKey 发证机构，不能登记 UKey。请由公安信息化部门设定 ANJU_UKEY_ROOTS（发证机构根证书、中间证书的文件夹）后再登记，或改用安全密钥。',
    en: () =>
      'This installation does not say yet whose UKeys it trusts, so none can be bound. The police IT office sets ANJU_UKEY_ROOTS, the folder of the root and intermediate certificates; or bind a security key instead.',
  },
  'staff.ukey-signature': {
    zh: (f) =>
      `UKey ${f['authority'] === undefined ? '' : `的发证机构“${f['authority']}”`}的证书不是它所写的上级签发的。请停用这把 UKey，并报告公安信息化部门。`,
    en: (f) =>
      `The certificate of ${f['authority'] === undefined ? '' : `“${f['authority']}”, which issued `}the UKey was not signed by whom it names. Stop using this UKey and tell the police IT office.`,
  },
  'staff.ukey-unreadable': {
    zh: () => 'UKey 里的证书无法识别：须为国密 SM2 证书（SM2 签名、SM3 摘要，X.509 第三版）。请联系 UKey 发放单位。',
    en: () =>
      'The certificate in the UKey cannot be used: it must be an SM2 certificate (signed by SM2 with SM3, X.509 version 3). Ask whoever gave out the UKey.',
  },
  'staff.ukey-usage': {
    zh: () => 'UKey 里的这张证书不是个人签名用的（缺“数字签名”用途，或是发证机构的证书）。请换用签名证书。',
    en: () =>
      'This certificate of the UKey is not for signing by a person: it lacks the usage “digital signature”, or is that of an authority. Use the signing certificate.',
  },
} as const satisfies Record<`staff.ukey-${string}`, ReasonWords>
