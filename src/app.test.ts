import { expect, test } from 'vitest';
import { composeApp } from './app.ts';
import type { Contexte, Page, Principal } from './platform/http/page.ts';

const provider = { issuer: 'https://a.example', clientId: 'a', clientSecret: 'b', alg: 'ES256' as const };
const redirects = { redirectUri: 'https://p.example/r', postLogoutRedirectUri: 'https://p.example/d' };
const providers = { franceconnect: { ...provider, ...redirects }, proconnect: { ...provider, ...redirects } };
// Composing does no input or output: what it is given is only used when a page answers.
const { pages } = composeApp({ mail: {} } as never, {
  providers,
  apiParticulierUrl: 'https://api.example',
  referentiels: {} as never,
  secret: 'de quoi composer',
});

const USAGER: Principal = { type: 'usager', personneId: 'rose', sessionId: 's', nom: 'Rose Martin' };
const AGENT: Principal = { ...USAGER, type: 'agent', personneId: 'sandrine' };
const AIDANT: Principal = {
  ...USAGER,
  auteur: { personneId: 'ines', nom: 'Inès Martin', titreId: 'm', fin: Temporal.Instant.from('2026-11-24T09:00:00Z') },
};

test('whoever acts for another person opens no page of an account, whichever module brings it', async () => {
  const account = pages.filter(({ path }) => /^\/compte(\/|$)/.test(path));
  expect(account.length).toBeGreaterThan(8);
  const open = await Promise.all(
    account.map(async (page) => ((await verdictOf(page, AIDANT)) === 'oui' ? page.path : [])),
  );
  expect(open.flat()).toEqual(['/compte/personnes-aidees/arreter']);
  expect(await Promise.all(account.map((page) => verdictOf(page, USAGER)))).toContain('oui');
});

test('a page sends to a sign-in after which it opens', async () => {
  const sent = await Promise.all(pages.map((page) => verdictOf(page, { type: 'anonyme' })));
  const after = { connexion: USAGER, connexion_agent: AGENT } as const;
  for (const connexion of ['connexion', 'connexion_agent'] as const) {
    const closed = pages.filter((_page, index) => sent[index] === connexion);
    expect(closed.length).toBeGreaterThan(8);
    const verdicts = closed.map(async (page) => [page.path, await verdictOf(page, after[connexion])]);
    expect((await Promise.all(verdicts)).filter(([, verdict]) => verdict !== 'oui')).toEqual([]);
  }
});

async function verdictOf(page: Page, principal: Principal): Promise<string> {
  try {
    return await page.access({ principal, params: {} } as Contexte);
  } catch (error) {
    return error instanceof Error ? error.name : 'thrown';
  }
}
