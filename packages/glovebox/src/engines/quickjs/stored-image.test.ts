import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guestText } from '../guest-text.ts';
import { buildImage } from './image.ts';
import { packFor, provideImage, storedImage, unpackImage } from './stored-image.ts';
import { instantiate } from './reset.ts';

const text = guestText();
const image = buildImage(text);

test('unpackImage() gives back the image that packFor() was given, to the last byte', () => {
	assert.deepEqual(unpackImage(packFor(text, image), image.module), image);
});

test('an instance of an unpacked image runs guests', () => {
	const instance = instantiate(unpackImage(packFor(text, image), image.module), 1_000);
	const { type, box } = instance.evaluate('String(6 * 7)', 'guest.js');
	assert.deepEqual([type, instance.readText(box)], ['value', '42']);
});

test('storedImage() builds an image once for each guest text, and takes what it was provided with', () => {
	let built = 0;
	const build = () => {
		built += 1;
		return image;
	};
	const other = `${text}//${Math.random()}`;
	const first = storedImage(other, build);
	assert.deepEqual(first, packFor(other, image));
	assert.equal(storedImage(other, build), first);
	assert.equal(built, 1);
	const given = packFor(text, image);
	provideImage(text, given);
	assert.equal(storedImage(text, build), given);
});
