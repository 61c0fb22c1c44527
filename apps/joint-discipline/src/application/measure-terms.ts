/** 措施期限 in SQL, as the law's rows were loaded: of a prompt or measure in `table` its live entry `e` and its cell `r`. */
export const WITH_TERM = (table: string): string => `left join list_entry e on e.entry_id = ${table}.live_entry_id left join measure_rule r on r.matrix_row_id = ${table}.matrix_row_id`;

/** First day without the measure; null = as long as its entry. The domain's `termEndsOn`. */
export const TERM_END = `(e.from_on + make_interval(months => r.months))::date`;

/** Whether the months are over on the day. */
export const TERM_OVER = (day: string): string => `(${TERM_END} <= ${day}::date) is true`;
