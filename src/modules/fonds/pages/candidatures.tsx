import { Button, ButtonGroup, Form, Pagination, SubNavigation } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse } from '../../../platform/http/page.ts';
import { formatCleDePage, pageDeListe, parseCleDePage } from '../../../values/cle-de-page.ts';
import { newId } from '../../../values/ids.ts';
import { fromPlainDate, type Jour, parseJour } from '../../../values/jour.ts';
import { type Agent, agentAccess, lieuDeTravailOf, type Organisation, porteeOf, Site } from '../../comptes/index.ts';
import type { StatutCandidature } from '../domain/candidature.ts';
import { ecrireFiltre, type FiltreCandidatures, isFiltre, lireFiltre } from '../domain/filtre-candidatures.ts';
import { LIBELLES_CANDIDATURE, STATUTS_CANDIDATURE } from '../domain/instruction.ts';
import { assertMayReadCandidatures, mayInstruct } from '../policies.ts';
import {
  type CleCandidature,
  countCandidatures,
  type LigneCandidature,
  listCandidatures,
} from '../storage/liste-candidatures.ts';
import { type Dispositif, listDispositifs } from '../storage/sessions.ts';
import { listVues, type VueCandidatures } from '../storage/vues-candidatures.ts';
import { type EquipeDuFonds, equipeOf } from '../use-cases/equipe.ts';
import { FiltreDeCandidatures, VuesDeCandidatures } from './filtre-candidatures.tsx';
import type { InstructionDeps } from './instruction-deps.ts';
import { navigationOf } from './navigation.ts';
import { TableauDeCandidatures } from './tableau-candidatures.tsx';

const PAGE_SIZE = 25;
/** Beyond, a tab says « 99+ ». */
const COUNT_CEILING = 100;

/** Every request made to the fund: who asks, who examines it, until when. */
export function candidaturesPages(deps: InstructionDeps): readonly Page[] {
  return [{ path: '/fonds/:organisation/candidatures', access: agentAccess, GET: (contexte) => list(deps, contexte) }];
}

async function list(deps: InstructionDeps, contexte: Contexte): Promise<Reponse> {
  const { agent, organisation } = await lieuDeTravailOf(deps, contexte);
  assertMayReadCandidatures(agent);
  const { query } = contexte;
  const filtre = lireFiltre(query);
  const apres = cleOf(query.get('apres'), filtre);
  const avant = apres ? undefined : cleOf(query.get('avant'), filtre);
  const asked = { organisationId: organisation.id, filtre, moi: agent.personneId };
  const found = await deps.db.read(porteeOf(agent), async (tx) => ({
    lignes: await listCandidatures(tx, { ...asked, apres, avant, taille: PAGE_SIZE }),
    counts: await countCandidatures(tx, asked, COUNT_CEILING),
    dispositifs: await listDispositifs(tx, { organisationId: organisation.id }),
    vues: await listVues(tx, organisation.id, agent.personneId),
    equipe: await equipeOf(tx, organisation.id),
  }));
  return page(
    <Liste
      {...found}
      contexte={contexte}
      agent={agent}
      organisation={organisation}
      filtre={filtre}
      {...pageDeListe(found.lignes, PAGE_SIZE, { apres, avant })}
      aujourdhui={fromPlainDate(deps.clock.today())}
      instructs={mayInstruct(agent)}
      cle={newId(deps.clock, deps.random)}
    />,
  );
}

/** Of a page by deposits, or by due dates: « 2021-08-01_<id> ». */
function cleOf(text: string | null, { tri }: FiltreCandidatures): CleCandidature | undefined {
  if (tri !== 'echeance') return parseCleDePage(text);
  const [day = '', id = ''] = (text ?? '').split('_');
  const le = parseJour(day);
  return le.ok && /^[0-9a-f-]{36}$/.test(id) ? { le: le.value, id } : undefined;
}

