//! Saves on disk: bounded reading, writing aside and renaming, and the rotated autosaves.
//! Reads and writes files only here; a failed write leaves the old file as it was.
//! Not here: what is in a save (`sim::save`), when autosaves are made (`sim::game`).
//! Rule text: DESIGN section 9 ("write aside, then rename") and section 10.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::game::Match;
use super::save::{self, MAX_BYTES, Mistake, Saved};

/// How many autosaves are kept.
pub const KEPT: usize = 6;

/// Reads a save from disk.
pub fn open(path: &Path) -> Result<Saved, Vec<Mistake>> {
    let whole = |message: String| vec![Mistake { line: 0, message }];
    let mut text = String::new();
    let file = File::open(path).map_err(|e| whole(format!("{e}")))?;
    let size = file.metadata().map_or(0, |m| m.len());
    let read = if size > MAX_BYTES {
        Ok(0)
    } else {
        file.take(MAX_BYTES + 1).read_to_string(&mut text)
    };
    read.map_err(|e| whole(format!("{e}")))?;
    if size.max(text.len() as u64) > MAX_BYTES {
        return Err(whole(format!(
            "the file is larger than {} MiB; no save is",
            MAX_BYTES / (1024 * 1024)
        )));
    }
    save::read(&text)
}

/// Writes a match's save, aside first; the old file stays whole until the new one is.
pub fn store(game: &Match, path: &Path) -> io::Result<()> {
    write_aside(path, save::write(game).as_bytes())
}

/// Writes a file aside, makes sure it is on the disk, and renames it into place.
pub fn write_aside(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".casus-").suffix(".part");
    #[cfg(unix)]
    let builder = builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// Where autosaves go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autosave {
    folder: PathBuf,
}

impl Autosave {
    /// In this folder.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// In the folder `CASUS_HOME` names, else in the platform's folder for data; none if there is no such folder.
    pub fn standard() -> Option<Self> {
        let home = std::env::var_os("CASUS_HOME")
            .filter(|h| !h.is_empty())
            .map(PathBuf::from);
        let home = home.or_else(|| {
            directories::ProjectDirs::from("", "", "casus-foederis")
                .map(|dirs| dirs.data_dir().to_path_buf())
        })?;
        Some(Self::in_folder(home.join("autosave")))
    }

    /// The path of an autosave, 1 being the newest.
    pub fn path(&self, number: usize) -> PathBuf {
        self.folder.join(format!("auto-{number}.casus"))
    }

    /// Saves a match as the newest autosave and lets the oldest go.
    pub fn keep(&self, game: &Match) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let next = self.folder.join("auto-new.casus");
        store(game, &next)?;
        for number in (1..KEPT).rev() {
            if self.path(number).exists() {
                fs::rename(self.path(number), self.path(number + 1))?;
            }
        }
        fs::rename(next, self.path(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_a_mistake_of_the_file_as_a_whole() {
        let mistakes = open(Path::new("no/such/save.casus")).expect_err("missing");
        assert_eq!(mistakes[0].line, 0);
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.casus");
        write_aside(&path, b"one").expect("written");
        write_aside(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn writing_where_no_folder_is_fails_and_makes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(write_aside(&folder.path().join("no/a.casus"), b"one").is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 0);
    }

    #[test]
    fn a_file_that_is_no_text_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.casus");
        write_aside(&path, &[0xff, 0xfe, 0x00]).expect("written");
        assert!(open(&path).is_err());
    }

    #[test]
    fn a_file_over_the_limit_is_refused_without_reading_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.casus");
        File::create(&path)
            .and_then(|f| f.set_len(100 * 1024 * 1024))
            .expect("a sparse file");
        assert!(
            open(&path).expect_err("too large")[0]
                .message
                .contains("64 MiB")
        );
    }
}
