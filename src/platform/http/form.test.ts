import { expect, test } from 'vitest';
import { formData } from './form.ts';

test('an answer keeps what is read, and nothing that hides or turns it', () => {
  const read = (text: string) => formData(new URLSearchParams({ nom: text })).get('nom');
  expect(read('facture\u202efdp.exe')).toBe('facturefdp.exe');
  expect(read('\u2066Zoé\u2069 Mar\u00adtin\ufeff')).toBe('Zoé Martin');
  expect(read('\u200b \u2060')).toBe(' ');
  expect(read('a\u0000\u0007b\u0090c')).toBe('abc');
  expect(read('un\r\ndeux\ttrois')).toBe('un\ndeux\ttrois');
  for (const kept of ['👩\u200d👧', 'می\u200cخواهم', 'שלום\u200f!', 'D’Œuf\u00a0: 1\u202f500 €'])
    expect(read(kept)).toBe(kept);
});

test('a field is named by a text too', () => {
  const form = formData(new URLSearchParams([['no\u0000m', 'Zoé']]));
  expect([form.entries(), form.names()]).toEqual([[['nom', 'Zoé']], ['nom']]);
});
