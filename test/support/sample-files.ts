import { crc32 } from 'node:zlib';

/** The smallest files that are what they say: enough for what looks at the content of an upload. */
export const sampleFiles = {
  pdf: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  jpeg: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  png: Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccfc0f01f0005fe02fea7356d0f0000000049454e44ae426082',
    'hex',
  ),
  webp: Buffer.from('52494646240000005745425056503820180000003001009d012a0100010002003425a400037000fefb940000', 'hex'),
  heic: isoMedia('heic', ['mif1', 'heic']),
  odt: openDocument('application/vnd.oasis.opendocument.text'),
  ods: openDocument('application/vnd.oasis.opendocument.spreadsheet'),
  docx: sampleZip({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '', 'word/document.xml': '<w:document/>' }),
  xlsx: sampleZip({ '[Content_Types].xml': '<Types/>', '_rels/.rels': '', 'xl/workbook.xml': '<workbook/>' }),
  zip: sampleZip({ 'bordereau.xml': '<ArchiveTransfer/>' }),
  txt: Buffer.from('Commune de Sèvres-Anxaumont\nDélibération du 24 novembre\n'),
  csv: Buffer.from('commune;montant\nSèvres-Anxaumont;1200,50\n'),
  json: Buffer.from('[{"commune":"Sèvres-Anxaumont"}]\n'),
  xml: Buffer.from('<?xml version="1.0"?><ArchiveTransfer/>'),
};

/** The harmless file that every antivirus takes for a virus. In two halves, so that they leave this source alone. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** ISO base media: HEIC, AVIF, MP4… differ by their brands. */
export function isoMedia(main: string, compatible: readonly string[]): Buffer {
  const box = Buffer.from(`????ftyp${main}\0\0\0\0${compatible.join('')}`, 'latin1');
  box.writeUInt32BE(box.length);
  return Buffer.concat([box, Buffer.from('0000000c6d6574610000000000', 'hex')]);
}

/** A zip of uncompressed entries, in the given order. */
export function sampleZip(entries: Readonly<Record<string, string>>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed; flags, method (stored), time and date stay 0
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(Buffer.byteLength(content), 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), Buffer.from(content)]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, Buffer.from(name)]));
    files.push(file);
    offset += file.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

function openDocument(mediaType: string): Buffer {
  return sampleZip({ mimetype: mediaType, 'content.xml': '<office:document-content/>', 'META-INF/manifest.xml': '' });
}
