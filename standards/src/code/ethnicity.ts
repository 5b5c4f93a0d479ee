import { findCode } from './code-entry.ts'

/**
 * Ethnicity (民族), GB/T 3304-1991, in the short form an identity card prints. 97 and 98 are not in the standard but in
 * the lists that police systems exchange.
 */
export const ETHNICITIES = [
  { code: '01', zh: '汉', en: 'Han' },
  { code: '02', zh: '蒙古', en: 'Mongol' },
  { code: '03', zh: '回', en: 'Hui' },
  { code: '04', zh: '藏', en: 'Tibetan' },
  { code: '05', zh: '维吾尔', en: 'Uygur' },
  { code: '06', zh: '苗', en: 'Miao' },
  { code: '07', zh: '彝', en: 'Yi' },
  { code: '08', zh: '壮', en: 'Zhuang' },
  { code: '09', zh: '布依', en: 'Bouyei' },
  { code: '10', zh: '朝鲜', en: 'Korean' },
  { code: '11', zh: '满', en: 'Manchu' },
  { code: '12', zh: '侗', en: 'Dong' },
  { code: '13', zh: '瑶', en: 'Yao' },
  { code: '14', zh: '白', en: 'Bai' },
  { code: '15', zh: '土家', en: 'Tujia' },
  { code: '16', zh: '哈尼', en: 'Hani' },
  { code: '17', zh: '哈萨克', en: 'Kazak' },
  { code: '18', zh: '傣', en: 'Dai' },
  { code: '19', zh: '黎', en: 'Li' },
  { code: '20', zh: '傈僳', en: 'Lisu' },
  { code: '21', zh: '佤', en: 'Va' },
  { code: '22', zh: '畲', en: 'She' },
  { code: '23', zh: '高山', en: 'Gaoshan' },
  { code: '24', zh: '拉祜', en: 'Lahu' },
  { code: '25', zh: '水', en: 'Shui' },
  { code: '26', zh: '东乡', en: 'Dongxiang' },
  { code: '27', zh: '纳西', en: 'Naxi' },
  { code: '28', zh: '景颇', en: 'Jingpo' },
  { code: '29', zh: '柯尔克孜', en: 'Kirgiz' },
  { code: '30', zh: '土', en: 'Tu' },
  { code: '31', zh: '达斡尔', en: 'Daur' },
  { code: '32', zh: '仫佬', en: 'Mulao' },
  { code: '33', zh: '羌', en: 'Qiang' },
  { code: '34', zh: '布朗', en: 'Blang' },
  { code: '35', zh: '撒拉', en: 'Salar' },
  { code: '36', zh: '毛南', en: 'Maonan' },
  { code: '37', zh: '仡佬', en: 'Gelao' },
  { code: '38', zh: '锡伯', en: 'Xibe' },
  { code: '39', zh: '阿昌', en: 'Achang' },
  { code: '40', zh: '普米', en: 'Pumi' },
  { code: '41', zh: '塔吉克', en: 'Tajik' },
  { code: '42', zh: '怒', en: 'Nu' },
  { code: '43', zh: '乌孜别克', en: 'Uzbek' },
  { code: '44', zh: '俄罗斯', en: 'Russian' },
  { code: '45', zh: '鄂温克', en: 'Ewenki' },
  { code: '46', zh: '德昂', en: "De'ang" },
  { code: '47', zh: '保安', en: 'Bonan' },
  { code: '48', zh: '裕固', en: 'Yugur' },
  { code: '49', zh: '京', en: 'Gin' },
  { code: '50', zh: '塔塔尔', en: 'Tatar' },
  { code: '51', zh: '独龙', en: 'Derung' },
  { code: '52', zh: '鄂伦春', en: 'Oroqen' },
  { code: '53', zh: '赫哲', en: 'Hezhen' },
  { code: '54', zh: '门巴', en: 'Monba' },
  { code: '55', zh: '珞巴', en: 'Lhoba' },
  { code: '56', zh: '基诺', en: 'Jino' },
  { code: '97', zh: '其他', en: 'Other' },
  { code: '98', zh: '外国血统中国籍人士', en: 'Chinese citizen of foreign descent' },
] as const

export type EthnicityCode = (typeof ETHNICITIES)[number]['code']

export function findEthnicity(code: string) {
  return findCode(ETHNICITIES, code)
}
