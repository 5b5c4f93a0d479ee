import type { CardRead, CardReader } from '@anju/face-kit/device/card-reader.ts'
import { useKitWords } from '@anju/face-kit/kit-words.ts'
import { Button, Popover, Tag } from 'antd'
import { useState } from 'react'

/** Reads an ID card; a simulated reader says so and offers its test cards. */
export function CardReaderButton({ reader, onRead }: { reader: CardReader; onRead: (card: CardRead) => void }) {
  const w = useKitWords()
  const [open, setOpen] = useState(false)
  const read = async (sample?: CardRead) => {
    onRead(await reader.read(sample))
    setOpen(false)
  }
  const samples = (
    <div className="aj-reader">
      <p>{w('reader.simulatedNote')}</p>
      {reader.samples.map((sample) => (
        <Button key={sample.idNumber} block onClick={() => void read(sample)}>
          {sample.name} <span className="aj-figure">{sample.idNumber}</span>
        </Button>
      ))}
    </div>
  )
  return (
    <Popover trigger="click" content={samples} open={open && reader.simulated} onOpenChange={setOpen}>
      <Button data-testid="card-reader" tabIndex={-1} {...(reader.simulated ? {} : { onClick: () => void read() })}>
        {w('reader.read')}
        {reader.simulated && <Tag className="aj-demo-tag">{w('reader.simulated')}</Tag>}
      </Button>
    </Popover>
  )
}
