import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Where encrypted images lie, addressed by the digest of their ciphertext. A folder by default. */
export type BlobStore = {
  /** Durable when it returns. Writing the same bytes twice is one blob. */
  put(name: string, bytes: Buffer): Promise<void>
  /** @throws Error when there is none of that name. */
  get(name: string): Promise<Buffer>
}

/** Blobs as files below `root`, two levels deep; temporary name, fsync, rename. */
export function folderBlobStore(root: string): BlobStore {
  const pathOf = (name: string): string => {
    if (!/^[0-9a-f]{64}$/.test(name)) throw new Error(`Not a blob name: ${name}`)
    return join(root, name.slice(0, 2), name.slice(2, 4), name)
  }
  return {
    async put(name, bytes) {
      const path = pathOf(name)
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
      const temporary = `${path}.${randomBytes(6).toString('hex')}`
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
      const folder = await open(join(path, '..'))
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
    get: (name) => readFile(pathOf(name)),
  }
}
