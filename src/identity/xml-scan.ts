import { Refusal } from './refusal.ts';

/** What a document may hold at most; the XML parser behind this scan is quadratic in siblings. */
export interface XmlLimits {
  elements: number;
  /** Elements of one parent. */
  siblings: number;
  depth: number;
  attributes: number;
  /** Characters of a name. */
  name: number;
  /** Comments are passed over, so many: only where nothing but canonical XML is read afterwards, which has none. */
  comments: number;
}

/** Of a SAML message. */
export const xmlLimits: XmlLimits = {
  elements: 2000,
  siblings: 2000,
  depth: 40,
  attributes: 64,
  name: 128,
  comments: 0,
};

const declaration =
  /^<\?xml[\t\n\r ]+version=(?:"1\.0"|'1\.0')(?:[\t\n\r ]+encoding=["']utf-8["'])?(?:[\t\n\r ]+standalone=["'](?:yes|no)["'])?[\t\n\r ]*\?>/i;
// White space as XML knows it; what \s matches beside it no parser skips.
const blank = '[\\t\\n\\r ]';
const onlyBlank = /^[\t\n\r ]*$/;
const namePart = '[A-Za-z_][A-Za-z0-9._-]*';
const startName = new RegExp(`<(${namePart}(?::${namePart})?)`, 'y');
const attribute = new RegExp(`${blank}+(${namePart}(?::${namePart})?)${blank}*=${blank}*(?:"[^"<]*"|'[^'<]*')`, 'y');
const startEnd = /[\t\n\r ]*(\/?)>/y;
const endTag = new RegExp(`</(${namePart}(?::${namePart})?)${blank}*>`, 'y');
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const illegalCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function refuse(note: string): never {
  throw new Refusal('xml', note);
}

function checkCharacters(xml: string): void {
  if (illegalCharacter.test(xml)) refuse('control character');
  if (foreignEntity.test(xml)) refuse('entity');
  if (xml.includes(']]>')) refuse('section end');
  for (const [, code = ''] of xml.matchAll(/&#(x[0-9a-fA-F]+|[0-9]+);/g)) {
    const point = code.startsWith('x') ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
    const legal = point === 9 || point === 10 || point === 13 || (point >= 0x20 && point < 0xd800);
    if (!legal && !(point >= 0xe000 && point <= 0x10ffff && point !== 0xfffe && point !== 0xffff))
      refuse('character reference');
  }
}

/** Matches `pattern` exactly at `at`, or returns null; every pattern used is linear in what it consumes. */
function matchAt(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}

function scanStartTag(xml: string, at: number, limits: XmlLimits): { name: string; end: number; empty: boolean } {
  const opened = matchAt(startName, xml, at) ?? refuse('tag');
  const name = opened[1] ?? '';
  if (name.length > limits.name) refuse('long name');
  let end = at + opened[0].length;
  const seen = new Set<string>();
  for (let found = matchAt(attribute, xml, end); found !== null; found = matchAt(attribute, xml, end)) {
    const attributeName = found[1] ?? '';
    if (seen.has(attributeName)) refuse('attribute twice');
    seen.add(attributeName);
    if (seen.size > limits.attributes) refuse('too many attributes');
    end += found[0].length;
  }
  const closed = matchAt(startEnd, xml, end) ?? refuse('tag');
  return { name, end: end + closed[0].length, empty: closed[1] === '/' };
}

function refuseDeclaration(xml: string, at: number): void {
  if (xml.startsWith('<!--', at)) refuse('comment');
  if (xml.startsWith('<![CDATA[', at)) refuse('CDATA');
  if (xml.startsWith('<!', at)) refuse('document type');
  if (xml.startsWith('<?', at)) refuse('processing instruction');
}

/** Where the comment ends that begins at `at`; in it no `--` may stand (XML 1.0, 2.5). */
function scanComment(xml: string, at: number): number {
  const dashes = xml.indexOf('--', at + 4);
  if (dashes === -1 || xml[dashes + 2] !== '>') refuse('comment');
  return dashes + 3;
}

/** An element that has begun and not ended. */
interface Open {
  name: string;
  /** Elements in it so far. */
  children: number;
}

/** What a tag was, or a comment, and where it ends. */
interface Scanned {
  end: number;
  kind: 'start' | 'end' | 'comment';
}

/** One tag at `at`: grows or shrinks `open`. */
function scanTag(xml: string, at: number, open: Open[], limits: XmlLimits): Scanned {
  if (limits.comments > 0 && xml.startsWith('<!--', at)) return { end: scanComment(xml, at), kind: 'comment' };
  refuseDeclaration(xml, at);
  if (xml.startsWith('</', at)) {
    const closed = matchAt(endTag, xml, at) ?? refuse('tag');
    if (open.pop()?.name !== closed[1]) refuse('nesting');
    return { end: at + closed[0].length, kind: 'end' };
  }
  const tag = scanStartTag(xml, at, limits);
  const parent = open.at(-1);
  if (parent !== undefined) {
    parent.children += 1;
    if (parent.children > limits.siblings) refuse('too many siblings');
  }
  if (!tag.empty) open.push({ name: tag.name, children: 0 });
  if (open.length > limits.depth) refuse('too deep');
  return { end: tag.end, kind: 'start' };
}

/**
 * Looks at a document before any parser does, in one linear pass: only elements, attributes and text, well nested,
 * one root, few and shallow. No DTD, comment, processing instruction or CDATA (OWASP SAML cheat sheet, XXE and
 * canonicalisation; FEDERATION, pre-scan).
 * @throws Refusal `xml`
 */
export function scanXml(xml: string, limits: XmlLimits = xmlLimits): void {
  checkCharacters(xml);
  const open: Open[] = [];
  let at = declaration.exec(xml)?.[0].length ?? 0;
  const seen = { start: 0, end: 0, comment: 0 };
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    if (open.length === 0 && !onlyBlank.test(xml.slice(at, next === -1 ? undefined : next)))
      refuse('text outside the root');
    if (next === -1) break;
    const outside = open.length === 0;
    const tag = scanTag(xml, next, open, limits);
    if (tag.kind === 'start' && outside && seen.start > 0) refuse('second root');
    seen[tag.kind] += 1;
    if (seen.start > limits.elements) refuse('too many elements');
    if (seen.comment > limits.comments) refuse('too many comments');
    at = tag.end;
  }
  if (seen.start === 0 || open.length > 0) refuse('not one whole document');
}
