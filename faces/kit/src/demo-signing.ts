const STORED_UNDER = 'anju.demo-signing'

/** Whether this browser shows what is signed before a demo signs; it does until somebody says otherwise. Keys are always asked. */
export function showsDemoSigning(): boolean {
  return localStorage.getItem(STORED_UNDER) !== 'at-once'
}

/** Remembers the choice on this browser. */
export function rememberDemoSigning(isShown: boolean): void {
  localStorage.setItem(STORED_UNDER, isShown ? 'shown' : 'at-once')
}
