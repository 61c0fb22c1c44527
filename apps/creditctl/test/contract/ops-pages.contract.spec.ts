import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Dashboards, alerts and pages name series and sections; what they name must exist. METRICS.md is held to the running services by apps/journeys/src/metrics.e2e.spec.ts. */
const root = join(__dirname, '../../../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const below = (path: string, end: string): string[] => readdirSync(join(root, path)).filter((name) => name.endsWith(end)).map((name) => `${path}/${name}`);

interface Series {
  kind: string;
  labels: string[];
}
const catalogue = new Map<string, Series>(
  [...text('deploy/ops/METRICS.md').matchAll(/^\| `(credit_\w+)` \| (\w+) \|([\w, ]*)\|/gm)].map(([, name, kind, labels]) => [name!, { kind: kind!, labels: labels!.split(',').map((label) => label.trim()).filter(Boolean) }]),
);
const seriesOf = (name: string): Series | undefined => catalogue.get(name) ?? [catalogue.get(name.replace(/_(bucket|sum|count)$/, ''))].find((one) => one?.kind === 'histogram');

/** Everything in a text that reads like a series of ours; names of databases and of roles do as well. */
const named = (content: string): string[] => [...new Set([...content.matchAll(/\bcredit_[a-z_]*[a-z](?![\w.])/g)].map(([name]) => name))];
const NO_SERIES = /^credit_(credit_record|publicity|record|admin|subject|list_designation|t\w*)$/;

interface Alert {
  name: string;
  expr: string;
  runbook: string;
  severity: string;
}
const alerts: Alert[] = text('deploy/ops/alerts.yml').split(/^ +- alert: /m).slice(1).map((rule) => ({
  name: rule.split('\n')[0]!.trim(),
  expr: /^ +expr: (.+)$/m.exec(rule)?.[1] ?? '',
  runbook: /runbook_url: '([^']+)'/.exec(rule)?.[1] ?? '',
  severity: /severity: (\w+)/.exec(rule)?.[1] ?? '',
}));
const dashboards = below('deploy/ops/grafana/dashboards', '.json').map((path) => ({ path, json: JSON.parse(text(path)) as { uid: string; panels: { title: string; targets: { expr: string }[] }[] } }));
const queries = [...alerts.map(({ name, expr }) => [name, expr] as const), ...dashboards.flatMap(({ path, json }) => json.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [`${path.split('/').at(-1)} ${title}`, expr] as const)))];

/** Labels that a query selects or groups by; `service` and `job` are on every series, `le` on buckets. */
function labelsIn(expr: string): string[] {
  const selected = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inner]) => [...inner!.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label!));
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inner]) => inner!.split(',').map((label) => label.trim()));
  return [...new Set([...selected, ...grouped])].filter((label) => !['service', 'job', 'le'].includes(label));
}

describe('deploy/ops', () => {
  it('has a catalogue, dashboards and alerts', () => {
    expect(catalogue.size).toBeGreaterThan(25);
    expect(alerts.length).toBeGreaterThan(15);
    expect(dashboards.map(({ json }) => json.uid).sort()).toEqual(['credit-intake', 'credit-pipeline', 'credit-processes', 'credit-publicity']);
  });

  it.each(queries)('%s asks for series and labels that exist', (_where, expr) => {
    const names = named(expr);
    expect(names.filter((name) => !seriesOf(name))).toEqual([]);
    expect(names.length > 0 || /\bup\{job="credit"\}/.test(expr)).toBe(true);
    const known = new Set(names.flatMap((name) => seriesOf(name)!.labels));
    expect(labelsIn(expr).filter((label) => !known.has(label))).toEqual([]);
    for (const name of names) if (/_total$/.test(name)) expect(expr).toMatch(new RegExp(`(rate|increase|changes)\\(${name}`)); // a counter by itself says nothing
  });

  it.each(alerts)('$name leads to its section of the runbook', ({ name, runbook, severity }) => {
    const [file, anchor] = runbook.split('#');
    expect(anchor).toBe(name.toLowerCase());
    const section = new RegExp(`^## ${name}$([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(text(file!))?.[1] ?? '';
    for (const part of ['**Means**', '**Hurt**', '**Look**', '**Do**', '**Afterwards**']) expect(section).toContain(part);
    expect(section).toMatch(/```/); // commands to copy
    expect(['page', 'ticket']).toContain(severity);
  });

  it('the runbook has no section of an alert that is gone', () => {
    const sections = [...text('deploy/ops/RUNBOOK.md').matchAll(/^## (\S+)$/gm)].map(([, name]) => name!);
    expect(sections.sort()).toEqual(alerts.map(({ name }) => name).sort());
  });

  it('consoles are pinned, on loopback, in the profile ops, and find their files', () => {
    const compose = text('docker-compose.yml');
    const ports = [...compose.matchAll(/^ +ports: (.+)$/gm)].map(([, list]) => list!);
    expect(ports.length).toBeGreaterThan(6);
    for (const list of ports) expect(list).toMatch(/^\['127\.0\.0\.1:/);
    const images = [...compose.matchAll(/^ +image: (\S+)$/gm)].map(([, image]) => image!).filter((image) => !image.startsWith('credit/'));
    expect(images.length).toBeGreaterThan(4);
    for (const image of images) expect(image).toMatch(/:v?\d+\.\d+/);
    for (const [, path] of compose.matchAll(/- \.\/(deploy\/ops\/[^:]+):/g)) expect(existsSync(join(root, path!))).toBe(true);
    for (const name of ['prometheus', 'grafana', 'kafbat']) expect(compose).toMatch(new RegExp(`^  ${name}:\\n    <<: (&console \\{ profiles: \\[ops\\]|\\*console)`, 'm'));
  });

  const pages = ['README.md', ...below('deploy/ops', '.md'), 'deploy/local/README.md', ...['apps', 'libs'].flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}/README.md`).filter((path) => !path.includes('tsconfig')))];
  it.each(pages)('%s names only series that exist', (path) => {
    expect(named(text(path)).filter((name) => !NO_SERIES.test(name) && !seriesOf(name))).toEqual([]);
  });
});
