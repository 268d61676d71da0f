import { randomUUID } from 'node:crypto';
import type { FixedClock } from '../../../platform/clock.ts';
import { writeCsv } from '../../../platform/csv/write-csv.ts';
import type { Noyau } from '../../../platform/services.ts';
import { addDays, fromPlainDate } from '../../../values/jour.ts';
import { centimes, euros, multiplyMontant, ZERO } from '../../../values/montant.ts';
import { percent } from '../../../values/ratio.ts';
import { ok, orThrow, refuse } from '../../../values/result.ts';
import { mulberry32 } from '../../../values/seeded-random.ts';
import { parseSiret, type Siret } from '../../../values/siret.ts';
import { append, type JsonObject } from '../../journal/index.ts';
import { COLONNES, rangeesDuLot } from '../domain/liste-comptable.ts';
import type { TypeBeneficiaire } from '../domain/subvention.ts';
import { soldesOfSubvention } from '../storage/enveloppes.ts';
import { listLignes } from '../storage/lots.ts';
import { findSubvention } from '../storage/subventions.ts';
import { listVersements } from '../storage/versements.ts';
import { abandonSubvention } from '../use-cases/abandon-subvention.ts';
import { awardSubvention } from '../use-cases/award-subvention.ts';
import { certifyVersement } from '../use-cases/certify-versement.ts';
import { closeSubvention } from '../use-cases/close-subvention.ts';
import { correctSiret } from '../use-cases/correct-siret.ts';
import { declareCaducite } from '../use-cases/declare-caducite.ts';
import { importRetour } from '../use-cases/import-retour.ts';
import { prepareLot } from '../use-cases/prepare-lot.ts';
import { proposeSubvention } from '../use-cases/propose-subvention.ts';
import { recordReversement } from '../use-cases/record-reversement.ts';
import { reopenVersement } from '../use-cases/reopen-versement.ts';
import { signConvention } from '../use-cases/sign-convention.ts';
import type { FondsDeTest } from './fonds-de-test.ts';
import { demandeDeTest } from './subvention-de-test.ts';

export type Histoire = {
  /** Does one thing, whatever it is; a refusal of a use case is one too. @returns what was done */
  etape(): Promise<string>;
};

/** Every SIRET here is well formed; each keeps its territory and its size. */
const COLLECTIVITES = [
  ['21860194600013', 'commune', '86', '75', 89_000],
  ['21370261600011', 'commune', '37', '24', 137_000],
  ['21230096600018', 'commune', '23', '75', 12_900],
  ['20006985400012', 'epci', '86', '75', 194_000],
  ['22230962700016', 'departement', '23', '75', 116_000],
  ['21350238800019', 'commune', '35', '53', 900],
] as const satisfies readonly (readonly [string, TypeBeneficiaire, string, string, number])[];

/**
 * Chooses among all that may happen to a fund, and lets days pass between. The same seed tells the same story.
 *
 * @param enveloppes one an axis, with credits in plenty
 */
