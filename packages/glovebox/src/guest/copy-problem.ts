/** What the codec says of a value that cannot leave. Runs on: guest. Trusts: nothing; what was thrown may be the guest's own. */
import { CopyError } from '../codec/index.ts';

export interface CopyProblem {
	readonly message: string;
	readonly tooBig: boolean;
}

/** `undefined` where the codec did not throw this. */
export function copyProblem(error: unknown): CopyProblem | undefined {
	if (!(error instanceof CopyError)) return undefined;
	return { message: error.message, tooBig: (error as any).limit !== undefined };
}
