//! Words of the command line → files, one after the other: folders and containers are gone through in the order of
//! their names, and only one file is held at a time.

use std::io::Error;
use std::path::{Path, PathBuf};

use gouji::input::{Content, Input, Unreadable};
use gouji::readers::charset::native_decode;
use gouji::readers::office;
use gouji::{Options, Review};

/// Deepest folder that is gone into; a link may lead round in a circle.
const MAX_DEPTH: usize = 16;
/// Names that other programs leave behind and nobody means.
const LEFT_BEHIND: [&str; 4] = [".", "~$", "Thumbs.db", "desktop.ini"];

/// Checks every file that these words name, and hands over each review as it is made.
pub fn review_all(words: &[&str], options: &Options, take: &mut dyn FnMut(Review)) {
    for word in words {
        let path = Path::new(word);
        if *word != "-" && path.is_dir() {
            review_folder(path, options, 0, take);
        } else {
            review_file(word, options, take);
        }
    }
}

fn review_folder(folder: &Path, options: &Options, depth: usize, take: &mut dyn FnMut(Review)) {
    let (paths, broken) = match std::fs::read_dir(folder) {
        Ok(entries) => paths_of(entries.map(|entry| entry.map(|entry| entry.path()))),
        Err(error) => return take(refused(shown(folder), unopened(&error))),
    };
    if let Some(error) = broken {
        take(refused(
            shown(folder),
            Unreadable::new(format!("没能列出文件夹里的全部文件：{error}"), "请检查权限，再核对一次。"),
        ));
    }
    for path in paths.iter().filter(|path| !is_left_behind(path)) {
        if !path.is_dir() {
            review_file(&shown(path), options, take);
        } else if depth < MAX_DEPTH {
            review_folder(path, options, depth + 1, take);
        } else {
            let why = Unreadable::new("文件夹层数太多，没有再往里找。", "请直接写出里层文件夹的路径。");
            take(refused(shown(path), why));
        }
    }
}

/// In the order of their names; and why there are not all.
fn paths_of(entries: impl Iterator<Item = Result<PathBuf, Error>>) -> (Vec<PathBuf>, Option<Error>) {
    let mut paths = Vec::new();
    let mut broken = None;
    for entry in entries {
        match entry {
            Ok(path) => paths.push(path),
            Err(error) => broken = Some(error),
        }
    }
    paths.sort();
    (paths, broken)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn is_left_behind(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    LEFT_BEHIND.iter().any(|prefix| name.starts_with(prefix))
}

/// One review; of a container of files one for each.
fn review_file(file: &str, options: &Options, take: &mut dyn FnMut(Review)) {
    let bytes = match bytes_of(file) {
        Ok(bytes) => bytes,
        Err(why) => return take(refused(file.to_owned(), why)),
    };
    match office::members(&bytes, native_decode) {
        None => take(review_bytes(file.to_owned(), bytes, options)),
        Some(Err(why)) => take(refused(file.to_owned(), why)),
        Some(Ok(members)) => {
            for member in members {
                let name = format!("{file}/{}", member.name);
                take(match member.content {
                    Ok(bytes) => review_bytes(name, bytes, options),
                    Err(why) => refused(name, why),
                });
            }
        }
    }
}

fn refused(name: String, why: Unreadable) -> Review {
    Review { name: Some(name), reader: None, result: Err(why) }
}

fn unopened(error: &Error) -> Unreadable {
    Unreadable::new(format!("打不开文件：{error}"), "请检查路径和权限。")
}

/// The content of a file, or of standard input for `-`.
///
/// # Errors
/// When the system does not give it.
pub fn bytes_of(file: &str) -> Result<Vec<u8>, Unreadable> {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| unopened(&error))
}

/// Checks one file.
pub fn review_bytes(name: String, bytes: Vec<u8>, options: &Options) -> Review {
    gouji::review(&Input { name: Some(name), content: Content::Bytes(bytes) }, options, native_decode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_read_to_its_end_is_told() {
        let entries = [Ok(PathBuf::from("b")), Err(Error::other("gone")), Ok(PathBuf::from("a"))];
        let (paths, broken) = paths_of(entries.into_iter());
        assert_eq!(paths, [PathBuf::from("a"), PathBuf::from("b")]);
        assert!(broken.is_some());
    }
}
