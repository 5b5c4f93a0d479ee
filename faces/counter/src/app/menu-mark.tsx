import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CarryOutOutlined,
  ContactsOutlined,
  EyeOutlined,
  FileAddOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  MailOutlined,
  MessageOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SearchOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
  UploadOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { MenuPlace } from './menu.ts'

const MARKS: Readonly<Record<MenuPlace['mark'], React.ComponentType>> = {
  queue: InboxOutlined,
  register: FileAddOutlined,
  person: SearchOutlined,
  permit: IdcardOutlined,
  dwelling: HomeOutlined,
  batch: ProfileOutlined,
  notice: MessageOutlined,
  call: PhoneOutlined,
  mailing: MailOutlined,
  rule: SettingOutlined,
  dictionary: BookOutlined,
  role: TeamOutlined,
  matters: ContactsOutlined,
  simulation: BarChartOutlined,
  user: UserOutlined,
  office: ApartmentOutlined,
  approval: AuditOutlined,
  delegation: SwapOutlined,
  roster: UploadOutlined,
  confirmation: CarryOutOutlined,
  look: EyeOutlined,
  misuse: AlertOutlined,
}

export function MenuMark({ mark }: { mark: MenuPlace['mark'] }) {
  const Mark = MARKS[mark]
  return <Mark aria-hidden />
}