export function histoireAuHasard(
  fonds: FondsDeTest,
  clock: FixedClock,
  {
    seed,
    enveloppes,
    dispositifs,
  }: { readonly seed: number; readonly enveloppes: readonly string[]; readonly dispositifs: readonly string[] },
): Histoire {
  const { noyau, gestionnaire } = fonds;
  const random = mulberry32(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const dossiers: { readonly id: string; statut: string; demande: number }[] = [];
  const subventions: string[] = [];
  const today = () => fromPlainDate(clock.today());
  const portee = { organisation: gestionnaire.organisation.id };

  const candidature = (id: string, type: string, contenu: JsonObject) =>
    noyau.db.transaction(portee, (tx) =>
      append(tx, noyau as Noyau, {
        acteur: { type: 'agent', id: gestionnaire.personneId },
        organisation: gestionnaire.organisation.id,
        sujet: { type: 'candidature', id },
        type: `candidature.${type}`,
        contenu,
      }),
    );
  const versementsOf = (id: string) => noyau.db.read(portee, (tx) => listVersements(tx, id));
  const subventionOf = (id: string) => noyau.db.read(portee, (tx) => findSubvention(tx, id));

  /** Several, until one accepts: most things can only happen to some. */
  const tryOn = async (attempt: (subventionId: string) => Promise<boolean>) => {
    for (let tries = 0; tries < 12; tries += 1) {
      const id = pick(subventions);
      if (id && (await attempt(id))) return;
    }
  };

  const actions: Readonly<Record<string, () => Promise<unknown>>> = {
    async deposer() {
      const [siret, beneficiaire, departement, region, population] = pick(COLLECTIVITES);
      const one = { id: randomUUID(), statut: 'deposee', demande: 1 + below(10_000_000) };
      dossiers.push(one);
      await candidature(one.id, 'deposee', {
        dispositif: pick(dispositifs),
        axe: pick(fonds.programme.axes),
        beneficiaire,
        departement,
        region,
        population: below(5) === 0 ? null : population,
        // A fact may lack it: figures of collectivités then do without it.
        ...(below(6) === 0 ? {} : { siren: siret.slice(0, 9) }),
        demande: one.demande,
        fictif: below(4) === 0,
      });
    },
    async corriger() {
      const one = pick(dossiers);
      if (one) await candidature(one.id, 'corrigee', { demande: 1 + below(10_000_000), ancienneDemande: one.demande });
    },
    async statut() {
      const one = pick(dossiers);
      if (!one) return;
      const vers = pick(['en_instruction', 'acceptee', 'refusee', 'sans_suite']);
      await candidature(one.id, 'statut', { de: one.statut, vers });
      one.statut = vers;
    },
    async recevabilite() {
      const one = pick(dossiers);
      if (one) await candidature(one.id, 'recevabilite', { issue: pick(['recevable', 'irrecevable']), par: 'agent' });
    },
    async proposer() {
      const [siret, type, departement, region, population] = pick(COLLECTIVITES);
      const beneficiaire = {
        siret: orThrow(parseSiret(siret)),
        nom: 'Collectivité',
        type,
        departement,
        region,
        population,
      };
      const assiette = euros(1000 + below(80_000));
      const montant = multiplyMontant(assiette, percent(75), 'down');
      const demande = demandeDeTest(pick(enveloppes), { beneficiaire, assiette, cout: euros(100_000), montant });
      const proposed = await proposeSubvention(noyau, gestionnaire, { ...demande, fictif: below(4) === 0 });
      if (!proposed.ok) throw new Error(JSON.stringify(proposed.error));
      subventions.push(proposed.value);
    },
    attribuer: () =>
      tryOn(async (subventionId) => {
        const decision = { reference: 'Arrêté', decideeLe: today(), commencerAvant: addDays(today(), 20) };
        return (await awardSubvention(noyau, gestionnaire, { subventionId, ...decision })).ok;
      }),
    conventionner: () =>
      tryOn(async (subventionId) => {
        const montant = (await subventionOf(subventionId))?.montant ?? ZERO;
        const part = multiplyMontant(montant, percent(30), 'down');
        const last = centimes(montant - 2 * part);
        const plan = [
          { nature: 'avance', montant: part, condition: 'Signature', prevuLe: today() },
          { nature: 'acompte', montant: part, condition: 'Factures', prevuLe: addDays(today(), 30) },
          { nature: 'solde', montant: last, condition: 'Fin', prevuLe: addDays(today(), 60) },
        ] as const;
        const dates = { signeeLe: today(), finPrevue: addDays(today(), 60), dureeMois: 24 };
        return (await signConvention(noyau, gestionnaire, { subventionId, ...dates, garantie: false, plan })).ok;
      }),
    justifier: () =>
      tryOn(async (subventionId) => {
        const versement = pick(await versementsOf(subventionId));
        if (!versement) return false;
        const preuve = { justificatif: 'Factures', justifieLe: today(), demande: euros(1 + below(30_000)) };
        const demande = { subventionId, versementId: versement.id, ...preuve };
        return (await certifyVersement(noyau, gestionnaire, demande)).ok;
      }),
    async payer() {
      const lot = await prepareLot(noyau, gestionnaire);
      if (!lot.ok) return;
      const lignes = await noyau.db.read(portee, (tx) => listLignes(tx, lot.value));
      const answer = (): readonly string[] =>
        below(5) === 0 ? ['rejeté', today(), 'Compte clos'] : ['payé', today(), ''];
      const rows = rangeesDuLot('L', lignes).map((cells) => [...cells.slice(0, -3), ...answer()]);
      await importRetour(noyau, gestionnaire, { nom: 'retour.csv', bytes: Buffer.from(writeCsv(COLONNES, rows)) });
      if (below(3) > 0) return;
      // The bank sends some of it back.
      clock.advance({ days: below(3) });
      const back = rangeesDuLot('L', lignes).map((cells) => [...cells.slice(0, -3), 'rejeté', today(), 'Retour']);
      await importRetour(noyau, gestionnaire, { nom: 'rejets.csv', bytes: Buffer.from(writeCsv(COLONNES, back)) });
    },
    reprendre: () =>
      tryOn(async (subventionId) => {
        const versement = pick(await versementsOf(subventionId));
        if (!versement) return false;
        // What the accountant rejected is presented again, then paid, or taken back: it was not owed after all.
        const action = versement.statut === 'rejete' ? 'representer' : 'annuler_justification';
        return (await reopenVersement(noyau, gestionnaire, { subventionId, versementId: versement.id, action })).ok;
      }),
    solder: () =>
      tryOn(async (subventionId) => {
        // Half of the projects cost nearly nothing: what was paid is asked back.
        const depenseReelle = euros(below(2) * below(100_000));
        const compte = { depenseReelle, autresAides: ZERO, justificatif: 'Compte', soldeeLe: today() };
        return (await closeSubvention(noyau, gestionnaire, { subventionId, ...compte })).ok;
      }),
    reverser: () =>
      tryOn(async (subventionId) => {
        const du = (await subventionOf(subventionId))?.reversementDu ?? ZERO;
        if (du === ZERO) return false;
        const titre = { cle: randomUUID(), recuLe: today(), reference: 'Titre', montant: centimes(1 + below(du)) };
        return (await recordReversement(noyau, gestionnaire, { subventionId, ...titre })).ok;
      }),
    async abandonner() {
      const subventionId = pick(subventions);
      if (subventionId && below(3) === 0)
        await abandonSubvention(noyau, gestionnaire, { subventionId, motif: 'Essai' });
    },
    async rendreCaduque() {
      const subventionId = pick(subventions);
      if (!subventionId || below(3) > 0) return;
      const paye = (await noyau.db.read(portee, (tx) => soldesOfSubvention(tx, subventionId)))?.paye ?? ZERO;
      const cause = pick(['non_commencee', 'non_achevee'] as const);
      await declareCaducite(noyau, gestionnaire, { subventionId, cause, reference: 'Décision', reversement: paye });
    },
  };
  /** Now and then, drawn apart: a beneficiary changes hands, and nothing else of the story moves. */
  const other = mulberry32(seed + 1);
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(other() * choices.length)] as T;
  const correctOne = async () => {
    const subventionId = oneOf(subventions);
    const beneficiaire = subventionId && (await subventionOf(subventionId))?.beneficiaire;
    if (!beneficiaire) return;
    const [siret, type, departement, region, population] = oneOf(COLLECTIVITES);
    const common = { subventionId, cle: randomUUID(), nom: null, motif: 'Essai' };
    const same = siret.slice(0, 9) === beneficiaire.siret.slice(0, 9);
    // The geographic code does not always know who succeeds.
    const unknown = type === beneficiaire.type && other() < 0.3;
    const demande = same
      ? ({ cause: 'etablissement', siret: autreEtablissement(beneficiaire.siret), autorite: null } as const)
      : ({ cause: 'succession', siret: orThrow(parseSiret(siret)), autorite: 'Arrêté' } as const);
    const successeur = same || unknown ? null : { type, departement, region, population };
    await correctSiret(noyau, gestionnaire, { ...common, ...demande, successeur });
  };
  const names = Object.keys(actions);
  return {
    async etape() {
      const name = pick(names);
      await actions[name]?.();
      if (other() < 0.08) await correctOne();
      // Several things a day, or some hours either side of midnight, or weeks without anything.
      clock.advance(pick([{ minutes: 1 }, { hours: 5 }, { hours: 13 }, { days: 2 }, { days: 9 }]));
      return name;
    },
  };
}

/** Another number of the same legal person. */
function autreEtablissement(siret: Siret): Siret {
  const numbers = Array.from({ length: 40 }, (_, nic) =>
    parseSiret(`${siret.slice(0, 9)}${String(nic).padStart(5, '0')}`),
  );
  const others = numbers.flatMap((parsed) => (parsed.ok && parsed.value !== siret ? [parsed.value] : []));
  return orThrow(others[0] ? ok(others[0]) : refuse('None'));
}
