import { runOnPinnedNode } from './bootstrap.mjs'

await runOnPinnedNode('dev/src/test.ts', process.argv.slice(2))
