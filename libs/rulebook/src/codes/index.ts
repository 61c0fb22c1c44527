export { ADMIN_ACTS, COERCION_KINDS, INTERVIEW_KINDS, RECORD_KIND_ROWS } from './acts.ts';
export type { AdminActKind, CoercionKind, InterviewKind, PublicKind, RecordKind } from './acts.ts';
export { ASSISTING_KINDS, AUTHORITY_KINDS } from './authority-kinds.ts';
export type { AuthorityKind, ImplementerKind } from './authority-kinds.ts';
export { CORRECTION_ACTIONS } from './corrections.ts';
export type { CorrectionAction } from './corrections.ts';
export { CHECK_OCCASIONS, COMMITMENT_TYPES, DATA_PURPOSES, DECLARATION_CATEGORIES, DISCLOSURES, EDUCATION_OCCASIONS, EXCLUDED_RISKS, FREE_COMMITMENT_TYPES, PERFORMANCES, VERIFICATION_METHODS } from './commitment.ts';
export type { CheckOccasion, CommitmentType, DataPurpose, DeclarationCategory, Disclosure, EducationOccasion, ExcludedRisk, FreeCommitmentType, Performance, VerificationMethod } from './commitment.ts';
export { DUTIES } from './duties.ts';
export type { Duty } from './duties.ts';
export { INFO_CATEGORIES } from './information-categories.ts';
export type { InfoCategory } from './information-categories.ts';
export {
  BAN_FIELDS, BAN_GROUNDS, DEFAULTER_SITUATIONS, DESIGNATION_CRITERIA, EVIDENCE_KINDS, evidenceKindOf, LIST_CODES, LIST_KINDS, PUBLICATION_CHANNELS,
  STATUTE_LEVELS, SUBJECT_ROLES, subjectRoleOf,
} from './lists.ts';
export type {
  BanField, BanGround, DefaulterSituation, DesignationCriterion, EvidenceKind, ListCode, ListKind, PublicationChannel, StatuteLevel,
  SubjectRole,
} from './lists.ts';
export { CONSUMPTION_ITEMS, DISCIPLINE_STEPS, INSTITUTION_KINDS, MATTER_KINDS, MEASURE_CLASSES, MEASURE_CODES, NOTICE_ADDRESSEES, SUPERVISION_MEASURES } from './measures.ts';
export type { ConsumptionItem, DisciplineStep, InstitutionKind, MatterKind, MeasureClass, MeasureCode, NoticeAddressee, SupervisionMeasure } from './measures.ts';
export { COMPOUND_PENALTY_TEXTS, parsePenaltyTypes, PENALTY_TYPES } from './penalty-types.ts';
export type { ParsedPenaltyTypes, PenaltyType } from './penalty-types.ts';
export { parsePermitKind, PERMIT_KINDS } from './permit-kinds.ts';
export type { PermitKind } from './permit-kinds.ts';
export { parsePersonDocumentType, PERSON_DOCUMENT_TYPES } from './person-documents.ts';
export type { PersonDocumentType } from './person-documents.ts';
export { isKnownRegion, lookupRegion, REGION_TABLE, REGIONS } from './regions.ts';
export type { Region, RegionTable } from './regions.ts';
export { EFFECT_ENDINGS, EFFECT_KINDS, EFFECT_OWNERS, ENDED_KINDS } from './effects.ts';
export type { EffectEnding, EffectKind, EffectOwner, EndedKind } from './effects.ts';
export { lookupRegistrarCategory, REGISTRAR_CATEGORIES } from './registrars.ts';
export type { RegistrarCategory, SubjectCategory } from './registrars.ts';
export { OBJECTION_GROUNDS, OBJECTION_OUTCOMES, OBJECTION_REMEDIES, OBJECTION_TARGET_KINDS, REVIEW_KINDS, REVIEW_TARGET_KINDS } from './objection.ts';
export type { ObjectionGround, ObjectionOutcome, ObjectionRemedy, ObjectionTargetKind, ReviewKind, ReviewTargetKind } from './objection.ts';
export { REPAIRED_READ_PURPOSES, REPAIR_EVIDENCE_KINDS, REPAIR_TARGET_KINDS, REPAIR_WAYS } from './repair.ts';
export type { RepairedReadPurpose, RepairEvidenceKind, RepairTargetKind, RepairWay } from './repair.ts';
export { parseSector, SECTORS } from './sectors.ts';
export type { Sector } from './sectors.ts';
export { parseSubjectClass, SUBJECT_CLASSES, subjectClassText } from './subject-classes.ts';
export type { SubjectClass } from './subject-classes.ts';
export {
  ORGANISATION_CODE_CHARACTERS, ORGANISATION_CODE_MODULUS, ORGANISATION_CODE_WEIGHTS, USCC_CHARACTERS, USCC_FORMAT, USCC_MODULUS,
  USCC_PLACEHOLDER, USCC_WEIGHTS,
} from './uscc.ts';
export type { Verification } from '../row.ts';
export { PLACE_STEMS, PLACE_SUFFIXES } from './place-names.ts';
