import { describe, expect, test } from 'vitest';
import { attribute, elements, parseFragment, textOf } from '../../../../test/support/html-tree.ts';
import { renderFragment } from '../render.ts';
import { EmailField } from './email-field.tsx';
import { MoneyField } from './money-field.tsx';
import { PhoneField } from './phone-field.tsx';
import { TextField, type TextFieldProps } from './text-field.tsx';

describe('TextField', () => {
  test('reads label, hint, origin, error, then control', () => {
    const html = field({ hint: 'Comme sur la carte.', origin: 'Transmis par la CAF', error: 'Écrivez un nom.' });
    const order = elements(html)
      .map((element) => attribute(element, 'id') ?? element.tagName)
      .filter((id) => ['label', 'nom-indice', 'nom-origine', 'nom-erreur', 'nom'].includes(id));
    expect(order).toEqual(['label', 'nom-indice', 'nom-origine', 'nom-erreur', 'nom']);
    expect(attribute(input(html), 'aria-describedby')).toBe('nom-indice nom-origine nom-erreur');
    expect(attribute(input(html), 'aria-invalid')).toBe('true');
  });

  test('says nothing that is not there', () => {
    const html = field({});
    expect(attribute(input(html), 'aria-describedby')).toBeUndefined();
    expect(attribute(input(html), 'aria-invalid')).toBeUndefined();
    expect(attribute(input(html), 'value')).toBeUndefined();
  });

  test('keeps what was typed, whatever it is', () => {
    const typed = `"><script>alert('x')</script>`;
    const html = field({ value: typed, error: typed });
    expect(attribute(input(html), 'value')).toBe(typed);
    expect(elements(html, 'script')).toEqual([]);
  });

  test('says « facultatif » in the label, and a heading when it is the title', () => {
    const html = field({ optional: true, heading: true });
    const [heading] = elements(html, 'h1');
    expect(heading && textOf(heading)).toBe('Nom (facultatif)');
  });
});

describe('the fields made of it', () => {
  test('change the keyboard of phones and let the browser fill', () => {
    const email = input(parseFragment(renderFragment(<EmailField name="e" label="Adresse électronique" />)));
    expect([attribute(email, 'type'), attribute(email, 'autocomplete')]).toEqual(['email', 'email']);
    const other = input(parseFragment(renderFragment(<PhoneField name="t" label="Téléphone du garant" own={false} />)));
    expect([attribute(other, 'type'), attribute(other, 'autocomplete')]).toEqual(['tel', 'off']);
    const money = input(parseFragment(renderFragment(<MoneyField name="m" label="Montant, en euros" value="12,50" />)));
    expect([attribute(money, 'type'), attribute(money, 'inputmode')]).toEqual(['text', 'decimal']);
  });
});

function field(props: Partial<TextFieldProps>) {
  return parseFragment(renderFragment(<TextField name="nom" label="Nom" {...props} />));
}

function input(html: ReturnType<typeof parseFragment>) {
  const [control] = elements(html, 'input');
  if (!control) throw new Error('no input');
  return control;
}
