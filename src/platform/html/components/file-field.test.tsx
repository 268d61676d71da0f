import { expect, test } from 'vitest';
import { accessibleText, attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { FileField } from './file-field.tsx';

const html = parseFragment(
  renderFragment(
    <FileField
      name="piece"
      label="Justificatif"
      accept={[
        { mime: 'application/pdf', label: 'PDF' },
        { mime: 'image/jpeg', label: 'JPEG' },
      ]}
      maxBytes={5_000_000}
      error="Le fichier est trop lourd."
      files={[{ id: 'f1', name: "L'eau.pdf", bytes: 1200 }]}
    />,
  ),
);

test('tells the browser and the person what is accepted', () => {
  const [input] = elements(html, 'input');
  expect(input && attribute(input, 'accept')).toBe('application/pdf,image/jpeg');
  expect(input && attribute(input, 'aria-describedby')).toBe('piece-erreur piece-limites');
  expect(elements(html, 'p').map(textOf)).toContain('PDF ou JPEG, 5\u00a0Mo au plus.');
});

test('keeps the files already sent, each with its own button to remove it', () => {
  const [button] = elements(html, 'button');
  expect(button && accessibleText(button)).toBe("Retirer L'eau.pdf");
  expect(button && [attribute(button, 'name'), attribute(button, 'value')]).toEqual(['retirer', 'f1']);
});
