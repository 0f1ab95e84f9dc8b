import { describe, expect, it } from 'vitest';
import { allConfig, configProblems } from './kernel/config.ts';
import './kernel/http/config.ts';
import { useOldNames } from './old-names.ts';
import { startConfig } from './start-config.ts';

const S1 = {
  DATABASE_URL_WRITE: 'postgres://user:pass@primary-db:5432/library',
  DATABASE_URL_READ: 'postgres://user:pass@replica-db:5432/library',
  S3_BUCKET: 'library-files',
  S3_REGION: 'ap-southeast-1',
  S3_ACCESS_KEY: 'kunci',
  S3_SECRET_KEY: 'rahasia',
  NODE_ENV: 'production',
  APP_URL: 'https://library.example.com',
  SENTRY_DSN: 'https://kunci@sentry.example.com/1',
};

describe('the names other documents use', () => {
  it('mean the settings that have another name here', () => {
    const env: Record<string, string | undefined> = { ...S1 };
    useOldNames(env);
    expect(startConfig(env).DATABASE_URL).toBe(S1.DATABASE_URL_WRITE);
    expect(env.PUBLIC_URL).toBe(S1.APP_URL);
    expect(configProblems(env)).toEqual([]);
  });

  it('give way to the name used here', () => {
    const env = { ...S1, DATABASE_URL: 'postgres://app@here/library', PUBLIC_URL: 'https://perpus.id' };
    useOldNames(env);
    expect(env).toMatchObject({ DATABASE_URL: 'postgres://app@here/library', PUBLIC_URL: 'https://perpus.id' });
  });

  it('are refused with the name a person can look up when their value is wrong', () => {
    const env = { APP_URL: 'perpus' };
    useOldNames(env);
    expect(configProblems(env).join()).toContain('PUBLIC_URL');
  });

  it('are listed, secrets as secrets', () => {
    for (const name of Object.keys(S1)) expect(allConfig().has(name), name).toBe(true);
    expect(allConfig().get('DATABASE_URL_WRITE')?.secret).toBe(true);
  });
});
