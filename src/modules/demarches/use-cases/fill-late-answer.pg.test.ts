import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Demandeur } from '../../comptes/index.ts';
import { estAttendue } from '../domain/attente.ts';
import type { EtatSources } from '../domain/prefill.ts';
import type { Moteur } from '../moteur.ts';
import { type OrganisationDEssai, openTestMoteur, petiteDemarche, type TestMoteur } from '../testing/moteur.ts';
import { type SourceLente, sourceLente } from '../testing/source-lente.ts';
import { abandonBrouillon } from './abandon-brouillon.ts';
import { beginDossier } from './begin-dossier.ts';
import { type EtapeLue, saveStep } from './save-step.ts';
import { submitDossier } from './submit-dossier.ts';

/** Sources that answer after the page of the draft was given: their answers fill in what nobody answered meanwhile. */
const TOKEN = 'le-jeton-de-lea';
const pivot = { prenoms: ['Léa'], nomNaissance: 'MARTIN', dateNaissance: '1990-01-01' };
const QUOTIENT = {
  valeur: 731,
  mois: 'octobre 2026',
  enfants: [{ prenom: 'Inès' }, { prenom: 'Tom' }],
};
const LIMITE_MS = 15_000;

let essai: TestMoteur;
let moteur: Moteur & TestMoteur['moteur'];
let commune: OrganisationDEssai;
let lea: Demandeur;
let caf: SourceLente;
let ecole: SourceLente;

beforeAll(async () => {
  caf = sourceLente('caf', 'la CAF', ['valeur', 'mois', 'enfants']);
  ecole = sourceLente('ecole', 'le ministère', ['classe', 'bourse']);
  essai = await openTestMoteur([caf.source, ecole.source]);
  moteur = { ...essai.moteur, delaisDesSources: { graceMs: 5, limiteMs: LIMITE_MS } };
  commune = await essai.organisation('poitiers', '218601946');
  await essai.publier(commune, 'cantine', CANTINE);
});
afterAll(() => essai.close());
beforeEach(async () => {
  lea = await essai.usager('Léa');
});

const CANTINE = {
  ...petiteDemarche('personnes'),
  'demarche.yaml': `id: essai
titre: Essai
resume: Une démarche d’essai.
presentation: [Une démarche d’essai.]
duree: 5 minutes
demandeur: [nom]
conservationMois: 12
sources: [{ id: caf, finalite: Le prix. }, { id: ecole, finalite: La classe. }]
sections:
  - id: vous
    titre: Vous
    champs:
      - { id: nom, type: texte, libelle: Nom }
      - { id: classe, type: texte, libelle: Classe, obligatoire: false, prefill: { source: ecole, chemin: classe, modifiable: true } }
  - id: quotient
    titre: Quotient
    champs:
      - { id: communiquer, type: oui_non, libelle: Le communiquer, condition: { champ: quotient, certifie: false } }
      - id: quotient
        type: nombre
        libelle: Quotient
        prefill: { source: caf, chemin: valeur }
        condition: { un: [{ champ: quotient, certifie: true }, { champ: communiquer, est: true }] }
      - id: mois
        type: texte
        libelle: Mois
        obligatoire: false
        prefill: { source: caf, chemin: mois }
        condition: { champ: mois, certifie: true }
  - id: enfants
    titre: Enfants
    champs:
      - id: enfants
        type: repetition
        libelle: Enfants
        libelleElement: enfant
        min: 1
        prefill: { source: caf, chemin: enfants }
        champs:
          - { id: prenom, type: texte, libelle: Prénom }
          - { id: jours, type: nombre, libelle: Jours }
`,
};

const QUOTIENT_TYPED = { communiquer: 'oui', quotient: '900' };
const ENFANTS_TYPED = { 'enfants.lignes': 'a1', 'enfants.a1.prenom': 'Zoé', 'enfants.a1.jours': '4' };

function begin(avec: Moteur = moteur): Promise<string> {
  const appel = { accessToken: TOKEN, pivot };
  return beginDossier(avec, lea, { organisation: commune, demarcheSlug: 'cantine', sources: ['caf', 'ecole'], appel });
}

async function send(
  dossierId: string,
  sectionId: string,
  typed: Readonly<Record<string, string>>,
  { tour = 0, nonArrivees = [] as readonly string[] } = {},
): Promise<EtapeLue> {
  const fields = { all: (name: string) => [typed[name] ?? []].flat() };
  return saveStep(moteur, lea, { dossierId, sectionId, fields, tour, nonArrivees, completer: true });
}

type Row = {
  readonly reponses: Record<string, unknown>;
  readonly origines: Record<
    string,
    { readonly source: string; readonly fournisseur: string; readonly obtenueLe: string }
  >;
  readonly sources: EtatSources;
  readonly statut: string;
};

