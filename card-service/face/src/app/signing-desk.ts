import { createSigningDesk } from '@anju/face-kit/signing-desk.ts'

/** Where a command waits for its person's key; the dialog around every screen asks for it. */
export const signingDesk = createSigningDesk()
