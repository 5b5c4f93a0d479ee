import { sm3Hex } from '@anju/crypto/sm3.ts'

import type { ExchangeRecord, RecordKind, RecordOf } from '../src/record.ts'

/** One record of every kind, about an invented applicant. The ID number is the worked example of GB 11643. */

const id = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`
const applicationId = id(100)
const acceptanceNumber = '4406-20160705-0001'
const permitNumber = 'FS2016-000001'
const officer = { name: '陈警官', badge: '440601' }
const office = { code: '440605-01', name: '桂城流管服务站' }
const person = {
  idNumber: '11010519491231002X',
  name: '张𬀩',
  sex: '2',
  ethnicity: '01',
  birthOn: '1949-12-31',
  hukouAddress: '北京市朝阳区示例路1号',
  residenceAddress: '广东省佛山市南海区桂城街道示例路2号3栋401房',
} as const
const photoBytes = Buffer.from('not a real portrait, only bytes that stand for one')

/** All samples; each id is fixed, so a test can name it. */
export const SAMPLES: { readonly [K in RecordKind]: RecordOf<K> } = {
  'permit-order/1': {
    kind: 'permit-order/1',
    id: id(1),
    body: {
      applicationId,
      acceptanceNumber,
      purpose: 'first',
      person,
      photo: { mediaType: 'image/jpeg', sm3: sm3Hex(photoBytes), content: photoBytes.toString('base64') },
      acceptedOn: '2016-07-05',
      dueOn: '2016-07-20',
      office,
      signaturesSm3: sm3Hex(Buffer.from('signatures')),
      policyPack: 'FS-2016-14/2016-01-01',
    },
  },
  'card-order/1': {
    kind: 'card-order/1',
    id: id(12),
    body: {
      caseId: id(101),
      acceptanceNumber: '4406-20170705-0002',
      for: 'reissue',
      permitNumber,
      issuedOn: '2016-07-15',
      voidStockNumber: 'ST-0002',
      person,
      photo: { mediaType: 'image/jpeg', sm3: sm3Hex(photoBytes), content: photoBytes.toString('base64') },
      acceptedOn: '2017-07-05',
      dueOn: '2017-07-19',
      office,
      signaturesSm3: sm3Hex(Buffer.from('signatures of the case')),
      policyPack: 'FS-2016-14/2016-01-01',
    },
  },
  'permit-order/2': {
    kind: 'permit-order/2',
    id: id(14),
    body: {
      applicationId: id(102),
      acceptanceNumber: '4406-20160705-0003',
      purpose: 'first',
      person,
      photo: { mediaType: 'image/jpeg', sm3: sm3Hex(photoBytes), content: photoBytes.toString('base64') },
      acceptedOn: '2016-07-05',
      dueOn: '2016-07-20',
      office,
      signaturesSm3: sm3Hex(Buffer.from('signatures')),
      policyPack: 'FS-2016-14/2016-01-01',
      evidence: ['{"what":"one key said"}', '{"what":"another said"}'],
    },
  },
  'card-order/2': {
    kind: 'card-order/2',
    id: id(15),
    body: {
      caseId: id(103),
      acceptanceNumber: '4406-20170705-0004',
      for: 'replacement',
      permitNumber,
      issuedOn: '2016-07-15',
      voidStockNumber: null,
      person,
      photo: { mediaType: 'image/jpeg', sm3: sm3Hex(photoBytes), content: photoBytes.toString('base64') },
      acceptedOn: '2017-07-05',
      dueOn: '2017-07-19',
      office,
      signaturesSm3: sm3Hex(Buffer.from('signatures of the case')),
      policyPack: 'FS-2016-14/2016-01-01',
      evidence: ['{"what":"one key said"}'],
    },
  },
  'card-standing/1': {
    kind: 'card-standing/1',
    id: id(13),
    body: { permitNumber, stockNumber: 'ST-0002', standing: 'void', reason: 'lost', since: '2017-07-05' },
  },
  'card-standing/2': {
    kind: 'card-standing/2',
    id: id(16),
    body: {
      permitNumber,
      stockNumber: 'ST-0002',
      standing: 'good',
      reason: 'found',
      since: '2017-07-06',
      evidence: ['{"what":"the key said that it was found"}'],
    },
  },
  'reprint-order/2': {
    kind: 'reprint-order/2',
    id: id(17),
    body: {
      applicationId,
      acceptanceNumber,
      permitNumber,
      voidStockNumber: 'ST-0001',
      reason: 'lost-in-transit',
      reportedOn: '2016-07-19',
      evidence: ['{"what":"the key said that it never came"}'],
    },
  },
  'reprint-order/1': {
    kind: 'reprint-order/1',
    id: id(2),
    body: {
      applicationId,
      acceptanceNumber,
      permitNumber,
      voidStockNumber: 'ST-0001',
      reason: 'lost-in-transit',
      reportedOn: '2016-07-19',
    },
  },
  'order-withdrawn/1': {
    kind: 'order-withdrawn/1',
    id: id(3),
    body: { applicationId, acceptanceNumber, withdrawnOn: '2016-07-08' },
  },
  'quality-result/1': {
    kind: 'quality-result/1',
    id: id(4),
    body: {
      applicationId,
      acceptanceNumber,
      result: 'rejected',
      reasons: [
        { code: 'photo', text: '照片背景不合格' },
        { code: 'rare-character', text: '𬀩 不在字库' },
      ],
      checkedOn: '2016-07-11',
      checkedBy: officer,
    },
  },
  'production-result/1': {
    kind: 'production-result/1',
    id: id(5),
    body: {
      applicationId,
      acceptanceNumber,
      permitNumber,
      stockNumber: 'ST-0001',
      chipUid: '04A1B2C3',
      issuedOn: '2016-07-15',
      producedBy: officer,
    },
  },
  'remake-result/1': {
    kind: 'remake-result/1',
    id: id(6),
    body: {
      applicationId,
      acceptanceNumber,
      permitNumber,
      voidStockNumber: 'ST-0001',
      stockNumber: 'ST-0002',
      chipUid: '04A1B2C4',
      reason: 'personalisation-error',
      remadeOn: '2016-07-15',
      producedBy: officer,
    },
  },
  'dispatch-list/1': {
    kind: 'dispatch-list/1',
    id: id(7),
    body: {
      batchNumber: 'B-20160715-1',
      office,
      dispatchedOn: '2016-07-15',
      dispatchedBy: officer,
      cards: [{ applicationId, permitNumber, stockNumber: 'ST-0002' }],
    },
  },
  'void-list/1': {
    kind: 'void-list/1',
    id: id(8),
    body: {
      listNumber: 'V-2016-7',
      voidedOn: '2016-07-31',
      voidedBy: officer,
      cards: [
        { stockNumber: 'ST-0001', permitNumber, reason: 'spoiled' },
        { stockNumber: 'ST-0009', permitNumber: null, reason: 'lost' },
      ],
    },
  },
  'civil-event/1': {
    kind: 'civil-event/1',
    id: id(9),
    body: {
      event: 'hukou-converted',
      idNumber: '11010519491231002X',
      happenedOn: '2016-08-01',
      learnedOn: '2016-08-02',
      hukouDivision: '440605',
    },
  },
  'receipt/1': {
    kind: 'receipt/1',
    id: id(10),
    body: {
      result: 'ack',
      stream: 'foshan.orders',
      seq: 1,
      packageId: id(200),
      fileSm3: sm3Hex(Buffer.from('the file answered')),
      code: null,
      records: [{ recordId: id(1), result: 'applied', code: null }],
      cosignature: null,
    },
  },
  'status/1': {
    kind: 'status/1',
    id: id(11),
    body: { stream: 'foshan.orders', appliedUpTo: 4, missing: [5, 7] },
  },
}

export const ORDERS: readonly ExchangeRecord[] = [
  SAMPLES['permit-order/1'],
  SAMPLES['reprint-order/1'],
  SAMPLES['order-withdrawn/1'],
]
/** Orders about a permit that goes on: what they ask came later, in files of their own. */
export const CARD_ORDERS: readonly ExchangeRecord[] = [SAMPLES['card-standing/1'], SAMPLES['card-order/1']]
/** Orders with what the officials' keys said under them. */
export const PROVEN_ORDERS: readonly ExchangeRecord[] = [SAMPLES['permit-order/2'], SAMPLES['card-order/2']]
/** What became of a card, with what the officials' keys said of it. */
export const PROVEN_AGAIN: readonly ExchangeRecord[] = [SAMPLES['reprint-order/2'], SAMPLES['card-standing/2']]
export const RESULTS: readonly ExchangeRecord[] = [
  SAMPLES['quality-result/1'],
  SAMPLES['production-result/1'],
  SAMPLES['remake-result/1'],
  SAMPLES['dispatch-list/1'],
  SAMPLES['void-list/1'],
  SAMPLES['civil-event/1'],
]
