import vm from 'node:vm';

/** What a run came to. */
export type Reply =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly name: string; readonly message: string };

/** Sessions by name, each with globals of its own that live until it is closed. */
export class Sessions {
	/** Runs code in a session, which it opens when it is new. */
	run(name: string, code: string): Reply {
		// TODO: one context a session, kept until it is closed
		return { ok: true, value: vm.runInNewContext(code, { name }) };
	}

	/** The globals of a session: a plain copy. */
	state(name: string): Record<string, unknown> {
		// TODO
		return { name };
	}

	/** Ends a session; answers whether it was open. */
	close(name: string): boolean {
		// TODO
		return name === '';
	}
}
