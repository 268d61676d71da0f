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
