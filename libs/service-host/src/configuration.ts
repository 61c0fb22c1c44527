import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCityConfig } from '@credit/contracts/topics';
import type { CityConfig } from '@credit/contracts/topics';
import { DomainError } from '@credit/kernel';
import { defaultRulebook, withOverlay } from '@credit/rulebook';
import type { Rulebook } from '@credit/rulebook';

function readJson(file: string, code: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new DomainError({ code, message: `${file}: ${(error as Error).message}`, userMessage: `配置文件无法读取：${file}` });
  }
}

/** 城市配置: `city.json` and `departments.json` of the folder CREDIT_CITY_CONFIG. @throws DomainError `CITY_CONFIG_INVALID` with the pointer */
export const loadCityConfig = (dir: string): CityConfig =>
  parseCityConfig({ city: readJson(join(dir, 'city.json'), 'CITY_CONFIG_INVALID'), departments: readJson(join(dir, 'departments.json'), 'CITY_CONFIG_INVALID') });

/** 规则: the rulebook with every `*.json` of the folder CREDIT_RULEBOOK_OVERLAY laid over it in order of names. @throws DomainError `RULEBOOK.OVERLAY_INVALID` */
export function loadRulebook(overlayDir?: string): Rulebook {
  if (overlayDir === undefined) return defaultRulebook;
  let files: string[];
  try {
    files = readdirSync(overlayDir).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    throw new DomainError({ code: 'RULEBOOK.OVERLAY_INVALID', message: `CREDIT_RULEBOOK_OVERLAY: ${(error as Error).message}`, userMessage: '规则补充文件夹无法读取' });
  }
  return files.reduce((rulebook, name) => withOverlay(rulebook, readJson(join(overlayDir, name), 'RULEBOOK.OVERLAY_INVALID')), defaultRulebook);
}
