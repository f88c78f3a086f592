//! Systems whose packages this program does not install: looks for the programs, and says what to install.

use super::Purpose;
use crate::house;

/// Something to look for, and how to get it.
struct Need {
    from: Purpose,
    probe: &'static [&'static str],
    get: &'static str,
}

/// Says what is missing, with the command that installs it.
pub fn ensure(purpose: Purpose) -> Result<(), String> {
    let wanted = needs().iter().filter(|need| need.from <= purpose);
    let missing: Vec<&str> =
        wanted.filter(|need| !house::has(need.probe[0], &need.probe[1..])).map(|need| need.get).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "something is missing. Do this, then run the same command again:\n\n  {}",
        missing.join("\n  ")
    ))
}

#[cfg(target_os = "macos")]
fn needs() -> &'static [Need] {
    &[
        Need {
            from: Purpose::Terminal,
            probe: &["xcode-select", "--print-path"],
            get: "xcode-select --install",
        },
        Need {
            from: Purpose::Terminal,
            probe: &["pkg-config", "--exists", "libcrypto"],
            get: "brew install pkgconf openssl@3",
        },
    ]
}

#[cfg(windows)]
fn needs() -> &'static [Need] {
    &[
        Need {
            from: Purpose::Terminal,
            probe: &["perl", "--version"],
            get: "winget install StrawberryPerl.StrawberryPerl   (and Visual Studio Build Tools with the C++ workload)",
        },
        Need {
            from: Purpose::Window,
            probe: &[
                "reg",
                "query",
                r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
            ],
            get: "winget install Microsoft.EdgeWebView2Runtime",
        },
    ]
}

#[cfg(not(any(target_os = "macos", windows)))]
fn needs() -> &'static [Need] {
    &[
        Need {
            from: Purpose::Terminal,
            probe: &["cc", "--version"],
            get: "a C compiler, perl and make: `dnf install gcc perl make`, or `pacman -S base-devel`",
        },
        Need {
            from: Purpose::Terminal,
            probe: &["pkg-config", "--exists", "libcrypto"],
            get: "OpenSSL's headers: `dnf install pkgconf openssl-devel`, or `pacman -S pkgconf openssl`",
        },
        Need {
            from: Purpose::Window,
            probe: &["pkg-config", "--exists", "webkit2gtk-4.1"],
            get: "WebKitGTK 4.1 with headers: `dnf install webkit2gtk4.1-devel`, or `pacman -S webkit2gtk-4.1`",
        },
        Need {
            from: Purpose::Test,
            probe: &["Xvfb", "-help"],
            get: "Xvfb and xauth: `dnf install xorg-x11-server-Xvfb xorg-x11-xauth`, or `pacman -S xorg-server-xvfb xorg-xauth`",
        },
        Need {
            from: Purpose::Test,
            probe: &["WebKitWebDriver", "--version"],
            get: "WebKitWebDriver: it is part of the WebKitGTK packages on most systems",
        },
        Need {
            from: Purpose::Test,
            probe: &["gnome-keyring-daemon", "--version"],
            get: "a keyring: `dnf install gnome-keyring libsecret`, or `pacman -S gnome-keyring libsecret`",
        },
    ]
}
