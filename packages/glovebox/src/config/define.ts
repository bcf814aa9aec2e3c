/** What a config file itself imports. The sandbox puts its own module in the place of this one; here it gives editors the types. */

/** What a config is made with, where it is a function. */
export interface ConfigInput {
	readonly environment: string;
}

export type Awaitable<T> = T | Promise<T>;
export type ConfigSource<T> = Awaitable<T> | ((input: ConfigInput) => Awaitable<T>);

/**
 * Gives back what it is given: a config, or a function that makes one. For editors, which then know the type.
 *
 * @example
 * ```ts
 * import { defineConfig } from 'glovebox/config';
 * const config = defineConfig({ server: { port: 8080 } });
 * console.log(config); // → { server: { port: 8080 } }
 * ```
 */
export function defineConfig<const T extends ConfigSource<object>>(config: T): T {
	return config;
}

/**
 * The value of a variable that was given to `loadConfig` or stands in a `.env` file; `undefined` for any other. It is recorded as an
 * input. Only a config that `loadConfig` evaluates has variables: elsewhere this throws, so that none is read past the record.
 */
export function env(name: string): string | undefined {
	throw new TypeError(`Cannot read "${name}": env() of glovebox/config works in a config that loadConfig() evaluates`);
}