async function kept(dossierId: string): Promise<Row> {
  const { rows } = await essai.base.owner.query(
    'select reponses, origines, sources, statut from dossiers where id = $1',
    [dossierId],
  );
  return rows[0];
}

async function journal(dossierId: string, type: string) {
  const { rows } = await essai.base.owner.query(
    `select canonical::jsonb as entry from journal_entries where type = $1 and canonical::jsonb->'sujet'->>'id' = $2`,
    [type, dossierId],
  );
  return rows.map(({ entry }) => entry);
}

async function arrive(source: SourceLente, donnees: object): Promise<void> {
  source.repondre({ donnees: donnees as never });
  // The others may still be awaited: what came is written when nothing of this draft changes any more.
  await expect.poll(async () => (await lastState(source))?.attendueJusqua, { timeout: 5000 }).toBeUndefined();
}

async function lastState(source: SourceLente) {
  const { rows } = await essai.base.owner.query('select sources from dossiers where usager_id = $1', [lea.personneId]);
  return (rows[0]?.sources as EtatSources)[source.source.id];
}

describe('the page does not wait', () => {
  test('the draft begins at once, says what is awaited, and is filled in when it comes', async () => {
    const dossierId = await begin();
    const before = await kept(dossierId);
    expect(before.reponses).toEqual({});
    expect(before.sources['caf']).toEqual({
      etat: 'indisponible',
      cause: 'hors_delai',
      phrase: expect.stringMatching(/^La CAF ne répond pas pour le moment\. /),
      le: '2026-11-24T08:00:00Z',
      attendueJusqua: '2026-11-24T08:00:15Z',
    });
    expect(await journal(dossierId, 'dossier.commence')).toMatchObject([
      { contenu: { sources: { caf: 'en_attente', ecole: 'en_attente' }, champsPreremplis: 0 } },
    ]);

    await arrive(caf, QUOTIENT);
    const after = await kept(dossierId);
    expect(after.reponses).toMatchObject({
      quotient: 731,
      mois: 'octobre 2026',
      enfants: [
        { _id: 's1', prenom: 'Inès' },
        { _id: 's2', prenom: 'Tom' },
      ],
    });
    const origine = { source: 'caf', fournisseur: 'la CAF', obtenueLe: '2026-11-24T08:00:03Z', certifiee: true };
    expect(after.origines).toEqual({
      quotient: origine,
      mois: origine,
      'enfants.s1.prenom': origine,
      'enfants.s2.prenom': origine,
    });
    expect(after.sources['caf']).toEqual({ etat: 'obtenue', phrase: '', le: '2026-11-24T08:00:03Z' });
    expect(await journal(dossierId, 'dossier.source_recue')).toMatchObject([
      { acteur: { type: 'systeme' }, contenu: { sources: { caf: 'obtenue' }, champsPreremplis: 4 } },
    ]);
    ecole.repondre({});
  });

  test('two that come at the same time both fill in', async () => {
    const dossierId = await begin();
    caf.repondre({ donnees: QUOTIENT });
    ecole.repondre({ donnees: { classe: 'CM1' } });
    await moteur.enCours.settled();
    const { reponses, sources } = await kept(dossierId);
    expect(reponses).toMatchObject({ quotient: 731, classe: 'CM1' });
    expect(Object.values(sources).map(({ etat }) => etat)).toEqual(['obtenue', 'obtenue']);
    expect(await journal(dossierId, 'dossier.source_recue')).toHaveLength(2);
  });

  test('the token is in nothing that is kept, and its call is cut at the limit', async () => {
    const dossierId = await begin({ ...moteur, delaisDesSources: { graceMs: 5, limiteMs: 100 } });
    expect(caf.appels.at(-1)?.accessToken).toBe(TOKEN);
    expect(caf.appels.at(-1)?.signal.aborted).toBe(false);
    await moteur.enCours.settled();
    expect(caf.appels.at(-1)?.signal.aborted).toBe(true);
    const { rows } = await essai.base.owner.query(
      `select string_agg(row_to_json(d)::text, '') || (select string_agg(canonical, '') from journal_entries) as everything
         from dossiers d where id = $1`,
      [dossierId],
    );
    expect(rows[0].everything).toContain('hors_delai');
    expect(rows[0].everything).not.toContain(TOKEN);
  });

  test('a failure of ours is logged, and the draft begins', async () => {
    const logged: unknown[] = [];
    const logger = { error: (fields: unknown) => logged.push(fields) } as never;
    const before = ecole.appels.length;
    const begun = begin({ ...moteur, logger, delaisDesSources: { graceMs: 4000, limiteMs: LIMITE_MS } });
    await expect.poll(() => ecole.appels.length).toBeGreaterThan(before);
    caf.echouer(new Error('the database is away'));
    ecole.repondre({ donnees: { classe: 'CM1' } });
    const { reponses, sources } = await kept(await begun);
    expect(reponses).toEqual({ classe: 'CM1' });
    expect(sources['caf']).toMatchObject({ etat: 'indisponible', cause: 'hors_delai' });
    expect(sources['caf']).not.toHaveProperty('attendueJusqua');
    expect(logged).toMatchObject([{ source: 'caf' }]);
  });
});

