/** `multipart/form-data`, both ways. */
import { type Bytes, joinBytes } from '../bytes.ts';
import { use } from '../realm.ts';
import { decodeUtf8, encodeUtf8 } from '../utf8.ts';
import { FormData } from './form-data.ts';

const lineBreak = '\r\n';

/** The body of a form, and the boundary between its entries. */
export function writeMultipart(form: FormData): { readonly bytes: Bytes; readonly boundary: string } {
	const boundary = `----formdata-${Array.from({ length: 16 }, () => Math.floor(Math.random() * 36).toString(36)).join('')}`;
	const parts: Uint8Array[] = [];
	const { bytesOfBlob } = use('blob');
	for (const [name, value] of form) {
		const head = `--${boundary}${lineBreak}Content-Disposition: form-data; name="${escapeName(normalBreaks(name))}"`;
		if (typeof value === 'string') parts.push(encodeUtf8(`${head}${lineBreak}${lineBreak}${normalBreaks(value)}${lineBreak}`));
		else {
			const type = value.type || 'application/octet-stream';
			parts.push(encodeUtf8(`${head}; filename="${escapeName(value.name)}"${lineBreak}Content-Type: ${type}${lineBreak}${lineBreak}`));
			parts.push(bytesOfBlob(value), encodeUtf8(lineBreak));
		}
	}
	parts.push(encodeUtf8(`--${boundary}--${lineBreak}`));
	return { bytes: joinBytes(parts), boundary };
}

function normalBreaks(text: string): string {
	return text.replace(/\r\n?|\n/g, lineBreak);
}

const escapes: Readonly<Record<string, string>> = { '\r': '%0D', '\n': '%0A', '"': '%22' };

function escapeName(name: string): string {
	return name.replace(/[\r\n"]/g, (character) => escapes[character] ?? '');
}

/** Reads what a form was written as. */
export function readMultipart(bytes: Uint8Array, boundary: string): FormData {
	// A character for each byte, so that places in the text are places in the bytes.
	const text = latin1(bytes);
	const form = new FormData();
	const mark = `--${boundary}`;
	let at = text.indexOf(mark);
	if (boundary === '' || at === -1) throw refused();
	for (at += mark.length; text.slice(at, at + 2) !== '--'; ) {
		const start = at + lineBreak.length;
		const headEnd = text.indexOf(lineBreak + lineBreak, start);
		const bodyStart = headEnd + 4;
		const end = text.indexOf(`${lineBreak}${mark}`, headEnd === -1 ? start : headEnd + 2);
		if (text.slice(at, start) !== lineBreak || headEnd === -1 || end === -1) throw refused();
		addPart(form, decodeUtf8(bytes.subarray(start, headEnd)), bytes.slice(bodyStart, Math.max(bodyStart, end)));
		at = end + lineBreak.length + mark.length;
	}
	return form;
}

function addPart(form: FormData, head: string, body: Bytes): void {
	const disposition = /^content-disposition:[ \t]*form-data(.*)$/im.exec(head)?.[1];
	const name = disposition && / name="([^"]*)"/.exec(disposition)?.[1];
	if (disposition === undefined || name === undefined) throw refused();
	const filename = /filename="([^"]*)"/.exec(disposition)?.[1];
	const type = /^content-type:[ \t]*(.*?)[ \t]*$/im.exec(head)?.[1] ?? 'text/plain';
	if (filename === undefined) form.append(unescapeName(name), decodeUtf8(body));
	else form.append(unescapeName(name), new (use('blob').File)([body], unescapeName(filename), { type }));
}

function unescapeName(name: string): string {
	return name.replace(/%0D|%0A|%22/gi, (escaped) => String.fromCharCode(Number.parseInt(escaped.slice(1), 16)));
}

function latin1(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 4_096) text += String.fromCharCode(...bytes.subarray(at, at + 4_096));
	return text;
}

function refused(): TypeError {
	return new TypeError('Failed to parse body as FormData');
}
