/** `audit`: where a code base runs code that may not be its own. Names only. */
export { type Audit, type AuditOptions, audit, type Finding, type Unread } from './audit.ts';
export { skippedFolders } from './files.ts';
export { type Rule, rules, type Severity } from './rules.ts';
export { sarifLog } from './sarif.ts';