describe('what was answered stands, saved before the answer came', () => {
  test('typed', async () => {
    const dossierId = await begin();
    await send(dossierId, 'quotient', QUOTIENT_TYPED);
    await send(dossierId, 'enfants', ENFANTS_TYPED);
    await arrive(caf, QUOTIENT);
    const { reponses, origines } = await kept(dossierId);
    expect(reponses).toEqual({
      communiquer: true,
      quotient: 900,
      enfants: [{ _id: 'a1', prenom: 'Zoé', jours: 4 }],
    });
    expect(origines).toEqual({});
    ecole.repondre({});
  });

  test('declined, while another step is filled in', async () => {
    const dossierId = await begin();
    await send(dossierId, 'quotient', { communiquer: 'non' });
    await arrive(caf, QUOTIENT);
    expect((await kept(dossierId)).reponses).toMatchObject({ communiquer: false, enfants: [{ _id: 's1' }, {}] });
    expect((await kept(dossierId)).reponses).not.toHaveProperty('quotient');
    ecole.repondre({});
  });

  test('left blank: filled in, in a step that is complete too, and said by the summary', async () => {
    const dossierId = await begin();
    await send(dossierId, 'vous', { nom: 'Léa' });
    await send(dossierId, 'quotient', { communiquer: 'oui' });
    await send(dossierId, 'enfants', ENFANTS_TYPED);
    ecole.repondre({ donnees: { classe: 'CM1' } });
    await arrive(caf, QUOTIENT);
    await moteur.enCours.settled();
    expect((await kept(dossierId)).reponses).toMatchObject({ nom: 'Léa', classe: 'CM1', quotient: 731 });
    // Three saves, read on a summary that was shown before.
    expect(await submitDossier(moteur, lea, { dossierId, tours: 3 })).toMatchObject({ type: 'change' });
    expect(await submitDossier(moteur, lea, { dossierId, tours: 5 })).toMatchObject({ type: 'depose' });
  });
});

describe('a form made before the answer came, sent after', () => {
  const alors = { nonArrivees: ['caf', 'ecole'] };
  let dossierId: string;
  beforeEach(async () => {
    dossierId = await begin();
    await arrive(caf, QUOTIENT);
    ecole.repondre({});
  });

  test('is no conflict, and what was typed stands', async () => {
    const quotient = await send(dossierId, 'quotient', QUOTIENT_TYPED, alors);
    expect(quotient).toMatchObject({ erreurs: {}, arrivees: [] });
    expect(quotient).not.toHaveProperty('conflit');
    const enfants = await send(dossierId, 'enfants', ENFANTS_TYPED, alors);
    expect(enfants).toMatchObject({ erreurs: {}, arrivees: [] });
    const { reponses, origines } = await kept(dossierId);
    expect(reponses).toEqual({ communiquer: true, quotient: 900, enfants: [{ _id: 'a1', prenom: 'Zoé', jours: 4 }] });
    expect(origines).toEqual({});
  });

  test('declined stands too', async () => {
    expect(await send(dossierId, 'quotient', { communiquer: 'non' }, alors)).toMatchObject({ arrivees: [] });
    expect((await kept(dossierId)).reponses).not.toHaveProperty('quotient');
  });

  test('half typed: shown again with its error, the source adding nothing to it', async () => {
    const lue = await send(dossierId, 'quotient', { communiquer: 'oui', quotient: 'mille' }, alors);
    expect(lue.arrivees).toEqual([]);
    expect(lue.erreurs).toHaveProperty('quotient');
  });

  test('left blank: filled in, and seen before going on', async () => {
    const quotient = await send(dossierId, 'quotient', {}, alors);
    expect(quotient).toMatchObject({ erreurs: {}, arrivees: ['quotient', 'mois'] });
    const enfants = await send(dossierId, 'enfants', { 'enfants.lignes': 'a1', 'enfants.a1.prenom': '' }, alors);
    expect(enfants.arrivees).toEqual(['enfants']);
    // What the source cannot know is still to be typed.
    expect(Object.keys(enfants.erreurs['enfants'] ?? {})).toEqual(['s1.jours', 's2.jours']);
    const { reponses, origines } = await kept(dossierId);
    expect(reponses).toMatchObject({ quotient: 731, enfants: [{ prenom: 'Inès' }, { prenom: 'Tom' }] });
    expect(origines).toHaveProperty('quotient');

    // The page that came back held it: sent again, it goes on.
    expect(await send(dossierId, 'quotient', {})).toMatchObject({ erreurs: {}, arrivees: [] });
    expect((await kept(dossierId)).reponses).toMatchObject({ quotient: 731 });
  });

  test('a page that showed it decides, as ever', async () => {
    await send(dossierId, 'enfants', { 'enfants.lignes': 's2', 'enfants.s2.jours': '2' });
    expect((await kept(dossierId)).reponses['enfants']).toEqual([{ _id: 's2', prenom: 'Tom', jours: 2 }]);
  });
});

