/** `glovebox/grading`: the door. Names only. */
export type { Arbitrary, Check, CheckOptions, Failure, Mistake, Verdict } from './check.ts';
export { check, defineExercise, type Exercise, hide } from './define.ts';
