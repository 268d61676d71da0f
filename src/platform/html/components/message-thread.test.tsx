import { expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { MessageThread } from './message-thread.tsx';

test('shows what was written as text, and one’s own messages as « Vous »', () => {
  const message = { when: 'hier', datetime: '2026-11-23', author: 'Amina', role: 'urbanisme' };
  const html = parseFragment(
    renderFragment(
      <MessageThread
        empty="Rien"
        messages={[
          { ...message, id: '1', mine: false, body: '<b>a</b>\nb' },
          { ...message, id: '2', mine: true, body: 'c' },
        ]}
      />,
    ),
  );
  expect(elements(html, 'b')).toEqual([]);
  expect(elements(html, 'strong').map(textOf)).toEqual(['Amina', 'Vous']);
  const [body] = elements(html, 'div');
  expect(body && [attribute(body, 'translate'), textOf(body)]).toEqual(['no', '<b>a</b>\nb']);
});

test('says of each file its weight, and what is to be known of it', () => {
  const files = [
    { href: '/pieces/1', name: 'a<b>.pdf', bytes: 1200, status: 'non analysé par un antivirus' },
    { href: '/pieces/2', name: 'c.pdf', bytes: 5 },
  ];
  const message = { id: '1', author: 'Amina', mine: false, when: 'hier', datetime: '2026-11-23', body: 'a', files };
  const html = parseFragment(renderFragment(<MessageThread empty="Rien" messages={[message]} />));
  expect(elements(html, 'a').map((link) => [attribute(link, 'href'), textOf(link)])).toEqual([
    ['/pieces/1', 'a<b>.pdf'],
    ['/pieces/2', 'c.pdf'],
  ]);
  const lines = elements(html, 'ul').flatMap((list) => elements(list, 'li').map(textOf));
  expect(lines).toEqual([
    'Pièce jointe\u00a0: a<b>.pdf (1\u00a0ko, non analysé par un antivirus)',
    'Pièce jointe\u00a0: c.pdf (5\u00a0octets)',
  ]);
});
