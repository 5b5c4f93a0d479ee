import { setTimeout as pause } from 'node:timers/promises'
import { startCmppSimulator } from './sms-simulator/cmpp-simulator.ts'
import { startProviderSimulator } from './sms-simulator/provider-simulator.ts'
import type { SimulatedGateway } from './sms-simulator/simulated-gateway.ts'
import { startSmppSimulator } from './sms-simulator/smpp-simulator.ts'

/** `node dev/src/run-sms-simulator.ts smpp|cmpp|provider <port> [callback]`: a gateway for the hand, until it is stopped. */
const STARTS: Readonly<
  Record<string, (port: number, callback: string | undefined) => Promise<{ readonly gateway: SimulatedGateway }>>
> = {
  smpp: (port) => startSmppSimulator({ systemId: 'anju', password: 'simulate', port }),
  cmpp: (port) => startCmppSimulator({ providerCode: '900001', sharedSecret: 'simulate', port }),
  provider: (port, callback) =>
    startProviderSimulator({
      account: 'anju',
      secret: 'simulate-simulate',
      port,
      ...(callback === undefined ? {} : { callback }),
    }),
}

/** What of the settings agrees with the simulator. */
const SETTINGS: Readonly<Record<string, (port: number) => object>> = {
  smpp: (port) => ({ host: '127.0.0.1', port, systemId: 'anju', password: 'simulate', sourceAddress: '10690000' }),
  cmpp: (port) => ({
    host: '127.0.0.1',
    port,
    providerCode: '900001',
    sharedSecret: 'simulate',
    sourceId: '10690000',
  }),
  provider: (port) => ({ url: `http://127.0.0.1:${port}`, account: 'anju', secret: 'simulate-simulate' }),
}

const [kind = '', port = '', callback] = process.argv.slice(2)
const start = STARTS[kind]
if (start === undefined || !/^\d{2,5}$/.test(port)) {
  say('node dev/src/run-sms-simulator.ts smpp|cmpp|provider <port> [address of the callback]')
  process.exitCode = 2
} else {
  const { gateway } = await start(Number(port), callback)
  const settings = { foshan: { kind, name: `simulated-${kind}`, quietHours: null, ...SETTINGS[kind]?.(Number(port)) } }
  say('SIMULATOR: it takes messages and reports them delivered; no telephone rings.')
  say(`Settings for ANJU_GATEWAYS:\n${JSON.stringify(settings, undefined, 2)}`)
  for (let told = 0; ; await pause(200)) {
    for (const { mobile, text } of gateway.taken.slice(told)) say(`SIMULATOR ${mobile} ${text}`)
    told = gateway.taken.length
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
