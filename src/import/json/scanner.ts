/**
 * Finds the records in the text of an export without holding more than one of them: the elements of a list, be it bare
 * or the `value` or `items` of an object, or else each object itself; of one document or of several, as in JSON lines.
 * It looks only for where a record ends; JSON.parse does the rest. So a record that is no JSON is refused by itself,
 * however long or deep it is, and those behind it are still found.
 */
import { Envelope, JSON_CHUNK_LIMITS, type JsonChunk } from './chunk.ts';
import { BACKSLASH, CLOSE, CLOSE_LIST, COLON, COMMA, isBlank, NEWLINE, OPEN, OPEN_LIST, QUOTE } from './tokens.ts';

type Mode = 'between' | 'document' | 'list' | 'record' | 'rubbish';

const LIST = /"(?:value|items)"\s*:\s*$/i;
/** What desks, batches and Azure call their lists. A thing can have such a list too: it is one of records only where nothing but paging stands before it, or another list. */
const OTHER_LIST =
  /"(?:responses|data|records|results?|tickets|comments|users|organizations|issues|values|articles|conversations|companies|contacts|notes)"\s*:\s*$/;
const PAGING =
  /^\{(?:\s*"(?:startAt|maxResults|total|totalRecords|count|size|start|limit|isLast|isLastPage|expand|nextPageToken|next_page|previous_page|end_time|end_of_stream|after_url|before_url|after_cursor|before_cursor|resultTruncated|skip_token|total_records)"\s*:\s*(?:"[^"]*"|[\d.]+|true|false|null)\s*,)*\s*"\w+"\s*:\s*$/;

/** Takes text in pieces of any size by `read`, and is told the end by `end`. */
export class JsonScanner {
  #mode: Mode = 'between';
  /** The text from the beginning of what is kept, and how far it was looked at. */
  #text = '';
  #at = 0;
  #start = 0;
  #depth = 0;
  #listDepth = 0;
  #inString = false;
  #isEscaped = false;
  /** The last character that was not blank, and the one right before: they tell where a document was cut off. */
  #significant = 0;
  #before = 0;
  #fault: string | null = null;
  #envelope = new Envelope();
  #found: JsonChunk[] = [];
  /** Whether anything began, and whether it began like JSON. */
  hasText = false;
  hasBegun = false;

  /** The records that end in this text. */
  read(text: string): JsonChunk[] {
    this.#text += text;
    const all = this.#text;
    for (; this.#at < all.length; this.#at++) {
      const c = all.charCodeAt(this.#at);
      if (this.#inString) this.#string(c);
      else {
        this.#step(c);
        if (!isBlank(c)) this.#significant = c;
      }
      this.#before = c;
    }
    this.#forget();
    return this.#found.splice(0);
  }

  /** What is left when the text is over: a record that was cut off. */
  end(): JsonChunk[] {
    if (this.#mode !== 'between' && this.#mode !== 'rubbish') {
      this.#fault ??=
        this.#mode === 'list' ? 'is missing: the file ends in the middle of the list' : 'is cut off: the file ends in the middle of it';
      this.#emit(0);
    }
    return this.#found.splice(0);
  }

  /** A string ends with its line at the latest, so that a quote that is missing spoils one record and not all behind it. */
  #string(c: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (c === BACKSLASH) this.#isEscaped = true;
    else if (c === QUOTE || c === NEWLINE) this.#inString = false;
    if (!this.#inString) this.#significant = QUOTE;
  }

  #step(c: number): void {
    if (this.#mode === 'between') this.#between(c);
    else if (this.#mode === 'list') this.#list(c);
    else if (this.#mode === 'rubbish') this.#mode = c === NEWLINE ? 'between' : 'rubbish';
    else if (c === QUOTE) this.#inString = true;
    else if (c === OPEN || c === OPEN_LIST) this.#open(c);
    else if (c === CLOSE || c === CLOSE_LIST) this.#close(c);
    else if (c === COMMA && this.#mode === 'record' && this.#depth === this.#listDepth) this.#finish('list', 0);
  }

  #between(c: number): void {
    if (isBlank(c) || c === COMMA) return;
    const opens = c === OPEN || c === OPEN_LIST;
    this.hasText = true;
    this.#begin(opens ? (c === OPEN ? 'document' : 'list') : 'rubbish');
    this.#envelope = new Envelope();
    this.#depth = this.#listDepth = opens ? 1 : 0;
    if (opens) this.hasBegun = true;
    else if (this.hasBegun)
      this.#found.push({ text: '', fault: 'is not JSON: no object and no list begins there', envelope: this.#envelope });
  }

  #list(c: number): void {
    if (isBlank(c) || c === COMMA) return;
    if (c !== CLOSE_LIST && c !== CLOSE) {
      this.#begin('record');
      this.#step(c);
    } else if (this.#listDepth === 1 || c === CLOSE) this.#mode = 'between';
    else {
      this.#begin('document');
      this.#depth = 1;
    }
  }

  #open(c: number): void {
    const isCutOff = this.#mode === 'document' && this.#before === NEWLINE && ![OPEN, OPEN_LIST, COMMA, COLON].includes(this.#significant);
    if (isCutOff) {
      this.#fault ??= 'is cut off: another begins before it ends';
      this.#finish('between', 0);
      this.#between(c);
    } else if (
      c === OPEN_LIST &&
      this.#mode === 'document' &&
      this.#depth === 1 &&
      this.#isList(this.#text.slice(Math.max(this.#start, this.#at - 64), this.#at))
    ) {
      this.#envelope.add(this.#text.slice(this.#start, this.#at + 1));
      this.#mode = 'list';
      this.#listDepth = this.#depth = 2;
    } else if (++this.#depth - this.#listDepth > JSON_CHUNK_LIMITS.depth)
      this.#fault ??= `nests deeper than ${JSON_CHUNK_LIMITS.depth} levels`;
  }

  /** Whether what stands before a list names a list of records. */
  #isList(before: string): boolean {
    if (LIST.test(before)) return true;
    if (!OTHER_LIST.test(before)) return false;
    const isRecords = this.#envelope.hasList || PAGING.test(this.#text.slice(this.#start, Math.min(this.#at, this.#start + 2_000)));
    if (isRecords) this.#envelope.isCompound = true;
    return isRecords;
  }

  #close(c: number): void {
    if (this.#mode === 'record' && this.#depth === this.#listDepth) {
      this.#finish('list', 0);
      this.#list(c);
      return;
    }
    this.#depth--;
    if (this.#mode === 'record') {
      if (this.#depth === this.#listDepth) this.#finish('list', 1);
    } else if (this.#depth === 0) this.#finish('between', 1);
  }

  #begin(mode: Mode): void {
    this.#mode = mode;
    this.#start = this.#at;
  }

  #finish(next: Mode, including: 0 | 1): void {
    const surrounds = this.#mode === 'document' && this.#envelope.hasList;
    if (surrounds) this.#envelope.add(this.#text.slice(this.#start, this.#at + including));
    if (!surrounds || this.#fault) this.#emit(including);
    this.#mode = next;
  }

  #emit(including: 0 | 1): void {
    this.#found.push({
      text: this.#fault ? '' : this.#text.slice(this.#start, this.#at + including),
      fault: this.#fault,
      envelope: this.#envelope,
    });
    this.#fault = null;
  }

  /** Keeps no more of the text than the record that is not over yet, and not even that if it is of no use. */
  #forget(): void {
    const isKept = this.#mode === 'document' || this.#mode === 'record';
    if (isKept && this.#at - this.#start > JSON_CHUNK_LIMITS.characters)
      this.#fault ??= `is longer than ${JSON_CHUNK_LIMITS.characters / 1e6} million characters`;
    this.#text = isKept && !this.#fault ? this.#text.slice(this.#start) : '';
    this.#at = this.#text.length;
    this.#start = 0;
  }
}
