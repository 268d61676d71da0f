import { InsetText, SummaryList, Tag, VisuallyHidden } from '../../../platform/html/index.ts';
import { type Contexte, type Page, page, type Reponse, redirect } from '../../../platform/http/page.ts';
import { ADRESSE_DE_CONTACT, garantieOf, lignesOfIdentite } from '../domain/lignes-identite.ts';
import { nomsDesRoles } from '../domain/role.ts';
import { signedInAccess } from '../policies.ts';
import { type Adhesion, adhesionsOf, findPersonne, type Personne } from '../storage/personnes.ts';
import { ADRESSE_PATH } from './adresse-de-contact.tsx';
import { CadreCompte } from './cadre-compte.tsx';
import { type ComptesDeps, type Connecte, connecteOf } from './deps.ts';

/** One's account: who one is here, and who says so. */
export function comptePages(deps: ComptesDeps): readonly Page[] {
  return [{ path: '/compte', access: signedInAccess, GET: (contexte) => show(deps, contexte) }];
}

async function show(deps: ComptesDeps, contexte: Contexte): Promise<Reponse> {
  const connecte = connecteOf(contexte);
  if (!connecte) return redirect('/connexion');
  const { personneId } = connecte;
  const [personne, adhesions] = await deps.db.read({ personne: personneId }, (tx) =>
    Promise.all([findPersonne(tx, personneId), adhesionsOf(tx, personneId)]),
  );
  if (!personne) return redirect('/connexion');
  return page(<Compte contexte={contexte} type={connecte.type} personne={personne} adhesions={adhesions} />);
}

type CompteProps = {
  readonly contexte: Contexte;
  readonly type: Connecte['type'];
  readonly personne: Personne;
  readonly adhesions: readonly Adhesion[];
};

function Compte({ contexte, type, personne, adhesions }: CompteProps) {
  return (
    <CadreCompte contexte={contexte} title="Mon compte">
      <h1>Mon compte</h1>
      <h2>
        Votre identité
        <VisuallyHidden>&nbsp;:</VisuallyHidden>{' '}
        <Tag text={garantieOf(type, personne)} ton={noteOf(type, personne) === 'declaree' ? 'neutre' : 'succes'} />
      </h2>
      <SummaryList rows={lignesAModifier(type, personne)} />
      <InsetText>
        <p>{NOTES[noteOf(type, personne)]}</p>
      </InsetText>
      {type === 'agent' && (
        <>
          <h2>Vos organisations</h2>
          {adhesions.length === 0 ? (
            <p>Vous n’avez de rôle dans aucune organisation.</p>
          ) : (
            <SummaryList rows={adhesions.map(({ nom, roles }) => ({ label: nom, value: nomsDesRoles(roles) }))} />
          )}
          <p>
            <a href="/compte/organisations">Changer d’organisation, ou en quitter une</a>
          </p>
        </>
      )}
      {type === 'usager' && (
        <>
          <h2>Se faire aider, aider quelqu’un</h2>
          <p>
            <a href="/compte/mandats">Mes mandats et les personnes que j’aide</a>
          </p>
        </>
      )}
    </CadreCompte>
  );
}

/** An usager says where they are written to; everything else is said by others. */
function lignesAModifier(type: Connecte['type'], personne: Personne) {
  const change = { href: ADRESSE_PATH, text: personne.email ? 'Changer' : 'Ajouter' };
  return lignesOfIdentite(type, personne).map((ligne) =>
    type === 'usager' && ligne.label === ADRESSE_DE_CONTACT ? { ...ligne, change } : ligne,
  );
}

function noteOf(type: Connecte['type'], { identiteCertifiee }: Personne): keyof typeof NOTES {
  if (type === 'agent') return 'agent';
  return identiteCertifiee ? 'certifiee' : 'declaree';
}

const NOTES = {
  certifiee:
    'Votre identité vient de l’état civil\u00a0: elle ne se modifie pas ici. Si elle comporte une erreur, faites-la corriger par votre mairie de naissance ou par l’INSEE. Tant que vous n’avez pas choisi d’adresse de contact ici, c’est celle que vous avez donnée à FranceConnect.',
  declaree:
    'Votre identité n’est pas certifiée\u00a0: dans chaque demande, vous la déclarez vous-même, et des justificatifs peuvent vous être demandés. Connectez-vous avec FranceConnect pour qu’elle le soit.',
  agent: 'Ces informations viennent de ProConnect. Si elles comportent une erreur, adressez-vous à votre organisation.',
} as const;
