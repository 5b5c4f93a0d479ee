import { Button, Modal, Upload } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { imageOfFile, imageOfVideo, type KeptImage } from './device/image-file.ts'
import { useKitWords } from './kit-words.ts'

type PhotoCaptureProps = {
  readonly label: string
  readonly value?: KeptImage | undefined
  readonly onChange: (image: KeptImage | undefined) => void
  readonly testId: string
  readonly disabled?: boolean
}

/** A picture from the camera or from a file; it stays on this page until the case is sent. */
export function PhotoCapture({ label, value, onChange, testId, disabled = false }: PhotoCaptureProps) {
  const w = useKitWords()
  const [live, setLive] = useState(false)
  const [failed, setFailed] = useState(false)
  return (
    <div className="aj-photo" data-testid={testId} data-field={testId.replace(/^field-/, '')}>
      <div className="aj-photo-frame">
        {value === undefined ? (
          <span className="aj-faint">{w('photo.none')}</span>
        ) : (
          <img src={`data:${value.mime};base64,${value.base64}`} alt={label} />
        )}
      </div>
      <div className="aj-photo-buttons">
        <span className="aj-soft">{label}</span>
        <Button size="small" disabled={disabled} onClick={() => setLive(true)}>
          {value === undefined ? w('photo.take') : w('photo.again')}
        </Button>
        <Upload
          accept="image/png,image/jpeg"
          showUploadList={false}
          disabled={disabled}
          beforeUpload={(file) => {
            setFailed(false)
            imageOfFile(file).then(onChange, () => setFailed(true))
            return false
          }}
        >
          <Button size="small" disabled={disabled}>
            {w('photo.upload')}
          </Button>
        </Upload>
        {failed && (
          <span className="aj-overdue" role="alert">
            {w('photo.notImage')}
          </span>
        )}
        {value !== undefined && <span className="aj-faint">{w('photo.ready')}</span>}
      </div>
      <CameraWindow
        open={live}
        label={label}
        onClose={() => setLive(false)}
        onTaken={(image) => {
          onChange(image)
          setLive(false)
        }}
      />
    </div>
  )
}

type CameraWindowProps = { open: boolean; label: string; onClose: () => void; onTaken: (image: KeptImage) => void }

function CameraWindow({ open, label, onClose, onTaken }: CameraWindowProps) {
  const w = useKitWords()
  const video = useRef<HTMLVideoElement>(null)
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    if (!open) return undefined
    let stream: MediaStream | undefined
    let closed = false
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices
    const start = async () => {
      const started = await devices?.getUserMedia({ video: { width: 1280, height: 960 } })
      if (started === undefined || closed) {
        started?.getTracks().forEach((track) => track.stop())
        setMissing(started === undefined)
        return
      }
      stream = started
      setMissing(false)
      if (video.current !== null) video.current.srcObject = started
    }
    start().catch(() => setMissing(true))
    return () => {
      closed = true
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [open])
  return (
    <Modal
      open={open}
      title={label}
      onCancel={onClose}
      okText={w('photo.capture')}
      cancelText={w('photo.cancel')}
      okButtonProps={{ disabled: missing }}
      destroyOnHidden
      onOk={() => {
        if (video.current !== null) onTaken(imageOfVideo(video.current))
      }}
    >
      {missing ? (
        <p role="alert">{w('photo.noCamera')}</p>
      ) : (
        // A live view has no speech to caption.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video ref={video} autoPlay playsInline muted className="aj-camera" aria-label={label} />
      )}
    </Modal>
  )
}
