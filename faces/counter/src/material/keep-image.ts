import type { ApiClient, ApiResult } from '@anju/contract/api-client.ts'
import type { KeptImage } from '@anju/face-kit/device/image-file.ts'

export type ImageDraft = { readonly blobId: string; readonly picture: KeptImage }

/**
 * Sends images before the case that names them. Each goes under the id made for it on this page, so sending again after a
 * lost answer keeps one image. Stops at the first that is not kept.
 */
export async function keepImages(
  client: ApiClient,
  city: string,
  images: readonly (ImageDraft | undefined)[],
): Promise<ApiResult<undefined>> {
  for (const image of images) {
    if (image === undefined) continue
    const kept = await client.call('keepBlob', { params: { city, blobId: image.blobId }, body: image.picture })
    if (!kept.ok) return kept
  }
  return { ok: true, value: undefined }
}
