import { randomBytes, randomUUID } from 'node:crypto';
import { Forbidden, NotFound } from '../../../platform/errors.ts';
import { Alert, Button, ButtonGroup, ErrorSummary, Form, RequiredNote, Stepper } from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import {
  type Contexte,
  type IncomingFile,
  type Page,
  page,
  type Reponse,
  redirect,
} from '../../../platform/http/page.ts';
import type { Result } from '../../../values/result.ts';
import { type Demandeur, demandeurAccess, type Organisation, porteeOfDemandeur, Site } from '../../comptes/index.ts';
import { ListeChamps } from '../champs/liste-champs.tsx';
import { appliquerActionLignes, parseActionLignes } from '../champs/repetition/lignes.ts';
import { isAsked } from '../champs/reponses-certifiees.tsx';
import { sommaireDesErreurs } from '../champs/sommaire-des-erreurs.ts';
import { nonArrivees } from '../domain/attente.ts';
import type { Erreurs } from '../domain/champ.ts';
import { findSection, type Section } from '../domain/definition.ts';
import { empreintesOf } from '../domain/divergences.ts';
import { tourOf } from '../domain/enregistrements.ts';
import { champsMontres, visibleSections } from '../domain/parcours.ts';
import { saisieOfValeur } from '../domain/registre.ts';
import { TYPE_CALCULE } from '../domain/regles.ts';
import { type Fields, type Saisie, saisieOf, saisieOfParties } from '../domain/saisie.ts';
import { mayAsk } from '../policies.ts';
import { addPiece, removePiece } from '../use-cases/add-piece.ts';
import { assertMayAsk } from '../use-cases/demandeur.ts';
import { assertEditable, type DossierOuvert, loadAsDemandeur } from '../use-cases/load-dossier.ts';
import type { Conflit } from '../use-cases/reconcile-step.ts';
import { type EtapeLue, saveStep } from '../use-cases/save-step.ts';
import { BASE, ConflitDEtape, choixTyped, FORMULAIRE, SUITE } from './conflit-etape.tsx';
import { type DemarchesDeps, demandeurOfDossier, nomDeMesDossiers } from './deps.ts';
import { faitsDeLaPage, holds } from './faits-de-la-page.ts';
import { organisationOfDossier } from './organisation-of-dossier.ts';
import { receiveChampFile } from './receive-champ-file.ts';
import { type SourceAttendue, SourcesAttendues, sourcesAttendues } from './sources-attendues.tsx';
import { SourcesMuettes } from './sources-muettes.tsx';

const PATH = '/dossiers/:dossier/etapes/:etape';

/** One section of the form: shown, kept, then the next one. */
export function etapePages(deps: DemarchesDeps): readonly Page[] {
  return [
    {
      path: PATH,
      access: demandeurAccess,
      GET: (contexte) => show(deps, contexte),
      POST: (contexte) => receive(deps, contexte),
      receiveFile: (contexte, file) => receiveFile(deps, contexte, file),
    },
  ];
}

async function show(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  if (!mayAsk(demandeur)) return redirect(`/dossiers/${idOf(contexte, 'dossier')}/verification`);
  const ouvert = await open(deps, demandeur, contexte);
  const section = findSection(ouvert.definition, contexte.params['etape'] ?? '');
  if (!section) throw new NotFound('');
  const organisation = await organisationOfDossier(deps, ouvert.dossier);
  // What was typed before an interrupted session is shown again, not yet kept.
  const resumed = contexte.form.names().length > 0 ? contexte.form : undefined;
  return page(
    <Etape
      contexte={contexte}
      organisation={organisation}
      ouvert={ouvert}
      section={section}
      typed={resumed}
      debut={resumed ? debutTyped(contexte) : undefined}
      nonArrivees={[...new Set([...nonArriveesTyped(contexte), ...nonArrivees(ouvert.dossier.sources)])]}
      attendues={sourcesAttendues(deps, ouvert.dossier, section)}
      erreurs={{}}
    />,
  );
}

