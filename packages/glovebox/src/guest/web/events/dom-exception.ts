/** `DOMException`: an error whose `name` says what it is. */
import { defineInterface } from '../interface.ts';

/** Old names have a number and a constant; new ones have not. What is no name any more keeps its constant. */
const codes: Readonly<Record<string, readonly [constant: string, code: number]>> = {
	IndexSizeError: ['INDEX_SIZE_ERR', 1],
	DOMStringSizeError: ['DOMSTRING_SIZE_ERR', 2],
	HierarchyRequestError: ['HIERARCHY_REQUEST_ERR', 3],
	WrongDocumentError: ['WRONG_DOCUMENT_ERR', 4],
	InvalidCharacterError: ['INVALID_CHARACTER_ERR', 5],
	NoDataAllowedError: ['NO_DATA_ALLOWED_ERR', 6],
	NoModificationAllowedError: ['NO_MODIFICATION_ALLOWED_ERR', 7],
	NotFoundError: ['NOT_FOUND_ERR', 8],
	NotSupportedError: ['NOT_SUPPORTED_ERR', 9],
	InUseAttributeError: ['INUSE_ATTRIBUTE_ERR', 10],
	InvalidStateError: ['INVALID_STATE_ERR', 11],
	SyntaxError: ['SYNTAX_ERR', 12],
	InvalidModificationError: ['INVALID_MODIFICATION_ERR', 13],
	NamespaceError: ['NAMESPACE_ERR', 14],
	InvalidAccessError: ['INVALID_ACCESS_ERR', 15],
	ValidationError: ['VALIDATION_ERR', 16],
	TypeMismatchError: ['TYPE_MISMATCH_ERR', 17],
	SecurityError: ['SECURITY_ERR', 18],
	NetworkError: ['NETWORK_ERR', 19],
	AbortError: ['ABORT_ERR', 20],
	URLMismatchError: ['URL_MISMATCH_ERR', 21],
	QuotaExceededError: ['QUOTA_EXCEEDED_ERR', 22],
	TimeoutError: ['TIMEOUT_ERR', 23],
	InvalidNodeTypeError: ['INVALID_NODE_TYPE_ERR', 24],
	DataCloneError: ['DATA_CLONE_ERR', 25],
};

interface Details {
	readonly name: string;
	readonly message: string;
}

const { captureStackTrace, isError } = Error as unknown as {
	readonly captureStackTrace?: (error: object, above: unknown) => void;
	readonly isError: (value: unknown) => value is Error;
};
const formerNames = ['DOMStringSizeError', 'NoDataAllowedError', 'ValidationError'];
const known = new WeakMap<object, Details>();

/** An engine may ask while the error is being made. */
function detailsOf(error: object): Details {
	const details = known.get(error);
	if (details === undefined && !isError(error)) throw new TypeError('This is no DOMException');
	return details ?? { name: 'Error', message: '' };
}

export class DOMException {
	declare readonly stack?: string;

	constructor(message: unknown = '', options: unknown = 'Error') {
		const isRecord = typeof options === 'object' && options !== null;
		const { name = 'Error', cause } = (isRecord ? options : { name: options }) as { readonly name?: unknown; readonly cause?: unknown };
		// An error as the engine knows errors, with a stack, and its prototype that of whoever was constructed.
		const error = Reflect.construct(Error, [], new.target) as DOMException;
		known.set(error, { name: `${name}`, message: `${message}` });
		if (isRecord && 'cause' in options) Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
		// Writes the name and the message into the stack.
		captureStackTrace?.(error, new.target);
		return error;
	}

	get name(): string {
		return detailsOf(this).name;
	}

	get message(): string {
		return detailsOf(this).message;
	}

	get code(): number {
		const { name } = detailsOf(this);
		return Object.hasOwn(codes, name) && !formerNames.includes(name) ? (codes[name]?.[1] ?? 0) : 0;
	}
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
defineInterface(DOMException, 'DOMException');
for (const [constant, value] of Object.values(codes)) {
	for (const holder of [DOMException, DOMException.prototype]) Object.defineProperty(holder, constant, { value, enumerable: true });
}
