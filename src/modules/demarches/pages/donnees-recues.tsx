import { SummaryList, Tag, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { capitalize } from '../../../values/french.ts';
import { CadreCompte, enSonNom, findOrganisationById, ownUsagerAccess } from '../../comptes/index.ts';
import { type DonneeRecue, donneesRecuesOf } from '../domain/donnees-recues.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { listDossiersWithSources } from '../storage/dossiers-de.ts';
import type { DemarchesDeps } from './deps.ts';
import { sourcesAttendues } from './sources-attendues.tsx';

/** What other administrations said of a person, for which dossier, and when: « dites-le-nous une fois », in the open. */
export function donneesRecuesPages(deps: DemarchesDeps): readonly Page[] {
  return [{ path: '/compte/donnees-recues', access: ownUsagerAccess, GET: (contexte) => show(deps, contexte) }];
}

type DossierPrerempli = {
  readonly dossier: Dossier;
  readonly titre: string;
  readonly organisation: string;
  readonly recues: readonly DonneeRecue[];
};

async function show(deps: DemarchesDeps, contexte: Contexte): Promise<Reponse> {
  const { personneId } = enSonNom(contexte);
  const dossiers = await deps.db.read({ personne: personneId }, async (tx) => {
    const found = await listDossiersWithSources(tx, { usagerId: personneId, porteurId: null });
    const prefilled: DossierPrerempli[] = [];
    for (const dossier of found) {
      const definition = await deps.definitionOf(tx, dossier.versionId);
      const organisation = await findOrganisationById(tx, dossier.organisationId);
      const recues = donneesRecuesOf(definition, dossier.sources, dossier.origines);
      prefilled.push({ dossier, titre: definition.titre, organisation: organisation?.nom ?? '', recues });
    }
    return prefilled;
  });
  return page(<DonneesRecues contexte={contexte} deps={deps} dossiers={dossiers} />);
}

type DonneesRecuesProps = {
  readonly contexte: Contexte;
  readonly deps: DemarchesDeps;
  readonly dossiers: readonly DossierPrerempli[];
};

function DonneesRecues({ contexte, deps, dossiers }: DonneesRecuesProps) {
  return (
    <CadreCompte contexte={contexte} title="Données reçues">
      <h1>Données reçues</h1>
      <p>
        Ce que d’autres administrations ont transmis à votre sujet, avec votre accord, pour remplir vos demandes à votre
        place. Seul ce qui sert à la demande est gardé.
      </p>
      {dossiers.length === 0 && <p>Aucune administration n’a été interrogée à votre sujet.</p>}
      {dossiers.map(({ dossier, titre, organisation, recues }) => (
        <section key={dossier.id} aria-labelledby={`dossier-${dossier.id} lieu-${dossier.id}`}>
          <h2 id={`dossier-${dossier.id}`}>{titre}</h2>
          <p class="muted" id={`lieu-${dossier.id}`}>
            {organisation}, <a href={`/dossiers/${dossier.id}`}>{nomDuDossier(dossier)}</a>
          </p>
          {recues.map((recue) => (
            <Recue
              key={recue.source}
              recue={recue}
              nom={deps.sources.get(recue.source)?.nom ?? recue.source}
              attendue={sourcesAttendues(deps, dossier).some(({ id }) => id === recue.source)}
            />
          ))}
        </section>
      ))}
    </CadreCompte>
  );
}

function nomDuDossier({ numero, createdAt }: Dossier): string {
  return numero ? `dossier ${numero}` : `brouillon du ${formatInstant(createdAt)}`;
}

const TONS = {
  obtenue: { text: 'Reçu', ton: 'succes' },
  absente: { text: 'Rien à recevoir', ton: 'neutre' },
  indisponible: { text: 'Pas de réponse', ton: 'attention' },
  refusee: { text: 'Refusé', ton: 'attention' },
} as const;

const ATTENDUE = { text: 'Attendu', ton: 'neutre' } as const;

type RecueProps = { readonly recue: DonneeRecue; readonly nom: string; readonly attendue: boolean };

function Recue({ recue, nom, attendue }: RecueProps) {
  const { etat, libelles, fournisseur } = recue;
  return (
    <>
      <h3>
        {capitalize(nom)}
        <VisuallyHidden>&nbsp;:</VisuallyHidden> <Tag {...(attendue ? ATTENDUE : TONS[etat.etat])} />
      </h3>
      <SummaryList
        rows={[
          ...(etat.etat === 'obtenue'
            ? [
                {
                  label: 'Ce qui en est gardé',
                  value:
                    libelles.length > 0
                      ? libelles.join(', ')
                      : 'Plus rien\u00a0: les réponses ont été changées, ou effacées au bout de leur durée.',
                },
                ...(fournisseur ? [{ label: 'Transmis par', value: fournisseur }] : []),
              ]
            : attendue
              ? []
              : [{ label: 'Pourquoi', value: etat.phrase }]),
          { label: 'Demandé le', value: formatInstant(Temporal.Instant.from(etat.le)) },
          ...(etat.requete ? [{ label: 'Numéro de preuve', value: <code>{etat.requete}</code> }] : []),
        ]}
      />
    </>
  );
}
