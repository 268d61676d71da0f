/** What a message or a status means. Always said by a word and a shape too, never by the colour alone. */
export type Ton = 'neutre' | 'info' | 'succes' | 'attention' | 'erreur';
