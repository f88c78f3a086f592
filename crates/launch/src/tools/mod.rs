//! One file a tool: where its program may be on each system, what it is given, and how to get it.

pub(crate) mod anydesk;
pub(crate) mod goto;
pub(crate) mod quick_assist;
pub(crate) mod rdp;
pub(crate) mod rustdesk;
pub(crate) mod ssh;
pub(crate) mod teamviewer;
pub(crate) mod vnc;

use crate::Tool;
use crate::recipe::Recipe;

/// The ways to start a tool, the best first for each system. None for a tool that is a page.
pub(crate) fn recipes(tool: Tool) -> &'static [Recipe] {
    match tool {
        Tool::Ssh => ssh::RECIPES,
        Tool::Rdp => rdp::RECIPES,
        Tool::Vnc => vnc::RECIPES,
        Tool::TeamViewer => teamviewer::RECIPES,
        Tool::AnyDesk => anydesk::RECIPES,
        Tool::RustDesk => rustdesk::RECIPES,
        Tool::QuickAssist => quick_assist::RECIPES,
        Tool::GoTo | Tool::Web => &[],
    }
}
