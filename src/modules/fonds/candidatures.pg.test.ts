import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../platform/clock.ts';
import { jour } from '../../values/jour.ts';
import { euros } from '../../values/montant.ts';
import { percent } from '../../values/ratio.ts';
import { orThrow } from '../../values/result.ts';
import { parseSiret } from '../../values/siret.ts';
import type { Agent, Demandeur } from '../comptes/index.ts';
import { changeStatut, type Decider, decideIn } from '../demarches/index.ts';
import { type OrganisationDEssai, openTestMoteur, type TestMoteur } from '../demarches/testing/moteur.ts';
import { makeEligibilites } from './eligibilites.ts';
import { findCandidature, saveDemande } from './storage/candidatures.ts';
import { readCatalogueFonds } from './storage/catalogue.ts';
import { listDispositifs } from './storage/sessions.ts';
import { demarcheDuFonds, reponsesDuFonds } from './testing/demarche-du-fonds.ts';
import { demandeDeTest } from './testing/subvention-de-test.ts';
import { abandonSubvention } from './use-cases/abandon-subvention.ts';
import { adoptFonds } from './use-cases/adopt-fonds.ts';
import { attachDemarche } from './use-cases/attach-demarche.ts';
import { authoriseCredits } from './use-cases/authorise-credits.ts';
import { awardSubvention } from './use-cases/award-subvention.ts';
import { extensionDuFonds } from './use-cases/extension-du-fonds.ts';
import { openEnveloppe } from './use-cases/open-enveloppe.ts';
import { proposeSubvention } from './use-cases/propose-subvention.ts';

/** Requests to the call of 2021, from the deposit to the award. */
let essai: TestMoteur;
let fonds: OrganisationDEssai;
let agent: Agent;
let enveloppeId: string;
const eligibilites = makeEligibilites();

beforeAll(async () => {
  essai = await openTestMoteur();
  fonds = await essai.organisation('fonds', '130026032');
  const membre = await essai.membre(fonds, 'Nadia', ['gestionnaire', 'instructeur', 'valideur']);
  agent = membre.agent;
  await essai.publier(fonds, 'appel', demarcheDuFonds());
  const catalogue = await readCatalogueFonds();
  await essai.moteur.db.transaction({ systeme: true }, (tx) =>
    adoptFonds(tx, essai.moteur, { organisationId: fonds.id, catalogue }),
  );
  const { rows } = await essai.base.owner.query<{ id: string }>(`select id from demarches where slug = 'appel'`);
  const appel = await dispositif();
  await attachDemarche(essai.moteur, agent, { dispositifId: appel.id, demarcheId: rows[0]?.id ?? '' });
  const purse = { axeId: appel.axeId, annee: 2021, nom: 'Essai', territoire: { type: 'national' } } as const;
  enveloppeId = orThrow(await openEnveloppe(essai.moteur, agent, purse));
  const credits = { enveloppeId, montant: euros(1_000_000), motif: 'Ouverture', autorite: 'Loi de finances' };
  orThrow(await authoriseCredits(essai.moteur, agent, credits));
});
afterAll(() => essai?.close());

async function dispositif() {
  const all = await essai.moteur.db.read({ public: true }, (tx) => listDispositifs(tx));
  const found = all.find(({ slug }) => slug === 'projets-structurants');
  if (!found) throw new Error('The catalogue lost its call');
  return found;
}

/** The engine with the fund, at an instant. */
function moteurLe(at: string) {
  const clock = fixedClock(at);
  const moteur = { ...essai.moteur, clock, extensions: [extensionDuFonds({ ...essai.moteur, clock, eligibilites })] };
  const decider: Decider = (tx, by, demande) => decideIn(tx, moteur, by, demande);
  return { ...moteur, decider };
}

const JUIN = '2021-06-01T12:00:00Z';

async function deposer(usager: Demandeur, change: Readonly<Record<string, string>> = {}) {
  const dossierId = await essai.remplir(usager, fonds, 'appel', reponsesDuFonds(change));
  const depose = await essai.deposer(usager, dossierId, moteurLe(JUIN));
  return { dossierId, depose };
}

const candidature = (id: string) => essai.moteur.db.read({ organisation: fonds.id }, (tx) => findCandidature(tx, id));

async function faits(id: string) {
  const { rows } = await essai.base.owner.query<{ type: string; contenu: Record<string, unknown> }>(
    `select type, canonical::jsonb -> 'contenu' as contenu from journal_entries
       where sujet_type = 'candidature' and sujet_id = $1 order by seq`,
    [id],
  );
  return rows;
}

