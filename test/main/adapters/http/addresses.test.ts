import { describe, expect, it } from 'vitest';
import { addressProblem, addressSet, clientAddress, peerKey, plainAddress } from '#main/adapters/http/client-address.ts';
import { bracketed } from '#main/adapters/http/own-host.ts';

describe('a sender is', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:10.0.0.1', '10.0.0.1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:DB8::ffff:2', '2001:db8:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2:3:4:5::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', ''],
    ['unknown', 'unknown'],
  ])('%s: %s', (address, key) => {
    expect(peerKey(address)).toBe(key);
  });
});

describe('a set of addresses', () => {
  it.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '::ffff:10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.2', false],
    ['0.0.0.0/0', '255.1.2.3', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/128', '2001:db8::1', false],
    [' 10.0.0.1 ', '10.0.0.1', true],
    ['10.0.0.1', 'nobody', false],
  ])('%s holds %s: %s', (entry, address, isIn) => {
    expect(addressSet([entry], 'intake.ipAllowList')(address)).toBe(isIn);
  });

  it.each([
    '',
    'localhost',
    '10.0.0.256',
    '10.0.0.0/33',
    '2001:db8::/129',
    '10.0.0.0/',
    '10.0.0.0/a',
    '10.0.0.0/8/8',
    '10.0.0.0/0008',
  ])('does not take %j, and names it with the setting', (entry) => {
    expect(addressProblem(entry)).toBe(
      `${JSON.stringify(entry)} is not allowed: must be an IP address or a network like 10.0.0.0/8`,
    );
    expect(() => addressSet(['10.0.0.1', entry], 'intake.trustedProxies')).toThrow(
      `intake.trustedProxies: ${JSON.stringify(entry)} is not allowed`,
    );
  });

  it('takes what it can read without a word', () => {
    expect(['10.0.0.1', '10.0.0.0/32', '::1/128'].map(addressProblem)).toEqual([null, null, null]);
  });
});

describe('where a request came from', () => {
  const isProxy = (address: string): boolean => address.startsWith('10.');
  it.each([
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['192.0.2.1', '203.0.113.9', '192.0.2.1'],
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.0.0.1', ' ::ffff:203.0.113.9 ', '203.0.113.9'],
    ['10.0.0.1', '198.51.100.1, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ])('peer %s says %s: %s', (peer, forwarded, from) => {
    expect(clientAddress(plainAddress(peer), forwarded, isProxy)).toBe(from);
  });
});

describe('an address before a port', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['::1', '[::1]'],
    ['[::1]', '[::1]'],
  ])('%s: %s', (host, wanted) => {
    expect(bracketed(host)).toBe(wanted);
  });
});
