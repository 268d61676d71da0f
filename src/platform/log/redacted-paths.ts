/**
 * What never reaches a log: the one list. A key is redacted at any depth when one of these words is among its own,
 * however it is written: `email` redacts `emailAgent`, `email_agent`, `X-Email`. Better too much than a leak: when a
 * useful key is caught, give it another name (`task`, `route`, `rule`…), do not shorten the list.
 */
export const redactedWords: readonly string[] = [
  // Who somebody is
  ...['nom', 'noms', 'prenom', 'prenoms', 'name', 'names', 'firstname', 'lastname', 'surname', 'fullname', 'nickname'],
  ...['username', 'login', 'pseudo', 'civilite', 'sexe', 'genre', 'gender', 'nationalite', 'signataire', 'sub', 'nir'],
  ...['naissance', 'birth', 'birthdate', 'birthday', 'birthplace', 'birthcountry', 'numero securite sociale'],
  // How to reach or find them
  ...['email', 'emails', 'mail', 'mails', 'courriel', 'courriels', 'to', 'cc', 'bcc', 'destinataire', 'destinataires'],
  ...['telephone', 'telephones', 'tel', 'phone', 'phones', 'mobile', 'portable', 'fax', 'contact', 'contacts'],
  ...['adresse', 'adresses', 'address', 'addresses', 'rue', 'voie', 'street', 'postal', 'postcode', 'coordonnees'],
  ...['latitude', 'longitude', 'lat', 'lon', 'lng', 'coordinates', 'geolocation', 'ip', 'ips', 'forwarded'],
  // Their money and family
  ...['iban', 'bic', 'rib', 'quotient', 'revenu', 'revenus', 'allocataire', 'conjoint', 'enfant', 'enfants', 'foyer'],
  // What opens a door
  ...['token', 'tokens', 'jeton', 'jetons', 'secret', 'secrets', 'password', 'passwords', 'passphrase', 'pwd'],
  ...['mot de passe', 'cookie', 'cookies', 'authorization', 'session', 'sessions', 'csrf', 'nonce', 'otp', 'verifier'],
  ...['credential', 'credentials', 'assertion', 'api key', 'apikey', 'private key', 'signature', 'code verifier'],
  // What they wrote or sent, and what holds it on the way
  ...['body', 'corps', 'payload', 'query', 'querystring', 'search', 'recherche', 'params', 'parameters', 'headers'],
  ...['value', 'values', 'valeur', 'valeurs', 'reponse', 'reponses', 'answer', 'answers', 'form', 'formulaire'],
  ...['text', 'texte', 'html', 'message', 'messages', 'comment', 'commentaire', 'subject', 'sujet', 'objet', 'motif'],
  ...[
    'content',
    'contenu',
    'detail',
    'details',
    'hint',
    'where',
    'filename',
    'url',
    'uri',
    'href',
    'referer',
    'referrer',
  ],
];

/** Redacted only when it is the whole key: `code` opens a session, `codeInsee` does not. */
export const redactedKeys: readonly string[] = ['code', 'codes', 'state', 'input', 'hash', 'q'];

/** What personal data look like in a free text, where no key announces them. Tried in this order. */
export const redactedPatterns: readonly RegExp[] = [
  /(?<=\/\/)[^\s/@]+(?=@)/g, // smtp://user:password@host
  /(?<![\p{L}\p{N}._+'’-])[\p{L}\p{N}._+'’-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu, // an e-mail, even in a URL
  /(?<=\?)[^\s"'<>]*=[^\s"'<>]*/g, // a query string
  /(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]+/gi,
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, // a JWT
  /\bFR\d{2}(?:[ \u00a0]?[\dA-Z]{4}){5}[ \u00a0]?[\dA-Z]{3}\b/gi, // an IBAN
  /\b[1-478][ .\u00a0]?\d{2}[ .\u00a0]?\d{2}[ .\u00a0]?\d[\dAB][ .\u00a0]?\d{3}[ .\u00a0]?\d{3}(?:[ .\u00a0]?\d{2})?\b/gi, // a NIR
  /\+\d[\d .()\u00a0\u202f-]{6,18}\d/g, // a phone number with its country
  /(?<![\w.-])0[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?![\w-])/g, // a French phone number
];
