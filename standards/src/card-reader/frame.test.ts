import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeFrame, encodeCommand, encodeFrame, type ReaderCommand } from './frame.ts'
import { parseCardContent, parseReaderAnswer } from './reader-answer.ts'

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16))
}

const HEADER = 'AA AA AA 96 69'

const commands: readonly [ReaderCommand, string][] = [
  ['moduleStatus', '00 03 11 FF ED'],
  ['reset', '00 03 10 FF EC'],
  ['moduleId', '00 03 12 FF EE'],
  ['findCard', '00 03 20 01 22'],
  ['selectCard', '00 03 20 02 21'],
  ['readTextAndPhoto', '00 03 30 01 32'],
  ['readTextPhotoAndFingerprint', '00 03 30 10 23'],
  ['readNewestAddress', '00 03 30 03 30'],
]

for (const [command, rest] of commands) {
  test(`to the reader: ${command}`, () => assert.equal(hex(encodeCommand(command)), `${HEADER} ${rest}`))
}

const answers: readonly [title: string, rest: string, status: string, content: string][] = [
  ['ready', '00 04 00 00 90 94', 'done', ''],
  ['card found', '00 08 00 00 9F 00 00 00 00 97', 'card-found', '00 00 00 00'],
  ['no card', '00 04 00 00 80 84', 'no-card', ''],
  ['selected', '00 0C 00 00 90 00 00 00 00 00 00 00 00 9C', 'done', '00 00 00 00 00 00 00 00'],
  ['not selected', '00 04 00 00 81 85', 'card-not-selected', ''],
  ['read failed', '00 04 00 00 41 45', 'read-failed', ''],
]

for (const [title, rest, status, content] of answers) {
  test(`from the reader: ${title}`, () => {
    const frame = decodeFrame(bytesOf(`${HEADER} ${rest}`))
    assert.ok(frame.ok)
    const answer = parseReaderAnswer(frame.body)
    assert.equal(answer?.status, status)
    assert.equal(hex(answer?.content ?? new Uint8Array()), content)
    assert.equal(hex(encodeFrame(frame.body)), `${HEADER} ${rest}`)
  })
}

test('text and photo: 1295 bytes, taken apart into 256 and 1024', () => {
  const text = new Uint8Array(256).fill(1)
  const photo = new Uint8Array(1024).fill(2)
  const frame = encodeFrame([0, 0, 0x90, 1, 0, 4, 0, ...text, ...photo])
  assert.equal(frame.length, 1295)
  assert.equal(hex(frame.subarray(5, 7)), '05 08')
  const decoded = decodeFrame(frame)
  assert.ok(decoded.ok)
  const content = parseCardContent(parseReaderAnswer(decoded.body)?.content ?? new Uint8Array())
  assert.deepEqual(content, { text, photo, fingerprint: new Uint8Array() })
})

test('with fingerprint: 2321 bytes', () => {
  const parts = [...new Uint8Array(256).fill(1), ...new Uint8Array(1024).fill(2), ...new Uint8Array(1024).fill(3)]
  const frame = encodeFrame([0, 0, 0x90, 1, 0, 4, 0, 4, 0, ...parts])
  assert.equal(frame.length, 2321)
  assert.equal(hex(frame.subarray(5, 7)), '09 0A')
  const decoded = decodeFrame(frame)
  assert.ok(decoded.ok)
  const content = parseCardContent(parseReaderAnswer(decoded.body)?.content ?? new Uint8Array(), true)
  assert.equal(content?.fingerprint.length, 1024)
  assert.equal(content.fingerprint[0], 3)
})

test('content whose lengths lie is not taken apart', () => {
  assert.equal(parseCardContent(Uint8Array.of(1, 0, 4, 0, 9, 9)), undefined)
  assert.equal(parseCardContent(Uint8Array.of(1)), undefined)
  assert.equal(parseReaderAnswer(Uint8Array.of(0, 0)), undefined)
})

test('a frame in pieces is incomplete until its last byte; what follows it is left alone', () => {
  const frame = encodeFrame([0, 0, 0x90])
  for (let bytes = 0; bytes < frame.length; bytes += 1) {
    assert.deepEqual(decodeFrame(frame.subarray(0, bytes)), { ok: false, problem: 'incomplete' })
  }
  const decoded = decodeFrame(Uint8Array.of(...frame, 0xaa, 0xaa))
  assert.ok(decoded.ok)
  assert.equal(decoded.used, frame.length)
})

test('damaged frames are told apart', () => {
  assert.deepEqual(decodeFrame(bytesOf(`AA AA AB 96 69 00 04 00 00 90 94`)), { ok: false, problem: 'header' })
  assert.deepEqual(decodeFrame(bytesOf(`${HEADER} FF FF 00`)), { ok: false, problem: 'length' })
  assert.deepEqual(decodeFrame(bytesOf(`${HEADER} 00 04 00 00 91 94`)), { ok: false, problem: 'check' })
})

test('any single flipped byte of an answer is noticed', () => {
  const frame = encodeFrame([0, 0, 0x90, 1, 2, 3])
  for (let at = 0; at < frame.length; at += 1) {
    const damaged = Uint8Array.from(frame, (byte, index) => (index === at ? byte ^ 0x01 : byte))
    assert.equal(decodeFrame(damaged).ok, false, `byte ${at}`)
  }
})
