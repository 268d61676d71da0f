import { Readable } from 'node:stream';
import { contentDisposition } from '../../../platform/blobs/safe-file-name.ts';
import { ButtonGroup, ButtonLink, InsetText } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { signedInAccess } from '../policies.ts';
import { PREUVE_RECENTE_MINUTES } from '../use-cases/erase-compte.ts';
import { exportJson, exportZip, journaliserExport } from '../use-cases/export-donnees.ts';
import { recentProof } from '../use-cases/recent-proof.ts';
import { CadreCompte } from './cadre-compte.tsx';
import { type ComptesDeps, type Connecte, connecteOf, isPlus } from './deps.ts';
import { exportLisible } from './export-lisible.tsx';
import { MoyensDeConnexion } from './reconnexion.tsx';

const PATH = '/compte/export';

/** Each export reads all that a person has here: nobody needs ten a minute. */
const PER_MINUTE = 10;

/** All of one's data, to keep or to take elsewhere (RGPD, art. 15 and 20). */
export function exportPages(deps: ComptesDeps): readonly Page[] {
  return [
    { path: PATH, access: signedInAccess, GET: (contexte) => show(deps, contexte) },
    {
      path: `${PATH}/donnees.json`,
      access: signedInAccess,
      perMinute: PER_MINUTE,
      GET: (contexte) => send(deps, contexte, 'json'),
    },
    {
      path: `${PATH}/donnees.zip`,
      access: signedInAccess,
      perMinute: PER_MINUTE,
      GET: (contexte) => send(deps, contexte, 'zip'),
    },
  ];
}

async function show(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  const prouve = (await recentProof(deps, connecte, PREUVE_RECENTE_MINUTES)) !== undefined;
  return page(<Export contexte={contexte} connecte={connecte} prouve={prouve} plus={isPlus(deps)} />);
}

async function send(deps: ComptesDeps, contexte: Contexte, format: 'json' | 'zip'): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  if (!(await recentProof(deps, connecte, PREUVE_RECENTE_MINUTES))) return redirect(PATH);
  await journaliserExport(deps, connecte, format);
  const { personneId } = connecte;
  return {
    type: 'fichier',
    body:
      format === 'json'
        ? Readable.from(exportJson(deps, personneId))
        : Readable.from(exportZip(deps, personneId, () => exportLisible(deps, connecte))),
    contentType: format === 'json' ? 'application/json; charset=utf-8' : 'application/zip',
    disposition: contentDisposition('attachment', `mes-donnees-${deps.clock.today()}.${format}`),
  };
}

type ExportProps = {
  readonly contexte: Contexte;
  readonly connecte: Connecte;
  readonly prouve: boolean;
  readonly plus: boolean;
};

function Export({ contexte, connecte, prouve, plus }: ExportProps) {
  return (
    <CadreCompte contexte={contexte} title="Exporter mes données">
      <h1>Exporter mes données</h1>
      <p>{CONTENU[connecte.type]}</p>
      {prouve ? (
        <>
          <h2>Pour lire et imprimer</h2>
          <p>
            Une archive ZIP&nbsp;: ouvrez-la, puis la page <code>index.html</code>. Vos fichiers y sont aussi, tels que
            vous les avez envoyés.
          </p>
          <ButtonGroup>
            <ButtonLink href={`${PATH}/donnees.zip`}>Télécharger l’archive (ZIP)</ButtonLink>
          </ButtonGroup>
          <h2>Pour un autre logiciel</h2>
          <p>Les mêmes données en JSON, sans les fichiers.</p>
          <ButtonGroup>
            <ButtonLink href={`${PATH}/donnees.json`} kind="secondaire">
              Télécharger les données (JSON)
            </ButtonLink>
          </ButtonGroup>
          <InsetText>
            <p>
              Ces fichiers contiennent toutes vos données&nbsp;: ne les laissez pas sur un ordinateur partagé. Le
              téléchargement est inscrit au journal, sans son contenu.
            </p>
          </InsetText>
        </>
      ) : (
        <>
          <h2>D’abord, reconnectez-vous</h2>
          <p>
            Votre connexion date de plus de {PREUVE_RECENTE_MINUTES} minutes. Pour que personne d’autre n’emporte vos
            données, prouvez de nouveau que c’est bien vous.
          </p>
          <MoyensDeConnexion
            base="/connexion"
            type={connecte.type}
            retour={PATH}
            jeton={contexte.chrome.jeton}
            plus={plus}
            emailLabel="Ou l’adresse électronique de ce compte"
          />
        </>
      )}
    </CadreCompte>
  );
}

const CONTENU = {
  usager:
    'Tout ce que nous avons de vous\u00a0: votre identité, vos façons de vous connecter, vos sessions, vos mandats, vos dossiers et vos brouillons avec leurs réponses, leurs origines, les messages, les décisions, les lectures, les fichiers et les accusés.',
  agent:
    'Tout ce que nous avons de vous\u00a0: votre identité, vos façons de vous connecter, vos sessions et vos rôles. Ce que vous avez écrit et demandé au nom d’une organisation lui appartient, et n’y est pas.',
} as const;
