import { mount } from 'svelte';
import App from './App.svelte';
import './parts/theme/tokens.css';
import './parts/theme/base.css';
import './parts/theme/controls.css';

mount(App, { target: document.body });
