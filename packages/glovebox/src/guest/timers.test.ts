import assert from 'node:assert/strict';
import { messagesOf, takeMessages, testRealms, type TestRealm } from './test/realms.ts';

/** Wakes the guest as long as it asks for it, at most 50 times, and gives what it printed. */
function printed(realm: TestRealm, code: string): unknown[] {
	realm.run(code);
	const texts: unknown[] = [];
	for (let wakes = 0; wakes < 50; wakes++) {
		const messages = takeMessages(realm) as [string, unknown, unknown][];
		for (const [type, , text] of messages) if (type === 'console') texts.push(text);
		if (!messages.some(([type, ms]) => type === 'timer' && (ms as number) >= 0)) break;
		realm.send('["wake"]');
	}
	return texts;
}

testRealms('setTimeout() runs callbacks by time, then by age, with jobs between', {}, (realm) => {
	const code = `
		const log = (name) => () => { console.log(name); Promise.resolve().then(() => 0).then(() => console.log('job of ' + name)) };
		setTimeout(log('c'), 1e6); setTimeout(log('a'), 0); setTimeout(log('b'), -5); setTimeout(log('d'), 1e6);
		console.log('script')`;
	assert.deepEqual(printed(realm, code), ['script', 'a', 'job of a', 'b', 'job of b', 'c', 'job of c', 'd', 'job of d']);
});

testRealms('setTimeout() passes its further arguments and gives numbers as ids', {}, (realm) => {
	const code = `
		const first = setTimeout((...args) => console.log(JSON.stringify(args)), 1, 'x', { y: 1 });
		const second = setTimeout(() => {}, 1);
		console.log(typeof first + (second > first))`;
	assert.deepEqual(printed(realm, code), ['numbertrue', '["x",{"y":1}]']);
});

testRealms('setTimeout() from a callback runs after those already due', {}, (realm) => {
	const code = `
		setTimeout(() => { console.log('outer'); setTimeout(() => console.log('inner'), 0) }, 0);
		setTimeout(() => console.log('sibling'), 0)`;
	assert.deepEqual(printed(realm, code), ['outer', 'sibling', 'inner']);
});

testRealms('setInterval() repeats until it is cleared, also from inside', {}, (realm) => {
	const code = 'let n = 0; const id = setInterval(() => { console.log(++n); if (n === 3) clearInterval(id) }, 1); 0';
	assert.deepEqual(printed(realm, code), ['1', '2', '3']);
});

testRealms('clearTimeout() takes a timer back and ignores what is none', {}, (realm) => {
	const messages = messagesOf(
		realm,
		'const id = setTimeout(() => console.log("never"), 5); clearTimeout(id); clearTimeout(); clearTimeout({}); clearTimeout(id); 1',
	);
	assert.deepEqual(messages, [
		['timer', 5],
		['timer', -1],
		['done', 1],
	]);
});

testRealms('setTimeout() asks the host only for an earlier time than before', {}, (realm) => {
	const code =
		'Date.now = () => { throw 1 }; setTimeout(() => {}, 1e9); setTimeout(() => {}, 2e9); setTimeout(() => {}, 10); setTimeout(() => {}, 1e300); 0';
	const wishes = (messagesOf(realm, code) as [string, number][]).filter(([type]) => type === 'timer').map(([, ms]) => ms);
	assert.deepEqual(wishes, [1e9, 10]);
});

testRealms('setTimeout() over the limit tells the host and throws', { setup: { timers: 2 } }, (realm) => {
	const messages = messagesOf(
		realm,
		'setTimeout(() => {}, 9); setTimeout(() => {}, 9); try { setTimeout(() => {}, 9) } catch (error) { String(error) }',
	);
	assert.deepEqual(messages, [
		['timer', 9],
		['limit', 'timers', 3],
		['done', 'RangeError: Cannot call setTimeout: "timers" limit of 2 reached'],
	]);
});

testRealms('setTimeout() refuses what is no function', {}, (realm) => {
	assert.deepEqual(messagesOf(realm, 'try { setTimeout("1") } catch (error) { String(error) }'), [
		['done', 'TypeError: Cannot call setTimeout: the callback is not a function'],
	]);
});

testRealms('an error in a callback is reported and stops nothing', {}, (realm) => {
	realm.run('setTimeout(() => { throw new TypeError("one") }, 0); setTimeout(() => console.log("two"), 0); new Promise(() => {})');
	for (let wakes = 0; wakes < 2; wakes++) realm.send('["wake"]');
	assert.deepEqual(takeMessages(realm), [
		['timer', 0],
		['rejection', { name: 'TypeError', message: 'one', value: new TypeError('one') }],
		['timer', 0],
		['console', 'log', 'two'],
	]);
});

testRealms('queueMicrotask() runs jobs in order and reports what they throw', {}, (realm) => {
	realm.run('queueMicrotask(() => { throw 3 }); queueMicrotask(() => console.log("four")); new Promise(() => {})');
	assert.deepEqual(takeMessages(realm), [
		['rejection', { name: 'Thrown', message: '3', value: 3 }],
		['console', 'log', 'four'],
	]);
});

testRealms('a timer that an earlier run left is asked for again when a later run waits', {}, (realm) => {
	assert.deepEqual(
		messagesOf(realm, 'let wake; const woken = new Promise((resolve) => { wake = resolve }); setTimeout(wake, 1e6, "up"); 0'),
		[
			['timer', 1e6],
			['done', 0],
		],
	);
	const [again] = messagesOf(realm, 'woken') as [string, number][];
	assert.equal(again?.[0], 'timer');
	realm.send('["wake"]');
	assert.deepEqual(takeMessages(realm), [['done', 'up']]);
});
