import { Body, Controller, Get, Header, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, maskFor, requireRole, Roles, type BlindIndex, type Caller } from '@credit/access';
import { parseUscc, type SubjectClass, PERSON_INDEX_PURPOSE, personDocument } from '@credit/contracts/subject';
import { DomainError, isLocalDate, type Clock } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { BLIND_INDEX, CLOCK, CURSORS, DATABASE, workContextOf, type Cursors } from '@credit/service-host';
import type { FastifyRequest } from 'fastify';
import { logAccess, type Access } from '../../application/log-access.ts';
import { findRecordsOfSubject, type RecordView } from '../../application/queries/find-records.ts';
import { findByCode, findByName, findByPerson, findSubject, type SubjectView } from '../../application/queries/find-subjects.ts';
import { findTimeline, type Timeline } from '../../application/queries/find-timeline.ts';
import { disclosing } from './disclosing.ts';
import { opensRepaired, readsRestricted, shownTo } from './shown-to.ts';
import { statedPurpose } from './purpose.ts';
import { dateInvalid, knownAtNotYet, notFound, searchByOne } from './register.problems.ts';
import { PageQuery, SubjectParam, SubjectSearchDto, TimelineQuery } from './subjects.dto.ts';

const SEES_ALL = ['case-officer', 'approver', 'credit-centre', 'auditor'] as const;

