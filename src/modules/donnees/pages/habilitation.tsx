import {
  Alert,
  Button,
  ButtonLink,
  ErrorSummary,
  Form,
  Multiline,
  SummaryList,
  summaryErrors,
  Tag,
  TextField,
  Verbatim,
} from '../../../platform/html/index.ts';
import { idOf } from '../../../platform/http/id-of.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { formatSiret } from '../../../values/siret.ts';
import { agentAccess, lieuDeTravailOf, type Organisation, Site } from '../../comptes/index.ts';
import { type Essai, phraseEssai } from '../domain/essai.ts';
import { NOMS_DES_ETATS, NOMS_DES_FOURNISSEURS } from '../domain/habilitation.ts';
import type { DonneesDeps } from '../use-cases/deps.ts';
import { type LigneHabilitation, readHabilitation } from '../use-cases/list-habilitations.ts';
import { replaceJeton } from '../use-cases/replace-jeton.ts';
import { testJeton } from '../use-cases/test-jeton.ts';
import { avertissementOf, etatOf } from './etat.ts';
import { cadreDesHabilitations, habilitationsHref } from './habilitations-href.ts';

const PATH = '/administration/:organisation/habilitations/:habilitation';

/** One habilitation: what it grants, until when, and its token, which is never shown. */
export function habilitationPages(deps: DonneesDeps): readonly Page[] {
  return [
    { path: PATH, access: agentAccess, GET: (contexte) => show(deps, contexte) },
    { path: `${PATH}/jeton`, access: agentAccess, perMinute: 20, POST: (contexte) => replace(deps, contexte) },
    { path: `${PATH}/essai`, access: agentAccess, perMinute: 20, POST: (contexte) => test(deps, contexte) },
  ];
}

async function show(deps: DonneesDeps, contexte: Contexte, erreur?: string): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const ligne = await readHabilitation(deps, agent, idOf(contexte, 'habilitation'));
  return page(
    <Fiche contexte={contexte} organisation={organisation} ligne={ligne} erreur={erreur} />,
    erreur ? 422 : 200,
  );
}

async function replace(deps: DonneesDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const id = idOf(contexte, 'habilitation');
  const replaced = await replaceJeton(deps, agent, { id, jeton: contexte.form.get('jeton') });
  if (!replaced.ok) return show(deps, contexte, replaced.error);
  return redirect(`${habilitationsHref(organisation)}/${id}`, {
    type: 'succes',
    message: 'Le jeton est enregistré. Il ne sera plus jamais affiché.',
  });
}

async function test(deps: DonneesDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  const id = idOf(contexte, 'habilitation');
  return redirect(`${habilitationsHref(organisation)}/${id}`, flashOf(await testJeton(deps, agent, id)));
}

function flashOf(essai: Essai) {
  return { type: essai.type === 'conforme' ? ('succes' as const) : ('erreur' as const), message: phraseEssai(essai) };
}

type FicheProps = {
  readonly contexte: Contexte;
  readonly organisation: Organisation;
  readonly ligne: LigneHabilitation;
  readonly erreur: string | undefined;
};

function Fiche({ contexte: { chrome }, organisation, ligne, erreur }: FicheProps) {
  const { habilitation, demarche, empechement, seuil } = ligne;
  const list = habilitationsHref(organisation);
  const base = `${list}/${habilitation.id}`;
  const titre = `${NOMS_DES_FOURNISSEURS[habilitation.fournisseur]}, ${demarche.titre}`;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title={titre}
      context="Habilitations"
      {...cadreDesHabilitations(organisation, chrome)}
      invalid={erreur !== undefined}
    >
      {erreur && <ErrorSummary errors={summaryErrors({ jeton: erreur })} />}
      <h1>{titre}</h1>
      <p>
        <Tag {...etatOf(ligne)} />
      </p>
      {empechement && <Alert ton="attention">{empechement} Rien n’est demandé à ce fournisseur.</Alert>}
      {seuil !== undefined && !empechement && (
        <Alert ton="attention">{avertissementOf(habilitation, demarche.titre, seuil)}</Alert>
      )}
      <SummaryList
        label="Ce qui est déclaré"
        rows={[
          { label: 'Demande DataPass', value: habilitation.datapassId ? `n° ${habilitation.datapassId}` : undefined },
          { label: 'Où en est la demande', value: NOMS_DES_ETATS[habilitation.etat] },
          {
            label: 'Données accordées (scopes)',
            value: habilitation.scopes.length > 0 && (
              <ul>
                {habilitation.scopes.map((scope) => (
                  <li key={scope}>
                    <Verbatim>{scope}</Verbatim>
                  </li>
                ))}
              </ul>
            ),
          },
          { label: 'Base légale', value: <Multiline>{habilitation.baseLegale}</Multiline> },
          { label: 'Finalité', value: <Multiline>{habilitation.finalite}</Multiline> },
          { label: 'Conservation', value: `${habilitation.conservationMois} mois après la décision` },
          {
            label: 'Destinataire',
            value: habilitation.siret ? `SIRET ${formatSiret(habilitation.siret)}` : 'Le siège de l’organisation',
          },
          {
            label: 'Validité',
            value: `Du ${formatJour(habilitation.valableDu)} au ${formatJour(habilitation.valableJusquau)}`,
          },
          {
            label: 'Dernière utilisation',
            value: habilitation.derniereUtilisationAt ? formatInstant(habilitation.derniereUtilisationAt) : 'Jamais',
          },
        ]}
      />
      <p>
        <ButtonLink kind="secondaire" href={`${base}/modifier`}>
          Modifier la déclaration
        </ButtonLink>
      </p>
      <p>
        <a href={`/administration/${organisation.slug}/demarches/${demarche.slug}/donnees`}>
          Ce que cette démarche peut préremplir
        </a>
      </p>
      <h2>Jeton</h2>
      <p>{jetonOf(ligne)}</p>
      {habilitation.aUnJeton && (
        <Form action={`${base}/essai`} jeton={chrome.jeton}>
          <Button kind="secondaire">Essayer le jeton</Button>
        </Form>
      )}
      <h3>{habilitation.aUnJeton ? 'Remplacer le jeton' : 'Enregistrer le jeton'}</h3>
      <Form action={`${base}/jeton`} jeton={chrome.jeton}>
        {/* What was typed is a secret: it is not sent back, even when it is refused. */}
        <TextField
          name="jeton"
          type="password"
          label={habilitation.aUnJeton ? 'Nouveau jeton' : 'Jeton'}
          hint="Tel que le fournisseur l’a remis. Il est chiffré, et ne sera plus jamais affiché."
          autocomplete="new-password"
          spellcheck={false}
          error={erreur}
        />
        <Button>{habilitation.aUnJeton ? 'Remplacer' : 'Enregistrer'}</Button>
      </Form>
    </Site>
  );
}

function jetonOf({ habilitation }: LigneHabilitation): string {
  if (!habilitation.aUnJeton) return 'Aucun jeton n’est enregistré.';
  const since = habilitation.jetonRemplaceAt
    ? `Enregistré le ${formatInstant(habilitation.jetonRemplaceAt)}`
    : 'Enregistré';
  return habilitation.jetonExpireLe
    ? `${since}, valable jusqu’au ${formatJour(habilitation.jetonExpireLe)}.`
    : `${since}.`;
}
