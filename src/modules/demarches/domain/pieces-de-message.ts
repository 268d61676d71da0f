/** What may be joined to a message about a dossier: the same for who asks and for who instructs. */
export const PIECES_DE_MESSAGE = {
  /** How many files a message. */
  max: 5,
  /** Bytes, a file. */
  maxBytes: 20_000_000,
  accept: ['pdf', 'jpeg', 'png', 'odt', 'ods', 'docx', 'xlsx', 'zip'],
} as const;
