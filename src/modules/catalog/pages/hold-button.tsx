import type { VNode } from 'preact';
import { holds } from '../../../kernel/access.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { FormKey } from '../../../ui/components/field.tsx';
import { blankForm } from '../../../ui/form.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { Words } from '../../../ui/words.ts';
import type { Book } from '../book.ts';
import type { Standing } from '../reader-views.ts';
import { bookPath } from './paths.ts';

interface Props {
  ctx: Ctx;
  book: Book;
  standing: Standing;
  words: Words;
}

/** The one button; or, for who has the book or waits for it, where he stands. Whoever works here needs a card, too. */
export function Hold({ ctx, book, standing, words }: Props): VNode | null {
  const { actor } = ctx;
  const path = `${bookPath(words.locale, book.id)}/${words.locale === 'en' ? 'hold' : 'pesan'}`;
  const look = { class: 'btn', 'data-size': 'lg', 'data-variant': book.available > 0 ? 'outline' : 'primary' } as const;
  const label = (
    <>
      <Icon name="hold" />
      {words('catalog.page.place_hold')}
    </>
  );
  if (actor.kind === 'anonymous')
    return (
      <a {...look} href={path} rel="nofollow">
        {label}
      </a>
    );
  if (standing.dueDate) return <Stand href="/akun" text={words('catalog.page.mine.borrowed')} />;
  if (standing.hold) {
    const { status, position } = standing.hold;
    const text = status === 'SHELVED' ? 'catalog.page.mine.ready' : 'catalog.page.mine.waiting';
    return <Stand href="/akun/pemesanan" text={words(text, { position: position ?? 1 })} />;
  }
  if (actor.kind !== 'account' || actor.memberId === null || !holds(actor, 'hold:create')) return null;
  return (
    <form method="post" action={path}>
      <FormKey form={blankForm()} />
      <button type="submit" {...look}>
        {label}
      </button>
    </form>
  );
}

const Stand = ({ href, text }: { href: string; text: string }): VNode => (
  <p class="flex items-center gap-2 font-semibold">
    <Icon name="check" />
    <a class="link py-1" href={href}>
      {text}
    </a>
  </p>
);
