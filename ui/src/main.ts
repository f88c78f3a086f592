import { mount } from 'svelte';
import { asDeskError } from './api/call';
import App from './App.svelte';
import { notices } from './state/notices.svelte';
import './parts/theme/tokens.css';
import './parts/theme/base.css';
import './parts/theme/controls.css';

mount(App, { target: document.body });

// What no part of the window has caught is said, not swallowed. An event without an exception is only a remark of the
// engine, as when a size changed twice in one frame.
addEventListener('error', ({ error }) => error != null && notices.showError(asDeskError(error)));
addEventListener('unhandledrejection', ({ reason }) => notices.showError(asDeskError(reason)));
