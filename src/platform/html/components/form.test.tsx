import { expect, test } from 'vitest';
import { attribute, elements, parseFragment } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { FileField } from './file-field.tsx';
import { Form } from './form.tsx';

test('puts the token before any file, and leaves the checks to the server', () => {
  const html = parseFragment(
    renderFragment(
      <Form action="/depot" jeton="abc" multipart>
        <FileField name="f" label="Fichier" accept={[]} maxBytes={1} />
      </Form>,
    ),
  );
  const [form] = elements(html, 'form');
  expect(form && attribute(form, 'enctype')).toBe('multipart/form-data');
  expect(form && attribute(form, 'novalidate')).toBe('');
  expect(elements(html, 'input').map((input) => attribute(input, 'name'))).toEqual(['_jeton', 'f']);
});
