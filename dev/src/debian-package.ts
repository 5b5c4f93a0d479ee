import { say } from './say.ts'
import { isOnPath, runProgram } from './run-program.ts'

/**
 * Installs Debian packages when we are root on a system with apt; never asks for more rights than we have. Answers
 * whether they are there now.
 */
export async function installDebianPackages(...names: string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await isOnPath('apt-get'))) return false
  say(`安装 ${names.join('、')}`, 'installing with apt')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    runProgram('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names], {
      env,
    })
  if ((await install()).code === 0) return true
  // The package lists may be missing or too old to be served still.
  await runProgram('apt-get', ['update'], { env })
  const again = await install()
  if (again.code !== 0) console.log(again.output.slice(-1500))
  return again.code === 0
}
