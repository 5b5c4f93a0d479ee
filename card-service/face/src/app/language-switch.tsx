import { useLanguage } from '@anju/face-kit/language.ts'
import { useCardWords } from '../card-words.ts'

/** Chinese or English, remembered on this device. */
export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage()
  const w = useCardWords()
  return (
    <span className="cs-language" role="group" aria-label={w('shell.language')}>
      {(['zh', 'en'] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={language === choice}
          lang={choice === 'zh' ? 'zh-CN' : 'en'}
          data-testid={`language-${choice}`}
          onClick={() => setLanguage(choice)}
        >
          {choice === 'zh' ? '中文' : 'EN'}
        </button>
      ))}
    </span>
  )
}
