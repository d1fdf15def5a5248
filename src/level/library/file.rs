//! One file or tree on disk, read within limits: regular files only, at most 8 MiB, text only.
//! Reads the file system; writes nothing. Every refusal is a sentence: what, where, what to do.
//! Not here: where data is looked for (`level::library`), saves (`sim`).
//! Rule text: DESIGN section 9, "Bad input never panics".

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::level::ron::MAX_BYTES;
use crate::level::source::Source;

/// Reads a text file.
pub fn read(path: &Path) -> Result<Source, String> {
    let shown = path.display();
    let say = |error: std::io::Error| format!("{shown} cannot be read: {error}");
    let about = fs::metadata(path).map_err(say)?;
    if !about.is_file() {
        return Err(format!("{shown} is not a file"));
    }
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    File::open(path)
        .and_then(|f| f.take(limit).read_to_end(&mut bytes))
        .map_err(say)?;
    if bytes.len() > MAX_BYTES {
        return Err(format!(
            "{shown} is larger than {} MiB, which is more than is read",
            MAX_BYTES >> 20
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(path.to_string_lossy(), text)),
        Err(_) => Err(format!("{shown} is not UTF-8 text; save it as UTF-8")),
    }
}

/// Reads a file that lies beside another, and is no link that leads elsewhere.
pub fn read_beside(folder: &Path, name: &str) -> Result<Source, String> {
    let path = folder.join(name);
    let about = fs::symlink_metadata(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    if about.is_symlink() {
        return Err(format!(
            "{} is a link; put the file itself there",
            path.display()
        ));
    }
    read(&path)
}

/// All `.ron` and `.geojson` files in and below a folder, sorted; links and hidden folders are not followed.
pub fn walk(folder: &Path, deepest: usize, most: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(folder, deepest, most, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, deepest: usize, most: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path
            .file_name()
            .is_none_or(|n| n.to_string_lossy().starts_with('.'));
        let Ok(about) = fs::symlink_metadata(&path) else {
            continue;
        };
        if hidden || about.is_symlink() || found.len() >= most {
            continue;
        }
        if about.is_dir() && deepest > 0 {
            collect(&path, deepest - 1, most, found);
        } else if about.is_file()
            && path
                .extension()
                .is_some_and(|e| e == "ron" || e == "geojson")
        {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_no_file_and_a_missing_file_is_named() {
        assert!(read(Path::new(".")).is_err_and(|e| e.contains("not a file")));
        assert!(read(Path::new("no-such-file.ron")).is_err_and(|e| e.contains("no-such-file.ron")));
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused() {
        let file = tempfile::NamedTempFile::new().expect("a place for it");
        file.as_file()
            .set_len(MAX_BYTES as u64 + 1)
            .expect("room for it");
        assert!(read(file.path()).is_err_and(|e| e.contains("larger")));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let file = tempfile::NamedTempFile::new().expect("a place for it");
        fs::write(file.path(), [0xff, 0xfe, 0x00]).expect("written");
        assert!(read(file.path()).is_err_and(|e| e.contains("UTF-8")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_beside_a_level_is_refused() {
        let folder = tempfile::tempdir().expect("a place for it");
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("map.geojson"))
            .expect("a link");
        assert!(read_beside(folder.path(), "map.geojson").is_err_and(|e| e.contains("link")));
    }

    #[test]
    fn a_walk_finds_only_data_files_in_order() {
        let folder = tempfile::tempdir().expect("a place for it");
        for name in ["b.ron", "a.geojson", "c.txt", ".hidden.ron"] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        let found = walk(folder.path(), 3, 100);
        let names: Vec<_> = found
            .iter()
            .map(|p| p.file_name().expect("a name").to_string_lossy())
            .collect();
        assert_eq!(names, ["a.geojson", "b.ron"]);
    }
}
