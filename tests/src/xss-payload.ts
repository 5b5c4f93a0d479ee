/**
 * Attempts to get script or markup out of a text, made from families: what runs × how it is called × how it is written. Each
 * calls `hit(…)`, opens a dialog, or asks for `/xss-…`; a page that shows it as text does none of these. Nothing is copied: the
 * list is the product of the parts below, the same in every run.
 */
export function xssPayloads(): readonly string[] {
  const made = new Set<string>()
  for (const [at, call] of CALLS.entries())
    for (const family of FAMILIES)
      for (const payload of family(call, at)) for (const written of WRITINGS) made.add(written(payload))
  return [...made]
}

const CALLS = [
  'alert(1)',
  'hit(1)',
  "fetch('/xss-fetch')",
  "new Image().src='/xss-image'",
  'top[`al`+`ert`](1)',
  "import('/xss-module')",
] as const

type Family = (call: string, at: number) => readonly string[]

const TAGS: Family = (call) =>
  ['script', 'ScRiPt', 'script\t', 'script/x', 'scr\u0000ipt', 'svg/onload', 'x'].map(
    (tag) => `<${tag}>${call}</${tag}>`,
  )
const HANDLERS: Family = (call) =>
  [
    ['img src=x', 'onerror'],
    ['img src=/xss-image', 'onload'],
    ['svg', 'onload'],
    ['body', 'onpageshow'],
    ['input autofocus', 'onfocus'],
    ['details open', 'ontoggle'],
    ['video src=x', 'onerror'],
    ['marquee', 'onstart'],
    ['iframe', 'onload'],
    ['button popovertarget=x', 'onbeforetoggle'],
    ['div style=animation-name:rotate', 'onanimationstart'],
  ].flatMap(([tag = '', event = '']) => [
    `<${tag} ${event}=${call}>`,
    `<${tag} ${event}="${call}">`,
    `<${tag}\n${event}='${call}'`,
    `"><${tag} ${event}=${call}>`,
  ])
const ATTRIBUTES: Family = (call) =>
  ['"', "'", '`', '" ', "' "].flatMap((quote) => [
    `${quote} onmouseover=${call} x=${quote}`,
    `${quote} autofocus onfocus=${call} x=${quote}`,
    `${quote}><script>${call}</script>`,
    `${quote} style=background:url(/xss-style) x=${quote}`,
  ])
const ADDRESSES: Family = (call) =>
  ['javascript:', 'JaVaScRiPt:', 'java\tscript:', '\u0001javascript:', 'vbscript:', 'data:text/html,', 'blob:'].flatMap(
    (scheme) => [
      `<a href="${scheme}${call}">x</a>`,
      `${scheme}${call}`,
      `<form action="${scheme}${call}"><input type=submit>`,
    ],
  )
const DRAWINGS: Family = (call) => [
  `<svg><script>${call}</script></svg>`,
  `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  `<svg><set onbegin=${call} attributeName=x>`,
  `<svg><foreignObject><iframe srcdoc="<script>${call}</script>">`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${call} />#x">`,
  `<math><mtext><a xlink:href="javascript:${call}">x`,
  `<svg><style>@import '/xss-style'</style>`,
]
/** Markup that changes its meaning when it is parsed a second time. */
const MUTATIONS: Family = (call) => [
  `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${call}&gt;">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${call}>`,
  `<svg></p><style><a id="</style><img src=1 onerror=${call}>">`,
  `<template><script>${call}</script></template>`,
  `<![CDATA[><img src=x onerror=${call}>]]>`,
  `<!--><img src=x onerror=${call}>-->`,
  `<xmp><p title="</xmp><svg/onload=${call}>">`,
  `<textarea></textarea><img src=x onerror=${call}>`,
  `<title></title><img src=x onerror=${call}>`,
]
const TEMPLATES: Family = (call) => [
  `{{constructor.constructor('${call}')()}}`,
  `\${${call}}`,
  `#{${call}}`,
  `<%= ${call} %>`,
  `[[${call}]]`,
  `{%${call}%}`,
  `{{7*7}}`,
  `\\u003cscript\\u003e${call}\\u003c/script\\u003e`,
  `__proto__[innerHTML]=<img src=x onerror=${call}>`,
]
const FAMILIES: readonly Family[] = [TAGS, HANDLERS, ATTRIBUTES, ADDRESSES, DRAWINGS, MUTATIONS, TEMPLATES]

/** How it is written: as it is, turned around, with invisible signs, in wide signs, beside rare characters, or escaped before. */
const WRITINGS: readonly ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `\u202e${payload}\u202c`,
  (payload) => `\u2066张${payload}\u2069`,
  (payload) => payload.replaceAll('s', 's\u200b').replaceAll('o', 'o\ufeff'),
  (payload) => payload.replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('"', '＂').replaceAll("'", '＇'),
  (payload) => `𬭎䶮${payload}\u{2ceb0}`,
  (payload) => payload.replaceAll('<', '&lt;').replaceAll('>', '&#62;'),
  (payload) => encodeURIComponent(payload.toWellFormed()),
  (payload) => `e\u0301\u0323\ufe0f${payload}`,
]
