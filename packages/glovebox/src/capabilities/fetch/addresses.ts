/**
 * Which addresses of the network a guest's request may be sent to: the public ones, and what the host names beside them.
 *
 * Runs on: host.
 * Trusts: nothing. Names of hosts resolve to what their owner says; only addresses are judged here.
 */
import { BlockList, isIP, isIPv4 } from 'node:net';

/** Not globally reachable, or of special use: IANA's registry for IPv4, as of 2026. */
const special4: readonly (readonly [network: string, prefix: number])[] = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.31.196.0', 24],
	['192.52.193.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['192.175.48.0', 24],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
];

/** IPv6 that may carry public traffic: global unicast, IPv4 written as IPv6, and IPv4 behind the well-known NAT64 prefix. */
const public6: readonly (readonly [network: string, prefix: number])[] = [
	['2000::', 3],
	['::ffff:0.0.0.0', 96],
	['64:ff9b::', 96],
];

/** Parts of global unicast that are not: protocol assignments with Teredo, documentation, 6to4 (which embeds any IPv4 address). */
const special6: readonly (readonly [network: string, prefix: number])[] = [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['2620:4f:8000::', 48],
	['3fff::', 20],
];

/** Says whether a request may be sent to an address. */
export type AddressCheck = (address: string) => boolean;

/**
 * Public addresses, and those that the host names: addresses, or networks such as `10.1.0.0/16`. An IPv4 address written as IPv6, and
 * one behind NAT64, is judged as that IPv4 address.
 *
 * @throws TypeError naming the entry that is no address.
 */
export function checkAddresses(named: readonly string[]): AddressCheck {
	const allowed = new BlockList();
	for (const entry of named) addNamed(allowed, entry);
	const open6 = new BlockList();
	for (const [network, prefix] of public6) open6.addSubnet(network, prefix, 'ipv6');
	const closed = new BlockList();
	for (const [network, prefix] of special6) closed.addSubnet(network, prefix, 'ipv6');
	for (const [network, prefix] of special4) addIpv4(closed, network, prefix);
	return (address) => {
		if (address.includes('%')) return false;
		const family = familyOf(address);
		if (family === undefined) return false;
		if (allowed.check(address, family)) return true;
		return !closed.check(address, family) && (family === 'ipv4' || open6.check(address, family));
	};
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
	const version = isIP(address);
	return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}

/** A network of IPv4, in each of the ways it can be written. */
function addIpv4(list: BlockList, network: string, prefix: number): void {
	list.addSubnet(network, prefix, 'ipv4');
	list.addSubnet(`::ffff:${network}`, 96 + prefix, 'ipv6');
	list.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
}

function addNamed(list: BlockList, entry: unknown): void {
	const [, address = '', length] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(String(entry)) ?? [];
	const family = familyOf(address);
	const bits = family === 'ipv4' ? 32 : 128;
	const prefix = length === undefined ? bits : Number(length);
	if (typeof entry !== 'string' || family === undefined || prefix > bits) {
		throw new TypeError(`options.privateAddresses holds "${String(entry)}", which is no address and no network such as 10.1.0.0/16`);
	}
	if (isIPv4(address)) addIpv4(list, address, prefix);
	else list.addSubnet(address, prefix, 'ipv6');
}
