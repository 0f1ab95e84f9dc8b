import { hasMessage } from '../../../kernel/i18n.ts';
import type { Words } from '../../../ui/words.ts';

/** 'borrowing.returned' in words: of the whole, else of its two halves, else as it is. */
export function eventName(words: Words, event: string): string {
  if (hasMessage(`audit.event.${event}`)) return words(`audit.event.${event}`);
  const [entity = '', happened = ''] = event.split('.');
  const part = (code: string, text: string): string => (hasMessage(code) ? words(code) : text.replaceAll('_', ' '));
  return `${part(`audit.entity.${entity}`, entity)}: ${part(`audit.happened.${happened}`, happened)}`;
}