/** 信用主体与信用档案 — exact look-ups; files of natural persons only for entitled roles, with a purpose, logged (O61, domain §10). */
@ApiTags('主体 Subjects')
@Controller('v1/subjects')
export class SubjectsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(CURSORS) private readonly cursors: Cursors,
    @Inject(BLIND_INDEX) private readonly blindIndex: BlindIndex,
  ) {}

  @Roles('source', 'screening-client', ...SEES_ALL)
  @Post('search')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '按代码、完整名称或证件号码精确查询' })
  async search(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Body() body: SubjectSearchDto): Promise<{ items: SubjectView[] }> {
    const { uscc, name, personIdNo } = body;
    if ([uscc, name, personIdNo].filter((v) => v !== undefined).length !== 1) throw searchByOne();
    if (personIdNo !== undefined) return { items: this.shown(caller, await this.persons(caller, request, body, personIdNo)) };
    return { items: this.shown(caller, uscc === undefined ? await findByName(this.db, name!) : await findByCode(this.db, readCode(uscc))) };
  }

  @Roles('source', 'screening-client', 'subject', ...SEES_ALL)
  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用主体；自然人须有权角色并注明目的（X-Purpose）' })
  async subject(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Param() { id }: SubjectParam, @Headers('x-purpose') purpose: string | undefined): Promise<SubjectView> {
    return this.shown(caller, [await this.open(caller, request, id, 'person-file', purpose)])[0]!;
  }

  @Roles('source', 'subject', ...SEES_ALL)
  @Get(':id/records')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用档案：该主体的信用记录及来源；部门只见本部门报送的记录' })
  async records(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Param() { id }: SubjectParam, @Query() { after, limit = 50 }: PageQuery, @Headers('x-purpose') purpose: string | undefined): Promise<{ items: RecordView[]; next: string | null }> {
    const subject = await this.open(caller, request, id, 'person-records', purpose);
    const scope = `subject-records:${subject.subjectId}\0${caller.sub}`;
    const from = after === undefined ? null : this.cursors.decode<string>(scope, after);
    const shows = ({ repaired, shielded }: RecordView): boolean => (repaired ?? shielded) === null || opensRepaired(caller, subject.subjectId, purpose);
    const read = () => findRecordsOfSubject(this.db, subject.subjectId, departmentLimit(caller, [id, subject.subjectId]), from, limit + 1);
    const found = await disclosing(this, { caller, request, purpose }, read, (all) => all.slice(0, limit).filter((record) => shows(record) && record.source !== caller.dept).map(({ recordId }) => recordId));
    const page = found.slice(0, limit);
    const items = page.filter(shows).map((record) => shownTo(caller, record));
    return { items, next: found.length > limit ? this.cursors.encode(scope, page.at(-1)!.recordId) : null };
  }

  @Roles('source', 'subject', ...SEES_ALL)
  @Get(':id/timeline')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用档案的历史：截至某业务日期的状态与经过' })
  async timeline(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Param() { id }: SubjectParam, @Query() { asOf, knownAt }: TimelineQuery, @Headers('x-purpose') purpose: string | undefined): Promise<Timeline> {
    if (knownAt !== undefined) throw knownAtNotYet();
    if (asOf !== undefined && !isLocalDate(asOf)) throw dateInvalid();
    const subject = await this.open(caller, request, id, 'person-timeline', purpose);
    const reads = { restrictedOf: (source: string) => readsRestricted(caller, source), repaired: opensRepaired(caller, subject.subjectId, purpose) };
    const read = () => findTimeline(this.db, subject.subjectId, asOf ?? this.clock.today(), departmentLimit(caller, [id, subject.subjectId]), reads);
    return disclosing(this, { caller, request, purpose }, read, ({ records }) => (hasRole(caller, ...SEES_ALL) ? records.map(({ recordId }) => recordId) : []));
  }

  /** The subject, if the caller may see it. A natural person's file is opened for entitled roles with a purpose, and the access is logged before anything is answered. */
  private async open(caller: Caller, request: FastifyRequest, id: string, action: Access['action'], purpose: string | undefined): Promise<SubjectView> {
    const subject = await findSubject(this.db, id);
    const own = caller.subject !== undefined && (caller.subject === id || caller.subject === subject?.subjectId);
    if (subject === undefined || (!own && !hasRole(caller, 'source', 'screening-client', ...SEES_ALL))) throw notFound('subject');
    if (subject.subjectClass !== 'NATURAL_PERSON' || own) return subject;
    if (!hasRole(caller, ...SEES_ALL)) throw notFound('subject');
    await this.log(caller, request, action, purpose, [subject.subjectId]);
    return subject;
  }

  private async persons(caller: Caller, request: FastifyRequest, body: SubjectSearchDto, number: string): Promise<SubjectView[]> {
    requireRole(caller, ...SEES_ALL);
    const document = personDocument(body.personIdType, number);
    if (typeof document !== 'string') throw new DomainError({ code: document.code, message: 'the identity number is not valid', userMessage: '证件号码格式或校验位错误', pointer: '/personIdNo' });
    const found = await findByPerson(this.db, this.blindIndex.candidates(PERSON_INDEX_PURPOSE, document));
    await this.log(caller, request, 'person-search', body.purpose, found.map((s) => s.subjectId));
    return found;
  }

  private async log(caller: Caller, request: FastifyRequest, action: Access['action'], purpose: string | undefined, subjectIds: readonly string[]): Promise<void> {
    const stated = statedPurpose(purpose);
    await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => logAccess(uow, { caller: actorOf(caller), department: caller.dept, action, purpose: stated, subjectIds }));
  }

  /** Who holds a role in a subject is a natural person, whatever the class of the subject (domain §13). */
  private shown(caller: Caller, subjects: readonly SubjectView[]): SubjectView[] {
    return subjects.map((s) => {
      const masked = maskFor(caller.roles, s, { subjectClass: s.subjectClass as SubjectClass });
      return s.registration === undefined ? masked : { ...masked, registration: { ...masked.registration!, roles: maskFor(caller.roles, s.registration.roles, { subjectClass: 'NATURAL_PERSON' }) } };
    });
  }
}

/** Roles that oversee see every record, a subject those about itself; a department its own. */
const departmentLimit = (caller: Caller, ids: readonly string[]): string | null => (hasRole(caller, ...SEES_ALL) || (caller.subject !== undefined && ids.includes(caller.subject)) ? null : departmentOf(caller));

function readCode(uscc: string): string {
  const read = parseUscc(uscc);
  if (read.ok) return read.uscc;
  const [found] = read.findings;
  if (found!.code === 'ORG_CODE_CHECK') return uscc;
  throw new DomainError({ code: found!.code, message: found!.messageEn, userMessage: found!.message, pointer: '/uscc' });
}
