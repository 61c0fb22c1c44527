import { Controller, Get, Header, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Public, Roles, type AnswerPublicJwk, type AnswerSigner, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import { certify, certifyEnding, certifyRepair, type CertificateDesk } from '../../application/certify.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { findEndings } from '../../application/queries/find-endings.ts';
import type { LapseCertificate } from '../../domain/lapse/lapse-certificate.ts';
import { EndedItemParams, EndingsQuery } from './endings.dto.ts';
import { seenBy } from './seen-by.ts';

/** Nest token. */
export const SIGNER = Symbol('SIGNER');

const PAGE = 100;

/** 效果终止证明 and the detached signature over its canonical JSON; verified offline with GET /v1/keys/certificates. */
export interface SignedCertificate {
  certificate: LapseCertificate;
  signature: string;
}

/** 终止清单的一项: which ending, and who is still silent. */
export type EndingItem = Pick<LapseCertificate, 'subject' | 'item' | 'ending' | 'undone' | 'owners' | 'overdue' | 'complete'> & { endingId: string };

/** 效果终止证明 — what has ended, every effect of it, and who has confirmed (N5, B31). */
@ApiTags('效果终止 Lapse certificates')
@ApiBearerAuth()
@Controller('v1')
export class CertificatesController {
  private readonly at: CertificateDesk;

  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: Clock, @Inject(DESK) desk: Desk, @Inject(SIGNER) private readonly signer: AnswerSigner) {
    this.at = { db, clock, desk };
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('repairs/:id/lapse-certificate')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '修复案件的效果终止证明：签名，可离线验证' })
  async ofRepair(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<SignedCertificate> {
    return this.signed(await certifyRepair(this.at, id, seenBy(caller, this.at.clock)));
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('endings/:kind/:id/lapse-certificate')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用记录、名单条目最近一次终止的效果终止证明：修复、撤销、更正、移出' })
  async ofEnding(@CurrentCaller() caller: Caller, @Param() item: EndedItemParams): Promise<SignedCertificate> {
    return this.signed(await certifyEnding(this.at, item, seenBy(caller, this.at.clock)));
  }

  @Roles('credit-centre', 'auditor')
  @Get('endings')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '终止清单：谁尚未答复、谁逾期未确认；每页 100 条' })
  async list(@Query() { subjectId, overdue, after }: EndingsQuery): Promise<{ items: EndingItem[]; next: string | null }> {
    const found = await findEndings(this.at.db, { source: null, subjectId: subjectId ?? null, overdue: overdue === 'true', after: after ?? null, limit: PAGE, today: this.at.clock.today() });
    const items = found.map((read) => {
      const { subject, item, ending, undone, owners, overdue: late, complete } = certify(this.at, read);
      return { endingId: read.endingId, subject, item, ending, undone, owners, overdue: late, complete };
    });
    return { items, next: items.length === PAGE ? items.at(-1)!.endingId : null };
  }

  @Public()
  @Get('keys/certificates')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: '验证效果终止证明签名的公钥（Ed25519）' })
  key(): AnswerPublicJwk {
    return this.signer.publicJwk;
  }

  private readonly signed = (certificate: LapseCertificate): SignedCertificate => ({ certificate, signature: this.signer.sign(certificate) });
}