describe('a deposit', () => {
  test('keeps who asks and for what, as the geographic code knows them', async () => {
    const { dossierId } = await deposer(await essai.usager('Sophie'));
    const appel = await dispositif();
    expect(await candidature(dossierId)).toMatchObject({
      statut: 'deposee',
      dispositifId: appel.id,
      beneficiaire: { siret: '20004697700019', type: 'epci', departement: '69' },
      objet: 'Guichet unique',
      demande: euros(40_000),
      debut: '2050-01-01',
      fictif: false,
    });
    expect(await faits(dossierId)).toMatchObject([
      {
        type: 'candidature.deposee',
        contenu: { axe: appel.axeId, beneficiaire: 'epci', departement: '69', demande: 4_000_000, fictif: false },
      },
    ]);
  });

  test('keeps those who carry the project with who asks, as they were corrected last', async () => {
    const { dossierId } = await deposer(await essai.usager('Solange'));
    const deposee = await candidature(dossierId);
    if (!deposee) throw new Error('Not kept');
    const partenaires = [{ siret: orThrow(parseSiret('13002526500013')), nom: 'Vienne', role: 'finance' }];
    await essai.moteur.db.transaction({ organisation: deposee.organisationId }, (tx) =>
      saveDemande(tx, dossierId, { ...deposee, partenaires }),
    );
    expect((await candidature(dossierId))?.partenaires).toEqual(partenaires);
  });

  test.each([
    ['a collectivité too small', { siret: '21860194600013' }, 'ne remplit pas les conditions'],
    ['works begun before', { 'debut.annee': '2020' }, 'art. 5'],
    ['an end before the beginning', { 'fin.annee': '2049' }, 'après son début'],
  ])('of %s is refused, and the draft is kept', async (_what, change, why) => {
    const { dossierId, depose } = await deposer(await essai.usager('Mehdi'), change);
    expect(depose.type === 'refuse' && depose.raison).toContain(why);
    expect(await candidature(dossierId)).toBeUndefined();
  });

  test('without the SIRET of who asks says what is missing, like any other', async () => {
    const { dossierId, depose } = await deposer(await essai.usager('Oscar'), { siret: '' });
    expect(depose.type === 'incomplet' && depose.manques).toMatchObject([{ champ: { id: 'siret' } }]);
    expect(await candidature(dossierId)).toBeUndefined();
  });

  test('by whom the code does not list is left to the instructor', async () => {
    const { dossierId, depose } = await deposer(await essai.usager('Louis'), { siret: '13002603200016' });
    expect(depose.type).toBe('depose');
    expect(await candidature(dossierId)).toMatchObject({ beneficiaire: { type: 'autre', nom: 'Essai' } });
  });
});

describe('the decision', () => {
  async function enInstruction(nom: string) {
    const { dossierId } = await deposer(await essai.usager(nom));
    const taken = await changeStatut(moteurLe(JUIN), agent, { dossierId, action: 'passer_en_instruction' });
    expect(taken.ok).toBe(true);
    return dossierId;
  }

  const proposer = (dossierId: string) =>
    proposeSubvention(essai.moteur, agent, demandeDeTest(enveloppeId, { dossierId, taux: percent(75) }));

  const decide = (dossierId: string, verdict: 'accepte' | 'refuse') =>
    essai.moteur.db.transaction({ organisation: fonds.id }, (tx) =>
      decideIn(tx, moteurLe(JUIN), agent, { dossierId, verdict, motif: 'Parce que.' }),
    );

  test('to accept comes with the award, or not at all', async () => {
    const dossierId = await enInstruction('Aïcha');
    const alone = await decide(dossierId, 'accepte');
    expect(!alone.ok && alone.error.verdict).toContain('en attribuant sa subvention');
    const subventionId = orThrow(await proposer(dossierId));
    const refused = await decide(dossierId, 'refuse');
    expect(!refused.ok && refused.error.verdict).toContain('répond à cette demande');

    const dates = { decideeLe: jour('2021-10-04'), commencerAvant: null };
    orThrow(await awardSubvention(moteurLe(JUIN), agent, { subventionId, reference: 'Arrêté n° 7', ...dates }));
    expect(await candidature(dossierId)).toMatchObject({ statut: 'acceptee' });
    const { rows } = await essai.base.owner.query(`select verdict, motif from decisions where dossier_id = $1`, [
      dossierId,
    ]);
    expect(rows).toEqual([{ verdict: 'accepte', motif: expect.stringContaining('Arrêté n° 7') }]);
    expect((await faits(dossierId)).map(({ contenu }) => contenu['vers'] ?? 'deposee')).toEqual([
      'deposee',
      'en_instruction',
      'acceptee',
    ]);
    const reopened = await changeStatut(moteurLe(JUIN), agent, { dossierId, action: 'repasser_en_instruction' });
    expect(!reopened.ok && reopened.error).toContain('répond à cette demande');
  });

  test('to refuse needs no subvention, and frees nothing that is not held', async () => {
    const dossierId = await enInstruction('Camille');
    const subventionId = orThrow(await proposer(dossierId));
    orThrow(await abandonSubvention(essai.moteur, agent, { subventionId, motif: 'Le comité ne suit pas.' }));
    expect((await decide(dossierId, 'refuse')).ok).toBe(true);
    expect(await candidature(dossierId)).toMatchObject({ statut: 'refusee' });
  });

  test('awarded twice at once is one decision', async () => {
    const dossierId = await enInstruction('Paul');
    const subventionId = orThrow(await proposer(dossierId));
    const attribution = { subventionId, reference: 'Arrêté n° 8', decideeLe: jour('2021-10-04'), commencerAvant: null };
    const twice = [1, 2].map(() => awardSubvention(moteurLe(JUIN), agent, attribution));
    expect((await Promise.all(twice)).map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const { rows } = await essai.base.owner.query('select 1 from decisions where dossier_id = $1', [dossierId]);
    expect(rows).toHaveLength(1);
  });
});
