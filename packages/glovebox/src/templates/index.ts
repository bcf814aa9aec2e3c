/** `glovebox/templates`: the door. Names only. */
export { type EngineName, engineNames } from './engines.ts';
export type { TemplateHelpers } from './helpers.ts';
export type { TemplateLoader } from './loader.ts';
export {
	createTemplates,
	type Precompiled,
	type Rendered,
	type RenderedMany,
	type RenderedRowFailure,
	type RenderOptions,
	type Template,
	type Templates,
	type TemplatesOptions,
} from './templates.ts';