function open(deps: DemarchesDeps, demandeur: Demandeur, contexte: Contexte): Promise<DossierOuvert> {
  return deps.db.read(porteeOfDemandeur(demandeur), async (tx) => {
    const ouvert = await loadAsDemandeur(tx, deps, demandeur, idOf(contexte, 'dossier'));
    assertEditable(ouvert.dossier);
    return ouvert;
  });
}

/** A button says what to do: go on (the default), add or remove a row, remove a file, compute again. */
async function receive(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  const dossierId = idOf(contexte, 'dossier');
  const choix = choixTyped(contexte.form);
  const action = contexte.form.get(choix ? SUITE : 'action');
  const lignes = parseActionLignes(action);
  const retirer = /^retirer-piece:(.+)$/.exec(action)?.[1];
  if (retirer && !choix) await removePiece(deps, demandeur, { dossierId, pieceId: retirer });
  const cle = randomBytes(4).toString('hex');
  const stays = action !== '' && action !== 'continuer';
  const lue = await saveStep(deps, demandeur, {
    dossierId,
    sectionId: contexte.params['etape'] ?? '',
    fields: lignes ? appliquerActionLignes(contexte.form, lignes, cle) : contexte.form,
    noms: contexte.form.names(),
    ...debutTyped(contexte),
    ...(choix ? { choix } : {}),
    nonArrivees: nonArriveesTyped(contexte),
    completer: !stays,
  });
  const { fields } = lue;
  const erreurs = withFileErrors(lue.erreurs, contexte);
  if (lue.conflit) return showConflit(deps, contexte, lue, lue.conflit);
  if (stays || lue.aConfirmer || lue.arrivees.length > 0 || Object.keys(erreurs).length > 0) {
    const organisation = await organisationOfDossier(deps, lue.ouvert.dossier);
    const shown = stays ? fileErrors(contexte) : erreurs;
    const refused = Object.keys(shown).length > 0;
    return page(
      <Etape
        contexte={contexte}
        organisation={organisation}
        ouvert={lue.ouvert}
        section={lue.section}
        typed={fields}
        arrivees={lue.arrivees}
        nonArrivees={lue.nonArrivees}
        attendues={sourcesAttendues(deps, lue.ouvert.dossier, lue.section)}
        erreurs={shown}
        aConfirmer={lue.aConfirmer && !refused}
        reprises={lue.reprises}
      />,
      refused ? 422 : 200,
    );
  }
  const next = lue.suivante ? `etapes/${lue.suivante.id}` : 'verification';
  const flash =
    lue.reprises.length > 0 ? { type: 'info' as const, message: phraseDesReprises(lue.reprises) } : undefined;
  return redirect(`/dossiers/${dossierId}/${next}`, flash);
}

/** What only the other tab had changed. */
function phraseDesReprises(libelles: readonly string[]): string {
  const quoi = libelles.map((libelle) => `«\u00a0${libelle.replace(/\s*[?:]\s*$/u, '')}\u00a0»`).join(', ');
  return `Cette étape avait été enregistrée ailleurs entre-temps. Ce que vous n’aviez pas modifié ici y est resté tel quel\u00a0: ${quoi}.`;
}

/** What a form was made from. */
type Debut = { readonly tour: number; readonly formulaire: string; readonly base: string | undefined };

/** A form that does not tell its turn is older than any. */
function debutTyped({ form }: Contexte): Debut {
  return {
    tour: Number.parseInt(form.get('tour'), 10) || 0,
    formulaire: form.get(FORMULAIRE),
    base: form.has(BASE) ? form.get(BASE) : undefined,
  };
}

/** The sources whose answer the form did not show. */
function nonArriveesTyped({ form }: Contexte): readonly string[] {
  return form.get(NON_ARRIVEES).split(' ').filter(Boolean);
}

/** No champ can be called so. */
const NON_ARRIVEES = '_non_arrivees';

