import { attack } from '../attack.ts';

/** Rejections collected by `allSettled` and `any` are never caught by a `catch`. */
export const escape = attack({
	grants: ['failing'],
	source: `
		const settled = await Promise.allSettled([failing.error(), failing.cause(), failing.type()]).catch((error) => [{ reason: error }]);
		const any = await Promise.any([failing.rejects(), failing.error()]).catch((error) => error);
		return [...settled.map(({ reason }) => loot(reason)), ...(any.errors ?? []).map((error) => error.stack ?? loot(error))];
	`,
});
