import { configureGlobal } from 'fast-check'

/**
 * Loaded before each test file on CI: a property is tried there with the same examples each time, so whether a change is taken
 * does not hang on luck. At a desk every run tries other ones, and a failed property prints its seed.
 */
configureGlobal({ seed: 20160101 })
