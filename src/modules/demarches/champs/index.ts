// Written by scripts/collect-champs.ts from the folders beside it: run it again rather than edit this.
import { champType, type Registre } from '../domain/champ.ts';
import { creerRegistre } from '../domain/registre.ts';
import { adresse } from './adresse/definition.ts';
import { adresseParser } from './adresse/parse.ts';
import { adresseView } from './adresse/view.tsx';
import { calcule } from './calcule/definition.ts';
import { calculeParser } from './calcule/parse.ts';
import { calculeView } from './calcule/view.tsx';
import { choix } from './choix/definition.ts';
import { choixParser } from './choix/parse.ts';
import { choixView } from './choix/view.tsx';
import { choixMultiple } from './choix-multiple/definition.ts';
import { choixMultipleParser } from './choix-multiple/parse.ts';
import { choixMultipleView } from './choix-multiple/view.tsx';
import { commune } from './commune/definition.ts';
import { communeParser } from './commune/parse.ts';
import { communeView } from './commune/view.tsx';
import { date } from './date/definition.ts';
import { dateParser } from './date/parse.ts';
import { dateView } from './date/view.tsx';
import { decimal } from './decimal/definition.ts';
import { decimalParser } from './decimal/parse.ts';
import { decimalView } from './decimal/view.tsx';
import { email } from './email/definition.ts';
import { emailParser } from './email/parse.ts';
import { emailView } from './email/view.tsx';
import { engagement } from './engagement/definition.ts';
import { engagementParser } from './engagement/parse.ts';
import { engagementView } from './engagement/view.tsx';
import { explication } from './explication/definition.ts';
import { explicationParser } from './explication/parse.ts';
import { explicationView } from './explication/view.tsx';
import { identite } from './identite/definition.ts';
import { identiteParser } from './identite/parse.ts';
import { identiteView } from './identite/view.tsx';
import { intertitre } from './intertitre/definition.ts';
import { intertitreParser } from './intertitre/parse.ts';
import { intertitreView } from './intertitre/view.tsx';
import { liste } from './liste/definition.ts';
import { listeParser } from './liste/parse.ts';
import { listeView } from './liste/view.tsx';
import { montant } from './montant/definition.ts';
import { montantParser } from './montant/parse.ts';
import { montantView } from './montant/view.tsx';
import { nombre } from './nombre/definition.ts';
import { nombreParser } from './nombre/parse.ts';
import { nombreView } from './nombre/view.tsx';
import { ouiNon } from './oui-non/definition.ts';
import { ouiNonParser } from './oui-non/parse.ts';
import { ouiNonView } from './oui-non/view.tsx';
import { piece } from './piece/definition.ts';
import { pieceParser } from './piece/parse.ts';
import { pieceView } from './piece/view.tsx';
import { planDeFinancement } from './plan-de-financement/definition.ts';
import { planDeFinancementParser } from './plan-de-financement/parse.ts';
import { planDeFinancementView } from './plan-de-financement/view.tsx';
import { repetition } from './repetition/definition.ts';
import { repetitionParser } from './repetition/parse.ts';
import { repetitionView } from './repetition/view.tsx';
import { rna } from './rna/definition.ts';
import { rnaParser } from './rna/parse.ts';
import { rnaView } from './rna/view.tsx';
import { siret } from './siret/definition.ts';
import { siretParser } from './siret/parse.ts';
import { siretView } from './siret/view.tsx';
import { telephone } from './telephone/definition.ts';
import { telephoneParser } from './telephone/parse.ts';
import { telephoneView } from './telephone/view.tsx';
import { texte } from './texte/definition.ts';
import { texteParser } from './texte/parse.ts';
import { texteView } from './texte/view.tsx';
import { texteLong } from './texte-long/definition.ts';
import { texteLongParser } from './texte-long/parse.ts';
import { texteLongView } from './texte-long/view.tsx';

export const registreDesChamps: Registre = creerRegistre([
  champType(adresse, adresseParser, adresseView),
  champType(calcule, calculeParser, calculeView),
  champType(choix, choixParser, choixView),
  champType(choixMultiple, choixMultipleParser, choixMultipleView),
  champType(commune, communeParser, communeView),
  champType(date, dateParser, dateView),
  champType(decimal, decimalParser, decimalView),
  champType(email, emailParser, emailView),
  champType(engagement, engagementParser, engagementView),
  champType(explication, explicationParser, explicationView),
  champType(identite, identiteParser, identiteView),
  champType(intertitre, intertitreParser, intertitreView),
  champType(liste, listeParser, listeView),
  champType(montant, montantParser, montantView),
  champType(nombre, nombreParser, nombreView),
  champType(ouiNon, ouiNonParser, ouiNonView),
  champType(piece, pieceParser, pieceView),
  champType(planDeFinancement, planDeFinancementParser, planDeFinancementView),
  champType(repetition, repetitionParser, repetitionView),
  champType(rna, rnaParser, rnaView),
  champType(siret, siretParser, siretView),
  champType(telephone, telephoneParser, telephoneView),
  champType(texte, texteParser, texteView),
  champType(texteLong, texteLongParser, texteLongView),
]);
