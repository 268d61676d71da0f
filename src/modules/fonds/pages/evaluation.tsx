import { NotFound } from '../../../platform/errors.ts';
import {
  Alert,
  Button,
  ButtonGroup,
  Details,
  ErrorSummary,
  Form,
  fr,
  Multiline,
  RadioGroup,
  SummaryList,
  summaryErrors,
  TextArea,
} from '../../../platform/html/index.ts';
import type { FormData } from '../../../platform/http/form.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { de, NBSP, tropLong } from '../../../values/french.ts';
import { inEuros } from '../../../values/montant.ts';
import { agentAccess, lieuDeTravailOf, nomsOfAgents, porteeOf, Site } from '../../comptes/index.ts';
import { type Critere, type Grille, LONGEST_JUSTIFICATION, NOTE_MAX, type Note } from '../domain/grille-evaluation.ts';
import { assertMayReadEvaluations } from '../policies.ts';
import { findConflit } from '../storage/conflits.ts';
import { findDemande } from '../storage/demandes-de-session.ts';
import { type Evaluation, findEvaluation, listAutresSoumises } from '../storage/evaluations.ts';
import { findGrille } from '../storage/grilles.ts';
import { declareConflit, type ErreursNotes, noteCandidature } from '../use-cases/note-candidature.ts';
import type { FondsDeps } from './deps.ts';
import { navigationOf } from './navigation.ts';

type Erreurs = ErreursNotes & { readonly motif?: string };

/** One request, noted criterion by criterion; or the conflict that forbids to note it. */
export function evaluationPages(deps: FondsDeps): readonly Page[] {
  return [
    {
      path: '/fonds/:organisation/evaluations/:evaluation',
      access: agentAccess,
      GET: (contexte) => show(deps, contexte, {}),
      async POST(contexte) {
        const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
        const { form } = contexte;
        const evaluationId = idOf(contexte, 'evaluation');
        const list = `/fonds/${organisation.slug}/evaluations`;
        if (form.get('action') === 'conflit') {
          const declared = await declareConflit(deps, agent, { evaluationId, motif: form.get('motif') });
          if (!declared.ok) return show(deps, contexte, declared.error);
          return redirect(list, {
            type: 'succes',
            message: 'Le conflit est déclaré : vous n’évaluez plus cette demande.',
          });
        }
        const { grille } = await evaluationOf(deps, contexte);
        const notes = notesOf(form, grille.criteres);
        const tooLong = tooLongOf(notes);
        if (Object.keys(tooLong).length > 0) return show(deps, contexte, tooLong);
        const soumettre = form.get('action') === 'soumettre';
        const done = await noteCandidature(deps, agent, { evaluationId, notes, soumettre });
        if (!done.ok) return show(deps, contexte, done.error);
        return soumettre
          ? redirect(list, { type: 'succes', message: 'L’évaluation est soumise : elle ne change plus.' })
          : redirect(`${list}/${evaluationId}`, { type: 'succes', message: 'Le brouillon est enregistré.' });
      },
    },
  ];
}

function notesOf(form: FormData, criteres: readonly Critere[]): readonly Note[] {
  return criteres.map(({ id }) => {
    const typed = form.get(`${id}.note`);
    const note = /^\d$/.test(typed) && Number(typed) <= NOTE_MAX ? Number(typed) : null;
    return { critere: id, note, justification: form.get(`${id}.justification`).trim() };
  });
}

function tooLongOf(notes: readonly Note[]): ErreursNotes {
  return Object.fromEntries(
    notes
      .filter(({ justification }) => justification.length > LONGEST_JUSTIFICATION)
      .map(({ critere }) => [`${critere}.justification`, tropLong(LONGEST_JUSTIFICATION)]),
  );
}

/** The agent’s own evaluation, with what may be seen of the others’. @throws NotFound that of somebody else */
async function evaluationOf(deps: FondsDeps, contexte: Contexte) {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadEvaluations(agent);
  return deps.db.read(porteeOf(agent), async (tx) => {
    const evaluation = await findEvaluation(tx, idOf(contexte, 'evaluation'));
    if (!evaluation || evaluation.evaluateurId !== agent.personneId || evaluation.organisationId !== organisation.id) {
      throw new NotFound('Cette évaluation n’existe pas.');
    }
    const [demande, version, conflit] = await Promise.all([
      findDemande(tx, evaluation.dossierId),
      findGrille(tx, evaluation.grilleId),
      findConflit(tx, evaluation),
    ]);
    if (!demande || !version) throw new Error(`The evaluation ${evaluation.id} lost its request or its grid`);
    const mayCompare = !conflit && (evaluation.submittedAt !== null || !version.grille.aveugle);
    const autres = mayCompare ? await listAutresSoumises(tx, evaluation) : [];
    const noms = await nomsOfAgents(
      tx,
      autres.map(({ evaluateurId }) => evaluateurId),
    );
    return { agent, organisation, evaluation, demande, grille: version.grille, conflit, autres, noms };
  });
}

