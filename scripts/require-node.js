/** Preloaded by every npm script, in plain JavaScript so that an old Node can read it and say what is wrong. */
const needed = 26;
const [major] = process.versions.node.split('.');

if (Number(major) < needed) {
	console.error(`Node ${needed} runs this repository's scripts; this is ${process.version}.`);
	console.error('It is one of the development dependencies: "npm ci" installs it, and npm scripts find it first.');
	process.exit(1);
}
