import { describe, expect, it } from '@jest/globals';
import { binaryCopy } from './copy-in.ts';

describe('binary COPY', () => {
  it('is signature, rows of sized cells, trailer; null has no bytes and texts are UTF-8', () => {
    const bytes = binaryCopy([[Buffer.from([7]), null, '罚']]);
    expect(bytes.subarray(0, 11)).toEqual(Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'));
    expect(bytes.subarray(11, 19)).toEqual(Buffer.alloc(8));
    expect(bytes.subarray(19).toString('hex')).toBe('0003' + '00000001' + '07' + 'ffffffff' + '00000003' + Buffer.from('罚').toString('hex') + 'ffff');
  });
});
