// Says in a PNG file that a trained algorithm made it, as IPTC's digital source type does.
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/></rdf:RDF></x:xmpmeta>`;
const AFTER_HEAD = 33; // signature and IHDR

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(type, data) {
  const body = new TextEncoder().encode(type + data);
  const all = new Uint8Array(body.length + 8);
  const view = new DataView(all.buffer);
  view.setUint32(0, body.length - 4);
  all.set(body, 4);
  view.setUint32(body.length + 4, crc(body));
  return all;
}

/** The file with the mark and with what it was made from. */
export function marked(png, made) {
  const xmp = chunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${XMP}`);
  const text = chunk('iTXt', `Comment\0\0\0\0\0${made}`);
  return new Blob([png.slice(0, AFTER_HEAD), xmp, text, png.slice(AFTER_HEAD)], { type: 'image/png' });
}
