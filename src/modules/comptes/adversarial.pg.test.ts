import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProviderBehaviour } from '../../../simulators/control/behaviours.ts';
import { textOfPage, type Visite, type Visitor } from '../../../test/support/visitor.ts';
import { type Service, signInWith, startService } from './testing/service.tsx';

/** What an identity provider, or somebody between it and us, may do: nothing of it opens a session. */
let service: Service;
let visitor: Visitor;

beforeAll(async () => {
  // One second instead of five: silence is refused the same way, and three silences a provider are enough waiting.
  const providers = { franceconnect: { timeoutSeconds: 1 }, proconnect: { timeoutSeconds: 1 } };
  service = await startService({ providers });
});
beforeEach(async () => {
  visitor = service.visitor();
  service.events();
  await service.base.owner.query('delete from sessions');
});
afterEach(() => service.simulators.control.clear());
afterAll(() => service?.close());

const UNVERIFIED = 'n’a pas pu être vérifiée';
const UNAVAILABLE = 'momentanément indisponible';

type Attack = readonly [behaviour: ProviderBehaviour, event: string, status: number, says: string];

/** What the provider says of somebody, in the two signed answers. */
const LIES: readonly Attack[] = [
  // 1. for another service
  ['wrong_audience', 'jeton_destinataire', 403, UNVERIFIED],
  ['extra_audience', 'jeton_destinataire', 403, UNVERIFIED],
  ['wrong_issuer', 'jeton_emetteur', 403, UNVERIFIED],
  ['no_subject', 'jeton_incomplet', 403, UNVERIFIED],
  // 2, 3. algorithms
  ['alg_none', 'jeton_algorithme', 403, UNVERIFIED],
  ['hs256_secret', 'jeton_algorithme', 403, UNVERIFIED],
  ['hs256_public_key', 'jeton_algorithme', 403, UNVERIFIED],
  ['other_algorithm', 'jeton_algorithme', 403, UNVERIFIED],
  // 4. keys
  ['bad_signature', 'jeton_signature', 503, UNAVAILABLE],
  ['unknown_kid', 'jeton_cle_inconnue', 503, UNAVAILABLE],
  // 5. time
  ['expired_id_token', 'jeton_perime', 403, UNVERIFIED],
  ['future_id_token', 'jeton_futur', 403, UNVERIFIED],
  // 6. nonce
  ['wrong_nonce', 'jeton_nonce', 403, UNVERIFIED],
  ['no_nonce', 'jeton_incomplet', 403, UNVERIFIED],
  // 10. userinfo
  ['userinfo_other_sub', 'identite_autre_personne', 403, UNVERIFIED],
  ['userinfo_wrong_audience', 'identite_destinataire', 403, UNVERIFIED],
  ['userinfo_bare', 'identite_destinataire', 403, UNVERIFIED],
  ['userinfo_json', 'identite_non_signee', 403, UNVERIFIED],
  ['userinfo_wrong_type', 'identite_non_signee', 403, UNVERIFIED],
  ['userinfo_bad_signature', 'identite_signature', 503, UNAVAILABLE],
  ['userinfo_expired', 'identite_perime', 403, UNVERIFIED],
  ['userinfo_future', 'identite_futur', 403, UNVERIFIED],
  // 11. level of assurance
  ['no_acr', 'jeton_niveau', 403, UNVERIFIED],
  ['lower_acr', 'jeton_niveau', 403, UNVERIFIED],
  // 13, 17. what cannot be somebody
  ['userinfo_endless', 'identite_illisible', 403, UNVERIFIED],
  ['userinfo_partial', 'identite_illisible', 403, UNVERIFIED],
];

/** What goes wrong on the way. */
const BREAKDOWNS: readonly Attack[] = [
  // 12. errors brought back
  ['access_denied', 'retour_annule', 200, 'Vous avez interrompu la connexion'],
  ['server_error', 'retour_en_panne', 503, UNAVAILABLE],
  ['temporarily_unavailable', 'retour_en_panne', 503, UNAVAILABLE],
  // 18. slowness, silence, excess
  ['token_html', 'jeton_muet', 503, UNAVAILABLE],
  ['token_html_200', 'jeton_muet', 503, UNAVAILABLE],
  ['token_500', 'jeton_muet', 503, UNAVAILABLE],
  ['token_reset', 'jeton_muet', 503, UNAVAILABLE],
  ['token_huge', 'jeton_trop_grand', 503, UNAVAILABLE],
  ['token_gzip_bomb', 'jeton_trop_grand', 503, UNAVAILABLE],
  ['token_drip', 'jeton_muet', 503, UNAVAILABLE],
  ['slow_token', 'jeton_muet', 503, UNAVAILABLE],
  ['slow_userinfo', 'identite_muet', 503, UNAVAILABLE],
  ['userinfo_401', 'identite_refuse', 503, UNAVAILABLE],
];

describe.each([
  { fournisseur: 'franceconnect', personne: 'camille-moreau', other: 'lien reçu par courriel' },
  { fournisseur: 'proconnect', personne: 'fatou-sow', other: 'Connexion des usagers' },
] as const)('$fournisseur', ({ fournisseur, personne, other }) => {
  test.each([...LIES, ...BREAKDOWNS])('%s is « %s », %i', async (behaviour, event, status, says) => {
    await service.simulators.control.set({ system: fournisseur, behaviour });
    const began = performance.now();
    const page = await signInWith(service, visitor, fournisseur, personne);
    await expectRefusal(page, { event, status, says });
    expect(textOfPage(page)).toContain(other);
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  test.each([
    'jwks_503',
    'jwks_html',
    'discovery_503',
    'discovery_other_issuer',
  ] as const)('%s: nobody leaves, and it recovers by itself', async (behaviour) => {
    const fresh = await startService();
    try {
      await fresh.simulators.control.set({ system: fournisseur, behaviour });
      const someone = fresh.visitor();
      const address = fournisseur === 'franceconnect' ? '/connexion' : '/connexion/agents';
      const page = await someone.submit(await someone.visit(address), {}, `/connexion/${fournisseur}`);
      expect([page.status, textOfPage(page).includes(UNAVAILABLE)]).toEqual([503, true]);
      expect(fresh.events()).toEqual(['fournisseur_injoignable']);
      fresh.simulators.control.clear();
      await signInWith(fresh, someone, fournisseur, personne);
      expect(fresh.events()).toEqual(fournisseur === 'franceconnect' ? [] : ['agent_non_invite']);
    } finally {
      await fresh.close();
    }
  });
});

async function expectRefusal(
  page: Visite,
  { event, status, says }: { readonly event: string; readonly status: number; readonly says: string },
): Promise<void> {
  expect(service.events()).toEqual([event]);
  expect(page.status).toBe(status);
  expect(textOfPage(page)).toContain(says);
  expect(visitor.cookies.has('session')).toBe(false);
  expect(await service.sessions()).toBe(0);
}
