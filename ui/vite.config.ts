import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Relative addresses, because the window loads the files from its own protocol and not from a web root.
export default defineConfig({
  base: './',
  plugins: [svelte()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  clearScreen: false,
  // The fake desk shows the policies of the packs.
  server: { port: 5173, strictPort: true, fs: { allow: ['.', '../packs'] } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'safari16.4',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
