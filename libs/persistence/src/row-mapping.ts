import { getMetadataArgsStorage } from 'typeorm';
import type { EntityClass } from './database.ts';
import { snake } from './snake-names.ts';
import { textArray } from './text-array.ts';

interface Column {
  property: string;
  name: string;
  /** PostgreSQL type used in the cast. */
  type: string;
  json: boolean;
}

/** The statements of one state table, built once from the entity's decorators. */
export interface RowMapping {
  table: string;
  /** Names that the constraint of the primary key may have. */
  keys: ReadonlySet<string>;
  columns: readonly Column[];
  selectForUpdate: { name: string; text: string };
  select: { name: string; text: string };
  insert: { name: string; text: string };
  update: { name: string; text: string };
  /** One array parameter per column. @param rows objects keyed by property name */
  parameters(rows: readonly Record<string, unknown>[]): Buffer[];
}

const FIXED = ['id', 'version', 'publicVersion', 'status'];

function typeOf(type: unknown, array: boolean | undefined, where: string): { type: string; json: boolean } {
  if (typeof type !== 'string') throw new Error(`${where}: the column needs an explicit PostgreSQL type`);
  return { type: array ? `${type}[]` : type, json: type === 'jsonb' || type === 'json' };
}

const element = (value: unknown): string => (value === null || value === undefined ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`);

function cell(column: Column, value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (column.json) return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  return String(value);
}

/** Reads table and columns from the TypeORM decorators. @throws Error when one of id, version, publicVersion, status is missing or a type is not explicit. */
export function mapRows(entity: EntityClass): RowMapping {
  const storage = getMetadataArgsStorage();
  const declared = storage.filterTables(entity as never)[0];
  if (!declared) throw new Error(`${entity.name} is not an entity`);
  const table = declared.name ?? snake(entity.name);
  const columns: Column[] = storage.filterColumns(entity as never).map((args) => ({
    property: args.propertyName,
    name: args.options.name ?? snake(args.propertyName),
    ...typeOf(args.options.type, args.options.array, `${entity.name}.${args.propertyName}`),
  }));
  for (const fixed of FIXED) if (!columns.some((column) => column.property === fixed)) throw new Error(`${entity.name} needs the column ${fixed}`);

  const quoted = (column: Column): string => `"${column.name}"`;
  const cast = (column: Column, n: number): string => (column.type === 'text' ? `x.c${n}` : `x.c${n}::${column.type}`);
  const source = `unnest(${columns.map((_, n) => `$${n + 1}::text[]`).join(', ')})`;
  const names = columns.map((_, n) => `c${n}`).join(', ');
  const list = columns.map((column) => `"${column.name}" as "${column.property}"`).join(', ');
  const idAt = columns.findIndex((column) => column.property === 'id');
  const assigned = columns.map((column, n) => ({ column, n })).filter(({ n }) => n !== idAt);
  return {
    table,
    keys: new Set([`${table}_pk`, `${table}_pkey`]),
    columns,
    selectForUpdate: { name: `${table}_lock`, text: `select ${list} from "${table}" where id = any($1::text[]::uuid[]) order by id for update` },
    select: { name: `${table}_read`, text: `select ${list} from "${table}" where id = any($1::text[]::uuid[])` },
    insert: {
      name: `${table}_insert`,
      text: `insert into "${table}" (${columns.map(quoted).join(', ')}) select ${columns.map(cast).join(', ')} from ${source} as x(${names})`,
    },
    update: {
      name: `${table}_update`,
      text: `update "${table}" as t set ${assigned.map(({ column, n }) => `${quoted(column)} = ${cast(column, n)}`).join(', ')}
        from unnest(${columns.map((_, n) => `$${n + 1}::text[]`).join(', ')}, $${columns.length + 1}::text[]) as x(${names}, expected)
        where t.id = x.c${idAt}::uuid and t.version = x.expected::int8 returning 1 as done`,
    },
    parameters: (rows) => columns.map((column) => textArray(rows.map((row) => cell(column, row[column.property])))),
  };
}
