/** Mounts the app; everything else is the UI's. */
import { mount } from './ui/shell/mount.tsx';

mount(document.getElementById('app'));