function formatCle(ligne: LigneCandidature | undefined, { tri }: FiltreCandidatures): string {
  if (tri === 'echeance') return ligne?.echeance ? `${ligne.echeance}_${ligne.dossierId}` : '';
  return formatCleDePage(ligne && { at: ligne.depositedAt, id: ligne.dossierId });
}

type ListeProps = {
  readonly contexte: Contexte;
  readonly agent: Agent;
  readonly organisation: Organisation;
  readonly filtre: FiltreCandidatures;
  readonly lignes: readonly LigneCandidature[];
  readonly counts: ReadonlyMap<StatutCandidature, number>;
  readonly dispositifs: readonly Dispositif[];
  readonly vues: readonly VueCandidatures[];
  readonly equipe: EquipeDuFonds;
  readonly aujourdhui: Jour;
  readonly instructs: boolean;
  readonly cle: string;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
};

function Liste({ contexte, agent, organisation, filtre, lignes, counts, ...list }: ListeProps) {
  const { chrome } = contexte;
  const base = `/fonds/${organisation.slug}/candidatures`;
  const href = (change: FiltreCandidatures, key: Readonly<Record<string, string>> = {}) => {
    const query = ecrireFiltre({ ...filtre, ...change });
    for (const [name, value] of Object.entries(key)) query.set(name, value);
    return query.size > 0 ? `${base}?${query}` : base;
  };
  const requete = ecrireFiltre(filtre).toString();
  const selects = list.instructs && lignes.length > 0;
  return (
    <Site
      chrome={chrome}
      organisation={organisation}
      title="Demandes"
      navigation={navigationOf(agent, 'candidatures')}
      wide
    >
      <h1>Demandes</h1>
      <VuesDeCandidatures base={base} jeton={chrome.jeton} requete={requete} vues={list.vues} />
      <FiltreDeCandidatures
        base={base}
        filtre={filtre}
        dispositifs={list.dispositifs}
        equipe={list.equipe}
        filtered={isFiltre(filtre)}
      />
      <SubNavigation
        label="États des demandes"
        links={[
          { href: href({ statut: undefined }), label: 'Toutes', current: !filtre.statut },
          ...STATUTS_CANDIDATURE.map((statut) => ({
            href: href({ statut }),
            label: `${LIBELLES_CANDIDATURE[statut].onglet}${countText(counts.get(statut))}`,
            current: filtre.statut === statut,
          })),
        ]}
      />
      <p>
        <a href={`${base}/export.csv${requete && `?${requete}`}`}>Télécharger cette liste (CSV)</a>
        {' · '}
        <a href={`${base}/charge`}>Charge de travail et actions récentes</a>
      </p>
      <TableauDeCandidatures
        base={base}
        lignes={lignes}
        filtre={filtre}
        href={href}
        nomOf={list.equipe.nomOf}
        aujourdhui={list.aujourdhui}
        formulaire={selects ? LOT : undefined}
      />
      {selects && (
        <Form id={LOT} action={`${base}/lot`} jeton={chrome.jeton} label="Agir sur plusieurs demandes">
          <input type="hidden" name="cle" value={list.cle} />
          <input type="hidden" name="filtre" value={requete} />
          <ButtonGroup>
            <Button name="portee" value="selection">
              Agir sur les demandes cochées
            </Button>
            <Button name="portee" value="filtre" kind="secondaire">
              Agir sur toutes celles de cette liste
            </Button>
          </ButtonGroup>
        </Form>
      )}
      <Pagination
        label="Pages des demandes"
        previousHref={list.hasPrevious ? href({}, { avant: formatCle(lignes[0], filtre) }) : undefined}
        nextHref={list.hasNext ? href({}, { apres: formatCle(lignes.at(-1), filtre) }) : undefined}
      />
    </Site>
  );
}

/** The form of the boxes, which stand in the table before it. */
const LOT = 'agir-sur-plusieurs';

function countText(count = 0): string {
  return count === 0 ? '' : ` (${count >= COUNT_CEILING ? `${COUNT_CEILING - 1}+` : count})`;
}
