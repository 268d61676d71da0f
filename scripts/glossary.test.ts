import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dossiersDesChamps } from './collect-champs.ts';

const ROOT = join(import.meta.dirname, '..');
const glossary = readFileSync(join(ROOT, 'docs', 'glossary.md'), 'utf8');

test('the glossary names every table, and no other', () => {
  const created = globSync('src/**/migrations/*.sql', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^create table (?:if not exists )?(\w+)/gm)].map(
      ([, name]) => name,
    ),
  );
  const section = glossary.slice(glossary.indexOf('## Tables'));
  const named = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(created.toSorted());
});

test('the glossary names every type of champ', () => {
  const paragraph = glossary.slice(glossary.indexOf('The types of champ'), glossary.indexOf('## Values'));
  const named = [...paragraph.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(
    dossiersDesChamps()
      .map((folder) => folder.replaceAll('-', '_'))
      .toSorted(),
  );
});
