/* oxlint-disable import/no-unassigned-import -- a style sheet is imported for its effect */
import { applyTokens } from '@anju/face-kit/tokens.ts'
import '@anju/face-kit/kit.css'
import '@anju/face-kit/lock.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from './app/providers.tsx'
import './style/shell.css'
import './style/form.css'
import './style/case.css'
import './style/sheet.css'
import './style/simulation.css'
import './style/audit.css'
import './style/width.css'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element #root')
applyTokens(document.documentElement)
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
)