/** This step was saved elsewhere meanwhile, and both are shown. */
async function showConflit(deps: DemarchesDeps, contexte: Contexte, lue: EtapeLue, conflit: Conflit): Promise<Reponse> {
  const organisation = await organisationOfDossier(deps, lue.ouvert.dossier);
  const fichiers = Object.values(fileErrors(contexte)).flatMap((ofChamp) => Object.values(ofChamp));
  const parts = { contexte, organisation, lue, conflit, fichiers };
  return page(<ConflitDEtape {...parts} formulaire={randomUUID()} />, 409);
}

type FileOutcome = { readonly chemin: string; readonly result: Result<void> };

async function receiveFile(deps: DemarchesDeps, contexte: Contexte, file: IncomingFile): Promise<FileOutcome> {
  const demandeur = await demandeurOfDossier(deps, contexte);
  // Before anything is stored.
  assertMayAsk(demandeur);
  const { dossier, definition } = await open(deps, demandeur, contexte);
  const received = await receiveChampFile(deps, definition, file);
  if (!received) throw new Forbidden('Ce champ ne reçoit pas de fichier.');
  if (!received.ok) return { chemin: file.champ, result: { ok: false, error: received.error.message } };
  await addPiece(deps, demandeur, { dossierId: dossier.id, champ: file.champ, blob: received.value });
  return { chemin: file.champ, result: { ok: true, value: undefined } };
}

/** Refused files, by champ then partie, in the shape of the errors of a reading. */
function fileErrors(contexte: Contexte): { readonly [champId: string]: Erreurs } {
  const erreurs: Record<string, Record<string, string>> = {};
  for (const outcome of contexte.form.allFiles() as readonly FileOutcome[]) {
    if (outcome.result.ok) continue;
    const [champId = '', ...parties] = outcome.chemin.split('.');
    erreurs[champId] = { ...erreurs[champId], [parties.join('.')]: outcome.result.error };
  }
  return erreurs;
}

function withFileErrors(erreurs: { readonly [champId: string]: Erreurs }, contexte: Contexte) {
  const ofFiles = fileErrors(contexte);
  const ids = [...new Set([...Object.keys(erreurs), ...Object.keys(ofFiles)])];
  return Object.fromEntries(ids.map((id) => [id, { ...erreurs[id], ...ofFiles[id] }]));
}

type EtapeProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly ouvert: DossierOuvert;
  readonly section: Section;
  /** What was typed, shown back; otherwise what is kept. */
  readonly typed: Fields | undefined;
  readonly erreurs: { readonly [champId: string]: Erreurs };
  /** What the form was made from, when it is not what is kept now. */
  readonly debut?: Debut | undefined;
  /** Champs shown as a source has just filled them in, whatever was typed. */
  readonly arrivees?: readonly string[];
  /** Sources whose answer this page does not show. */
  readonly nonArrivees: readonly string[];
  readonly attendues: readonly SourceAttendue[];
  /** Questions whose answers come from a save made elsewhere meanwhile. */
  readonly reprises?: readonly string[];
  /** Something was found, to look at before going on. */
  readonly aConfirmer?: boolean;
};

