import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fails, works } from './layer.ts';
import { remedyOf } from './trials.ts';

const newerNode = 'Use Node 26 or later';
const allow = 'sudo sysctl -w user.max_user_namespaces=15000';
const beneath = [fails('node:ffi', 'bad option', newerNode), works('seccomp', 'yes'), fails('user namespaces', 'exceeded', allow)];

test('remedyOf() names what a confinement stands on and lacks, not what is there already', () => {
	assert.equal(remedyOf('landlock', 'Node v24.21.0 has no node:ffi', beneath), newerNode);
	assert.equal(remedyOf('bubblewrap', 'bwrap: Creating new namespace failed', beneath), allow);
	assert.match(
		remedyOf('bubblewrap', '"bubblewrap" does not work here (no bwrap is installed)', beneath),
		/^sudo apt-get install bubblewrap /,
	);
	assert.match(remedyOf('bubblewrap', 'bwrap: execvp node: No such file', [works('user namespaces', 'yes')]), /^Report this/);
});
