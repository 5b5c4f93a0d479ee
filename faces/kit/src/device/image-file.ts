/** An image ready for the registry: JPEG or PNG, base64 without a prefix. */
export type KeptImage = { readonly mime: 'image/png' | 'image/jpeg'; readonly base64: string }

/** Longest edge in pixels: enough to read a document, well under the registry's limit. */
const EDGE_PX_MAX = 1600

/** How large an image is drawn so that its longest edge fits. */
export function fittedSize(width: number, height: number, edgeMax: number): { width: number; height: number } {
  const scale = Math.min(1, edgeMax / Math.max(width, height))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** @throws Error when the file is no image that the browser can draw. */
export async function imageOfFile(file: Blob): Promise<KeptImage> {
  const bitmap = await createImageBitmap(file)
  return imageOf(bitmap, bitmap.width, bitmap.height)
}

/** The picture a camera shows at this moment. */
export function imageOfVideo(video: HTMLVideoElement): KeptImage {
  return imageOf(video, video.videoWidth, video.videoHeight)
}

function imageOf(source: CanvasImageSource, width: number, height: number): KeptImage {
  const size = fittedSize(width, height, EDGE_PX_MAX)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  canvas.getContext('2d')?.drawImage(source, 0, 0, size.width, size.height)
  return { mime: 'image/jpeg', base64: canvas.toDataURL('image/jpeg', 0.86).split(',')[1] ?? '' }
}
