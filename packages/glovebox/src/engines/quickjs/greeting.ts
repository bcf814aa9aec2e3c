/**
 * What a realm is told first. A sandbox says the same to each of its realms, and in most of them the functions that it grants take
 * longer to be installed than the program takes to run. So what was said twice is put into an image, with which later realms begin.
 *
 * Runs on: host, or inside a carrier.
 * Trusts: nothing of a guest: an image is taken before any guest has run in the realm.
 */
import { resumeMessage } from '../../core/host-message.ts';
import type { Message } from '../../core/message.ts';
import { copyImage, type Image } from './image.ts';
import type { Instance } from './instance.ts';
import { canReset } from './reset.ts';

const setupStart = '["setup",';

export class Greeting {
	/** What all realms begin with that are told anything else. */
	#plain: Image;
	#said: string | undefined;
	#ready: { readonly text: string; readonly image: Image } | undefined;

	constructor(plain: Image) {
		this.#plain = plain;
	}

	/** What the next realm begins with. */
	get image(): Image {
		return this.#ready?.image ?? this.#plain;
	}

	/** From now on realms begin with this image instead. */
	replace(plain: Image): void {
		this.#plain = plain;
		this.#said = undefined;
		this.#ready = undefined;
	}

	/** A realm that began with {@link image} is told this first, or nothing. Calls `unready` where it must begin with the plain image instead. */
	before(message: Message | undefined, unready: (plain: Image) => void): Message | undefined {
		if (this.#ready === undefined) return message;
		if (message?.text === this.#ready.text) return resumeMessage;
		this.#ready = undefined;
		unready(this.#plain);
		return message;
	}

	/** A realm has heard it and done nothing else. */
	after({ text }: Message, instance: Instance): void {
		if (this.#ready !== undefined || !text.startsWith(setupStart)) return;
		const again = this.#said === text;
		this.#said = text;
		if (!again || !canReset(instance, this.#plain) || instance.exports.qjs_is_job_pending() !== 0) return;
		this.#ready = { text, image: copyImage(this.#plain, instance) };
	}
}
