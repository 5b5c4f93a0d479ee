import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from './browser.ts'
import { installDebianPackages } from './debian-package.ts'
import { isOnPath, runProgram } from './run-program.ts'
import { say } from './say.ts'

const npmFont = '@expo-google-fonts/noto-sans-sc@0.4.3'
const weights = ['400Regular', '700Bold']

/**
 * A font in which 居 is not a box: what the system has, Debian's Noto CJK when we are root, else one from npm copied
 * to the user's own fonts. Answers whether there is one now.
 */
export async function findOrInstallChineseFont(): Promise<boolean> {
  // macOS has one since its first day.
  if (process.platform === 'darwin' || (await hasChineseFont())) return true
  if ((await installDebianPackages('fontconfig', 'fonts-noto-cjk')) && (await hasChineseFont())) return true
  return fontFromNpm()
}

async function hasChineseFont(): Promise<boolean> {
  const { code, output } = await runProgram('fc-list', [':lang=zh-cn', 'family'])
  return code === 0 && output.trim() !== ''
}

async function fontFromNpm(): Promise<boolean> {
  const folder = join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'fonts', 'anju')
  if (!existsSync(folder)) {
    say('从 npm 安装中文字体', 'installing a Chinese font from npm')
    mkdirSync(cacheFolder(), { recursive: true })
    const work = mkdtempSync(join(cacheFolder(), 'font-'))
    try {
      writeFileSync(join(work, 'package.json'), '{"private":true}')
      const installed = await runProgram(
        'npm',
        ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', npmFont],
        { cwd: work },
      )
      if (installed.code !== 0) {
        console.log(installed.output.slice(-1500))
        return false
      }
      const source = join(work, 'node_modules', '@expo-google-fonts', 'noto-sans-sc')
      mkdirSync(folder, { recursive: true })
      for (const weight of weights)
        copyFileSync(join(source, weight, `NotoSansSC_${weight}.ttf`), join(folder, `NotoSansSC_${weight}.ttf`))
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  }
  // Without fontconfig's own programs the font is found all the same: Chromium reads the folder itself.
  if (!(await isOnPath('fc-cache'))) return true
  await runProgram('fc-cache', ['-f', folder])
  return hasChineseFont()
}