async function show(deps: FondsDeps, contexte: Contexte, erreurs: Erreurs): Promise<Reponse> {
  const { agent, organisation, evaluation, demande, grille, conflit, autres, noms } = await evaluationOf(
    deps,
    contexte,
  );
  const { chrome, form } = contexte;
  const base = `/fonds/${organisation.slug}/evaluations`;
  const title = `Évaluer la demande ${demande.numero}`;
  const invalid = Object.keys(erreurs).length > 0;
  const { evaluation: general, ...ofFields } = erreurs;
  const open = evaluation.submittedAt === null && !conflit;
  const view = (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={title}
      navigation={navigationOf(agent, 'evaluations')}
      breadcrumb={[{ href: base, label: 'Mes évaluations' }]}
      invalid={invalid}
    >
      <ErrorSummary errors={summaryErrors(ofFields)} />
      <h1>{title}</h1>
      {general && <Alert ton="erreur" title={general} />}
      <SummaryList
        label="La demande"
        rows={[
          { label: 'Demandeur', value: demande.fictif ? `${demande.beneficiaire} (fictif)` : demande.beneficiaire },
          { label: 'Objet', value: demande.objet },
          { label: 'Montant demandé', value: inEuros(demande.demande) },
          {
            label: 'Dossier',
            value: <a href={`/instruction/${organisation.slug}/dossiers/${demande.dossierId}`}>Ouvrir le dossier</a>,
          },
        ]}
      />
      {conflit && (
        <Alert ton="attention" title="Récusation : votre évaluation de cette demande ne compte pas.">
          <Multiline>{conflit.motif}</Multiline>
        </Alert>
      )}
      {open && (
        <>
          <Saisie
            adresse={`${base}/${evaluation.id}`}
            jeton={chrome.jeton}
            {...{ grille, evaluation, form, erreurs }}
          />
          <Conflit adresse={`${base}/${evaluation.id}`} jeton={chrome.jeton} form={form} erreur={erreurs.motif} />
        </>
      )}
      {evaluation.submittedAt !== null && !conflit && (
        <>
          <h2>Votre évaluation</h2>
          <Notes grille={grille} evaluation={evaluation} label="Votre évaluation" />
        </>
      )}
      {autres.map((one) => (
        <section key={one.id}>
          <h2>Évaluation {de(noms.get(one.evaluateurId) ?? 'un ancien membre')}</h2>
          <Notes
            grille={grille}
            evaluation={one}
            label={`Évaluation ${de(noms.get(one.evaluateurId) ?? 'un ancien membre')}`}
          />
        </section>
      ))}
    </Site>
  );
  return page(view, invalid ? 422 : 200);
}

/** As they are read: the catalogue is written with plain spaces. */
const criteresOf = ({ criteres }: Grille) =>
  criteres.map((one) => ({ ...one, titre: fr(one.titre), aide: fr(one.aide) }));

type SaisieProps = {
  readonly adresse: string;
  readonly jeton: string;
  readonly grille: Grille;
  readonly evaluation: Evaluation;
  readonly form: FormData;
  readonly erreurs: Erreurs;
};

const NOTES = Array.from({ length: NOTE_MAX + 1 }, (_, note) => ({ value: String(note), label: String(note) }));

function Saisie({ adresse, jeton, grille, evaluation, form, erreurs }: SaisieProps) {
  const total = grille.criteres.reduce((sum, { poids }) => sum + poids, 0);
  const typed = form.has('action');
  return (
    <Form action={adresse} jeton={jeton}>
      {criteresOf(grille).map(({ id, titre, aide, poids }) => {
        const kept = evaluation.notes.find(({ critere }) => critere === id);
        const note = typed ? form.get(`${id}.note`) : String(kept?.note ?? '');
        const justification = typed ? form.get(`${id}.justification`) : kept?.justification;
        return (
          <section key={id}>
            <h2>{titre}</h2>
            <p class="muted">
              Poids {poids} sur {total}
            </p>
            <RadioGroup
              name={`${id}.note`}
              label={`Note de 0 à ${NOTE_MAX}${NBSP}: ${titre}`}
              hint={aide}
              inline
              options={NOTES}
              value={note}
              error={erreurs[`${id}.note`]}
            />
            <TextArea
              name={`${id}.justification`}
              label={`Pourquoi cette note${NBSP}: ${titre}`}
              rows={3}
              value={justification}
              error={erreurs[`${id}.justification`]}
            />
          </section>
        );
      })}
      <ButtonGroup>
        <Button name="action" value="soumettre">
          Soumettre l’évaluation
        </Button>
        <Button kind="secondaire" name="action" value="brouillon">
          Enregistrer le brouillon
        </Button>
      </ButtonGroup>
      <p class="muted">Une évaluation soumise ne change plus.</p>
    </Form>
  );
}

type ConflitProps = {
  readonly adresse: string;
  readonly jeton: string;
  readonly form: FormData;
  readonly erreur: string | undefined;
};

function Conflit({ adresse, jeton, form, erreur }: ConflitProps) {
  return (
    <Details summary="Déclarer un conflit d’intérêts" open={erreur !== undefined}>
      <p>
        Un lien personnel, professionnel ou financier avec qui demande vous empêche d’évaluer. La déclaration est
        définitive.
      </p>
      <Form action={adresse} jeton={jeton}>
        <TextArea
          name="motif"
          label="Ce qui vous lie à cette demande"
          hint="Lu par ceux qui organisent l’évaluation."
          rows={3}
          value={form.get('motif')}
          error={erreur}
        />
        <Button kind="danger" name="action" value="conflit">
          Déclarer le conflit
        </Button>
      </Form>
    </Details>
  );
}

function Notes({ grille, evaluation, label }: Pick<SaisieProps, 'grille' | 'evaluation'> & { readonly label: string }) {
  return (
    <SummaryList
      label={label}
      rows={criteresOf(grille).map(({ id, titre }) => {
        const one = evaluation.notes.find(({ critere }) => critere === id);
        return {
          label: titre,
          value: one && (
            <>
              <strong>
                {one.note ?? '–'} sur {NOTE_MAX}
              </strong>
              <Multiline>{one.justification}</Multiline>
            </>
          ),
        };
      })}
    />
  );
}
