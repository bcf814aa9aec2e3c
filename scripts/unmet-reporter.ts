/** A reporter for Node's test runner: one line for each test skipped with a reason that starts with "needs". */
interface TestEvent {
	readonly type: string;
	readonly data: { readonly name?: string; readonly file?: string; readonly skip?: string | boolean };
}

export async function* unmetReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
	for await (const { type, data } of events) {
		if (type !== 'test:pass' && type !== 'test:fail') continue;
		if (typeof data.skip === 'string' && data.skip.startsWith('needs')) yield `${data.file}: ${data.name}: ${data.skip}\n`;
	}
}

// biome-ignore lint/style/noDefaultExport: the test runner takes a reporter as a default export.
export default unmetReporter;
