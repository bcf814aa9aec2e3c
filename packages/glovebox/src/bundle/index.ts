/** `glovebox/bundle`: npm packages as modules for guests. Names only. */
export { type BundledPackage, bundleGuest, type BundleOptions, type GuestBundle } from './bundle-guest.ts';
