import { useSyncExternalStore } from 'react'

/** Where a person is: every screen has an address that can be linked, reloaded and printed. */
export type Place =
  | { readonly screen: 'queue'; readonly show: string }
  | { readonly screen: 'order'; readonly orderId: string }
  | { readonly screen: 'batches' }
  | { readonly screen: 'batch'; readonly batchId: string }
  | { readonly screen: 'stock' }
  | { readonly screen: 'civil' }
  | { readonly screen: 'exchange' }
  /** Before one is signed in; afterwards it is the queue. */
  | { readonly screen: 'enrol' }

/** Reads an address; one that is not known is the queue. */
export function parsePlace(path: string, search = ''): Place {
  const [, first, second] = path.split('/')
  if (first === 'orders' && second !== undefined && second !== '') return { screen: 'order', orderId: second }
  if (first === 'batches')
    return second === undefined || second === '' ? { screen: 'batches' } : { screen: 'batch', batchId: second }
  if (first === 'stock' || first === 'civil' || first === 'exchange' || first === 'enrol') return { screen: first }
  return { screen: 'queue', show: new URLSearchParams(search).get('show') ?? 'todo' }
}

const MOVED = 'card-moved'

/** Goes to an address without loading the page anew. */
export function go(address: string): void {
  history.pushState(null, '', address)
  window.dispatchEvent(new Event(MOVED))
}

function subscribe(onMove: () => void): () => void {
  for (const event of ['popstate', MOVED]) window.addEventListener(event, onMove)
  return () => {
    for (const event of ['popstate', MOVED]) window.removeEventListener(event, onMove)
  }
}

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search)
  const [path = '/', search = ''] = address.split('?')
  return parsePlace(path, search)
}
