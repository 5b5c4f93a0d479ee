import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PaperContent } from './paper-content.ts'
import { rareSlicesFor, unpackSlice } from './rare-typeface.ts'

/** Sets papers as PDF. The same content gives the same bytes, whenever and wherever it is printed with this version. */
export type Press = {
  /**
   * @param images - by the paths that the content names
   * @throws Error when the template does not fit the content; never because of a character
   */
  print(content: PaperContent, images: ReadonlyMap<string, Buffer>): Promise<Buffer>
}

const TEMPLATES = fileURLToPath(new URL('../../paper/', import.meta.url))
const TYPEFACE = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const WEIGHTS = ['400Regular', '700Bold'].map((weight) => join(TYPEFACE, weight))
/** In place of a character that no typeface has, as printers have always done. */
const GETA = '〓'
const NOT_DISPLAYED = /the text \\?"(.+?)\\?" could not be displayed/u
const RARE_PRESSES_MAX = 4

/** The press: PDF/A-2b, in which a missing character is an error and no empty box. Typefaces are read at the first paper. */
export function openPress(): Press {
  const compilers = new Map<string, NodeCompiler>()

  const compilerFor = async (content: PaperContent): Promise<NodeCompiler> => {
    const rare = rareSlicesFor(JSON.stringify(content))
    const key = rare.join(' ')
    const known = compilers.get(key)
    if (known !== undefined) return known
    const fontBlobs = await Promise.all(rare.map(unpackSlice))
    // Typefaces in memory have to come first; which one is used, the template says.
    const fonts = [...(fontBlobs.length === 0 ? [] : [{ fontBlobs }]), { fontPaths: WEIGHTS }]
    const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: fonts })
    const oldest = [...compilers.keys()].find((each) => each !== '')
    if (key !== '' && compilers.size > RARE_PRESSES_MAX && oldest !== undefined) compilers.delete(oldest)
    compilers.set(key, compiler)
    return compiler
  }

  return {
    async print(asked, images) {
      let content = asked
      for (;;) {
        const compiler = await compilerFor(content)
        try {
          // Nothing is awaited from here on, so no other paper's images come in between.
          return setPaper(compiler, content, images)
        } catch (error) {
          const missing = NOT_DISPLAYED.exec(error instanceof Error ? error.message : String(error))?.[1]
          if (missing === undefined) throw error
          content = withoutCharacters(content, missing)
        }
      }
    },
  }
}

function setPaper(compiler: NodeCompiler, content: PaperContent, images: ReadonlyMap<string, Buffer>): Buffer {
  for (const [path, image] of images) compiler.mapShadow(join(TEMPLATES, path), image)
  try {
    return compiler.pdf(
      { mainFilePath: join(TEMPLATES, `${content.template}.typ`), inputs: { paper: JSON.stringify(content) } },
      { pdfStandard: 'a-2b', creationTimestamp: 0 },
    )
  } finally {
    for (const path of images.keys()) compiler.unmapShadow(join(TEMPLATES, path))
    compiler.evictCache(10)
  }
}

/** The paper goes out all the same: 〓 in the place of the character, and a note which one it is. */
function withoutCharacters(content: PaperContent, missing: string): PaperContent {
  const characters = [...new Set(missing)].filter((character) => character !== GETA)
  if (characters.length === 0) throw new Error(`The press has no ${GETA}`)
  const replace = (text: string) => characters.reduce((done, character) => done.replaceAll(character, GETA), text)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape, character for character
  const replaced = JSON.parse(replace(JSON.stringify(content))) as PaperContent
  const points = characters.map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
  return { ...replaced, unprintable: [content.unprintable, ...points].filter((each) => each !== '').join('、') }
}
