import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'

/** Chinese or English, remembered on this device. */
export function LanguageSwitch(): React.ReactNode {
  const { language, setLanguage } = useLanguage()
  const w = useKitWords()
  return (
    <span className="aj-language" role="group" aria-label={w('language.switch')}>
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
