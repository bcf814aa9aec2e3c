/** `glovebox/grading`: the door. Names only. */
export type { Arbitrary, Check, CheckOptions, Failure, Mistake, Verdict } from './check.ts';
export { check, defineExercise, type Exercise, hide } from './define.ts';
export { type ExercismResults, type ExercismTest, exercismResults } from './exercism.ts';
export { type Grade, type GradeOptions, grade } from './grade.ts';
export { type Entry, type Graded, gradeMany, type GradeManyOptions, gradeTable } from './grade-many.ts';
export { type CheckResult, explain } from './result.ts';
