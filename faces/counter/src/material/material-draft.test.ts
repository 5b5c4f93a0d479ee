import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EMPTY_VALUES, imagesOf } from '../action/values.ts'
import { keepImages } from './keep-image.ts'
import { materialsSent, newMaterial, withMaterial } from './material-draft.ts'

const picture = { mime: 'image/png', base64: 'AAAA' } as const

describe('papers of a case', () => {
  it('a paper is there once, changed in place, and gone when taken out', () => {
    const one = withMaterial([], 'lease', {})
    const changed = withMaterial(one, 'lease', { copyKept: false })
    assert.equal(changed.length, 1)
    assert.equal(changed[0]?.copyKept, false)
    assert.deepEqual(withMaterial(changed, 'lease', undefined), [])
  })
  it('an image goes by its id, not in the case itself', () => {
    const sent = materialsSent([{ ...newMaterial('lease'), image: { blobId: 'b1', picture } }, newMaterial('photo')])
    assert.equal(sent[0]?.blobId, 'b1')
    assert.equal('blobId' in (sent[1] ?? {}), false)
  })
})

describe('images are kept before the act', () => {
  it('all images of a form are found, those of its papers too', () => {
    const values = {
      ...EMPTY_VALUES,
      images: { doorPlatePhoto: { blobId: 'b1', picture } },
      materials: [{ ...newMaterial('lease'), image: { blobId: 'b2', picture } }],
    }
    assert.deepEqual(
      imagesOf(values).map(({ blobId }) => blobId),
      ['b1', 'b2'],
    )
  })
  it('the first that is not kept stops the rest', async () => {
    const asked: string[] = []
    const client = {
      call: async (_: string, request: { params: { blobId: string } }) => {
        asked.push(request.params.blobId)
        return { ok: false, unreachable: true } as const
      },
    }
    const kept = await keepImages(client as never, 'foshan', [
      undefined,
      { blobId: 'b1', picture },
      { blobId: 'b2', picture },
    ])
    assert.deepEqual([kept.ok, asked], [false, ['b1']])
  })
})
