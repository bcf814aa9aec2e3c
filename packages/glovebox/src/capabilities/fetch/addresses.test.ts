import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAddresses } from './addresses.ts';

const forbidden = [
	...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.1'],
	...[
		'172.31.255.255',
		'192.0.0.8',
		'192.0.2.1',
		'192.88.99.1',
		'192.168.1.1',
		'198.18.0.1',
		'198.19.255.255',
		'198.51.100.1',
		'203.0.113.9',
	],
	...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
	...[
		'::',
		'::1',
		'::127.0.0.1',
		'fe80::1',
		'fc00::1',
		'fd12::1',
		'ff02::1',
		'fec0::1',
		'2001::1',
		'2001:db8::1',
		'2002:7f00:1::',
		'3fff::1',
	],
	...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:192.168.0.1'],
	...[
		'64:ff9b::127.0.0.1',
		'64:ff9b::7f00:1',
		'64:ff9b::a9fe:a9fe',
		'64:ff9b:1::8.8.8.8',
		'100::1',
		'5f00::1',
		'fe80::1%eth0',
		'2606:4700::1%lo',
	],
	...['localhost', '', '1', '127.1', '0x7f.0.0.1', '017700000001', '8.8.8.8 '],
];
const open = [
	...[
		'1.1.1.1',
		'8.8.8.8',
		'100.63.255.255',
		'100.128.0.1',
		'172.15.0.1',
		'172.32.0.1',
		'192.0.1.1',
		'198.17.0.1',
		'198.20.0.1',
		'223.255.255.255',
	],
	...['2606:4700:4700::1111', '2001:4860:4860::8888', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '64:ff9b::808:808', '2a00::1'],
];

test('checkAddresses() lets public addresses through, and IPv4 in any of its forms as that address', () => {
	const mayReach = checkAddresses([]);
	assert.deepEqual(
		open.filter((address) => !mayReach(address)),
		[],
	);
	assert.deepEqual(forbidden.filter(mayReach), []);
});

test('checkAddresses() lets through what is named, and nothing beside it', () => {
	const mayReach = checkAddresses(['127.0.0.1', '10.1.0.0/16', 'fd00:1::/32', '::1']);
	const seen = ['127.0.0.1', '::ffff:127.0.0.1', '10.1.255.1', 'fd00:1::5', '::1', '127.0.0.2', '10.2.0.1', 'fd00:2::1', '::2'];
	assert.deepEqual(seen.map(mayReach), [true, true, true, true, true, false, false, false, false]);
});

test('checkAddresses() refuses an entry that is no address', () => {
	for (const entry of ['localhost', '10.0.0.0/33', '::1/129', '', '10.0.0.0/', 'fe80::1%eth0', 5, null]) {
		assert.throws(() => checkAddresses([entry as string]), TypeError, String(entry));
	}
});
