import { runOnPinnedNode } from './bootstrap.mjs'

await runOnPinnedNode('dev/src/start.ts', process.argv.slice(2))
