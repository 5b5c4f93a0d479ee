/** The street part (街、路、巷): a lane of the register by its name, or what somebody wrote and nobody has matched yet. */
export type Lane =
  | { readonly kind: 'registered'; readonly laneId: string; readonly name: string }
  | { readonly kind: 'free'; readonly text: string }

/** A survey stands in for a door plate: a site hut has none, yet those who live in it must be registered. */
export type Survey = {
  readonly reference: string
  /** Degrees, WGS 84. */
  readonly longitude: number
  readonly latitude: number
}

/**
 * An address (标准地址) in parts: city, district, town, lane, door plate, and flat or room number, as FS-2016-14 二(三) wants it
 * written. City, district and town follow from `divisionCode`.
 */
export type Address = {
  /** The committee (村、居委), 12 digits or 15. */
  readonly divisionCode: string
  readonly lane: Lane
  /** Door plate (门楼牌号): `12号`, `7号之2`. Missing only with a survey. */
  readonly door?: string
  /** Building on the plot: `3栋`, `员工宿舍楼2栋`, `A座2单元`. As written on its plate. */
  readonly building?: string
  /** Flat (房号): `302房`. */
  readonly unit?: string
  /** Room within the flat (房间号): `A`, `3`, `301-2`. */
  readonly room?: string
  /** Words of a pasted address that fit no part. Never part of the standard text; looked at only to refuse. */
  readonly rest?: string
  readonly survey?: Survey
}

/** Names of the divisions above an address, as the register has them. */
export type DivisionNames = {
  readonly province: string
  readonly city: string
  readonly district: string
  readonly town: string
  readonly committee?: string
}
