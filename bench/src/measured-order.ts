import { parseArgs } from 'node:util'

export type MeasuringOrder = {
  readonly persons: number
  readonly rounds: number
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly patienceSeconds: number
  /** Server processes that the connections are spread over. */
  readonly servers: number
  readonly connections: readonly number[]
  readonly home: string | undefined
  readonly database: string | undefined
  readonly nodeArgs: readonly string[]
}

/** The command line that both measurements take. `--profile <folder>` writes a CPU profile of the server. */
export function parseMeasuringOrder(args: readonly string[]): MeasuringOrder {
  const { values } = parseArgs({
    args: [...args],
    options: {
      persons: { type: 'string', default: '50000' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      'warm-up': { type: 'string', default: '5' },
      servers: { type: 'string', default: '1' },
      patience: { type: 'string', default: '0' },
      connections: { type: 'string', default: '1,8' },
      home: { type: 'string' },
      database: { type: 'string' },
      profile: { type: 'string' },
      'node-args': { type: 'string', default: '' },
    },
  })
  return {
    persons: Number(values.persons),
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    warmUpSeconds: Number(values['warm-up']),
    patienceSeconds: Number(values.patience),
    servers: Number(values.servers),
    connections: values.connections.split(',').map(Number),
    home: values.home,
    database: values.database,
    nodeArgs: [
      ...values['node-args'].split(',').filter((arg) => arg !== ''),
      ...(values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`]),
    ],
  }
}
