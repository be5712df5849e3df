//! Whether a file is on a drive of another machine, where locks and flushes cannot be trusted.
//!
//! It knows what the system tells without being asked to connect; a drive that looks local is local.

use std::path::{Component, Path, Prefix};

/// Types of file systems that live on another machine.
const NETWORKED: [&str; 11] = [
    "afpfs",
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.davfs2",
    "fuse.rclone",
    "fuse.sshfs",
    "nfs",
    "nfs4",
    "smb3",
];

/// Tells whether an absolute path is on a network drive.
pub(super) fn is_on_network(path: &Path) -> bool {
    let is_share = matches!(
        path.components().next(),
        Some(Component::Prefix(prefix))
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    );
    // Absent on systems other than Linux.
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    is_share || is_mounted_from_network(path, &mounts)
}

/// Looks the path up in the mounts of Linux: the last of the longest mount points that hold it.
fn is_mounted_from_network(path: &Path, mounts: &str) -> bool {
    mounts
        .lines()
        .filter_map(|line| {
            let (place, kind) = line.split_once(" - ")?;
            let point = place.split(' ').nth(4)?.replace("\\040", " ");
            let kind = kind.split(' ').next()?;
            path.starts_with(&point).then_some((point.len(), kind))
        })
        .max_by_key(|(length, _)| *length)
        .is_some_and(|(_, kind)| NETWORKED.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_mount_point_decides() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/vda rw\n\
                      40 22 0:50 / /mnt/deel rw shared:1 - cifs //server/deel rw\n\
                      41 40 8:2 / /mnt/deel/stick\\040a rw - vfat /dev/sdb1 rw\n";
        let check = |path: &str| is_mounted_from_network(Path::new(path), mounts);
        assert!(check("/mnt/deel/i.draaiboek"));
        assert!(!check("/mnt/deel/stick a/i.draaiboek"));
        assert!(!check("/mnt/deelgemeente/i.draaiboek"));
        assert!(!check("/i.draaiboek"));
    }
}
