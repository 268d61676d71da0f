import { createMail } from '../../platform/mail/mail.ts';
import type { Check } from './check.ts';
import { bon, mauvais, remarque } from './finding.ts';

/** The relay takes our account, and what it sends is signed by an address of the authority. */
export const checkCourriel: Check = async ({ config, clock }) => {
  const { SMTP_URL: url, MAIL_FROM: from } = config;
  if (url === undefined) {
    return [remarque('L’envoi de courriels n’est pas vérifié\u00a0: la boîte de démonstration le remplace.')];
  }
  const sender = from.includes('parvis.example')
    ? mauvais(
        'MAIL_FROM est l’adresse d’exemple\u00a0: donnez-en une du domaine de la collectivité, autorisée à envoyer (SPF, DKIM).',
      )
    : bon(`Les courriels partent de ${from}.`);
  const mail = createMail({ kind: 'smtp', url, from, clock });
  try {
    const { host } = new URL(url);
    return [
      (await mail.isReady())
        ? bon(`Le serveur d’envoi accepte ce compte (${host}).`)
        : mauvais(
            `Le serveur d’envoi ne répond pas, ou refuse ce compte (${host}). Vérifiez SMTP_URL\u00a0: sans courriel, personne n’entre sans FranceConnect.`,
          ),
      sender,
    ];
  } finally {
    mail.close();
  }
};