describe('too late', () => {
  test('a deposited dossier does not change', async () => {
    const dossierId = await begin();
    await send(dossierId, 'vous', { nom: 'Léa' });
    await send(dossierId, 'quotient', { communiquer: 'non' });
    await send(dossierId, 'enfants', ENFANTS_TYPED);
    expect(await submitDossier(moteur, lea, { dossierId })).toMatchObject({ type: 'depose' });
    const deposited = await kept(dossierId);
    caf.repondre({ donnees: QUOTIENT });
    ecole.repondre({ donnees: { classe: 'CM1' } });
    await moteur.enCours.settled();
    expect(await kept(dossierId)).toEqual(deposited);
    expect(await journal(dossierId, 'dossier.source_recue')).toEqual([]);
    // To its organisation and to the figures, these sources gave nothing in time.
    expect(await journal(dossierId, 'dossier.depose')).toMatchObject([
      { contenu: { effet: { sources: { caf: 'indisponible', ecole: 'indisponible' } } } },
    ]);
  });

  test('a draft thrown away does not come back', async () => {
    const dossierId = await begin();
    await abandonBrouillon(moteur, lea, dossierId);
    caf.repondre({ donnees: QUOTIENT });
    ecole.repondre({});
    await moteur.enCours.settled();
    expect(await kept(dossierId)).toBeUndefined();
  });

  test('asked again meanwhile: only the last question counts', async () => {
    const dossierId = await begin();
    essai.clock.advance({ seconds: 2 });
    expect(await begin()).toBe(dossierId);
    ecole.repondre({}, -2);
    ecole.repondre({});
    await arrive(caf, QUOTIENT);
    caf.repondre({ etat: 'absente', phrase: 'Inconnue.' }, -2);
    await moteur.enCours.settled();
    const { reponses, sources } = await kept(dossierId);
    expect(reponses).toMatchObject({ quotient: 731 });
    expect(sources['caf']).toMatchObject({ etat: 'obtenue' });
    expect(await journal(dossierId, 'dossier.source_recue')).toHaveLength(2);
  });

  test('coming back while a step is being saved loses nothing of it', async () => {
    const dossierId = await begin();
    ecole.repondre({});
    await arrive(caf, QUOTIENT);
    await moteur.enCours.settled();
    const saving = await essai.base.owner.connect();
    await saving.query('begin');
    await saving.query(`update dossiers set reponses = reponses || '{"nom": "Léa"}' where id = $1`, [dossierId]);
    const before = caf.appels.length;
    const again = begin({ ...moteur, delaisDesSources: { graceMs: 4000, limiteMs: LIMITE_MS } });
    await expect.poll(() => caf.appels.length).toBeGreaterThan(before);
    caf.repondre({ donnees: { ...QUOTIENT, valeur: 800 } });
    ecole.repondre({});
    const waiting = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await essai.base.owner.query(waiting)).rows[0].n, { timeout: 5000 }).toBe(1);
    await saving.query('commit');
    saving.release();
    await again;
    expect((await kept(dossierId)).reponses).toMatchObject({ nom: 'Léa', quotient: 800 });
  });

  test('the process is killed: once the instant is past, nothing is awaited, and nobody mends anything', async () => {
    const dossierId = await begin();
    const { sources } = await kept(dossierId);
    const states = () => Object.values(sources).map((etat) => estAttendue(etat, essai.clock.now()));
    expect(states()).toEqual([true, true]);
    essai.clock.advance({ milliseconds: LIMITE_MS });
    expect(states()).toEqual([false, false]);
    expect(sources['caf']).toMatchObject({ etat: 'indisponible', cause: 'hors_delai' });
    // Its champs are asked like any other, and the dossier goes on.
    await send(dossierId, 'vous', { nom: 'Léa' });
    await send(dossierId, 'quotient', QUOTIENT_TYPED);
    await send(dossierId, 'enfants', ENFANTS_TYPED);
    expect(await submitDossier(moteur, lea, { dossierId })).toMatchObject({ type: 'depose' });
    caf.repondre({});
    ecole.repondre({});
  });
});
