import { describe, expect, it } from 'vitest';
import { ahead } from './ahead.ts';

describe('ahead', () => {
  const story: string[] = [];
  async function* numbers(upTo: number) {
    try {
      for (let n = 1; n <= upTo; n++) {
        story.push(`made ${n}`);
        if (n === 4) throw new Error('no four');
        yield n;
      }
    } finally {
      story.push('closed');
    }
  }
  const read = async (upTo: number, until = Number.POSITIVE_INFINITY): Promise<string[]> => {
    story.length = 0;
    for await (const n of ahead(numbers(upTo))) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      story.push(`used ${n}`);
      if (n === until) break;
    }
    return story;
  };

  it('makes the next one ready while one is used', async () => {
    expect(await read(2)).toEqual(['made 1', 'made 2', 'used 1', 'closed', 'used 2']);
  });

  it('closes what it reads when somebody leaves early', async () => {
    expect(await read(3, 1)).toEqual(['made 1', 'made 2', 'used 1', 'closed']);
  });

  it('tells of a failure when it is its turn', async () => {
    await expect(read(9)).rejects.toThrow('no four');
    expect(story).toEqual(['made 1', 'made 2', 'used 1', 'made 3', 'used 2', 'made 4', 'closed', 'used 3']);
  });
});
