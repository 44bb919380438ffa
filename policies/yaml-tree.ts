import { CST, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from 'yaml';
import type { Place, Problems } from './problem.ts';

/** A YAML value that knows where it stands. Maps have string keys only. */
export type Tree =
  | { kind: 'scalar'; value: string | number | boolean | null; at: Place }
  | { kind: 'list'; items: Tree[]; at: Place }
  | { kind: 'map'; entries: Map<string, { at: Place; value: Tree }>; at: Place };

const maxBytes = 256 * 1024;
const maxDepth = 20;
/** Keys that would reach into JavaScript's own objects if the tree were ever copied into one. */
const poisonous = new Set(['__proto__', 'prototype', 'constructor']);
const refusedTokens = new Map<string | null, string>([
  ['directive-line', 'YAML directives are refused'],
  ['anchor', 'YAML anchors are refused'],
  ['alias', 'YAML aliases are refused'],
  ['tag', 'YAML tags are refused'],
]);
const flowSteps = new Map<string | null, number>([
  ['flow-map-start', 1],
  ['flow-seq-start', 1],
  ['flow-map-end', -1],
  ['flow-seq-end', -1],
]);
/** In block style a level costs at least a column, so a bound on columns is one on depth. */
const blockIndicators = new Set<string | null>(['seq-item-ind', 'explicit-key-ind']);
const maxColumn = 200;

/**
 * Reads one policy file as YAML 1.2 core and nothing beside it (THREATS 46): a `%YAML 1.1` line would turn `NO` into false,
 * an anchor or alias can blow up memory, a tag can name a type. Returns null and adds problems when the file must not be read.
 */
export function readTree(file: string, text: string, problems: Problems): Tree | null {
  const start: Place = { file, line: 1, column: 1 };
  if (new TextEncoder().encode(text).length > maxBytes) {
    problems.add(start, `the file is larger than ${maxBytes / 1024} KB`, 'split it into several files');
    return null;
  }
  const before = problems.all.length;
  refuseTokens(file, text, problems);
  if (problems.all.length > before) return null;
  try {
    return parse(file, text, problems);
  } catch (error) {
    // The parser descends once per level: a file of nothing but brackets exhausts the stack.
    if (!(error instanceof RangeError)) throw error;
    problems.add(start, `the file is nested deeper than ${maxDepth} levels`);
    return null;
  }
}

/**
 * Looks at the raw lexemes, before any of them can take effect. Depth is bounded here too: the parser itself descends once
 * per level and builds regular expressions as long as the indentation, and dies of either.
 */
function refuseTokens(file: string, text: string, problems: Problems): void {
  const lines = lineCounterOf(text);
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  let flowDepth = 0;
  for (const { type, offset } of lexemesOf(text)) {
    const refused = refusedTokens.get(type);
    if (refused) problems.add(place(offset), refused, 'write the value out');
    flowDepth += flowSteps.get(type) ?? 0;
    const tooDeep = flowDepth > maxDepth || (blockIndicators.has(type) && place(offset).column > maxColumn);
    if (!tooDeep) continue;
    problems.add(place(offset), `nested deeper than ${maxDepth} levels`);
    return;
  }
  const indented = /^ {200}/m.exec(text);
  if (indented)
    problems.add(place(indented.index), `nested deeper than ${maxDepth} levels`, `indent by less than ${maxColumn}`);
}

function lineCounterOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) lines.addNewLine(index + 1);
  return lines;
}

/** Every lexeme with its kind and offset; the text of scalars is passed over. */
function* lexemesOf(text: string): Generator<{ type: string | null; offset: number }> {
  let offset = 0;
  let scalarNext = false;
  for (const lexeme of new Lexer().lex(text)) {
    const control = lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END;
    if (!control && !scalarNext) yield { type: CST.tokenType(lexeme), offset };
    scalarNext = lexeme === CST.SCALAR;
    if (!control) offset += lexeme.length;
  }
}

function parse(file: string, text: string, problems: Problems): Tree | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
    lineCounter,
  });
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const error of [...document.errors, ...document.warnings]) problems.add(place(error.pos[0]), error.message);
  if (document.errors.length + document.warnings.length > 0) return null;
  return new TreeBuilder(place, problems).build(document.contents, 1);
}

class TreeBuilder {
  readonly #place: (offset: number) => Place;
  readonly #problems: Problems;

  constructor(place: (offset: number) => Place, problems: Problems) {
    this.#place = place;
    this.#problems = problems;
  }

  /** The node as a tree; what must not stand in a policy file becomes null and a problem. */
  build(node: unknown, depth: number): Tree {
    const at = this.#at(node);
    if (depth > maxDepth) return this.#refuse(at, `nested deeper than ${maxDepth} levels`);
    if (isMap(node)) return this.#map(node.items, at, depth);
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => this.build(item, depth + 1)), at };
    if (isScalar(node)) return this.#scalar(node.value, at);
    if (node === null || node === undefined) return { kind: 'scalar', value: null, at };
    return this.#refuse(at, isAlias(node) ? 'YAML aliases are refused' : 'this YAML construct is refused');
  }

  #map(pairs: readonly { key: unknown; value: unknown }[], at: Place, depth: number): Tree {
    const entries = new Map<string, { at: Place; value: Tree }>();
    for (const { key, value } of pairs) {
      const keyAt = this.#at(key);
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string') this.#problems.add(keyAt, 'a key must be a plain string', 'put it in quotes');
      else if (poisonous.has(name)) this.#problems.add(keyAt, `the key "${name}" is refused`);
      else entries.set(name, { at: keyAt, value: this.build(value, depth + 1) });
    }
    return { kind: 'map', entries, at };
  }

  #scalar(value: unknown, at: Place): Tree {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return { kind: 'scalar', value, at };
    if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'scalar', value, at };
    return this.#refuse(at, 'this kind of value is refused', 'use a string, a number, true or false');
  }

  #refuse(at: Place, message: string, suggestion?: string): Tree {
    this.#problems.add(at, message, suggestion);
    return { kind: 'scalar', value: null, at };
  }

  #at(node: unknown): Place {
    const range = (node as Node | null | undefined)?.range;
    return this.#place(range?.[0] ?? 0);
  }
}
