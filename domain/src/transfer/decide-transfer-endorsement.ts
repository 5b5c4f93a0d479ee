import { decideEndorsement, type Endorsement, type EndorsementCase } from '../endorsement/decide-endorsement.ts'
import { type Decision, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { permitOnArrival, type TransferCase } from './decide-transfer.ts'
import type { TransferAnswer } from './transfer-machine.ts'

/**
 * Decides whether the endorsement that a permit from elsewhere is due for is taken while the office that issued it is being asked (核查期间受理签注): exactly what
 * is decided of the same permit once it is entered here ({@link decideEndorsement}), on the day on which its holder asked for it. It is written with the entry and counts
 * as of that day, so neither office's time makes it late (CN-663:10.2, I-217).
 *
 * Rules of Foshan, issued 广州 2016-07-15, registered here 2017-07-10, shown 07-11:
 *
 * - 2017-06-14: refused, the window opens on 2017-06-15
 * - 2017-07-11 to Mon 2017-07-17: in time, whenever the permit is entered
 * - 2017-07-18: late, suspended since that day; what the offices need beyond it costs nothing more
 *
 * Rules of Linhe, issued 五原县 2016-07-15, registered 2017-07-10, shown 07-11: too early, the move made it a permit of 2017-07-10.
 */
export function decideTransferEndorsement(
  transfer: TransferCase & { readonly answer?: TransferAnswer },
  asked: Omit<EndorsementCase, 'permit'>,
  on: PlainDate,
  law: LifeLaw,
): Decision<Endorsement> {
  if (transfer.answer === 'contradicted')
    return refused(refusal('transfer.contradicted', packGoverning(law.packs, on).addressChange.answerWithin.law))
  return decideEndorsement({ ...asked, permit: permitOnArrival(transfer, on, law) }, on, law)
}
