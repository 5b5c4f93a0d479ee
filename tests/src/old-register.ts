import { inventedIdNumber } from '@anju/dev/cast.ts'
import { csvLine } from '@anju/server/command/read-csv.ts'
import { OLD_PERMIT_COLUMNS, type OldPermitColumn } from '@anju/server/usecases/old-permit/parse-old-permit.ts'

/** A line of an old register (旧证), as its office exports it; what is left out is the ordinary case. */
export type OldLine = Partial<Record<OldPermitColumn, string>>

/** The nth holder of the old register: born on one of many days, so that numbers never meet. */
export function oldLine(n: number, change: OldLine = {}): OldLine {
  const birthOn = `19${String(50 + (Math.floor(n / 300) % 45)).padStart(2, '0')}-${String(1 + (Math.floor(n / 25) % 12)).padStart(2, '0')}-${String(1 + (n % 25)).padStart(2, '0')}`
  return {
    证件种类: '居住证',
    证件编号: `4406${String(n).padStart(9, '0')}`,
    姓名: '何志明',
    公民身份号码: inventedIdNumber('foshan', birthOn, 1 + (n % 997)),
    民族: '汉族',
    户籍区划: '430524',
    户籍详址: '湖南省隆回县桃洪镇',
    登记日期: '2013-09-20',
    村居区划: '440604011209',
    街路巷: '张槎三路',
    门牌: '12号',
    楼栋: '3栋',
    单元: `${100 + (n % 800)}房`,
    居住地址: '佛山市禅城区张槎街道张槎三路12号3栋',
    签发日期: '2013-10-01',
    有效期至: '2016-09-30',
    ...change,
  }
}

export function oldRegister(lines: readonly OldLine[]): string {
  const rows = lines.map((line) => OLD_PERMIT_COLUMNS.map((name) => line[name] ?? ''))
  return [[...OLD_PERMIT_COLUMNS], ...rows].map(csvLine).join('')
}
