/** `glovebox/expressions`: the door. Names only. */
export {
	createEvaluator,
	type EvaluateOptions,
	type Evaluation,
	type Evaluations,
	type Evaluator,
	type EvaluatorOptions,
	type Expression,
	type RowFailure,
} from './evaluator.ts';
export type { Operator } from './operators.ts';
