/** The services behind the gateway. */
export type Upstream = 'credit-record' | 'list-designation' | 'publicity' | 'joint-discipline' | 'credit-repair' | 'commitment';

/** One route that the gateway forwards as it stands; everything else is 404. The services check the token themselves: the gateway adds no trust. */
export interface Route {
  method: 'GET' | 'POST';
  url: string;
  upstream: Upstream;
  /** `public`: no token asked (publicity pages, keys). `search`: public, and the strict rate limit of look-ups. `token`: refused here already without a valid token. */
  access: 'public' | 'search' | 'token';
  /** `file`: streams through, up to 256 MiB; else JSON up to 1 MiB. */
  body?: 'file';
}

const get = (upstream: Upstream, access: Route['access'], ...urls: string[]): Route[] => urls.map((url) => ({ method: 'GET', url, upstream, access }));
const post = (upstream: Upstream, access: Route['access'], ...urls: string[]): Route[] => urls.map((url) => ({ method: 'POST', url, upstream, access }));

/** interfaces.md §3, the part that exists: intake, subjects, designation, publicity. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', url: '/v1/batches', upstream: 'credit-record', access: 'token', body: 'file' },
  ...get('credit-record', 'token', '/v1/batches/:id', '/v1/batches/:id/errors', '/v1/receipts/:id', '/v1/records/:id', '/v1/subjects/:id', '/v1/subjects/:id/timeline', '/v1/subjects/:id/records', '/v1/code-findings', '/v1/recalls'),
  ...post('credit-record', 'token', '/v1/records', '/v1/subjects/search', '/v1/recalls/:id/acknowledgement'),
  ...get('credit-record', 'public', '/v1/templates/:kind', '/v1/keys/intake', '/v1/schemas/:type', '/v1/sandbox/date'),
  ...get('list-designation', 'token', '/v1/designations', '/v1/designations/:id', '/v1/list-types', '/v1/ban-rules'),
  ...post('list-designation', 'token', '/v1/designations', ...['notice', 'defence', 'review', 'decision', 'service', 'revocation', 'extension', 'extension/decision', 'removal', 'removal/decision'].map((step) => `/v1/designations/:id/${step}`)),
  ...get('list-designation', 'token', '/v1/rectification-orders', '/v1/interviews', '/v1/notices', '/v1/campaigns', '/v1/campaigns/:code/progress', '/v1/list-conflicts', '/v1/red-list-entries'),
  ...post('list-designation', 'token', '/v1/interviews', '/v1/notices/:id/receipt', '/v1/campaigns', '/v1/campaigns/:code/closure', '/v1/list-conflicts/:id/decision', '/v1/rectification-orders', ...['evidence', 'outcome', 'extension'].map((step) => `/v1/rectification-orders/:id/${step}`)),
  ...get('publicity', 'public', '/v1/public/columns/commitments', '/v1/public/columns/:kind', '/v1/public/subjects/:publicId', '/v1/public/entries/:entryId', '/v1/public/taken-down', '/v1/public/statistics'),
  ...post('publicity', 'search', '/v1/public/search'),
  ...get('publicity', 'token', '/v1/publicity/late', '/v1/publicity/decisions', '/v1/publicity/summary'),
  ...post('joint-discipline', 'token', '/v1/screenings', '/v1/screenings/batch', '/v1/screenings/:id/not-same', '/v1/prompts/:id/decision', '/v1/measures/:id/execution', '/v1/measures/:id/lift-confirmation'),
  ...get('joint-discipline', 'token', '/v1/prompts', '/v1/measures', '/v1/discipline-progress', '/v1/screening-coverage'),
  ...get('joint-discipline', 'public', '/v1/keys/screening'),
  ...post('credit-repair', 'token', '/v1/training-bodies', '/v1/repairs', '/v1/repair-notices/:id/service', '/v1/shieldings', '/v1/shieldings/:id/decision', '/v1/shieldings/:id/end', '/v1/correction-tasks/:id/completion', ...['supplement', 'retraction', 'supplement-request', 'acceptance', 'extension', 'decision', 'revocation'].map((step) => `/v1/repairs/:id/${step}`)),
  ...get('credit-repair', 'token', '/v1/repairs', '/v1/repairs/:id', '/v1/repairs/:id/lapse-certificate', '/v1/endings', '/v1/endings/:kind/:id/lapse-certificate', '/v1/wrong-listings', '/v1/wrong-listings/:kind/:id', '/v1/correction-tasks', '/v1/repair-notices', '/v1/shieldings'),
  ...post('credit-repair', 'token', '/v1/objections', ...['verification', 'appraisal', 'extension', 'outcome', 'retraction', 'explanation'].map((step) => `/v1/objections/:id/${step}`)),
  ...post('credit-repair', 'token', '/v1/reviews', '/v1/reviews/:id/end'),
  ...get('credit-repair', 'token', '/v1/objections', '/v1/objections/:id', '/v1/reviews'),
  ...get('credit-repair', 'public', '/v1/training-bodies', '/v1/keys/certificates'),
  ...post('commitment', 'token', '/v1/commitment-items', '/v1/commitment-items/:id/withdrawal', '/v1/commitments'),
  ...post('commitment', 'token', ...['performance', 'documents', 'breach-notice', 'explanation', 'explanation-acceptance', 'rectification', 'breach', 'breach-revocation', 'retraction', 'ending'].map((step) => `/v1/commitments/:id/${step}`)),
  ...get('commitment', 'token', '/v1/commitments', '/v1/commitments/reminders', '/v1/commitments/by-item', '/v1/commitments/exchange', '/v1/commitments/:id', '/v1/commitments/:id/receipt'),
  ...post('commitment', 'token', '/v1/education-materials', '/v1/integrity-education'),
  ...get('commitment', 'token', '/v1/integrity-education', '/v1/integrity-education/coverage'),
  ...post('commitment', 'token', '/v1/self-declarations', ...['authorisation', 'authorisation-recall', 'falsity', 'retraction', 'verification', 'verification-rejection'].map((step) => `/v1/self-declarations/:id/${step}`)),
  ...get('commitment', 'token', '/v1/self-declarations', '/v1/self-declarations/reads', '/v1/self-declarations/:id'),
  ...get('commitment', 'public', '/v1/education-materials', '/v1/education-materials/:code'),
  ...get('commitment', 'public', '/v1/commitment-items', '/v1/commitment-items/:code', '/v1/keys/commitments'),
];

/** The routes of the table; the movable date exists in the sandbox only. */
export const routesOf = (sandbox: boolean): readonly Route[] => (sandbox ? ROUTES : ROUTES.filter(({ url }) => !url.startsWith('/v1/sandbox/')));

/** What operators reach under `/v1/ops/<service>/…`; forwarded to `/ops/…` of that service, which asks for the role operator. */
export const OPERATIONS: readonly Pick<Route, 'method' | 'url'>[] = [
  { method: 'GET', url: '/parked' }, { method: 'GET', url: '/parked/:id' }, { method: 'POST', url: '/parked/:id/replay' }, { method: 'POST', url: '/parked/:id/discard' }, { method: 'POST', url: '/rebuild' }, { method: 'POST', url: '/reconcile' },
];

export const UPSTREAMS: readonly Upstream[] = ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment'];