function Etape(props: EtapeProps) {
  const {
    contexte: { chrome },
    organisation,
    ouvert,
    section,
    typed,
    debut = {
      tour: tourOf(ouvert.dossier.enregistrements, section.id),
      formulaire: randomUUID(),
      base: empreintesOf(section, ouvert.dossier, ouvert.contexte),
    },
    erreurs,
    aConfirmer,
    reprises = [],
    arrivees = [],
    nonArrivees,
    attendues,
  } = props;
  const { dossier, definition, contexte } = ouvert;
  const faits = { reponses: dossier.reponses, origines: dossier.origines };
  const sections = visibleSections(definition, faits);
  const index = sections.findIndex(({ id }) => id === section.id);
  const saisies = new Map(
    section.champs.map((champ): [string, Saisie] => {
      const shownBack = typed && !arrivees.includes(champ.id);
      return [
        champ.id,
        shownBack ? saisieOf(typed, champ.id) : saisieOfValeur(champ, dossier.reponses[champ.id], contexte),
      ];
    }),
  );
  const saisie = (champId: string): Saisie => saisies.get(champId) ?? saisieOfParties({});
  const fields: Fields = { all: (nom) => fieldsOf(saisies, nom) };
  const visibles = champsMontres(section, fields, faits, contexte);
  const errors = sommaireDesErreurs(section.champs, erreurs, saisie, faits);
  const invalid = errors.length > 0;
  const base = `/dossiers/${dossier.id}`;
  const previous = sections[index - 1];
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={section.titre}
      context={definition.titre}
      invalid={invalid}
      breadcrumb={[
        { href: `/${organisation.slug}`, label: 'Démarches' },
        { href: '/mes-dossiers', label: nomDeMesDossiers(chrome) },
      ]}
      dossier={holds(section, TYPE_CALCULE) || holds(section, 'plan_de_financement')}
    >
      {invalid && <ErrorSummary errors={errors} />}
      {aConfirmer && (
        <Alert ton="info" title="Vérifiez le résultat de notre recherche" live>
          <p>Corrigez votre réponse s’il le faut, puis continuez.</p>
        </Alert>
      )}
      {arrivees.length > 0 && (
        <Alert ton="info" title="Une réponse est arrivée" live>
          <p>Ce qu’elle contient est rempli ci-dessous. Vérifiez, puis continuez.</p>
        </Alert>
      )}
      {reprises.length > 0 && (
        <Alert ton="info" live>
          <p>{phraseDesReprises(reprises)}</p>
        </Alert>
      )}
      <p class="muted">{definition.titre}</p>
      <Stepper current={index + 1} total={sections.length + 1} next={sections[index + 1]?.titre ?? 'Vérification'} />
      <h1>{section.titre}</h1>
      {section.aide && <p>{section.aide}</p>}
      <SourcesMuettes section={section} sources={dossier.sources} attendues={attendues} />
      <Form action={`${base}/etapes/${section.id}`} jeton={chrome.jeton} multipart={holds(section, 'piece')} id="etape">
        <input type="hidden" name="tour" value={debut.tour} />
        <input type="hidden" name={FORMULAIRE} value={debut.formulaire} />
        {debut.base !== undefined && <input type="hidden" name={BASE} value={debut.base} />}
        {/* Sent when Enter is pressed in a field: the first button of a form is its default one. Not said twice aloud. */}
        <button type="submit" name="action" value="continuer" class="hidden" tabIndex={-1} aria-hidden="true">
          Continuer
        </button>
        <input type="hidden" name={NON_ARRIVEES} value={nonArrivees.join(' ')} />
        <SourcesAttendues attendues={attendues} href={`${base}/etapes/${section.id}`} />
        <div data-faits={JSON.stringify(faitsDeLaPage(section, ouvert))} hidden />
        {section.champs.some((champ) => visibles.includes(champ.id) && isAsked(champ, faits, contexte)) && (
          <RequiredNote />
        )}
        <ListeChamps
          champs={section.champs}
          visibles={visibles}
          saisie={saisie}
          erreurs={erreurs}
          faits={faits}
          contexte={contexte}
        />
        <ButtonGroup>
          <Button name="action" value="continuer">
            Continuer
          </Button>
          {previous && <a href={`${base}/etapes/${previous.id}`}>Étape précédente</a>}
        </ButtonGroup>
      </Form>
      <p class="muted">
        Votre brouillon est gardé à chaque étape. Vous pouvez le reprendre depuis «&nbsp;{nomDeMesDossiers(chrome)}
        &nbsp;».
      </p>
    </Site>
  );
}

/** The kept answers of a section, read as a form. */
function fieldsOf(saisies: ReadonlyMap<string, Saisie>, nom: string): readonly string[] {
  const [champId = '', ...parties] = nom.split('.');
  return saisies.get(champId)?.all(parties.join('.')) ?? [];
}
